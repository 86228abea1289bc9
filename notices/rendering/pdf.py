"""A notice as PDF/A-3a with its canonical JSON attached."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from notices.printed_annex.drawing import sheet_images
from notices.printed_annex.structure import fill_sheets
from notices.rendering.archive import Source, archive_options, write_pdf
from notices.rendering.html import render_html
from notices.typesetting.document import NoticeDocument
from notices.typesetting.engine import fonts, setting
from notices.typesetting.fonts import needs_rare_faces

STYLE = "notice-print.css"
ATTACHMENT_NAME = "notice.json"
CHINA = timezone(timedelta(hours=8))
DRAFT_DATE = date(2000, 1, 1)  # a draft has no date, but a PDF attachment needs one


def render_pdf(document: NoticeDocument, *, canonical_json: bytes) -> bytes:
    """Return the notice as PDF; ``canonical_json`` is attached, and its hash is the file identifier.

    Raises:
        GlyphMissing: the document has a character that no bundled font has.
        RenderingFailed: WeasyPrint reported a fault.
    """
    with_rare = needs_rare_faces(document)
    with setting():
        images = sheet_images(document.annex, fonts(with_rare=with_rare))
        html = render_html(document, for_print=True, sheets=tuple(images))
        return write_pdf(
            html,
            {"cache": images, **pdf_options(document, canonical_json)},
            style=STYLE,
            with_rare=with_rare,
            before_writing=lambda pdf: fill_sheets(pdf, list(images.values())),
        )


def pdf_options(document: NoticeDocument, canonical_json: bytes) -> dict[str, Any]:
    """Return the options of the PDF: variant, identifier from the content, attachment with the publication date."""
    published_on = document.published_on or DRAFT_DATE
    source = Source(
        name=ATTACHMENT_NAME,
        description="公告内容（规范化 JSON），本文件由其生成",
        data=canonical_json,
        made_at=datetime.combine(published_on, time(), CHINA).astimezone(UTC),
    )
    return archive_options(source, identity=canonical_json)
