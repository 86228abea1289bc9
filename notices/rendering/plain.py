"""A notice as plain text, for newspapers and websites."""

from collections.abc import Iterator

from notices.typesetting.document import Annex, NoticeDocument


def render_text(document: NoticeDocument) -> str:
    """Return title, paragraphs, signature, date and annex, separated by blank lines; facts are left out.

    Annex rows are tab-separated, so that they can be pasted into a spreadsheet.
    """
    blocks = [document.title, *(paragraph.text for paragraph in document.paragraphs)]
    blocks += ["\n".join(document.signature), document.date_text]
    if document.annex:
        blocks += ["\n".join(_annex_lines(document.annex)), *_sections(document.annex)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _annex_lines(annex: Annex) -> Iterator[str]:
    yield annex.title
    rows = (tuple(column.title for column in annex.columns), *annex.rows, annex.totals)
    yield from ("\t".join(" ".join(cell.split()) for cell in row) for row in rows if row)
    if annex.note:
        yield annex.note


def _sections(annex: Annex) -> Iterator[str]:
    """Yield the title of the sections, then each section as a block of lines: its heading, then its facts."""
    yield annex.sections_title
    for section in annex.sections:
        yield "\n".join((section.heading, *(f"{label}：{words}" for label, words in section.facts)))
