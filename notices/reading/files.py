"""Read notice content from a file or from bytes."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from notices.content.content import NoticeContent
from notices.kinds import CODES_BY_NAME, KINDS, KINDS_BY_CODE
from notices.kinds.kind import unstated_in_offer
from notices.reading.explain import excerpt, explain, nearest, sentences
from notices.reading.problems import InvalidContent, Problem, UnreadableContent
from notices.reading.syntax import Syntax, parse
from notices.system_reasons import reason_of

LARGEST_FILE = 8 * 1024 * 1024
_SUFFIXES = {".toml": Syntax.toml, ".yaml": Syntax.yaml, ".yml": Syntax.yaml, ".json": Syntax.json}


def read_content(path: Path) -> NoticeContent:
    """Return the content in a TOML, YAML or JSON file; the suffix decides the format.

    Raises:
        UnreadableContent: missing, not readable, larger than 8 MB, unknown suffix, or not well-formed.
        InvalidContent: well-formed, but not valid content.
    """
    return validate_content(read_values(path))


def read_values(path: Path) -> Any:
    """Return the plain values in a TOML, YAML or JSON file, told apart by its suffix.

    Raises: UnreadableContent: no such file, not readable, larger than 8 MB, another suffix, or not well-formed.
    """
    syntax = _SUFFIXES.get(path.suffix.lower())
    if syntax is None:
        raise UnreadableContent(
            zh=f"“{path.name}”的扩展名无法识别；请使用 {'、'.join(_SUFFIXES)}",
            en=f'"{path.name}" is of no known format; use {", ".join(_SUFFIXES)}',
        )
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason, reason_en = reason_of(error)
        raise UnreadableContent(
            zh=f"无法读取“{path}”（{reason}）；请检查路径和权限",
            en=f'cannot read "{path}" ({reason_en}); check the path and its permissions',
        ) from None
    try:
        return parse_values(data, syntax)
    except UnreadableContent as error:
        raise UnreadableContent(
            zh=f"“{path}”：{error.zh}", en=f'"{path}": {error.en}', corrections=error.corrections
        ) from None


def parse_content(data: bytes, syntax: Syntax | str) -> NoticeContent:
    """Return the content in a document of at most 8 MB.

    Raises:
        UnreadableContent: larger, not UTF-8, or not well-formed.
        InvalidContent: well-formed, but not valid content.
    """
    return validate_content(parse_values(data, syntax))


def parse_values(data: bytes, syntax: Syntax | str | None = None) -> Any:
    """Return the plain values in a document of at most 8 MB; without a syntax, ``{`` begins JSON, all else is TOML.

    Raises: UnreadableContent: larger, not UTF-8, or not well-formed.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableContent(
            zh=f"内容超过{LARGEST_FILE // 1024 // 1024} MB；请将资产包拆成几份公告",
            en=f"larger than {LARGEST_FILE // 1024 // 1024} MB; split the package into several notices",
        )
    if syntax is None:
        syntax = Syntax.json if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else Syntax.toml
    return parse(data, Syntax(syntax))


def validate_content(values: Any) -> NoticeContent:
    """Return the content built from plain values.

    Raises:
        InvalidContent: the values are not valid; the error has every problem found.
    """
    problems: tuple[Problem, ...] = ()
    content = None
    values = _with_name_of_package(_with_code_of_kind(values))
    try:
        content = NoticeContent.model_validate(values)
    except ValidationError as error:
        problems = explain(error, NoticeContent)
    kind = values.get("kind") if isinstance(values, dict) else None
    if isinstance(kind, str) and kind.strip() and kind.strip() not in CODES_BY_NAME:
        problems = (_unknown_kind(kind), *problems)
    problems += unstated(values)
    if content is None or problems:
        raise InvalidContent(problems)
    return content


def unstated(content: Any) -> tuple[Problem, ...]:
    """Return a problem for each field that a content of an offering kind must state and an amendment need not.

    ``content`` is a content or its plain values; of an unknown kind nothing is asked.
    """
    code = content.get("kind") if isinstance(content, dict) else getattr(content, "kind", None)
    kind = KINDS_BY_CODE.get(code.strip()) if isinstance(code, str) else None
    if kind is None or not kind.offers_assets:
        return ()
    return tuple(_unstated(path, is_empty=is_empty) for path, is_empty in unstated_in_offer(content))


def _unstated(path: str, *, is_empty: bool) -> Problem:
    facts = {"min_length": 1, "actual_length": 0}
    zh, en = sentences("too_short" if is_empty else "missing", facts)
    return Problem(path=path, value="", zh=zh, en=en)


def _with_code_of_kind(values: Any) -> Any:
    """Return the values with the code of a kind that is given by its Chinese name."""
    kind = values.get("kind") if isinstance(values, dict) else None
    code = CODES_BY_NAME.get(kind.strip()) if isinstance(kind, str) else None
    return {**values, "kind": code} if code else values


def _with_name_of_package(values: Any) -> Any:
    """Return the values with the package called as the amended notice calls it, where an amendment leaves that out."""
    amends, package = (values.get(name) if isinstance(values, dict) else None for name in ("amends", "package"))
    if not isinstance(amends, dict) or not isinstance(package, dict) or "package_name" not in amends:
        return values
    return {**values, "package": {"name": amends["package_name"], **package}}


def _unknown_kind(kind: str) -> Problem:
    known = ", ".join(f"{each.code} {each.label_zh}" for each in KINDS)
    zh, en = sentences("unknown_kind", {"known": known, **nearest(kind, CODES_BY_NAME)})
    return Problem(path="kind", value=excerpt(kind), zh=zh, en=en)
