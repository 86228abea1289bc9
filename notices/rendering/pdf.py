"""A notice as PDF/A-3a with its canonical JSON attached.

WeasyPrint is imported when the first PDF is made: most processes make none, or none at once.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from notices.printed_notice.pages import PrintedNotice
from notices.rendering.source import Source
from notices.typesetting.document import NoticeDocument
from notices.typesetting.embedding import EmbeddedFace, EmbeddedFaces
from notices.typesetting.fonts import CORE_FACES, RARE_FACES, needs_rare_faces

ATTACHMENT_NAME = "notice.json"
CHINA = timezone(timedelta(hours=8))
DRAFT_DATE = date(2000, 1, 1)  # a draft has no date, but a PDF attachment needs one


def render_pdf(document: NoticeDocument, *, canonical_json: bytes) -> bytes:
    """Return the notice as PDF; ``canonical_json`` is attached, and its hash is the file identifier.

    Raises:
        GlyphMissing: the document has a character that no bundled font has.
        RenderingFailed: WeasyPrint reported a fault.
    """
    from notices.rendering.archive import write_drawn
    from notices.typesetting.engine import setting

    chosen = CORE_FACES + (RARE_FACES if needs_rare_faces(document) else ())
    faces = {face: EmbeddedFace(face) for face in chosen}
    notice = PrintedNotice(document, faces)
    embedded = EmbeddedFaces(enumerate(faces.values()))
    with setting():
        return write_drawn(
            notice.pages, notice.tree, embedded, _metadata(document), pdf_options(document, canonical_json)
        )


def _metadata(document: NoticeDocument) -> dict[str, Any]:
    """Return title, author and day of the file: 00:00 in China on the day of publication; a draft has none."""
    day = document.published_on
    at = f"{day.isoformat()}T00:00:00+08:00" if day else None
    return {
        "title": document.title,
        "authors": [document.author] if document.author else [],
        "generator": "disposal-registry",
        "created": at,
        "modified": at,
        "lang": document.language,
    }


def pdf_options(document: NoticeDocument, canonical_json: bytes) -> dict[str, Any]:
    """Return the options of the PDF: variant, identifier from the content, attachment with the publication date."""
    from notices.rendering.archive import archive_options

    published_on = document.published_on or DRAFT_DATE
    source = Source(
        name=ATTACHMENT_NAME,
        description="公告内容（规范化 JSON），本文件由其生成",
        data=canonical_json,
        made_at=datetime.combine(published_on, time(), CHINA).astimezone(UTC),
    )
    return archive_options(source, identity=canonical_json)
