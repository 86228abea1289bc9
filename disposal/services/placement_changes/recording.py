"""Record where a notice stood (登记刊登); by two where a paper moves an end that is relied on, or moves it far.

财金〔2008〕87号 art. 12–13: until the window ends anybody may object, so whoever moves its end decides who is late.
It is relied on once somebody has objected or asked, or its end has passed. Before that one person records the first
papers as they appear; a paper of the stated day moves nothing, and one person records it whenever.

A paper only ever lengthens a window, for everybody alike, and opens none where the notice states none. But whoever
files until the later end is in time for good, and of a false paper on its last day a window would run twice as long:
an extension, which is approved by another person, by one. So one person moves an end by ``BY_ONE`` at most.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.objections.objection import Objection
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeKind, PlacementChangeState
from disposal.services.accounts.persons import actor_of, needs_two
from disposal.services.filings.published import FilingContext
from disposal.services.filings.windows import WindowEnd, offer_of, window_end
from disposal.services.placement_changes.moved_ends import moved_ends, summary_fields
from disposal.services.press.placement_entry import UploadedScan
from disposal.services.press.placements import placeable, record_placement
from disposal.services.press.scans import scan_of, store_scan
from disposal.services.records.validation import read
from disposal.services.records.writing import enter

BY_ONE = timedelta(days=3)
"""So much later than the stated day a paper may be that one person records: from Friday to Monday."""
_BECAUSE = "见报日使公告期截止延后，且已有人提出异议、咨询，或原截止已过"
_BECAUSE_FAR = f"见报日晚于公告载明日期超过{BY_ONE.days}日，使公告期截止延后"


def enter_placement(
    session: Session, values: Mapping[str, Any], scan: UploadedScan | None = None, *, context: FilingContext
) -> Placement:
    """Record a placement and its scan, both or neither; ``awaits_check`` tells that a second person is needed first.

    Raises: InvalidRecord, ScanRefused; what ``record_placement`` raises.
    """
    checked = scan_of(scan.name, scan.data) if scan else None
    data = read(PlacementCreate, values)
    notice = placeable(session, data)
    ends = window_end(session, notice, calendar=context.calendar), _end_with(session, notice, data, context=context)
    moved = moved_ends(*ends)
    because = ""
    if moved["ended_at"] != moved["ends_at"] and needs_two(session):
        because = _BECAUSE_FAR if _is_far(notice, data) else ""
        because = _BECAUSE if _is_relied_on(session, notice, ends[0], context) else because
    placement = record_placement(session, data, awaits_check=bool(because))
    session.flush()
    if because:
        _propose(session, placement, moved, because)
    if checked is not None:
        store_scan(session, placement, checked)
    return placement


def _end_with(session: Session, notice: Notice, data: PlacementCreate, *, context: FilingContext) -> WindowEnd | None:
    """Return the end that filings would count to with a further placement, which is taken back at once."""
    tried = session.begin_nested()
    try:
        session.add(Placement.model_validate(data.model_dump()))
        session.flush()
        return window_end(session, notice, calendar=context.calendar)
    finally:
        tried.rollback()


def _is_far(notice: Notice, data: PlacementCreate) -> bool:
    return notice.published_on is not None and data.published_on - notice.published_on > BY_ONE


def _is_relied_on(session: Session, notice: Notice, ended: WindowEnd | None, context: FilingContext) -> bool:
    """Tell whether the end has passed, or anybody has filed against the offer or what amends it."""
    if ended is None or context.at >= ended.dates.ends_at:
        return True
    offer = offer_of(session, notice)
    of = select(Notice.id).where((Notice.id == offer.id) | (Notice.offer_id == offer.id))
    filed = (select(table.id).where(col(table.notice_id).in_(of)).limit(1) for table in (Objection, Enquiry))
    return any(session.exec(query).first() is not None for query in filed)


def _propose(session: Session, placement: Placement, moved: Mapping[str, datetime | None], because: str) -> None:
    actor = actor_of(session)
    values = {
        "notice_id": placement.notice_id,
        "placement_id": placement.id,
        "kind": PlacementChangeKind.recorded,
        "before": {},
        "after": summary_fields(placement, ("medium", "published_on", "page")),
        "reason": because,
        "state": PlacementChangeState.waiting,
        "proposed_by": actor.name,
        "proposed_by_id": actor.person_id,
        **moved,
    }
    enter(session, PlacementChange.model_validate(values), event="placement_change.proposed", reason=because)
