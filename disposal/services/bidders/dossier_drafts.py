"""Drafts of dossiers (申报草稿): kept as typed, encrypted, found again by their owner, put aside without being lost."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound, RecordRefused
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.records.record import now
from disposal.models.screening.dossier_draft import DossierDraft
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import owned_by
from disposal.services.records import audit
from disposal.services.records.writing import change, enter, locked

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
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(draft_id), 0))))
    if session.exec(select(DossierDraft.id).where(DossierDraft.id == draft_id)).first() is None:
        draft = DossierDraft(id=draft_id, owner_id=actor.account_id, owner=actor.name, sealed=b"")
        _fill(session, draft, items)
        return enter(session, draft, event="dossier_draft.opened")
    draft = _open(session, draft_id)
    if _typed_in(session, draft) != items:
        before = audit.facts(draft)
        _fill(session, draft, items)
        audit.record(session, "dossier_draft.saved", subject=draft, before=before)
    return draft


def typed_dossier_of(session: Session, draft_id: UUID) -> Items:
    """Return one's own draft as it was typed. Raises: RecordNotFound, RecordRefused."""
    require(session, "dossier_draft.saved")
    draft = session.exec(select(DossierDraft).where(DossierDraft.id == draft_id, *_own(session))).one_or_none()
    if draft is None:
        raise RecordNotFound(label=DossierDraft.label, key=draft_id)
    _refuse_closed(draft)
    return _typed_in(session, draft)


def own_dossiers(session: Session) -> list[OwnDossier]:
    """Return one's own drafts that are not closed, the last saved first."""
    require(session, "dossier_draft.saved")
    query = select(DossierDraft).where(*_own(session), col(DossierDraft.closed_at).is_(None))
    rows = session.exec(query.order_by(col(DossierDraft.saved_at).desc()).limit(MOST_LISTED))
    return [OwnDossier(each.id, _title(_typed_in(session, each)), each.saved_at) for each in rows]


def complete_dossier(session: Session, draft_id: UUID) -> None:
    """Close one's own draft, which has become a bidder; nothing where none of that id was ever kept."""
    if session.exec(select(DossierDraft.id).where(DossierDraft.id == draft_id)).first() is not None:
        change(
            session, _open(session, draft_id), {"closed_at": now()}, event="dossier_draft.completed", reason="完成录入"
        )


def discard_dossier(session: Session, draft_id: UUID) -> None:
    """Put one's own draft aside (作废). Raises: RecordNotFound, RecordRefused."""
    require(session, "dossier_draft.discarded")
    change(session, _open(session, draft_id), {"closed_at": now()}, event="dossier_draft.discarded", reason="不再需要")


def _open(session: Session, draft_id: UUID) -> DossierDraft:
    """Lock one's own draft that is not closed. Raises: RecordNotFound, RecordRefused."""
    draft = locked(session, DossierDraft, draft_id)
    actor = require(session, "dossier_draft.saved")
    if (draft.owner_id, actor.account_id or draft.owner) != (actor.account_id, actor.account_id or actor.name):
        raise RecordNotFound(label=DossierDraft.label, key=draft_id)
    _refuse_closed(draft)
    return draft


def _own(session: Session) -> Iterable[Any]:
    actor = require(session, "dossier_draft.saved")
    return owned_by(DossierDraft, account_id=actor.account_id, name=actor.name)


def _fill(session: Session, draft: DossierDraft, items: Items) -> None:
    vault = session.info["personal_numbers"]()
    draft.sealed = vault.encrypt(json.dumps(items, ensure_ascii=False), party_id=draft.id)
    draft.saved_at = now()


def _title(items: Items) -> str:
    said = dict(items)
    named = " ".join(f"{said.get('bidder-name', '')} {said.get('project', '')}".split())
    return str(mask_personal_numbers_in(named))[:_LONGEST_TITLE]


def _typed_in(session: Session, draft: DossierDraft) -> Items:
    opened: str = session.info["personal_numbers"]().decrypt(draft.sealed, party_id=draft.id)
    return tuple((str(name), str(text)) for name, text in json.loads(opened))


def _refuse_closed(draft: DossierDraft) -> None:
    if draft.closed_at is not None:
        raise RecordRefused(
            field="draft",
            zh="该草稿已完成录入或已作废；请在“录入申报”中新填。",
            en="This draft is entered or put aside; fill in a new one.",
        )
