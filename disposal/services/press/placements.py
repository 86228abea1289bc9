"""Placements (刊登): the medium and date of a notice's publication in the press, stored as evidence.

财金〔2008〕87号: where a newspaper is required, the floor counts from the latest required placement. So each placement
may bring the notice inside the floor; it has happened and is recorded, and a person is told.
"""

from dataclasses import replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import DisposalError, RecordNotFound
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate, PlacementFields
from disposal.services.projects.content import facts_of
from disposal.services.publication import versions
from disposal.services.publication.errors import AmendmentRefused
from disposal.services.publication.notices import locked
from disposal.services.publication.search_index import index_medium
from disposal.services.records import audit
from disposal.services.records.dates import refuse_future
from disposal.services.records.writing import found
from notices.completeness import CheckedNotice, Severity, Shortcoming
from notices.completeness.media import papers_fit_asset
from notices.completeness.notice_period import review_keeps_floor
from notices.content.parties import PlacementItem
from notices.kinds import kind_of
from notices.working_days.calendar import WorkingCalendar


class PlacementRepeated(DisposalError):
    """The same medium, day, page and address stand on record for the notice already."""

    code: ClassVar[str] = "placement_repeated"

    def __init__(self, data: PlacementFields) -> None:
        where = " ".join(str(each) for each in (data.medium, data.published_on, data.page, data.url) if each)
        super().__init__(
            zh=f"{where} 的刊登已经登记，不再重复登记；补扫描件请在该条下上传，登记有误请更正或作废该条。",
            en=f"{where} is on record already and is not recorded twice; add a scan to that placement, or correct or "
            "withdraw it if it is wrong",
            field="medium",
        )


def placeable(session: Session, data: PlacementCreate) -> Notice:
    """Lock and return the published notice that a placement is to be recorded of.

    Raises: NoticeUnknown; AmendmentRefused if it is a draft, or if the date is before its publication; RecordRefused
    for a day to come: it would move the end that objections count to; PlacementRepeated.
    """
    notice = locked(session, data.notice_id)
    if notice.number is None:
        raise AmendmentRefused(
            zh=f"公告“{notice.title}”尚未发布，不能登记刊登情况；请先发布。",
            en=f'notice "{notice.title}" is not published yet; publish it before recording where it stood',
            field="notice_id",
        )
    refuse_unfit_day(notice, data.published_on)
    refuse_repeated(session, data)  # the notice is locked: of two at once the second finds the first
    return notice


def record_placement(session: Session, data: PlacementCreate, *, awaits_check: bool = False) -> Placement:
    """Record that a published notice appeared in a medium; what awaits a check does not count before.

    Doors call ``placement_changes/recording``, which knows what awaits one. Raises: what ``placeable`` raises.
    """
    notice = placeable(session, data)
    placement = Placement.model_validate(data.model_dump() | {"awaits_check": awaits_check})
    session.add(placement)
    audit.record(session, "placement.recorded", subject=placement)
    if awaits_check:
        return placement
    index_medium(session, notice, placement.medium)
    audit.record(session, "notice.placed", subject=notice, before=audit.facts(notice))
    return placement


def refuse_unfit_day(notice: Notice, day: date) -> None:
    """Refuse a day on which the notice cannot have stood anywhere. Raises: AmendmentRefused, RecordRefused."""
    if notice.published_on is not None and day < notice.published_on:
        raise AmendmentRefused.before_the_original(published_on=day, original_on=notice.published_on)
    refuse_future(day, field="published_on", label="刊登日")


def refuse_repeated(session: Session, data: PlacementFields, *, apart_from: UUID | None = None) -> None:
    """Refuse what is on record of the notice already, waiting for a second person or not; withdrawn does not count.

    Raises: PlacementRepeated.
    """
    query = select(Placement).where(Placement.notice_id == data.notice_id, col(Placement.withdrawn_at).is_(None))
    for each in session.exec(query):
        if each.id != apart_from and _identity(each) == _identity(data):
            raise PlacementRepeated(data)


def _identity(data: PlacementFields) -> tuple[object, ...]:
    return data.medium, data.published_on, data.page, data.url


def placement_findings(session: Session, notice: Notice, *, calendar: WorkingCalendar) -> tuple[Shortcoming, ...]:
    """Return what the recorded placements of a published notice show; a floor not kept is a warning by then."""
    content = versions.newest_content(session, notice)
    names = set(PlacementItem.model_fields)
    placed = [PlacementItem.model_validate(row.model_dump(include=names)) for row in placements_of(session, notice)]
    planned = [each for each in content.placements if each.medium not in {row.medium for row in placed}]
    whole = content.model_copy(update={"placements": (*planned, *placed)})
    subject = CheckedNotice(whole, kind_of(content.kind), calendar, facts_of(session, notice))
    found = [finding for rule in (review_keeps_floor, papers_fit_asset) for finding in rule(subject)]
    return tuple(
        replace(finding, severity=Severity.warning) if finding.severity is Severity.blocker else finding
        for finding in found
        if finding.code != "review_unknown"
    )


def placement_of(session: Session, notice: Notice, placement_id: UUID) -> Placement:
    """Return one placement of a notice. Raises: RecordNotFound."""
    placement = found(session, Placement, placement_id)
    if placement.notice_id != notice.id:
        raise RecordNotFound(label=Placement.label, key=placement_id)
    return placement


def placements_of(session: Session, notice: Notice, *, with_withdrawn: bool = False) -> list[Placement]:
    """Return the placements of a notice, by date; those withdrawn or waiting for a second person only if asked for."""
    statement = select(Placement).where(Placement.notice_id == notice.id)
    if not with_withdrawn:
        statement = statement.where(Placement.counts())
    return list(session.exec(statement.order_by(col(Placement.published_on), col(Placement.medium))))
