"""A notice as one self-contained HTML page: for the screen, or with composed lines for the PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Template
from markupsafe import Markup, escape

from notices.printed_annex.table import NOTE_MEASURE, AnnexTable, annex_table
from notices.rendering.qr import qr_svg
from notices.typesetting.document import Annex, AnnexSection, NoticeDocument, Paragraph, ParagraphRole
from notices.typesetting.fonts import EM, SERIF_BOLD
from notices.typesetting.glyphs import pieces
from notices.typesetting.resources import jinja_environment, templates_root
from notices.typesetting.typesetting import (
    ANNEX_RUNNING_MEASURE,
    FACTS_MEASURE,
    RAGGED_MEASURE,
    SECTION_HEADING_MEASURE,
    SECTION_MEASURE,
    SIGNATURE_MEASURE,
    justified,
    ragged,
    running_title,
    title_lines,
)

SHORT_SECTION_LINES = 14  # a third of a page; a longer section may break between pages
MOST_WHOLE = 20  # characters; a longer figure or word may break on a narrow screen
RAGGED: frozenset[ParagraphRole] = frozenset({"heading", "contact"})


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a fact as HTML; ``label`` is the paragraph's role or the fact's label."""

    label: str
    text: Markup


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """One debtor's section of the annex as HTML; each fact is its label and the paragraphs of its words.

    ``is_short`` is set if the section is printed on one page, because it has few lines.
    """

    heading: Markup
    facts: tuple[tuple[str, tuple[Markup, ...]], ...]
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class SheetedAnnex:
    """The annex of a printed page: the table is drawn on sheets, title and note are typeset."""

    title: str
    running_title: str
    sheets: tuple[str, ...]
    note: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """What the layout template prints besides the document's own words. At most one form of the annex table is set."""

    document: NoticeDocument
    style: Markup
    title: Markup
    title_class: str
    paragraphs: tuple[Block, ...]
    signature: tuple[Markup, ...]
    facts: tuple[Block, ...]
    table: AnnexTable | None = None
    sheeted: SheetedAnnex | None = None
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
        return qr_svg(url, title=f"二维码：{url}") if url else Markup()


def render_html(document: NoticeDocument, *, for_print: bool = False, sheets: tuple[str, ...] = ()) -> str:
    """Return the notice as an HTML page.

    ``for_print`` makes the page for the PDF: composed lines, no style of its own, and the annex as images with the
    addresses in ``sheets``.
    """
    page = _printed(document, sheets) if for_print else _on_screen(document)
    return _layout().render(page=page, document=document)


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
        facts=_facts(document, _kept_whole),
        table=annex_table(document.annex) if document.annex else None,
        sections=_sections(document.annex, _shown_section) if document.annex else (),
    )


def _printed(document: NoticeDocument, sheets: tuple[str, ...]) -> Page:
    lines, size = title_lines(document.title)
    return Page(
        document=document,
        style=Markup(),
        title=Markup("\n").join(lines),
        title_class=f"size-{size}",
        paragraphs=tuple(Block(paragraph.role, _composed(paragraph)) for paragraph in document.paragraphs),
        signature=tuple(ragged(line, measure=SIGNATURE_MEASURE) for line in document.signature),
        facts=_facts(document, partial(ragged, measure=FACTS_MEASURE)),
        sheeted=_sheeted(document.annex, document.title, sheets) if document.annex else None,
        sections=_sections(document.annex, _printed_section) if document.annex else (),
    )


def _sheeted(annex: Annex, title: str, sheets: tuple[str, ...]) -> SheetedAnnex:
    running = running_title(title, measure=ANNEX_RUNNING_MEASURE)
    return SheetedAnnex(annex.title, running, sheets, ragged(annex.note, measure=NOTE_MEASURE))


def _sections(annex: Annex, section: Callable[[AnnexSection], SectionBlock]) -> tuple[SectionBlock, ...]:
    return tuple(map(section, annex.sections))


def _shown_section(section: AnnexSection) -> SectionBlock:
    facts = ((label, tuple(_kept_whole(line) for line in words.split("\n"))) for label, words in section.facts)
    return SectionBlock(_kept_whole(section.heading), tuple(facts))


def _printed_section(section: AnnexSection) -> SectionBlock:
    """Return a section for the PDF: the first line of each fact leaves room for its label."""
    facts = []
    for label, words in section.facts:
        first, *others = words.split("\n")
        indent = (len(label) + 1) * EM
        lines = (justified(first, measure=SECTION_MEASURE, indent=indent), *map(_continued, others))
        facts.append((label, lines))
    heading = ragged(section.heading, measure=SECTION_HEADING_MEASURE, face=SERIF_BOLD)
    count = sum(line.count("\n") + 1 for _, lines in facts for line in lines)
    return SectionBlock(heading, tuple(facts), is_short=count <= SHORT_SECTION_LINES)


def _continued(words: str) -> Markup:
    return justified(words, measure=SECTION_MEASURE)


def _facts(document: NoticeDocument, text: Callable[[str], Markup]) -> tuple[Block, ...]:
    """Return the facts of the box, with the link to the public page last."""
    facts = [Block(label, text(value)) for label, value in document.facts]
    if url := document.public_url:
        facts.append(Block("公告网页", Markup('<a href="{}">{}</a>').format(url, text(url))))
    return tuple(facts)


def _composed(paragraph: Paragraph) -> Markup:
    if paragraph.role in RAGGED:
        return ragged(paragraph.text, measure=RAGGED_MEASURE)
    return justified(paragraph.text)


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
