"""Drafts typed on pages (草稿), of every kind: kept as typed, encrypted, found by their owner alone until closed."""

import json
from collections.abc import Callable
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.projects.notice_form_draft import NoticeFormDraft
from disposal.models.records.own_draft import OwnDraft
from disposal.models.records.record import now
from disposal.models.screening.dossier_draft import DossierDraft
from disposal.services.accounts.persons import owned_by
from disposal.services.accounts.scope import OF_ALL_ISSUERS
from disposal.services.records import audit
from disposal.services.records.writing import enter

D = TypeVar("D", bound=OwnDraft)
DRAFTS: tuple[type[OwnDraft], ...] = (ClaimDraft, DossierDraft, NoticeFormDraft)
"""Every kind: a change of key seals them anew, and an account is not disabled while it has an open one."""


class Typist(Protocol):
    """Whose drafts: an account, or before the first account a name."""

    @property
    def name(self) -> str: ...  # noqa: D102  a fact, not a step
    @property
    def account_id(self) -> UUID | None: ...  # noqa: D102  a fact, not a step


def own_drafts(session: Session, table: type[D], owner: Typist, *conditions: Any, most: int) -> list[D]:
    """Return one's own open drafts, the last saved first."""
    query = select(table).where(table.open_only(), *_own(table, owner), *conditions)
    return list(session.exec(query.order_by(col(table.saved_at).desc()).limit(most)))


def own_draft(session: Session, table: type[D], draft_id: UUID, owner: Typist, *, is_locked: bool = True) -> D:
    """Return one's own draft, open or closed; its row is locked unless it is only read. Raises: RecordNotFound."""
    query = select(table).where(table.id == draft_id, *_own(table, owner))
    if is_locked:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    if draft := session.exec(query).one_or_none():
        return draft
    raise RecordNotFound(label=table.label, key=draft_id)


def others_drafts(session: Session, table: type[D], owner: Typist, *conditions: Any) -> list[D]:
    """Return the open drafts of other people, the last saved first."""
    own = select(table.id).where(*_own(table, owner))
    query = select(table).where(table.open_only(), col(table.id).not_in(own), *conditions)
    return list(session.exec(query.order_by(col(table.saved_at).desc())))


def wait_for(session: Session, key: str) -> None:
    """Let two first posts of one page wait for each other."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def is_stored(session: Session, table: type[OwnDraft], draft_id: UUID) -> bool:
    """Return whether a draft of anybody is stored under an id; two first posts of one page wait for each other."""
    wait_for(session, str(draft_id))
    query = select(table.id).where(table.id == draft_id).execution_options(**{OF_ALL_ISSUERS: True})
    return session.exec(query).first() is not None


def seal(session: Session, draft: OwnDraft, typed: Any) -> None:
    """Put what is typed in a draft, encrypted."""
    vault = session.info["personal_numbers"]()
    draft.sealed, draft.saved_at = vault.encrypt(json.dumps(typed, ensure_ascii=False), party_id=draft.id), now()


def unsealed(session: Session, draft: OwnDraft) -> Any:
    """Return what is typed in a draft."""
    return json.loads(session.info["personal_numbers"]().decrypt(draft.sealed, party_id=draft.id))


def keep(
    session: Session,
    draft: D,
    typed: Any,
    *,
    fill: Callable[[Session, D, Any], None] = seal,
    read: Callable[[Session, D], Any] = unsealed,
) -> D:
    """Keep what is typed, errors and all, in a draft that is new or one's own; the same again writes nothing."""
    event = draft.__tablename__
    if draft not in session:
        fill(session, draft, typed)
        return enter(session, draft, event=f"{event}.opened")
    if read(session, draft) != typed:
        before = audit.facts(draft)
        fill(session, draft, typed)
        audit.record(session, f"{event}.saved", subject=draft, before=before)
    return draft


def _own(table: type[OwnDraft], owner: Typist) -> tuple[Any, ...]:
    return owned_by(table, account_id=owner.account_id, name=owner.name)
