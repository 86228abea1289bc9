"""The pages of a printed notice: its words, its annex across, and the sections of the annex."""

from collections.abc import Iterable, Mapping

from notices.printed_annex.drawing import DrawnTable
from notices.printed_annex.sheets import NOTE_MARGIN_PX, TITLE_PX, sheets_of
from notices.printed_annex.table import NOTE_MEASURE
from notices.printed_notice.blocks import annex_note, annex_title, notice_blocks, section_blocks
from notices.printed_notice.closing import facts_box, signature
from notices.printed_notice.flow import FlowBlock, divided, drawn
from notices.printed_notice.paper import ACROSS, SHEET_LEFT, UPRIGHT, Paper, draw_foot, draw_head
from notices.typesetting.canvas import Canvas
from notices.typesetting.document import Annex, NoticeDocument
from notices.typesetting.embedding import EmbeddedFace
from notices.typesetting.fonts import Face
from notices.typesetting.tagging import Tag
from notices.typesetting.typesetting import ANNEX_RUNNING_MEASURE, broken, running_title


class PrintedNotice:
    """A notice drawn on pages; ``tree`` holds their tags."""

    def __init__(self, document: NoticeDocument, faces: Mapping[Face, EmbeddedFace]) -> None:
        self.pages: list[Canvas] = []
        self.tree = Tag("Document")
        self._document, self._faces = document, faces
        self._papers: list[Paper] = []
        closing = (signature(document), facts_box(document))
        self._flow((*notice_blocks(document), *(block for block in closing if block)))
        if document.annex:
            self._annex(document.annex)
            if document.annex.sections:
                self._flow(section_blocks(document.annex))
        for number, (page, paper) in enumerate(zip(self.pages, self._papers, strict=True), start=1):
            draw_foot(page, paper, number, len(self.pages))

    def _page(self, paper: Paper) -> Canvas:
        """Add a page, with its head where it is not the first."""
        page = Canvas(paper.width, paper.height, self._faces)
        if self.pages:
            title = self._document.title
            running = running_title(title) if paper is UPRIGHT else running_title(title, measure=ANNEX_RUNNING_MEASURE)
            draw_head(page, paper, running, self._document.number or "")
        self.pages.append(page)
        self._papers.append(paper)
        return page

    def _flow(self, blocks: Iterable[FlowBlock]) -> None:
        for fragments in divided(list(blocks), UPRIGHT.room):
            drawn(self._page(UPRIGHT), self.tree, fragments, top=UPRIGHT.top)

    def _annex(self, annex: Annex) -> None:
        """Draw a sheet on each page, the title above the first and the note below the last."""
        section = self.tree.add("Sect")
        table: DrawnTable | None = None
        top = ACROSS.top
        for sheet in sheets_of(annex):
            page, top = self._page(ACROSS), ACROSS.top
            if table is None:
                annex_title(annex).draw(page, section, top, slice(0, 1))
                table = DrawnTable(annex, section.add("Table"))
                top += TITLE_PX
            table.draw(page, sheet, SHEET_LEFT, top)
            top += sheet.height + NOTE_MARGIN_PX
        if annex.note:
            note = annex_note(broken(annex.note, measure=NOTE_MEASURE))
            note.draw(self.pages[-1], section, top, slice(0, len(note.heights)))
