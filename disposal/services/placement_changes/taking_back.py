"""Take back (撤回) what waits for a second person, by who proposed it and while nobody has checked it."""

from sqlmodel import Session

from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeKind, PlacementChangeState
from disposal.models.records.record import now
from disposal.services.accounts.permissions import may
from disposal.services.accounts.persons import actor_of, person_acting
from disposal.services.filings.published import FilingContext
from disposal.services.placement_changes.changing import waiting_change
from disposal.services.placement_changes.errors import OnlyProposerTakesBack, PlacementChangeRefused
from disposal.services.publication.notices import locked as locked_notice
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import change, locked

_EVENT = "placement_change.taken_back"


def may_take_back(session: Session, row: PlacementChange) -> bool:
    """Return whether the person acting proposed a change that waits, and may take it back."""
    actor = actor_of(session)
    return may(actor, _EVENT) and actor.person_id is not None and row.proposed_by_id == actor.person_id


def take_back_change(session: Session, placement: Placement, *, reason: str, context: FilingContext) -> PlacementChange:
    """Take back the record, correction or withdrawal of a placement that waits; a record is then withdrawn (作废).

    It has moved no end, so that nobody counts to another one by it. All of it stays on record.

    Raises: AccountNeeded, OnlyProposerTakesBack, InvalidRecord for a poor reason; PlacementChangeRefused where nothing
        waits, as somebody has checked it.
    """
    actor, person_id = person_acting(session, _EVENT)
    locked_notice(session, placement.notice_id)  # who checks it at once waits, and finds nothing
    row = waiting_change(session, placement)
    if row is None:
        raise PlacementChangeRefused(
            field="placement",
            zh="没有待复核的登记、更正或作废可以撤回；已复核的，请另行更正或作废。",
            en="no change of this placement waits, so there is none to take back; what is checked is corrected or "
            "withdrawn anew",
        )
    if row.proposed_by_id != person_id:
        raise OnlyProposerTakesBack(row.proposed_by, verb=_EVENT)
    because = read_reason(reason)
    if row.kind is PlacementChangeKind.recorded:
        gone = {"awaits_check": False, "withdrawn_at": now()}
        placement = locked(session, Placement, placement.id)
        change(session, placement, gone, event="placement.record_taken_back", reason=because)
    values = {"decided_by": actor.name, "decided_by_id": person_id, "decided_at": context.at, "remark": because}
    return change(session, row, values | {"state": PlacementChangeState.taken_back}, event=_EVENT, reason=because)
