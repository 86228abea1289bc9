"""What is typed in the form of a notice (公告填写草稿) is kept at each field left, encrypted, until it is stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models.projects.notice_form_draft import NoticeFormDraft
from disposal.models.records.record import now
from disposal.services.accounts.own_drafts import keep, own_drafts, unsealed, wait_for
from disposal.services.accounts.permissions import require
from disposal.services.claim_entry.typed import Typed
from disposal.services.records.writing import change


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form as its owner left it; ``position`` is the project's newest audit entry when the form was opened."""

    typed: dict[str, str]
    position: int
    saved_at: datetime


def keep_form(session: Session, project_id: UUID, typed: Typed, *, position: int) -> datetime:
    """Keep what is typed, errors and all, and return when. Raises: PermissionRefused."""
    actor = require(session, "notice_form_draft.saved")
    wait_for(session, f"{project_id} {actor.account_id or actor.name}")
    values: dict[str, Any] = {"project_id": project_id, "owner_id": actor.account_id, "owner": actor.name}
    draft = _open(session, project_id) or NoticeFormDraft(**values, position=position, sealed=b"")
    return keep(session, draft, dict(typed)).saved_at


def form_draft_of(session: Session, project_id: UUID) -> FormDraft | None:
    """Return one's own form of a project that was not stored yet, or None."""
    draft = _open(session, project_id)
    return None if draft is None else FormDraft(unsealed(session, draft), draft.position, draft.saved_at)


def close_form(session: Session, project_id: UUID, *, event: str = "notice_form_draft.completed") -> None:
    """Close one's own form of a project, which is stored now or put aside; nothing where none is kept."""
    require(session, event)
    if draft := _open(session, project_id):
        change(session, draft, {"closed_at": now()}, event=event, reason="编制公告")


def _open(session: Session, project_id: UUID) -> NoticeFormDraft | None:
    actor = require(session, "projects.read")
    found = own_drafts(session, NoticeFormDraft, actor, NoticeFormDraft.project_id == project_id, most=1)
    return next(iter(found), None)
