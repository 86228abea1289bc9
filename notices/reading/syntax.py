"""Parse TOML, YAML or JSON bytes into plain values, with limited depth and without losing digits."""

import json
import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

import yaml

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
        UnreadableContent: not UTF-8, has a NUL or a duplicate key, not well-formed, or nested too deep.
    """
    text = _decoded(data)
    try:
        values = _PARSERS[syntax](text)
    except RecursionError:
        raise _too_deep() from None
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(error) from None
    except json.JSONDecodeError as error:
        raise _malformed("JSON", f"{error.lineno}:{error.colno}", error.msg) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _malformed("YAML", f"{mark.line + 1}:{mark.column + 1}" if mark else "", error.problem or "") from None
    except yaml.YAMLError as error:
        raise _malformed("YAML", "", str(error).splitlines()[0]) from None
    except ValueError as error:
        raise _malformed(syntax.upper(), "", str(error).split(";")[0]) from None
    _check_depth(values)
    return values


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
        except UnicodeDecodeError:
            pass
    return UnreadableContent(
        zh=f"第{line}行起不是 UTF-8 文本（似为{guess}）；请在编辑器中“另存为”并选择 UTF-8 编码",
        en=f"not UTF-8 from line {line} on (it looks like {guess_en}); save the file as UTF-8",
    )


def _toml_error(error: tomllib.TOMLDecodeError) -> UnreadableContent:
    message = str(error)
    found = _TOML_PLACE.search(message)
    place = f"{found[1]}:{found[2]}" if found and found[1] else ""
    return _malformed("TOML", place, _TOML_PLACE.sub("", message))


def _malformed(name: str, place: str, message: str) -> UnreadableContent:
    line, _, column = place.partition(":")
    where = f"第{line}行第{column}列" if place else "某处（多为文末或重复的键）"
    where_en = f"line {line}, column {column}" if place else "some place (often the end, or a key given twice)"
    return UnreadableContent(
        zh=f"不是有效的 {name} 文件：{where}有语法错误（{message[:200]}）；请更正该处后再试",
        en=f"not valid {name}: {where_en}: {message[:200]}; correct it and try again",
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
