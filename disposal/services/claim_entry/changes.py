"""Change a claim on its page: only what was changed is written, and nothing another person saved is overwritten."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import DisposalError, RecordRefused
from disposal.models import Claim, ClaimDraft, DraftState
from disposal.services.claim_entry.conflicts import Chosen, FieldConflict, conflicts, merged
from disposal.services.claim_entry.drafts import DraftOwner, close, own_open_draft
from disposal.services.claim_entry.record_changes import write_changes
from disposal.services.claim_entry.typed_records import position_of, typed_of
from disposal.services.records.writing import enter, found, locked


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


def begin_change(session: Session, claim_id: UUID, *, owner: DraftOwner) -> ClaimDraft:
    """Return one's own open draft of a change of the claim, or open one on the claim as it stands.

    Raises: RecordNotFound.
    """
    found(session, Claim, claim_id)
    of_owner = ClaimDraft.owner_id == owner.account_id if owner.account_id else (
        col(ClaimDraft.owner_id).is_(None) & (ClaimDraft.owner == owner.name))  # fmt: skip
    query = select(ClaimDraft).where(
        ClaimDraft.base_claim_id == claim_id, ClaimDraft.state == DraftState.open, of_owner
    )
    known = session.exec(query.order_by(col(ClaimDraft.saved_at).desc())).first()
    if known is not None:
        return known
    typed = typed_of(session, claim_id)
    values = {
        "owner": owner.name, "owner_id": owner.account_id, "issuer_id": owner.issuer_id, "title": typed["debtor-name"],
        "typed": typed, "opened": typed, "base_claim_id": claim_id, "base_position": position_of(session, claim_id),
    }  # fmt: skip
    return enter(session, ClaimDraft.model_validate(values), event="claim_draft.opened")


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
    opened = own_open_draft(session, draft_id, owner)
    claim_id, was = _base(opened.draft)
    claim = locked(session, Claim, claim_id, is_alone=True)
    differing = differing_fields(session, opened.draft, opened.typed)
    if differing and any(choices.get(each.path) is None for each in _to_be_told(differing, choices)):
        raise ClaimChangedMeanwhile(differing)
    saved = typed_of(session, claim_id)
    typed = merged(was, saved, opened.typed, choices) if differing else opened.typed
    with session.begin_nested():
        write_changes(session, claim, saved, typed, reason=reason)
        close(session, opened.draft, claim_id)
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
    return draft.base_claim_id, draft.opened
