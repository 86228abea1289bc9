"""The words of a notice as parts of the flow: title, paragraphs, sections of the annex, its note."""

from collections.abc import Iterable, Iterator, Sequence

from notices.printed_notice.flow import Container, FlowBlock
from notices.printed_notice.paper import LEFT, LINE, SHEET_LEFT, SHEET_LINE, centred
from notices.typesetting.canvas import MM, PT, Canvas, Type, plain
from notices.typesetting.document import Annex, AnnexSection, NoticeDocument, Paragraph, ParagraphRole
from notices.typesetting.fonts import EM, SERIF, SERIF_BOLD
from notices.typesetting.lines import SetLine
from notices.typesetting.tagging import Tag
from notices.typesetting.typesetting import (
    BODY_INDENT,
    RAGGED_MEASURE,
    SECTION_HEADING_MEASURE,
    SECTION_MEASURE,
    broken,
    justified_lines,
    title_lines,
)

TITLES = {22: Type(SERIF_BOLD, 22 * PT, 33 * PT), 18: Type(SERIF_BOLD, 18 * PT, 28 * PT)}
BODY, HEADING = Type(SERIF, 12 * PT, 22 * PT), Type(SERIF_BOLD, 12 * PT, 22 * PT)
ANNEX_TITLE, SECTIONS_TITLE = Type(SERIF_BOLD, 16 * PT, 32.0), Type(SERIF_BOLD, 16 * PT, 24 * PT)
SECTION_HEADING = Type(SERIF_BOLD, 12 * PT, 20 * PT)
FACT, FACT_LABEL = Type(SERIF, 10.5 * PT, 17.5 * PT), Type(SERIF_BOLD, 10.5 * PT, 17.5 * PT)
NOTE = Type(SERIF, 12.0, 19.0)
SHORT_SECTION_LINES = 14  # a third of a page; a longer section may break between pages
RAGGED: frozenset[ParagraphRole] = frozenset({"heading", "contact"})
ARTICLE, ANNEX, DEBTORS = Container("Art"), Container("Sect"), Container("Div")
_HEADING_ROOM, _HEADING_RULE = 0.5 * MM, 0.5 * PT

Placed = Sequence[tuple[float, SetLine]]


def text(tag: str, lines: Placed, type_: Type, within: tuple[Container, ...], **rules: float | bool) -> FlowBlock:
    """Return lines with their left edges as a part; ``rules`` are margins and bonds of the block."""

    def draw(canvas: Canvas, parent: Tag, top: float, part: slice) -> None:
        canvas.begin(parent.add(tag))
        canvas.write(on_baselines(lines[part], top, type_), type_)
        canvas.end()

    return FlowBlock(within, (type_.leading,) * len(lines), draw, **rules)  # type: ignore[arg-type]


def on_baselines(lines: Placed, top: float, type_: Type) -> Iterator[tuple[float, float, SetLine]]:
    """Yield lines with their left edges and baselines, from a top edge on."""
    for number, (left, line) in enumerate(lines):
        yield left, top + number * type_.leading + type_.baseline, line


def notice_blocks(document: NoticeDocument) -> Iterator[FlowBlock]:
    """Yield title and paragraphs."""
    lines, size = title_lines(document.title)
    placed = [(centred(line, TITLES[size]), plain(line)) for line in lines]
    title = text("H1", placed, TITLES[size], (ARTICLE,), above=4 * MM, below=10 * MM)
    yield bookmarked(title, 1, "\n".join(lines), LEFT)
    yield from map(_paragraph, document.paragraphs)


def _paragraph(paragraph: Paragraph) -> FlowBlock:
    if paragraph.role not in RAGGED:
        return text("P", _indented(justified_lines(paragraph.text), BODY_INDENT, BODY), BODY, (ARTICLE,))
    left = LEFT + BODY_INDENT * BODY.size / EM
    lines = [(left, plain(line)) for line in broken(paragraph.text, measure=RAGGED_MEASURE)]
    if paragraph.role == "heading":
        return text("H2", lines, HEADING, (ARTICLE,), above=6 * PT, ties_next=True)
    return text("P", lines, BODY, (ARTICLE,), is_whole=True)


def _indented(lines: Iterable[SetLine], indent: int, type_: Type) -> Placed:
    return [(LEFT + (0 if number else indent * type_.size / EM), line) for number, line in enumerate(lines)]


def bookmarked(block: FlowBlock, level: int, label: str, left: float) -> FlowBlock:
    """Return the block with an entry in the outline, which leads to its upper left corner."""

    def draw(canvas: Canvas, parent: Tag, top: float, part: slice) -> None:
        if part.start == 0:
            canvas.bookmarks.append((level, label, (left, top), "open"))
        block.draw(canvas, parent, top, part)

    return FlowBlock(
        block.within, block.heights, draw, block.above, block.below, block.is_whole, block.is_tied, block.ties_next
    )


def annex_title(annex: Annex) -> FlowBlock:
    """Return the title of the annex on its first sheet."""
    left = centred(annex.title, ANNEX_TITLE, SHEET_LEFT, SHEET_LINE)
    title = text("H2", [(left, plain(annex.title))], ANNEX_TITLE, (ANNEX,))
    return bookmarked(title, 2, annex.title, SHEET_LEFT)


def annex_note(lines: Sequence[str]) -> FlowBlock:
    """Return the note below the last sheet."""
    return text("P", [(SHEET_LEFT, plain(line)) for line in lines], NOTE, (ANNEX,), is_whole=True)


def section_blocks(annex: Annex) -> Iterator[FlowBlock]:
    """Yield the title of the sections, and each section as its heading and facts."""
    words = annex.sections_title
    placed = [(centred(words, SECTIONS_TITLE), plain(words))]
    title = text("H3", placed, SECTIONS_TITLE, (ANNEX, DEBTORS), below=4 * MM, ties_next=True)
    yield bookmarked(title, 3, words, LEFT)
    for section in annex.sections:
        yield from _section(section)


def _section(section: AnnexSection) -> Iterator[FlowBlock]:
    within = (ANNEX, DEBTORS, Container("Div"))
    facts = [fact for label, words in section.facts for fact in _fact_lines(label, words)]
    is_short = sum(len(lines) for _, lines in facts) <= SHORT_SECTION_LINES
    yield _section_heading(section.heading, within)
    for number, (label, lines) in enumerate(facts, start=1):
        is_tied = is_short or number == len(facts)
        yield _fact(label, lines, within, is_tied=is_tied, is_whole=is_short)


def _fact_lines(label: str, words: str) -> Iterator[tuple[str, Placed]]:
    """Yield the paragraphs of a fact; the first line of the first leaves room for the label, others are indented."""
    first, *others = words.split("\n")
    indent = (len(label) + 1) * EM
    lines = justified_lines(first, measure=SECTION_MEASURE, indent=indent)
    yield label, _indented(lines, indent, FACT)
    for other in others:
        yield "", _indented(justified_lines(other, measure=SECTION_MEASURE), BODY_INDENT, FACT)


def _section_heading(heading: str, within: tuple[Container, ...]) -> FlowBlock:
    lines = [(LEFT, plain(line)) for line in broken(heading, measure=SECTION_HEADING_MEASURE, face=SERIF_BOLD)]
    words = text("H4", lines, SECTION_HEADING, within)
    height = sum(words.heights) + _HEADING_ROOM + _HEADING_RULE

    def draw(canvas: Canvas, parent: Tag, top: float, part: slice) -> None:
        words.draw(canvas, parent, top, slice(0, len(lines)))
        canvas.begin(None)
        canvas.draw("0.2 0.2 0.2 rg")
        canvas.rule(LEFT, top + height - _HEADING_RULE, LINE, _HEADING_RULE)
        canvas.end()

    block = FlowBlock(within, (height,), draw, above=5 * MM, below=1.5 * MM, is_whole=True, ties_next=True)
    return bookmarked(block, 4, heading, LEFT)


def _fact(label: str, lines: Placed, within: tuple[Container, ...], *, is_tied: bool, is_whole: bool) -> FlowBlock:
    def draw(canvas: Canvas, parent: Tag, top: float, part: slice) -> None:
        canvas.begin(parent.add("P"))
        if label and part.start == 0:
            canvas.write([(LEFT, top + FACT_LABEL.baseline, plain(f"{label}："))], FACT_LABEL)
        canvas.write(on_baselines(lines[part], top, FACT), FACT)
        canvas.end()

    return FlowBlock(within, (FACT.leading,) * len(lines), draw, is_tied=is_tied, is_whole=is_whole)
