"""A letter as PDF/A-3a: a template of templates/letters, one frozen context, its source data attached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from notices.composition.phrases import numeral_zh
from notices.rendering.source import Source, identifier_of
from notices.typesetting import typesetting
from notices.typesetting.fonts import EM, SERIF, SERIF_BOLD, GlyphMissing, need_rare_faces
from notices.typesetting.resources import jinja_environment, templates_root

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to render: file names of template and style, the dataclass its template reads, its source."""

    template: str
    style: str
    context: Any
    source: Source


def render_letter(letter: Letter, *, earlier: bytes = b"") -> bytes:
    """Return the letter as PDF; the same letter gives the same bytes.

    ``earlier`` is a PDF of before. It is returned if it was made from the same words, style and source: setting the
    pages takes ten times as long as composing them.

    Raises:
        GlyphMissing: the letter has a character that no bundled font has.
        RenderingFailed: WeasyPrint reported a fault.
    """
    html = _environment().get_template(letter.template).render(letter=letter.context)
    style = (templates_root() / "style" / letter.style).read_bytes()
    identity = html.encode() + style + letter.source.data
    if identifier_of(identity) in earlier:
        return earlier
    from notices.rendering.archive import archive_options, write_pdf
    from notices.typesetting.engine import setting

    with_rare = _needs_rare_faces(letter, html)
    options = archive_options(letter.source, identity=identity)
    with setting():
        return write_pdf(html, options, style=letter.style, with_rare=with_rare)


@cache
def _environment() -> Environment:
    """Return the cached Jinja environment of letters; its filters take widths in em of the text."""
    environment = jinja_environment("letters")
    environment.filters |= {"justified": _justified, "ragged": _ragged, "bold": _bold, "numeral": numeral_zh}
    return environment


def _justified(text: str, ems: float, indent: float = 0) -> Markup:
    """Return a paragraph as justified lines of ``ems`` em, with the first line indented."""
    return typesetting.justified(text, measure=round(ems * EM), indent=round(indent * EM))


def _ragged(text: str, ems: float) -> Markup:
    """Return a text as lines of at most ``ems`` em."""
    return typesetting.ragged(text, measure=round(ems * EM), face=SERIF)


def _bold(text: str, ems: float) -> Markup:
    """Return a bold text as lines of at most ``ems`` em."""
    return typesetting.ragged(text, measure=round(ems * EM), face=SERIF_BOLD)


def _needs_rare_faces(letter: Letter, html: str) -> bool:
    """Return whether the page needs a rare face. Raises ``GlyphMissing`` with the field of the context."""
    printed = str(Markup(_TAG.sub("", html)).unescape())  # noqa: S704 - read, not shown
    try:
        return need_rare_faces(((letter.template, printed),))
    except GlyphMissing as error:
        held = (path for path, text in _texts(letter.context, "") if error.character in text)
        raise GlyphMissing(error.character, field=next(held, error.field)) from None


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every text in a value, in the order of the fields."""
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{path}.{field.name}" if path else field.name)
    elif isinstance(value, tuple):
        for at, part in enumerate(value):
            yield from _texts(part, f"{path}.{at}")
