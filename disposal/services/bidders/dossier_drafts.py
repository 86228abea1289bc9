"""Drafts of dossiers (申报草稿): kept as typed, encrypted, found again by their owner, put aside without being lost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.records.record import now
from disposal.models.screening.dossier_draft import DossierDraft
from disposal.services.accounts.own_drafts import is_stored, keep, own_draft, own_drafts, unsealed
from disposal.services.accounts.permissions import require
from disposal.services.records.writing import change

Items = tuple[tuple[str, str], ...]
MOST_LISTED = 10
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class OwnDossier:
    """One's own draft in a list; ``title`` is bidder and project as far as they are typed, numbers masked."""

    id: UUID
    title: str
    saved_at: datetime


def keep_dossier(session: Session, draft_id: UUID, items: Items) -> DossierDraft:
    """Keep what is typed, errors and all; in a new draft where there is none of that id.

    Raises: RecordNotFound for a draft of somebody else; RecordRefused for one that is closed.
    """
    actor = require(session, "dossier_draft.saved")
    if is_stored(session, DossierDraft, draft_id):
        draft = _open(session, draft_id)
    else:
        draft = DossierDraft(id=draft_id, owner_id=actor.account_id, owner=actor.name, sealed=b"")
    return keep(session, draft, [list(each) for each in items])


def typed_dossier_of(session: Session, draft_id: UUID) -> Items:
    """Return one's own draft as it was typed. Raises: RecordNotFound, RecordRefused."""
    return _typed_in(session, _open(session, draft_id, is_locked=False))


def own_dossiers(session: Session, *, most: int = MOST_LISTED) -> list[OwnDossier]:
    """Return one's own drafts that are not closed, the last saved first."""
    actor = require(session, "dossier_draft.saved")
    rows = own_drafts(session, DossierDraft, actor, most=most)
    return [OwnDossier(each.id, _title(_typed_in(session, each)), each.saved_at) for each in rows]


def complete_dossier(session: Session, draft_id: UUID) -> None:
    """Close one's own draft, which has become a bidder; nothing where none of that id was ever kept."""
    if is_stored(session, DossierDraft, draft_id):
        draft = _open(session, draft_id)
        change(session, draft, {"closed_at": now()}, event="dossier_draft.completed", reason="完成录入")


def discard_dossier(session: Session, draft_id: UUID) -> None:
    """Put one's own draft aside (作废). Raises: RecordNotFound, RecordRefused."""
    require(session, "dossier_draft.discarded")
    change(session, _open(session, draft_id), {"closed_at": now()}, event="dossier_draft.discarded", reason="不再需要")


def _open(session: Session, draft_id: UUID, *, is_locked: bool = True) -> DossierDraft:
    """Return one's own draft that is not closed. Raises: RecordNotFound, RecordRefused."""
    actor = require(session, "dossier_draft.saved")
    draft = own_draft(session, DossierDraft, draft_id, actor, is_locked=is_locked)
    if draft.closed_at is None:
        return draft
    raise RecordRefused(
        field="draft",
        zh="该草稿已完成录入或已作废；请在“录入申报”中新填。",
        en="This draft is entered or put aside; fill in a new one.",
    )


def _title(items: Items) -> str:
    said = dict(items)
    named = " ".join(f"{said.get('bidder-name', '')} {said.get('project', '')}".split())
    return str(mask_personal_numbers_in(named))[:_LONGEST_TITLE]


def _typed_in(session: Session, draft: DossierDraft) -> Items:
    return tuple((name, text) for name, text in unsealed(session, draft))
