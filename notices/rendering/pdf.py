"""A notice as PDF/A-3a (ISO 19005-3): tagged, fonts embedded, its canonical JSON attached, always the same bytes."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from hashlib import sha256
from typing import Any

import pydyf  # type: ignore[import-untyped]

from notices.rendering.document import NoticeDocument
from notices.rendering.drawing import Written, sheet_images
from notices.rendering.engine import SealedFetcher, fonts, setting, stylesheet
from notices.rendering.fonts import needs_rare_faces
from notices.rendering.html import render_html
from notices.rendering.structure import fill_sheets

from weasyprint import HTML, Attachment  # isort: skip  - after engine, which hears its warnings

VARIANT = "pdf/a-3a"
ATTACHMENT_NAME = "notice.json"
CHINA = timezone(timedelta(hours=8))
DRAFT_DATE = date(2000, 1, 1)  # an unpublished draft has no date, a PDF attachment must


def render_pdf(document: NoticeDocument, *, canonical_json: bytes) -> bytes:
    """Return the notice as PDF; ``canonical_json`` is attached and names the file.

    Raises:
        GlyphMissing: a character stands in the document that no bundled font has.
        RenderingFailed: the typesetter reported a fault.
    """
    with_rare = needs_rare_faces(document)
    with setting():
        images = sheet_images(document.annex, fonts(with_rare=with_rare))
        html = render_html(document, for_print=True, sheets=tuple(images))

        def finish(_: object, pdf: pydyf.PDF) -> None:
            fill_sheets(pdf, list(images.values()))
            _write_once(pdf)

        pdf: bytes = HTML(string=html, url_fetcher=SealedFetcher()).write_pdf(
            font_config=fonts(with_rare=with_rare),
            stylesheets=[stylesheet(with_rare=with_rare)],
            cache=images,
            finisher=finish,
            **pdf_options(document, canonical_json),
        )
    return pdf


def pdf_options(document: NoticeDocument, canonical_json: bytes) -> dict[str, Any]:
    """Return the options of the PDF: variant, identifier from the content, attachment dated by publication."""
    published_on = document.published_on or DRAFT_DATE
    instant = datetime.combine(published_on, time(), CHINA).astimezone(UTC)
    attachment = Attachment(
        string=canonical_json,
        name=ATTACHMENT_NAME,
        description="公告内容（规范化 JSON），本文件由其生成",
        created=instant,
        modified=instant,
        relationship="Source",
        url_fetcher=SealedFetcher(),
    )
    identifier = sha256(canonical_json).hexdigest()[:32].encode()
    return {"pdf_variant": VARIANT, "pdf_identifier": identifier, "attachments": [attachment]}


def _write_once(pdf: pydyf.PDF) -> None:
    """Write every object now: the file identifier and the file itself would each write and compress them again."""
    pdf.objects = [_Frozen(entry) if entry.free == "n" else entry for entry in pdf.objects]


class _Frozen(Written):
    """A PDF object in its written form."""

    def __init__(self, source: pydyf.Object) -> None:
        super().__init__(source.data)
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self._is_compressible: bool = source.compressible

    @property
    def compressible(self) -> bool:
        return self._is_compressible
