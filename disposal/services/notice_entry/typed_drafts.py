"""What is typed in the form of a notice (公告填写草稿) is kept at each field left, encrypted, until it is stored."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.models.projects.notice_form_draft import NoticeFormDraft
from disposal.models.records.record import now
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import owned_by
from disposal.services.claim_entry.typed import Typed
from disposal.services.records import audit
from disposal.services.records.writing import change, enter


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form as its owner left it; ``position`` is the project's newest audit entry when the form was opened."""

    typed: dict[str, str]
    position: int
    saved_at: datetime


def keep_form(session: Session, project_id: UUID, typed: Typed, *, position: int) -> datetime:
    """Keep what is typed, errors and all, and return when. Raises: PermissionRefused."""
    actor = require(session, "notice_form_draft.saved")
    whose = f"{project_id} {actor.account_id or actor.name}"
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(whose, 0))))
    draft = _open(session, project_id)
    if draft is None:
        values: dict[str, Any] = {"project_id": project_id, "owner_id": actor.account_id, "owner": actor.name}
        draft = NoticeFormDraft(**values, position=position, sealed=b"")
        _fill(session, draft, typed)
        return enter(session, draft, event="notice_form_draft.opened").saved_at
    if _typed_in(session, draft) != dict(typed):
        before = audit.facts(draft)
        _fill(session, draft, typed)
        audit.record(session, "notice_form_draft.saved", subject=draft, before=before)
    return draft.saved_at


def form_draft_of(session: Session, project_id: UUID) -> FormDraft | None:
    """Return one's own form of a project that was not stored yet, or None."""
    draft = _open(session, project_id)
    return None if draft is None else FormDraft(_typed_in(session, draft), draft.position, draft.saved_at)


def close_form(session: Session, project_id: UUID, *, event: str = "notice_form_draft.completed") -> None:
    """Close one's own form of a project, which is stored now or put aside; nothing where none is kept."""
    require(session, event)
    if draft := _open(session, project_id):
        change(session, draft, {"closed_at": now()}, event=event, reason="编制公告")


def _open(session: Session, project_id: UUID) -> NoticeFormDraft | None:
    actor = require(session, "projects.read")
    is_open = NoticeFormDraft.project_id == project_id, col(NoticeFormDraft.closed_at).is_(None)
    is_own = owned_by(NoticeFormDraft, account_id=actor.account_id, name=actor.name)
    query = select(NoticeFormDraft).where(*is_open, *is_own)
    return session.exec(query.order_by(col(NoticeFormDraft.id).desc()).limit(1)).first()


def _fill(session: Session, draft: NoticeFormDraft, typed: Typed) -> None:
    vault = session.info["personal_numbers"]()
    draft.sealed = vault.encrypt(json.dumps(dict(typed), ensure_ascii=False), party_id=draft.id)
    draft.saved_at = now()


def _typed_in(session: Session, draft: NoticeFormDraft) -> dict[str, str]:
    opened: str = session.info["personal_numbers"]().decrypt(draft.sealed, party_id=draft.id)
    return {str(name): str(text) for name, text in json.loads(opened).items()}
