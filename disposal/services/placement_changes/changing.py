"""Correct or withdraw a recorded placement (更正、作废刊登登记); what moves an end waits for a second person (复核).

财金〔2008〕87号 art. 15: process and result are kept complete. So what stood there before stays on record. An end that
moves forward is not used against who filed before it moved.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeKind, PlacementChangeState
from disposal.models.records.record import now
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import actor_of, entries_of, needs_two, person_acting, refuse_same_person
from disposal.services.filings.published import FilingContext
from disposal.services.filings.windows import WindowEnd, end_words, window_end
from disposal.services.placement_changes.errors import PlacementChangeRefused
from disposal.services.placement_changes.moved_ends import moved_ends, summary_fields
from disposal.services.press.placements import refuse_repeated, refuse_unfit_day
from disposal.services.publication import versions
from disposal.services.publication.notices import locked as locked_notice
from disposal.services.publication.search_index import index_notice
from disposal.services.records import audit
from disposal.services.records.validation import read, read_reason
from disposal.services.records.writing import change, differences, enter, found, locked

_WORDS = {
    PlacementChangeKind.corrected: "placement.corrected",
    PlacementChangeKind.withdrawn: "placement.withdrawn",
}
"""What the audit trail calls a change that needs nobody else."""


def correct_placement(
    session: Session, placement: Placement, changes: Mapping[str, Any], *, reason: str, context: FilingContext
) -> PlacementChange:
    """Correct fields of a placement.

    Raises: InvalidRecord, RecordRefused, AmendmentRefused, PlacementRepeated, PlacementChangeRefused.
    """
    require(session, "placement.corrected")
    placement, notice = _open(session, placement.id)
    altered = differences(placement, changes, create=PlacementCreate, fixed=frozenset({"notice_id"}))
    if not altered:
        raise PlacementChangeRefused(
            field="placement",
            zh="没有更改任何内容；请更改有误的字段后再更正。",
            en="nothing was changed; change what is wrong, then correct it",
        )
    refuse_unfit_day(notice, altered.get("published_on", placement.published_on))
    _refuse_repeated(session, placement, altered)
    return _take(session, (placement, notice), (PlacementChangeKind.corrected, altered), reason=reason, context=context)


def withdraw_placement(
    session: Session, placement: Placement, *, reason: str, context: FilingContext
) -> PlacementChange:
    """Withdraw a placement that should not have been recorded; it stays on record, marked 作废, and counts no more.

    Raises: InvalidRecord for a poor reason; PlacementChangeRefused.
    """
    require(session, "placement.withdrawn")
    placement, notice = _open(session, placement.id)
    gone = (PlacementChangeKind.withdrawn, {"withdrawn_at": now()})
    return _take(session, (placement, notice), gone, reason=reason, context=context)


def check_change(
    session: Session, placement: Placement, *, confirms: bool, remark: str, context: FilingContext
) -> PlacementChange:
    """Confirm or decline the change of a placement that waits, as another person than proposed it (复核).

    Raises: AccountNeeded, AnotherPersonNeeded, PlacementChangeRefused, also where the ends are no longer those that the
    proposal told; InvalidRecord where declined without a reason.
    """
    event = "placement_change.confirmed" if confirms else "placement_change.declined"
    actor, person_id = person_acting(session, event)
    notice = locked_notice(session, placement.notice_id)  # whoever comes second finds what the first has decided
    row = waiting_change(session, placement)
    if row is None:
        raise PlacementChangeRefused(
            field="placement",
            zh="没有待复核的登记、更正或作废。",
            en="no change of this placement waits to be checked",
        )
    placement = locked(session, Placement, placement.id)
    refuse_same_person(actor, entries_of(session, "placement_change.proposed", [row.id]), verb=event)
    said = read_reason(remark) if remark.strip() or not confirms else None
    values = {"decided_by": actor.name, "decided_by_id": person_id, "decided_at": context.at, "remark": said}
    if not confirms:
        declined = values | {"state": PlacementChangeState.declined}
        if row.kind is PlacementChangeKind.recorded:
            gone = {"awaits_check": False, "withdrawn_at": now()}
            change(session, placement, gone, event="placement.change_declined", reason=said or row.reason)
        return change(session, row, declined, event=event, reason=said or row.reason)
    of, proposed = (placement, notice), _proposed(placement, row)
    ended = window_end(session, notice, calendar=context.calendar)
    moved = moved_ends(ended, _end_if(session, of, proposed, context=context))
    _refuse_other_ends(row, moved)
    _apply(session, of, (row.kind, proposed), reason=row.reason, is_second=True)
    decided = values | {"state": PlacementChangeState.in_force} | moved
    return change(session, row, decided, event=event, reason=said or row.reason)


def waiting_change(session: Session, placement: Placement) -> PlacementChange | None:
    """Return the change of a placement that waits for a second person, or None."""
    query = select(PlacementChange).where(
        PlacementChange.placement_id == placement.id, PlacementChange.state == PlacementChangeState.waiting
    )
    return session.exec(query).one_or_none()


def changes_of(session: Session, notice: Notice) -> list[PlacementChange]:
    """Return the changes of a notice's placements, oldest first, those that wait and were declined too."""
    query = select(PlacementChange).where(PlacementChange.notice_id == notice.id)
    return list(session.exec(query.order_by(col(PlacementChange.id))))


def _open(session: Session, placement_id: UUID) -> tuple[Placement, Notice]:
    """Lock a placement that stands, and its notice. Raises: RecordNotFound, PlacementChangeRefused."""
    notice = locked_notice(session, found(session, Placement, placement_id).notice_id)
    placement = locked(session, Placement, placement_id)
    if placement.withdrawn_at is not None:
        raise PlacementChangeRefused(
            field="placement",
            zh=f"{placement.medium}的刊登登记已作废；如需补登，请重新登记刊登。",
            en=f"the placement in {placement.medium} is withdrawn; record it anew if it did stand there",
        )
    if waiting_change(session, placement) is not None:
        raise PlacementChangeRefused(
            field="placement",
            zh=f"{placement.medium}的刊登登记有一项登记、更正或作废待复核；请先复核。",
            en=f"a change of the placement in {placement.medium} waits for a second person; let it be checked first",
        )
    return placement, notice


_Of = tuple[Placement, Notice]
_What = tuple[PlacementChangeKind, dict[str, Any]]


def _take(session: Session, of: _Of, what: _What, *, reason: str, context: FilingContext) -> PlacementChange:
    """Store a change, and put it in force unless it moves an end and needs a second person."""
    (placement, notice), (kind, values), because = of, what, read_reason(reason)
    ended = window_end(session, notice, calendar=context.calendar)
    ends = _end_if(session, of, values, context=context)
    moved, actor = moved_ends(ended, ends), actor_of(session)
    waits = moved["ended_at"] != moved["ends_at"] and needs_two(session)
    row = {
        "notice_id": notice.id,
        "placement_id": placement.id,
        "kind": kind,
        "before": summary_fields(placement, values),
        "reason": because,
        "state": PlacementChangeState.waiting if waits else PlacementChangeState.in_force,
        "proposed_by": actor.name,
        "proposed_by_id": actor.person_id,
        "decided_at": None if waits else context.at,
        **moved,
    }
    if not waits:
        _apply(session, of, what, reason=because, is_second=False)
        row["after"] = summary_fields(placement, values)
    else:
        row["after"] = Placement.model_validate(placement.model_dump() | values).model_dump(
            mode="json", include=set(values) - {"withdrawn_at"}
        )
    made = PlacementChange.model_validate(row)
    return enter(session, made, event=f"placement_change.{'proposed' if waits else 'entered'}", reason=because)


def _end_if(session: Session, of: _Of, values: Mapping[str, Any], *, context: FilingContext) -> WindowEnd | None:
    """Return the end that filings would count to after a change, which is taken back at once."""
    placement, notice = of
    tried = session.begin_nested()
    try:
        _set(placement, values)
        session.flush()
        return window_end(session, notice, calendar=context.calendar)
    finally:
        tried.rollback()


def _refuse_other_ends(row: PlacementChange, moved: Mapping[str, Any]) -> None:
    """Refuse to confirm other ends than the proposal told: what counts beside it was changed since.

    Raises: PlacementChangeRefused.
    """
    if row.kind is PlacementChangeKind.recorded and moved["ends_at"] in (moved["ended_at"], row.ends_at):
        return  # another paper was confirmed first: by now this one moves the end less far, or not at all
    if (row.ended_at, row.ends_at) != (moved["ended_at"], moved["ends_at"]):
        told, now_told = (
            " → ".join(end_words(each) if each else "—" for each in ends)
            for ends in ((row.ended_at, row.ends_at), (moved["ended_at"], moved["ends_at"]))
        )
        raise PlacementChangeRefused(
            field="placement",
            zh=f"提请时公告期截止为{told}，现已为{now_told}（其后另有更正或后续公告）；请不予采用，由提请人重新提请。",
            en=f"the proposal told the end as {told}, and by now it would be {now_told}: something else was changed "
            "since; decline it and let it be proposed anew",
        )


def _apply(session: Session, of: _Of, what: _What, *, reason: str, is_second: bool) -> None:
    """Change a placement, and make the notice found by its media as they are now."""
    (placement, notice), (kind, values) = of, what
    if kind is PlacementChangeKind.corrected:
        _refuse_repeated(session, placement, values)
    noted = {**values, "corrected_at": now()} if kind is PlacementChangeKind.corrected else values
    event = "placement.change_confirmed" if is_second else _WORDS[kind]
    change(session, placement, noted, event=event, reason=reason)
    before, text = audit.facts(notice), versions.newest_text(session, notice)
    index_notice(session, notice, versions.newest_content(session, notice), text=text)
    event = "notice.placement_confirmed" if is_second else "notice.placed"
    audit.record(session, event, subject=notice, before=before, reason=reason)


def _refuse_repeated(session: Session, placement: Placement, values: Mapping[str, Any]) -> None:
    stands = {name: getattr(placement, name) for name in PlacementCreate.model_fields}  # read anew after a rollback
    refuse_repeated(session, PlacementCreate.model_validate({**stands, **values}), apart_from=placement.id)


def _set(placement: Placement, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(placement, name, value)
    if values.keys().isdisjoint({"withdrawn_at", "awaits_check"}):
        placement.corrected_at = now()


def _proposed(placement: Placement, row: PlacementChange) -> dict[str, Any]:
    """Return the values that a waiting change proposes. Raises: InvalidRecord if they hold no longer."""
    if row.kind is PlacementChangeKind.withdrawn:
        return {"withdrawn_at": now()}
    if row.kind is PlacementChangeKind.recorded:
        return {"awaits_check": False}
    stands = placement.model_dump(include=set(PlacementCreate.model_fields))
    proposed = read(PlacementCreate, stands | row.after)
    return {name: getattr(proposed, name) for name in row.after}
