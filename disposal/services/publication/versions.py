"""Versions (公告版本): a frozen content with its text, HTML, PDF and their digests."""

import hashlib
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.accounts.modes import is_settled_training
from disposal.services.publication.context import PublicationContext
from disposal.services.records import audit
from notices.composition.composition import compose
from notices.composition.missing_glyphs import naming_the_field
from notices.content.content import NoticeContent
from notices.dates import SHANGHAI
from notices.privacy.public_form import PublicForm
from notices.rendering.html import render_html
from notices.rendering.pdf import render_pdf
from notices.rendering.plain import render_text
from notices.typesetting.document import NoticeDocument, Paragraph

TRAINING, NOT_REAL = "培训系统", "所载内容不作依据"


def freeze(
    session: Session,
    notice: Notice,
    public: PublicForm,
    *,
    context: PublicationContext,
    because: UUID | None = None,
) -> NoticeVersion:
    """Store a public content as the next version of ``notice``, registered now (登记于). A version never changes.

    ``because`` is the linked notice that caused a consolidated version.

    Raises: GlyphMissing with the field and the character that no font has.
    """
    content, instant = public.content, context.clock()
    document = compose(content, public_url=context.address_of(str(content.number)), registered_at=instant)
    canonical = content.canonical_json()
    with naming_the_field(content):
        text, html = render_text(document), render_html(document)
        pdf = render_pdf(marked_if_training(session, document), canonical_json=canonical)
    version = NoticeVersion.model_validate(
        {
            "notice_id": notice.id,
            "version_no": _last_version(session, notice) + 1,
            "content": content.as_json(),
            "name_masks": dict(public.masks),
            "canonical_json": canonical,
            "text": text,
            "html": html,
            "pdf": pdf,
            "canonical_sha256": digest(canonical),
            "text_sha256": digest(text.encode()),
            "html_sha256": digest(html.encode()),
            "pdf_sha256": digest(pdf),
            "published_at": instant,
            "published_by": session.info.get("actor"),
            "because_notice_id": because,
        }
    )
    session.add(version)
    audit.record(session, "notice_version.frozen", subject=version)
    return version


def marked_if_training(session: Session, document: NoticeDocument) -> NoticeDocument:
    """Return a document that says on top, and in the registry's box, that its register is one of training."""
    if not is_settled_training(session):
        return document
    mark = Paragraph("heading", f"{TRAINING}：{NOT_REAL}", "number")
    return replace(document, paragraphs=(mark, *document.paragraphs), facts=((TRAINING, NOT_REAL), *document.facts))


def digest(data: bytes) -> str:
    """Return the SHA-256 of the bytes in hex."""
    return hashlib.sha256(data).hexdigest()


def newest_content(session: Session, notice: Notice) -> NoticeContent:
    """Return the current content of a published notice, from its newest version.

    A provisional end that a later calendar moved is the one that stands; later notices speak of it.
    """
    statement = select(NoticeVersion.content).where(NoticeVersion.notice_id == notice.id)
    stored = session.exec(statement.order_by(col(NoticeVersion.version_no).desc()).limit(1)).one()
    content = NoticeContent.stored(stored)
    window, ends_on, ends_at = content.window, notice.window_ends_on, notice.window_ends_at
    if window is None or window.ends_on is None or ends_on is None or ends_at is None or ends_on <= window.ends_on:
        return content
    ends_at = ends_at.astimezone(SHANGHAI)
    moved = window.resolved(ends_on=ends_on, ends_at=ends_at, is_provisional=notice.window_is_provisional)
    return content.model_copy(update={"window": moved})


def newest_text(session: Session, notice: Notice) -> str:
    """Return the text of a published notice, from its newest version."""
    statement = select(NoticeVersion.text).where(NoticeVersion.notice_id == notice.id)
    return session.exec(statement.order_by(col(NoticeVersion.version_no).desc()).limit(1)).one()


def newest_masks(session: Session, notice: Notice) -> dict[str, str]:
    """Return how the newest version of a published notice names natural persons: full name → printed name."""
    statement = select(NoticeVersion.name_masks).where(NoticeVersion.notice_id == notice.id)
    return dict(session.exec(statement.order_by(col(NoticeVersion.version_no).desc()).limit(1)).one())


def _last_version(session: Session, notice: Notice) -> int:
    statement = select(func.max(NoticeVersion.version_no)).where(NoticeVersion.notice_id == notice.id)
    return session.exec(statement).one() or 0
