"""Samples of contents as plain values, and small changes of them."""

import copy
import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from notices.composition.composition import compose
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.reading import validate_content
from notices.rendering.plain import render_text
from notices.typesetting.resources import templates_root
from tests.support.calendars import UNTIL_2026

REAL = Path(__file__).parents[1] / "notices" / "real"
CONTENTS = Path(__file__).parents[1] / "notices" / "contents"
SAMPLES = sorted((templates_root() / "notices").glob("*/sample*.toml"))
DELETED = object()


def sample(name: str = "disposal/sample") -> dict[str, Any]:
    """Return the values of a sample of ``templates/notices``, such as ``supplement/sample``."""
    return values_in(templates_root() / "notices" / f"{name}.toml")


def values_in(path: Path) -> dict[str, Any]:
    return copy.deepcopy(_read(path))


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def changed(values: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a copy with the fields at dotted paths set (``items__0__debtor="…"``); ``DELETED`` takes one out."""
    answer = copy.deepcopy(values)
    for path, value in changes.items():
        *parents, last = (int(part) if part.isdigit() else part for part in path.split("__"))
        target: Any = answer
        for part in parents:
            target = target[part]
        if value is DELETED:
            del target[last]
        else:
            target[last] = value
    return answer


def make_content(values: dict[str, Any] | None = None, **changes: Any) -> NoticeContent:
    """Return the content of values, by default of the notice of 2022, with changes."""
    return validate_content(changed(values or sample(), **changes))


def text_of(content: NoticeContent) -> str:
    """Return the composed text with its window counted, without spaces and line breaks."""
    return flat(render_text(compose(resolve(content, UNTIL_2026))))


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def published(name: str) -> str:
    """Return a real notice's text without the comment on its source, without spaces and line breaks."""
    return flat((REAL / f"{name}.txt").read_text("utf-8").split("\n", 1)[1])
