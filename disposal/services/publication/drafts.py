"""Find drafts and notices by what a person types, and list them for staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from disposal.clock import now
from disposal.errors import DisposalError, RecordRefused
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.record_ids import record_id_in
from disposal.services.publication.errors import DraftDiscarded, DraftPublished, DraftUnknown, NoticeUnknown
from disposal.services.windows.discarded import is_discarded
from disposal.services.windows.standing import NoticeStanding, standings
from notices.dates import SHANGHAI

SHORT_ID = 8
"""Length of a draft's short id: the last characters of its UUID, which are random."""

_LISTED = (
    select(Notice, DisposalProject.code, Issuer.code)
    .join(DisposalProject, col(DisposalProject.id) == Notice.project_id)
    .join(Issuer, col(Issuer.id) == Notice.issuer_id)
)


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A notice or draft in a list for staff, with the codes of its project and issuer."""

    notice: Notice
    project_code: str
    issuer_code: str
    standing: NoticeStanding

    @property
    def draft_id(self) -> str:
        """Return the short id of a draft for use in commands."""
        return short_id(self.notice)

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON values."""
        notice = self.notice
        return {
            "id": str(notice.id),
            "draft": self.draft_id,
            "number": notice.number,
            "kind": notice.kind,
            "state": notice.state,
            "status": self.standing.value,
            "status_zh": self.standing.zh,
            "status_en": self.standing.en,
            "title": notice.title,
            "issuer": self.issuer_code,
            "project": self.project_code,
            "published_on": notice.published_on.isoformat() if notice.published_on else None,
            "publish_at": notice.publish_at.astimezone(SHANGHAI).isoformat() if notice.publish_at else None,
            "entered_afterwards": notice.entered_afterwards,
            "window_ends_on": notice.window_ends_on.isoformat() if notice.window_ends_on else None,
        }


def short_id(notice: Notice) -> str:
    """Return the last characters of a notice's id."""
    return str(notice.id)[-SHORT_ID:]


def draft_called(session: Session, written: str) -> Notice:
    """Find a draft by id, by short id, or as the only draft of the project with this code.

    Raises: DraftUnknown; DraftPublished; DraftDiscarded; RecordRefused if several drafts match.
    """
    text = written.strip()
    drafts = select(Notice).where(col(Notice.number).is_(None), ~is_discarded())
    found = _with_id(session, drafts, text)
    found = found or session.exec(drafts.join(DisposalProject).where(DisposalProject.code == text)).all()
    if not found:
        raise _no_draft(text, _with_id(session, select(Notice), text))
    if len(found) > 1:
        raise _several(text, found)
    return found[0]


def _with_id(session: Session, notices: SelectOfScalar[Notice], text: str) -> Sequence[Notice]:
    """Return those of the notices with this id, or with this end of it of at least ``SHORT_ID`` characters."""
    by_id = record_id_in(text)
    if by_id is not None:
        return session.exec(notices.where(Notice.id == by_id)).all()
    if len(text) < SHORT_ID:
        return []
    return session.exec(notices.where(cast(col(Notice.id), String).endswith(text.lower(), autoescape=True))).all()


def notice_called(session: Session, number: str) -> Notice:
    """Return the published notice with this number. Raises: NoticeUnknown."""
    notice = session.exec(select(Notice).where(Notice.number == number.strip())).one_or_none()
    if notice is None:
        raise NoticeUnknown(number)
    return notice


def notice_or_draft_called(session: Session, written: str) -> Notice:
    """Return the published notice of this number, or the draft so called. Raises: what ``draft_called`` raises."""
    notice = session.exec(select(Notice).where(Notice.number == written.strip())).one_or_none()
    return notice or draft_called(session, written)


def listed(
    session: Session, *, is_draft: bool, project_id: UUID | None = None, last: int | None = None
) -> list[ListedNotice]:
    """Return drafts or published notices, newest first, at most ``last``."""
    unnumbered = col(Notice.number).is_(None)
    query = _LISTED.where(*((unnumbered, ~is_discarded()) if is_draft else (~unnumbered,)))
    if project_id is not None:
        query = query.where(Notice.project_id == project_id)
    order = (Notice.published_on, Notice.number_year, Notice.number_serial, Notice.id)
    query = query.order_by(*(col(column).desc() for column in order)).limit(last)
    return _with_standing(session, session.exec(query).all())


def listed_draft(session: Session, written: str) -> ListedNotice:
    """Return a draft in the form used by lists. Raises: what ``draft_called`` raises."""
    return listed_notice(session, draft_called(session, written).id)


def listed_notice(session: Session, notice_id: UUID) -> ListedNotice:
    """Return the notice with this id in the form used by lists."""
    return _with_standing(session, [session.exec(_LISTED.where(Notice.id == notice_id)).one()])[0]


def _with_standing(session: Session, rows: Sequence[tuple[Notice, str, str]]) -> list[ListedNotice]:
    standing = standings(session, (notice for notice, _, _ in rows), now=now())
    return [ListedNotice(notice, project, issuer, standing[notice.id]) for notice, project, issuer in rows]


def _no_draft(text: str, named: Sequence[Notice]) -> DisposalError:
    """Return the refusal of what is no draft; ``named`` are the notices of that id: published, or discarded."""
    if len(named) != 1:
        return DraftUnknown(text)
    (notice,) = named
    return DraftPublished(text, number=notice.number) if notice.number else DraftDiscarded(notice.title)


def _several(text: str, drafts: Sequence[Notice]) -> RecordRefused:
    named = "、".join(f"{short_id(draft)}（{draft.title}）" for draft in drafts)
    return RecordRefused(
        field="draft",
        zh=f"“{text}”对应 {len(drafts)} 份草稿：{named}；请写明其中一份的编号。",
        en=f'"{text}" fits {len(drafts)} drafts: {", ".join(short_id(draft) for draft in drafts)}; give the id of one.',
    )
