"""Drafts of claims: kept as typed, found again by their owner, and put aside (作废) without being lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.identifiers import mask_personal_number, mask_personal_numbers_in
from disposal.models.claims.claim_draft import ClaimDraft, DraftState
from disposal.models.records.record import now
from disposal.services.accounts.own_drafts import (
    is_stored,
    keep,
    others_drafts,
    own_draft,
    own_drafts,
    seal,
    unsealed,
)
from disposal.services.accounts.permissions import require
from disposal.services.claim_entry.party_fields import BLOCKS
from disposal.services.claim_entry.typed import Typed
from disposal.services.records import audit
from disposal.services.records.writing import change
from notices.written.documents import is_credit_code, plain_number

MOST_LISTED = 50
_LONGEST_TITLE = 100
_NUMBER_FIELDS = frozenset({(block.section, block.field("number")) for block in BLOCKS})


@dataclass(frozen=True, slots=True)
class DraftOwner:
    """Who types: the account, its name, and the issuer that the claim is entered for."""

    name: str
    account_id: UUID | None = None
    issuer_id: UUID | None = None


def owner_in(session: Session) -> DraftOwner:
    """Return the actor of a session as the owner of drafts; their only issuer is the one they enter claims for."""
    actor = session.info["acting"]
    issuers = actor.issuer_ids or ()
    return DraftOwner(actor.name, actor.account_id, next(iter(issuers)) if len(issuers) == 1 else None)


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft with its texts as they were typed."""

    draft: ClaimDraft
    typed: dict[str, str]


def save_draft(session: Session, typed: Typed, *, owner: DraftOwner, draft_id: UUID | None = None) -> ClaimDraft:
    """Keep what is typed, errors and all; in a new draft where there is none of that id.

    Texts with a full personal number are stored encrypted. Raises: RecordNotFound for a draft of somebody else;
    RecordRefused for one that is completed or put aside.
    """
    if draft_id is None or not is_stored(session, ClaimDraft, draft_id):
        return new_draft(session, typed, {} if draft_id is None else {"id": draft_id}, owner=owner)
    return _keep(session, own_open_draft(session, draft_id, owner), typed)


def new_draft(session: Session, typed: Typed, values: Mapping[str, Any], *, owner: DraftOwner) -> ClaimDraft:
    """Open a draft with further values of its record."""
    who = {"owner": owner.name, "owner_id": owner.account_id, "issuer_id": owner.issuer_id}
    return _keep(session, ClaimDraft.model_validate({**who, **values}), typed)


def open_draft(session: Session, draft_id: UUID, *, owner: DraftOwner) -> OpenedDraft:
    """Return one's own draft with its texts as they were typed. Raises: RecordNotFound."""
    draft = own_draft(session, ClaimDraft, draft_id, owner)
    return OpenedDraft(draft, typed_in(session, draft))


def drafts_of(session: Session, owner: DraftOwner) -> list[ClaimDraft]:
    """Return one's own open drafts, the last saved first."""
    return own_drafts(session, ClaimDraft, owner, most=MOST_LISTED)


def discard(session: Session, draft_id: UUID, *, owner: DraftOwner, reason: str) -> ClaimDraft:
    """Put one's own draft aside (作废). Raises: RecordNotFound, RecordRefused once completed, InvalidRecord."""
    require(session, "claim_draft.discarded")
    draft = own_open_draft(session, draft_id, owner)
    return change(session, draft, {"state": DraftState.discarded}, event="claim_draft.discarded", reason=reason)


def restore(session: Session, draft_id: UUID, *, owner: DraftOwner, reason: str) -> ClaimDraft:
    """Take a draft up again that was put aside (还原). Raises: RecordNotFound, RecordRefused, InvalidRecord."""
    require(session, "claim_draft.restored")
    draft = own_draft(session, ClaimDraft, draft_id, owner)
    if draft.state is not DraftState.discarded:
        raise RecordRefused(
            field="id",
            zh="该草稿没有作废，无需还原。",
            en="The draft was not put aside; there is nothing to restore.",
        )
    return change(session, draft, {"state": DraftState.open}, event="claim_draft.restored", reason=reason)


def close(session: Session, draft: ClaimDraft, claim_id: UUID) -> None:
    """Mark a draft as completed: what was typed is a claim now."""
    before = audit.facts(draft)
    draft.state, draft.claim_id, draft.saved_at = DraftState.completed, claim_id, now()
    audit.record(session, "claim_draft.completed", subject=draft, before=before)


def others_changing(session: Session, claim_id: UUID, owner: DraftOwner) -> list[ClaimDraft]:
    """Return the open drafts of other people that change this claim: 李敏正在修改（14:20起）."""
    return others_drafts(session, ClaimDraft, owner, ClaimDraft.base_claim_id == claim_id)


def typed_in(session: Session, draft: ClaimDraft) -> dict[str, str]:
    """Return the texts of a draft as they were typed."""
    return as_page(_pairs_in(session, draft))


def as_pairs(typed: Typed) -> list[list[str]]:
    """Return names and texts as a list, because JSON in the database does not keep an order of names."""
    return [[name, text] for name, text in typed.items()]


def as_page(pairs: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return a page from its names and texts."""
    return {pair[0]: pair[1] for pair in pairs}


def masked(typed: Typed) -> dict[str, str]:
    """Return the texts with every personal number hidden."""
    return {name: _masked(name, text) for name, text in typed.items()}


def own_open_draft(session: Session, draft_id: UUID, owner: DraftOwner) -> ClaimDraft:
    """Lock one's own draft that is still being filled in. Raises: RecordNotFound, RecordRefused."""
    draft = own_draft(session, ClaimDraft, draft_id, owner)
    _refuse_closed(draft)
    return draft


def _keep(session: Session, draft: ClaimDraft, typed: Typed) -> ClaimDraft:
    return keep(session, draft, as_pairs(typed), fill=_fill, read=_pairs_in)


def _fill(session: Session, draft: ClaimDraft, pairs: list[list[str]]) -> None:
    typed = as_page(pairs)
    shown = masked(typed)
    draft.typed, draft.sealed, draft.saved_at = as_pairs(shown), None, now()
    if shown != typed:
        seal(session, draft, pairs)
    draft.title = " ".join(shown.get("debtor-name", "").split())[:_LONGEST_TITLE] or None


def _pairs_in(session: Session, draft: ClaimDraft) -> list[list[str]]:
    return draft.typed if draft.sealed is None else unsealed(session, draft)


def _masked(name: str, text: str) -> str:
    section, _, rest = name.partition("-")
    if (section, rest.rpartition("-")[2]) not in _NUMBER_FIELDS or "*" in text or not text.strip():
        return str(mask_personal_numbers_in(text))
    number = plain_number(text)
    return text if is_credit_code(number) else mask_personal_number(number)


def _refuse_closed(draft: ClaimDraft) -> None:
    if draft.state is DraftState.open:
        return
    raise RecordRefused(
        field="state",
        zh=f"该草稿{draft.state.zh}；"
        + ("请还原后再填写。" if draft.state is DraftState.discarded else "请修改该债权。"),
        en="The draft is closed; "
        + ("restore it first." if draft.state is DraftState.discarded else "change the claim instead."),
    )
