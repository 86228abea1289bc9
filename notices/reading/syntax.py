"""Parse TOML, YAML or JSON bytes into plain values, with limited depth and without losing digits."""

import json
import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

import yaml

from notices.reading.brackets import place_and_words
from notices.reading.corrections import MOST_CORRECTIONS, Complaint, find_corrections
from notices.reading.faults import Correction, report_en, report_zh, shown
from notices.reading.problems import UnreadableContent
from notices.reading.yaml_text import load_yaml

DEEPEST = 32
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Syntax(StrEnum):
    """The file format of notice content."""

    toml = "toml"
    yaml = "yaml"
    json = "json"


def parse(data: bytes, syntax: Syntax) -> Any:
    """Return the plain values of a document; decimal fractions are Decimals with all their digits.

    Raises:
        UnreadableContent: not UTF-8, a NUL in it, not well-formed, a key given twice, or nested too deep. It holds
            each line that can be corrected.
    """
    text = _decoded(data)
    try:
        values = _PARSERS[syntax](text)
    except RecursionError:
        raise _too_deep() from None
    except (ValueError, yaml.YAMLError) as error:
        raise _malformed(text, syntax, complaint_of(error)) from None
    if syntax is Syntax.yaml and isinstance(values, str) and "：" in values:
        raise _malformed(text, syntax, Complaint("mapping values are not allowed here", 1, 1))
    _check_depth(values)
    return values


def corrections_of(text: str, syntax: Syntax) -> tuple[Correction, ...]:
    """Return the lines that prevent a text from being read, each corrected; none if the first cannot be corrected."""

    def complain(tried: str) -> Complaint | None:
        try:
            values = _PARSERS[syntax](tried)
        except RecursionError:  # of no line: the whole is at fault
            return Complaint("nested too deep", is_of_a_line=False)
        except (ValueError, yaml.YAMLError) as error:
            return complaint_of(error)
        is_one_text = syntax is Syntax.yaml and isinstance(values, str)
        return Complaint("mapping values are not allowed here", tried.count("\n") + 1) if is_one_text else None

    return find_corrections(text, complain, format_name=syntax.value)


def complaint_of(error: Exception) -> Complaint:
    """Return the place and the message of a parser's error."""
    if isinstance(error, tomllib.TOMLDecodeError):
        message = str(error)
        found = _TOML_PLACE.search(message)
        place = (int(found[1]), int(found[2])) if found and found[1] else (0, 0)
        return Complaint(_TOML_PLACE.sub("", message), *place)
    if isinstance(error, json.JSONDecodeError):
        return Complaint(error.msg, error.lineno, error.colno)
    if isinstance(error, yaml.MarkedYAMLError):
        mark, begun = error.problem_mark, error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        return Complaint(error.problem or "", *place, begins_on=begun.line + 1 if begun else 0)
    return Complaint(str(error).split(";")[0].splitlines()[0], is_of_a_line=False)


def _json(text: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(pairs)
        if len(keys) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            message = f"key {twice[:60]!r} stands twice in one object"
            raise ValueError(message)
        return keys

    def refuse(word: str) -> Any:
        message = f"{word} is not JSON"
        raise ValueError(message)

    return json.loads(text, parse_float=Decimal, parse_constant=refuse, object_pairs_hook=unique)


def _toml(text: str) -> Any:
    return tomllib.loads(text, parse_float=Decimal)


_PARSERS: dict[Syntax, Callable[[str], Any]] = {Syntax.toml: _toml, Syntax.yaml: load_yaml, Syntax.json: _json}


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(data, error) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableContent(
            zh=f"第{line}行含有空字符（NUL），文件可能已损坏或不是文本文件；请重新导出后再试",
            en=f"line {line} holds a NUL character: the file is damaged or no text; export it again",
        )
    return text


def _wrong_encoding(data: bytes, error: UnicodeDecodeError) -> UnreadableContent:
    line = data.count(b"\n", 0, error.start) + 1
    guess, guess_en = "其他编码", "another encoding"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guess = guess_en = "UTF-16"
    else:
        try:
            data.decode("gb18030")
            guess = guess_en = "GBK"
        except UnicodeDecodeError:  # neither encoding: no guess is told
            pass
    return UnreadableContent(
        zh=f"第{line}行起不是 UTF-8 文本（似为{guess}）；请在编辑器中“另存为”并选择 UTF-8 编码",
        en=f"not UTF-8 from line {line} on (it looks like {guess_en}); save the file as UTF-8",
    )


def _malformed(text: str, syntax: Syntax, complaint: Complaint) -> UnreadableContent:
    """Return the refusal of a document: its lines corrected, or the place and the words of the parser's complaint."""
    name, line, column = syntax.upper(), complaint.line, complaint.column
    where = f"第{line}行第{column}列" if line else "某处（多为文末或重复的键）"
    where_en = f"line {line}, column {column}" if line else "some place (often the end, or a key given twice)"
    corrections = corrections_of(text, syntax)
    if corrections:
        is_cut = len(corrections) == MOST_CORRECTIONS
        return UnreadableContent(
            zh=f"不是有效的 {name} 文件（{where}起无法读取）；请更正以下{len(corrections)}行后再试"
            + report_zh(corrections)
            + ("\n  仅列出前面的错行，其后可能还有" if is_cut else ""),
            en=f"not valid {name} (unreadable from {where_en} on); correct {len(corrections)} line(s) and try again"
            + report_en(corrections)
            + ("\n  only the first lines are listed; more may follow" if is_cut else ""),
            corrections=corrections,
        )
    line, column, words, words_en = place_and_words(text, complaint.message[:200], line, column)
    if line:
        where, where_en = f"第{line}行第{column}列", f"line {line}, column {column}"
    written = shown(text.split("\n")[line - 1]) if 0 < line <= text.count("\n") + 1 else ""
    return UnreadableContent(
        zh=f"不是有效的 {name} 文件：{where}有语法错误（{words}）；请更正该处后再试"
        + (f"\n    原文：{written}" if written else ""),
        en=f"not valid {name}: {where_en}: {words_en}; correct it and try again"
        + (f"\n    written: {written}" if written else ""),
    )


def _check_depth(values: Any) -> None:
    level = [values]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return
    raise _too_deep()


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _too_deep() -> UnreadableContent:
    return UnreadableContent(
        zh=f"内容嵌套超过{DEEPEST}层；公告内容不需要这样深的结构，请检查括号",
        en=f"nested deeper than {DEEPEST} levels; no content needs that, check the brackets",
    )
