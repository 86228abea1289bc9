"""Rewrite one line of TOML or JSON as its writer meant it: full-width signs, smart quotes, values without quotes.

The line is read leniently and written again in the syntax of the file. The result may be wrong:
``notices.reading.corrections`` accepts it only if the file can then be read past that line.
"""

import json
import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum

from notices.reading.faults import Fault
from notices.written.amounts import read_amount
from notices.written.characters import half_width
from notices.written.dates import read_day


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
_QUOTES = dict.fromkeys('"“”„‟＂〝〞', '"') | dict.fromkeys("'‘’‚‛＇", "'")
_LEFT, _RIGHT = "“‘〝", "”’〞"
_BLANKS = " \t　"
_STRAY = "；;，,。"
_KEY = re.compile(r"([\"'“”‘’＂]?)([A-Za-zＡ-Ｚａ-ｚ_][\w.．-]*)[\"'“”‘’＂]?(?=\s*[=＝:：](?!//))", re.ASCII)
_HEADER = re.compile(r"(\s*)([\[［【（]{1,2})\s*([A-Za-z_][\w.．-]*)\s*([\]］】）]{1,2})\s*[；;，,。]?\s*([#＃].*)?")


def repaired(line: str, *, is_json: bool, way: Interpretation) -> tuple[str, frozenset[Fault]]:
    """Return the line rewritten under one interpretation, and what was wrong with it."""
    header = None if is_json else _HEADER.fullmatch(line)
    if header:
        width = len(header[2])
        comment = f" #{header[5][1:]}" if header[5] else ""
        return f"{header[1]}{'[' * width}{half_width(header[3])}{']' * width}{comment}", frozenset({Fault.full_width})
    rewriter = _Rewriter(line, is_json, way)
    rewriter.rewrite(_Holder.list)
    return "".join(rewriter.written).rstrip(), frozenset(rewriter.faults)


@dataclass(slots=True)
class _Rewriter:
    """A line being rewritten: how far it is read, what is written of it so far, the faults found."""

    line: str
    is_json: bool
    way: Interpretation
    at: int = 0
    written: list[str] = field(default_factory=list)
    faults: set[Fault] = field(default_factory=set)

    def rewrite(self, holder: _Holder, *, is_inner: bool = False) -> None:
        """Rewrite items up to the bracket that closes them, or to the end of the line."""
        is_whole = False
        while self._skip_blanks():
            sign = self.line[self.at]
            if sign in "#＃" and not self.is_json:
                self._put("#" + self.line[self.at + 1 :], length=len(self.line) - self.at)
            elif is_whole and not self.line[self.at :].strip(_STRAY + _BLANKS):
                self._put("", length=len(self.line) - self.at)
            elif sign in self._closing:
                self._put(self._closing[sign])
                if is_inner:
                    return
            elif sign in _COMMAS:
                self._put(",")
            else:
                is_whole = self._rewrite_item(holder, is_inner=is_inner)

    def _rewrite_item(self, holder: _Holder, *, is_inner: bool) -> bool:
        """Rewrite ``key = value`` or a value alone; say if it was a whole line of TOML."""
        key = _KEY.match(self.line, self.at)
        if key is None:
            self._rewrite_value(holder)
            return False
        name = half_width(key[2])
        self._put(f'"{name}"' if self.is_json else name, length=len(key[0]), is_wrong=name != key[2])
        if any(sign in _QUOTES and sign not in _STRAIGHT for sign in key[0]):
            self.faults.add(Fault.quotes)
        if self.is_json and not key[1]:
            self.faults.add(Fault.unquoted)
        self._skip_blanks()
        self._put(":" if self.is_json else "=")
        is_statement = not self.is_json and not is_inner
        if self._skip_blanks():
            self._rewrite_value(_Holder.statement if is_statement else _Holder.table)
        return is_statement

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
            words = _without_stray_quote(self.line[self.at + 1 : end].rstrip())
            self.at = end
            self.faults.add(Fault.unclosed)
        self.written.append(_quoted(words, opening, is_json=self.is_json))

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
        value, fault = _scalar(raw, is_json=self.is_json)
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
        if holder is _Holder.statement:
            return not rest.strip(stray + _BLANKS) and bool(stray)
        if rest[0] not in _COMMAS:
            return rest[0] in self._closing
        after = rest[1:].lstrip(_BLANKS)
        if holder is _Holder.table:
            return not after or _KEY.match(after) is not None
        return bool(stray) or not after or after[0] in _QUOTES or after[0] in self._closing | self._opening

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
        self.written.append(half_width(self.line[start : self.at]))
        return self.at < len(self.line)

    def _put(self, words: str, *, length: int = 1, is_wrong: bool | None = None) -> None:
        """Write words in place of the next signs."""
        if is_wrong if is_wrong is not None else self.line[self.at] != words[:1]:
            self.faults.add(Fault.full_width)
        self.written.append(words)
        self.at += length


def _scalar(raw: str, *, is_json: bool) -> tuple[str, Fault | None]:
    """Return a value without quotes in the syntax of the file, and what was wrong with it."""
    plain = half_width(raw)
    if _is_scalar(plain, is_json=is_json):
        return plain, None if plain == raw else Fault.full_width
    if plain.lower() in {"true", "false"}:
        return plain.lower(), Fault.truth
    if (day := _day(raw)) is not None:
        return f'"{day}"' if is_json else day, Fault.date
    if _is_amount(raw):
        return f'"{"".join(plain.split())}"', Fault.amount
    words = plain if plain.isascii() else raw  # １７：００ is an hour, （虚构） is a text
    return json.dumps(_without_stray_quote(words), ensure_ascii=False), Fault.unquoted


def _is_scalar(text: str, *, is_json: bool) -> bool:
    """Say if a text is a number, date or truth value of the syntax as it stands."""
    if not text or text[0] in "[{\"'":
        return False
    try:
        if is_json:
            json.loads(text)
        else:
            tomllib.loads(f"x = {text}")
    except ValueError:  # it needs quotes
        return False
    return True


def _day(text: str) -> str | None:
    try:
        return read_day(text).isoformat()
    except ValueError:  # no day: the line stays as it is
        return None


def _is_amount(text: str) -> bool:
    try:
        read_amount(text)
    except ValueError:  # no amount: the line stays as it is
        return False
    return True


def _quoted(words: str, opening: str, *, is_json: bool) -> str:
    """Return a text in quotes; one that began with a straight quote keeps its escapes."""
    if opening == '"' or (opening == "'" and not is_json and "'" not in words):
        return f"{opening}{words}{opening}"
    return json.dumps(words, ensure_ascii=False)


def _without_stray_quote(words: str) -> str:
    """Return a text without a last quote that nothing opens."""
    last = words[-1:]
    if last in _STRAIGHT and last:
        return words[:-1] if words.count(last) % 2 else words
    if last in _RIGHT and last:
        return words[:-1] if words.count(last) > words.count(_LEFT[_RIGHT.index(last)]) else words
    return words
