"""A notice as a Word file (.docx), for drafts that are sent round: leaders comment in Word.

Its words are those of the composed notice. Of its properties only the author is set: the issuer.
"""

from datetime import datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from notices.typesetting.document import Annex, NoticeDocument, ParagraphRole

_SONG, _HEI = "宋体", "黑体"
_CHARACTER = Pt(12)
_INDENTED: frozenset[ParagraphRole] = frozenset({"body", "condition", "list"})
_CELL = Pt(9)


def render_word(document: NoticeDocument) -> bytes:
    """Return the notice as a Word file: title, paragraphs, signature, date, and the annex on pages of its own."""
    made = Document()
    _prepare(made, document)
    _title(made.add_paragraph(), document.title)
    for paragraph in document.paragraphs:
        written = made.add_paragraph(paragraph.text)
        if paragraph.role in _INDENTED:
            written.paragraph_format.first_line_indent = _CHARACTER * 2
    for line in filter(None, (*document.signature, document.date_text)):
        made.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if document.annex:
        _annex(made, document.annex)
    written_to = BytesIO()
    made.save(written_to)
    return written_to.getvalue()


def _prepare(made: WordDocument, document: NoticeDocument) -> None:
    """Set paper and type, and leave no property but the issuer as author."""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(28)
    page.top_margin = page.bottom_margin = Mm(25)
    normal = made.styles["Normal"]
    _type(normal, _SONG)
    normal.font.size = _CHARACTER
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(0)
    told = made.core_properties
    told.author, told.comments, told.title, told.last_modified_by = document.author, "", "", ""
    if document.published_on:
        told.created = told.modified = datetime.combine(document.published_on, time())
    package = made.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[key]


def _type(styled: object, name: str) -> None:
    """Set the typeface of a style or run, for Chinese characters too."""
    styled.font.name = name  # type: ignore[attr-defined]
    fonts = styled._element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]  # noqa: SLF001 - python-docx has no public way to name the East Asian font
    fonts.set(qn("w:eastAsia"), name)


def _title(paragraph: WordParagraph, words: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = _CHARACTER
    run = paragraph.add_run(words)
    run.bold = True
    run.font.size = Pt(18)
    _type(run, _HEI)


def _annex(made: WordDocument, annex: Annex) -> None:
    """Set the annex across: its table, its note, then one part for each debtor where it is set so."""
    page = made.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    _title(made.add_paragraph(), annex.title)
    heads = tuple(column.title for column in annex.columns)
    rows = [texts for texts in (heads, *annex.rows, annex.totals) if texts]
    table = made.add_table(rows=len(rows), cols=len(heads), style="Table Grid")
    for texts, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(texts, row.cells, strict=True):
            cell.paragraphs[0].add_run(text).font.size = _CELL
    for words in filter(None, (annex.note, annex.sections_title)):
        made.add_paragraph(words)
    for section in annex.sections:
        made.add_paragraph().add_run(section.heading).bold = True
        for label, words in section.facts:
            made.add_paragraph(f"{label}：{words}")
