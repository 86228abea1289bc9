"""Rewrite one line of TOML or JSON as its writer meant it: full-width signs, smart quotes, values without quotes.

The line is read leniently and written again in the syntax of the file. The result may be wrong:
``notices.reading.corrections`` accepts it only if the file can then be read past that line.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from notices.reading.chinese_keys import key_called
from notices.reading.faults import Fault
from notices.reading.line_values import bare_value, quoted, without_stray_quote
from notices.written.characters import half_width


class _Holder(StrEnum):
    """What a value stands in; this decides which signs can end it."""

    statement = "a line of TOML that is key = value"
    table = "pairs of keys and values"
    list = "a list"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to read a doubtful line.

    ``ends_at`` says where a quoted text ends: "same" at a quote of the kind that began it, "any" at any quote, "sign"
    before the next sign, if the closing quote is missing. ``has_brackets``: 【】 and （） stand for brackets; otherwise
    they are part of a text.
    """

    ends_at: str
    has_brackets: bool


INTERPRETATIONS = tuple(
    Interpretation(ends_at, has_brackets) for has_brackets in (True, False) for ends_at in ("same", "any", "sign")
)
"""Every way to read a line, the most likely first."""

_OPEN = {"[": "[", "［": "[", "{": "{", "｛": "{"}
_CLOSE = {"]": "]", "］": "]", "}": "}", "｝": "}"}
_OPEN_DOUBTFUL = {"【": "[", "（": "[", "〔": "["}
_CLOSE_DOUBTFUL = {"】": "]", "）": "]", "〕": "]"}
OPENING = "".join(_OPEN | _OPEN_DOUBTFUL)
"""Every sign read as an opening bracket."""
_COMMAS = ",，、;；"
_STRAIGHT = "\"'"
_QUOTES = dict.fromkeys('"“”„‟＂〝〞「」『』', '"') | dict.fromkeys("'‘’‚‛＇`´｀", "'")
_LEFT, _RIGHT = "“‘〝「『", "”’〞」』"
_BLANKS = " \t　"
_STRAY = "；;，,。"
_KEY = re.compile(r"([\"'“”‘’＂]?)([A-Za-zＡ-Ｚａ-ｚ_][\w.．-]*)[\"'“”‘’＂]?(?=[\s　]*[=＝:：](?!//))", re.ASCII)
_CHINESE_KEY = re.compile("([一-鿿（）、]{1,20})(?=[ \\t　]*[=＝:：])")
_KEY_ALONE = re.compile(r"([A-Za-z_][\w.-]*)(?=[ \t　]+[\"'“‘＂「『\d])", re.ASCII)
_HEADER = re.compile(
    r"(\s*)([\[［【（〔〖「]{1,2})\s*([A-Za-z_一-鿿][\w.．一-鿿]*)\s*([\]］】）〕〗」]{1,2})\s*[；;，,。]?\s*([#＃].*)?"
)
_REMARK = re.compile(r"\s*(//|--)")


def repaired(line: str, *, is_json: bool, way: Interpretation) -> tuple[str, frozenset[Fault]]:
    """Return the line rewritten under one interpretation, and what was wrong with it."""
    header = None if is_json else _HEADER.fullmatch(line)
    name = _name_of_table(header[3]) if header else None
    if header and name:
        width = len(header[2])
        comment = f" #{header[5][1:]}" if header[5] else ""
        fault = Fault.full_width if header[3].isascii() or "．" in header[3] else Fault.key
        return f"{header[1]}{'[' * width}{name}{']' * width}{comment}", frozenset({fault})
    if not is_json and (remark := _REMARK.match(line)):
        return f"# {line[remark.end() :].strip()}", frozenset({Fault.comment})
    rewriter = _Rewriter(line, is_json, way)
    rewriter.rewrite(_Holder.list)
    return "".join(rewriter.written).rstrip(), frozenset(rewriter.faults)


def _name_of_table(written: str) -> str | None:
    """Return the name of a table as written, its Chinese labels as the names of the fields; None for an unknown one."""
    parts = [part if part.isascii() else key_called(part, is_table=True) for part in half_width(written).split(".")]
    return ".".join(part for part in parts if part) if all(parts) else None


@dataclass(slots=True)
class _Rewriter:
    """A line being rewritten: how far it is read, what is written of it so far, the faults found."""

    line: str
    is_json: bool
    way: Interpretation
    at: int = 0
    key: str = ""
    written: list[str] = field(default_factory=list)
    faults: set[Fault] = field(default_factory=set)

    def rewrite(self, holder: _Holder, *, is_inner: bool = False) -> None:
        """Rewrite items up to the bracket that closes them, or to the end of the line."""
        is_whole = has_item = False
        while self._skip_blanks():
            sign = self.line[self.at]
            if sign in "#＃" and not self.is_json:
                self._put("#" + self.line[self.at + 1 :], length=len(self.line) - self.at)
            elif is_whole and self._is_remark(self.at):
                self._put("# " + self.line[self.at + 2 :].strip(), length=len(self.line) - self.at, is_wrong=False)
                self.faults.add(Fault.comment)
            elif is_whole and not self.line[self.at :].strip(_STRAY + _BLANKS):
                self._put("", length=len(self.line) - self.at)
            elif sign in self._closing:
                self._close(self._closing[sign], is_after_comma=is_inner and not has_item)
                if is_inner:
                    return
            elif sign in _COMMAS:
                self._put(",")
                has_item = False
            else:
                if is_inner and has_item:
                    self._insert_comma()
                is_whole, has_item = self._rewrite_item(holder, is_inner=is_inner), True

    def _close(self, bracket: str, *, is_after_comma: bool) -> None:
        """Write a closing bracket, without a comma before it where none may stand."""
        last = next((at for at in range(len(self.written) - 1, -1, -1) if self.written[at].strip()), -1)
        if is_after_comma and self.written[last] == "," and (self.is_json or bracket == "}"):
            del self.written[last]
            self.faults.add(Fault.comma)
        self._put(bracket)

    def _insert_comma(self) -> None:
        """Write the comma that is missing between two items, before the blanks between them."""
        self.written.insert(len(self.written) - (not self.written[-1].strip()), ",")
        self.faults.add(Fault.comma)

    def _rewrite_item(self, holder: _Holder, *, is_inner: bool) -> bool:
        """Rewrite ``key = value`` or a value alone; say if it was a whole line of TOML."""
        is_statement = not self.is_json and not is_inner
        if not self._rewrite_key(may_be_chinese=holder is _Holder.table or is_statement, is_statement=is_statement):
            self._rewrite_value(holder)
            return False
        if self._skip_blanks():
            self._rewrite_value(_Holder.statement if is_statement else _Holder.table)
        return is_statement

    def _rewrite_key(self, *, may_be_chinese: bool, is_statement: bool) -> bool:
        """Rewrite a key and the sign behind it; say if there is one."""
        label = _CHINESE_KEY.match(self.line, self.at)
        name = key_called(label[1]) if label and may_be_chinese and not self.is_json else None
        if key := _KEY.match(self.line, self.at):
            self._write_key(key)
        elif label and name:
            self.key = name
            self._put(name, length=len(label[0]), is_wrong=False)
            self.faults.add(Fault.key)
        elif is_statement and not "".join(self.written).strip() and (alone := _KEY_ALONE.match(self.line, self.at)):
            self.key = alone[1]
            self._put(f"{alone[1]} =", length=len(alone[1]), is_wrong=False)
            self.faults.add(Fault.equals)
            return True
        else:
            return False
        self._skip_blanks()
        self._put(":" if self.is_json else "=")
        while not self.is_json and self.line[self.at : self.at + 1] in ("=", "＝"):
            self.at += 1
            self.faults.add(Fault.equals)
        return True

    def _write_key(self, key: re.Match[str]) -> None:
        self.key = half_width(key[2])
        self._put(f'"{self.key}"' if self.is_json else self.key, length=len(key[0]), is_wrong=self.key != key[2])
        if any(sign in _QUOTES and sign not in _STRAIGHT for sign in key[0]):
            self.faults.add(Fault.quotes)
        if self.is_json and not key[1]:
            self.faults.add(Fault.unquoted)

    def _rewrite_value(self, holder: _Holder) -> None:
        sign = self.line[self.at]
        if sign in self._opening:
            self._put(self._opening[sign])
            self.rewrite(_Holder.table if self._opening[sign] == "{" else _Holder.list, is_inner=True)
        elif self.line.startswith(('"""', "'''"), self.at):
            self._put(self.line[self.at :], length=len(self.line) - self.at)
        elif sign in _QUOTES:
            self._rewrite_text(holder)
        else:
            self._rewrite_bare(holder)

    def _rewrite_text(self, holder: _Holder) -> None:
        """Rewrite a text in quotes, whose closing quote may be missing."""
        opening = self.line[self.at]
        end = self._closing_quote(opening, holder)
        if end is not None:
            words, closing = self.line[self.at + 1 : end], self.line[end]
            self.at = end + 1
            if opening not in _STRAIGHT or closing != opening:
                self.faults.add(Fault.quotes)
        elif opening in _LEFT and any(sign in _RIGHT for sign in self.line[self.at + 1 :]):
            self._rewrite_bare(holder)  # 关于 “甲” 的公告: the quotes belong to a text that has none of its own
            return
        else:
            end = self._end(holder, stray="")
            words = without_stray_quote(self.line[self.at + 1 : end].rstrip())
            self.at = end
            self.faults.add(Fault.unclosed)
        value, fault = quoted(words, opening, is_json=self.is_json)
        self.written.append(value)
        self.faults |= {fault} if fault else set()

    def _closing_quote(self, opening: str, holder: _Holder) -> int | None:
        """Return the place of the quote that closes the text begun here, or None."""
        if self.way.ends_at == "sign":
            return None
        kind = [sign for sign, plain in _QUOTES.items() if plain == _QUOTES[opening]]
        if self.way.ends_at == "same":
            kind = [opening] if opening in _STRAIGHT else [sign for sign in kind if sign not in _STRAIGHT]
        for at in range(self.at + 1, len(self.line)):
            is_escaped = opening == '"' and self.line[at - 1] == "\\"
            if self.line[at] in kind and not is_escaped and self._can_end(at + 1, holder, stray=_STRAY):
                return at
        return None

    def _rewrite_bare(self, holder: _Holder) -> None:
        """Rewrite a value without quotes: a number, date or truth value as it is, an amount or text in quotes."""
        end = self._end(holder, stray=_COMMAS)
        raw = self.line[self.at : end].strip(_BLANKS)
        self.at = end
        value, fault = bare_value(raw, key=self.key, is_json=self.is_json)
        self.written.append(value)
        self.faults |= {fault} if fault else set()

    def _end(self, holder: _Holder, *, stray: str) -> int:
        """Return where a value ends that no quote closes."""
        at = self.at + 1
        while at < len(self.line) and not self._can_end(at, holder, stray=stray):
            at += 1
        return at

    def _can_end(self, at: int, holder: _Holder, *, stray: str) -> bool:
        """Say if a value can end before this place: the line ends here, or a sign follows that ends it.

        ``stray`` are the signs that are dropped at the end of a line of TOML; none after a text that no quote closes.
        """
        rest = self.line[at:].lstrip(_BLANKS)
        if not rest:
            return True
        if rest[0] in "#＃" and not self.is_json and (self.line[at] in _BLANKS or self.line[at - 1] in _QUOTES):
            return True
        is_parted = self.line[at] in _BLANKS and self.line[at - 1] in _QUOTES
        if holder is _Holder.statement:
            is_remark = self._is_remark(len(self.line) - len(rest))
            return is_remark or (not rest.strip(stray + _BLANKS) and bool(stray))
        if rest[0] not in _COMMAS:
            is_next = _KEY.match(rest) is not None if holder is _Holder.table else rest[0] in _QUOTES
            return rest[0] in self._closing or (is_parted and is_next)
        after = rest[1:].lstrip(_BLANKS)
        if holder is _Holder.table:
            label = None if self.is_json else _CHINESE_KEY.match(after)
            is_key = _KEY.match(after) is not None or (label is not None and key_called(label[1]) is not None)
            return not after or is_key or after[0] in self._closing
        return bool(stray) or not after or after[0] in _QUOTES or after[0] in self._closing | self._opening

    def _is_remark(self, at: int) -> bool:
        """Say if a remark in the manner of other languages stands here: // after a blank."""
        return not self.is_json and self.line.startswith("//", at) and self.line[at - 1] in _BLANKS

    @property
    def _opening(self) -> dict[str, str]:
        return _OPEN | (_OPEN_DOUBTFUL if self.way.has_brackets else {})

    @property
    def _closing(self) -> dict[str, str]:
        return _CLOSE | (_CLOSE_DOUBTFUL if self.way.has_brackets else {})

    def _skip_blanks(self) -> bool:
        """Copy the blanks before the next sign; say if there is one."""
        start = self.at
        while self.at < len(self.line) and self.line[self.at] in _BLANKS:
            self.at += 1
        blanks = self.line[start : self.at]
        self.written.append(half_width(blanks))
        if half_width(blanks) != blanks:
            self.faults.add(Fault.full_width)
        return self.at < len(self.line)

    def _put(self, words: str, *, length: int = 1, is_wrong: bool | None = None) -> None:
        """Write words in place of the next signs."""
        if is_wrong if is_wrong is not None else self.line[self.at] != words[:1]:
            self.faults.add(Fault.full_width)
        self.written.append(words)
        self.at += length
