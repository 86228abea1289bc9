"""A notice as one self-contained HTML page."""

from dataclasses import dataclass
from functools import cache

from jinja2 import Template
from markupsafe import Markup, escape

from notices.printed_annex.table import AnnexTable, annex_table
from notices.typesetting.document import AnnexSection, NoticeDocument
from notices.typesetting.glyphs import pieces
from notices.typesetting.qr import qr_svg
from notices.typesetting.resources import jinja_environment, templates_root
from notices.typesetting.typesetting import running_title, title_lines

MOST_WHOLE = 20  # characters; a longer figure or word may break on a narrow screen


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a fact as HTML; ``label`` is the paragraph's role or the fact's label."""

    label: str
    text: Markup


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """One debtor's section of the annex as HTML; each fact is its label and the paragraphs of its words."""

    heading: Markup
    facts: tuple[tuple[str, tuple[Markup, ...]], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the layout template prints besides the document's own words."""

    document: NoticeDocument
    style: Markup
    title: Markup
    title_class: str
    paragraphs: tuple[Block, ...]
    signature: tuple[Markup, ...]
    facts: tuple[Block, ...]
    table: AnnexTable | None = None
    sections: tuple[SectionBlock, ...] = ()

    @property
    def created(self) -> str:
        """Return the publication date as an ISO instant, 00:00 in China; empty for a draft."""
        published_on = self.document.published_on
        return f"{published_on.isoformat()}T00:00:00+08:00" if published_on else ""

    @property
    def running_title(self) -> str:
        """Return the title for the page header."""
        return running_title(self.document.title)

    @property
    def qr(self) -> Markup:
        """Return the QR code of the public page; empty if there is no page."""
        url = self.document.public_url
        return qr_svg(url) if url else Markup()


def render_html(document: NoticeDocument) -> str:
    """Return the notice as an HTML page."""
    return _layout().render(page=_on_screen(document), document=document)


@cache
def _layout() -> Template:
    return jinja_environment("notices").get_template("_layout.html.j2")


@cache
def _screen_style(*, has_sections: bool) -> Markup:
    """Return the style of a page; a page without sections stays as it was before there were any."""
    names = ("notice.css", "notice-sections.css") if has_sections else ("notice.css",)
    return Markup("".join((templates_root() / "style" / name).read_text("utf-8") for name in names))  # noqa: S704 - our own files


def _on_screen(document: NoticeDocument) -> Page:
    lines, _ = title_lines(document.title)
    return Page(
        document=document,
        style=_screen_style(has_sections=bool(document.annex and document.annex.sections)),
        title=Markup("").join(Markup('<span class="line">{}</span>').format(_kept_whole(line)) for line in lines),
        title_class="",
        paragraphs=tuple(Block(paragraph.role, _kept_whole(paragraph.text)) for paragraph in document.paragraphs),
        signature=tuple(escape(line) for line in document.signature),
        facts=_facts(document),
        table=annex_table(document.annex) if document.annex else None,
        sections=tuple(map(_shown_section, document.annex.sections)) if document.annex else (),
    )


def _shown_section(section: AnnexSection) -> SectionBlock:
    facts = ((label, tuple(_kept_whole(line) for line in words.split("\n"))) for label, words in section.facts)
    return SectionBlock(_kept_whole(section.heading), tuple(facts))


def _facts(document: NoticeDocument) -> tuple[Block, ...]:
    """Return the facts of the box, with the link to the public page last."""
    facts = [Block(label, _kept_whole(value)) for label, value in document.facts]
    if url := document.public_url:
        facts.append(Block("公告网页", Markup('<a href="{}">{}</a>').format(url, _kept_whole(url))))
    return tuple(facts)


def _kept_whole(text: str) -> Markup:
    """Return text for the screen: numbers and dates do not break, line breaks are kept."""
    parts = (_piece(piece) for line in text.split("\n") for piece in (*(p for p, _ in pieces(line)), "\n"))
    return Markup("").join(parts).removesuffix("<br>")


def _piece(piece: str) -> Markup:
    if piece == "\n":
        return Markup("<br>")
    if 1 < len(piece) <= MOST_WHOLE:
        return Markup('<span class="whole">{}</span>').format(piece)
    return escape(piece)
