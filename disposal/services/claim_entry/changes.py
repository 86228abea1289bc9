"""Change a claim on its page: only what was changed is written, and nothing another person saved is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session

from disposal.errors import DisposalError, RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.records.record import new_id
from disposal.services.accounts.own_drafts import is_stored, own_drafts
from disposal.services.claim_entry.conflicts import Chosen, FieldConflict, conflicts, merged
from disposal.services.claim_entry.drafts import (
    DraftOwner,
    as_page,
    as_pairs,
    close,
    masked,
    new_draft,
    own_open_draft,
    save_draft,
    typed_in,
)
from disposal.services.claim_entry.record_changes import write_changes
from disposal.services.claim_entry.typed import Typed
from disposal.services.claim_entry.typed_records import position_of, typed_of
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import found, locked


@dataclass(frozen=True, slots=True)
class OpenedChange:
    """The page of a claim to be changed: the id its draft has or will have, what is typed, and how it was opened."""

    draft_id: UUID
    typed: dict[str, str]
    opened: dict[str, str]


class ClaimChangedMeanwhile(DisposalError):
    """Another person saved the claim after this page was opened; ``differing`` are the fields to choose from."""

    code: ClassVar[str] = "claim_changed_meanwhile"
    status: ClassVar[int] = 409

    def __init__(self, differing: tuple[FieldConflict, ...]) -> None:
        self.differing = differing
        super().__init__(
            zh=f"此债权打开后已被他人修改，有{len(differing)}处不同；请逐处选择后保存。",
            en=f"Somebody has changed this claim since it was opened; choose {len(differing)} fields, then save.",
            field="base",
        )


def open_change(session: Session, claim_id: UUID, *, owner: DraftOwner) -> OpenedChange:
    """Return the page of a claim to be changed: one's own open draft of a change, else the claim as it stands.

    Nothing is stored. Raises: RecordNotFound.
    """
    found(session, Claim, claim_id)
    known = _draft_of(session, claim_id, owner)
    if known is not None:
        return OpenedChange(known.id, typed_in(session, known), as_page(known.opened or ()))
    typed = typed_of(session, claim_id)
    return OpenedChange(new_id(), typed, typed)


def save_change_draft(
    session: Session, claim_id: UUID, typed: Typed, *, page: OpenedChange, owner: DraftOwner
) -> ClaimDraft:
    """Keep what is typed on the page of a change. ``page`` says under which id, and how the claim was when it opened.

    Raises: RecordNotFound, RecordRefused.
    """
    if is_stored(session, ClaimDraft, page.draft_id):
        return save_draft(session, typed, owner=owner, draft_id=page.draft_id)
    found(session, Claim, claim_id)
    values = {
        "id": page.draft_id, "opened": as_pairs(masked(page.opened)), "base_claim_id": claim_id,
        "base_position": position_of(session, claim_id),
    }  # fmt: skip
    return new_draft(session, typed, values, owner=owner)


def page_for_change(session: Session, claim_id: UUID) -> dict[str, str]:
    """Lock a claim and return its page as it stands. Raises: RecordNotFound."""
    locked(session, Claim, claim_id, is_alone=True)
    return typed_of(session, claim_id)


def change_page(session: Session, claim_id: UUID, saved: Typed, typed: Typed, *, reason: str) -> None:
    """Write a page over the one that ``page_for_change`` returned, all or nothing; a change is audited with the reason.

    Raises: RecordNotFound, InvalidRecord at the fields of the page.
    """
    with session.begin_nested():
        write_changes(session, found(session, Claim, claim_id), saved, typed, reason=read_reason(reason))


def differing_fields(session: Session, draft: ClaimDraft, typed: Mapping[str, str]) -> tuple[FieldConflict, ...]:
    """Return what another person has saved since the draft was opened and that differs from it; empty if nobody has."""
    claim_id, opened = _base(draft)
    saved = typed_of(session, claim_id)
    return () if saved == opened else conflicts(opened, saved, typed)


def save_changes(
    session: Session,
    draft_id: UUID,
    *,
    owner: DraftOwner,
    choices: Mapping[str, Chosen] = MappingProxyType({}),
    reason: str,
) -> Claim:
    """Write what the draft changes on its claim, all or nothing; each change of a record is audited with the reason.

    ``choices`` say by the path of a differing field whose text counts. Raises: RecordNotFound; RecordRefused;
    ClaimChangedMeanwhile if somebody else saved and a field that both changed is not chosen; InvalidRecord.
    """
    draft = own_open_draft(session, draft_id, owner)
    changed, (claim_id, was) = typed_in(session, draft), _base(draft)
    claim = locked(session, Claim, claim_id, is_alone=True)
    differing = differing_fields(session, draft, changed)
    if differing and any(choices.get(each.path) is None for each in _to_be_told(differing, choices)):
        raise ClaimChangedMeanwhile(differing)
    saved = typed_of(session, claim_id)
    typed = merged(was, saved, changed, choices) if differing else changed
    with session.begin_nested():
        write_changes(session, claim, saved, typed, reason=reason)
        close(session, draft, claim_id)
    return claim


def _to_be_told(differing: tuple[FieldConflict, ...], choices: Mapping[str, Chosen]) -> tuple[FieldConflict, ...]:
    """Return the fields that need an answer: all of them at first, then those that both sides changed."""
    return differing if not choices else tuple(each for each in differing if each.selected is None)


def _base(draft: ClaimDraft) -> tuple[UUID, Mapping[str, str]]:
    """Return the claim that a draft changes, and the page as it was opened. Raises: RecordRefused."""
    if draft.base_claim_id is None or draft.opened is None:
        raise RecordRefused(
            field="base_claim_id",
            zh="该草稿是新债权，没有可修改的记录；请用完成录入。",
            en="The draft is of a new claim; complete it instead of saving changes.",
        )
    return draft.base_claim_id, as_page(draft.opened)


def _draft_of(session: Session, claim_id: UUID, owner: DraftOwner) -> ClaimDraft | None:
    return next(iter(own_drafts(session, ClaimDraft, owner, ClaimDraft.base_claim_id == claim_id, most=1)), None)
