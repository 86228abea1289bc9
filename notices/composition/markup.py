"""Split a rendered text template of a notice into paragraphs.

A template is prose. ``{{ begin("body", "terms") }}`` starts a paragraph: first its role, then its source, the
field path that an error names. The text after it belongs to that paragraph. Line breaks and indentation of
the template file are removed. A line break in the data starts another paragraph of the same role. The marks
are control characters, which content cannot contain.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from notices.composition import phrases
from notices.kinds.kind import package_of
from notices.typesetting.document import Paragraph, ParagraphRole
from notices.typesetting.resources import jinja_environment

_BEGIN, _END = "\x1e", "\x1f"
_LAYOUT = re.compile(r"[ \t]*\n\s*")
_ROLES: tuple[str, ...] = get_args(ParagraphRole)


class _WithoutLayout(Extension):
    """Removes line breaks and indentation of the template file, but not of the data."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        for token in stream:
            yield Token(token.lineno, "data", _LAYOUT.sub("", token.value)) if token.type == "data" else token


def begin(role: str, source: str) -> str:
    """Return the mark that starts a paragraph; raise ``ValueError`` for an unknown role."""
    if role not in _ROLES:
        message = f"unknown role {role!r}; use one of {', '.join(_ROLES)}"
        raise ValueError(message)
    return f"{_BEGIN}{role}{_END}{source}{_END}"


def _refuse_none(value: Any) -> Any:
    if value is None:
        raise ValueError("a template prints None; test the value before printing it")
    return value


@cache
def text_environment() -> Environment:
    """Return the cached Jinja environment of the text templates, with the phrases as filters."""
    environment = jinja_environment("notices", is_html=False).overlay(
        trim_blocks=False, lstrip_blocks=False, finalize=_refuse_none, extensions=[_WithoutLayout]
    )
    names = (
        "date_zh",
        "listed",
        "bracketed",
        "figure",
        "sentence",
        "clause",
        "quoted_title",
        "numeral_zh",
        "with_words",
        "ends_at_issuer",
        "profile_label",
    )
    environment.filters |= {name: getattr(phrases, name) for name in (*names, "window_words", "media", "seller")}
    environment.tests["states_conditions_alone"] = phrases.states_conditions_alone
    environment.globals |= {"begin": begin, "duration": phrases.duration, "annex_title": phrases.ANNEX_TITLE}
    environment.globals["package_of"] = package_of
    return environment


def phrase(part: str, macro: str, *values: Any) -> str:
    """Render a macro of the text templates for values, so that all forms use the same words."""
    module: Any = text_environment().get_template(f"_parts/{part}.j2").module
    return str(getattr(module, macro)(*values))


def paragraphs(marked: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a rendered template, in order; empty ones are skipped.

    Raises:
        ValueError: there is text before the first paragraph.
    """
    before, *parts = marked.split(_BEGIN)
    if before.strip():
        message = f"text before the first paragraph: {before.strip()[:40]!r}"
        raise ValueError(message)
    for part in parts:
        role, source, text = part.split(_END, 2)
        for line in text.splitlines():
            words = line.replace("\t", " ").strip()
            if words:
                yield Paragraph(role, words, source)  # type: ignore[arg-type]  # begin() has checked the role
