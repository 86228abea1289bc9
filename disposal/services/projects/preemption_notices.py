"""Enter and change notices to holders of a right of first refusal (优先购买权通知), and load them for checks."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.preemption_notice import PreemptionNotice, PreemptionNoticeCreate
from disposal.services.records.dates import refuse_future
from disposal.services.records.writing import change, differences, enter, found, locked
from notices.duties.preemption import PreemptionFact


def enter_preemption_notice(
    session: Session, data: PreemptionNoticeCreate, *, today: date | None = None
) -> PreemptionNotice:
    """Enter a notice that was sent to a holder of the right.

    Raises: RecordNotFound; RecordRefused for a day to come; RecordExists for the same holder on the same day.
    """
    found(session, DisposalProject, data.project_id, field="project_id")
    _check_days(data.model_dump(), today=today)
    row = PreemptionNotice.model_validate(data.model_dump())
    return enter(session, row, event="preemption_notice.entered")


def change_preemption_notice(
    session: Session, notice_id: UUID, changes: Mapping[str, Any], *, reason: str, today: date | None = None
) -> PreemptionNotice:
    """Enter the answer to a notice, or correct it; its project is fixed.

    Raises: RecordNotFound, InvalidRecord, RecordRefused, RecordExists.
    """
    row = locked(session, PreemptionNotice, notice_id)
    altered = differences(row, changes, create=PreemptionNoticeCreate, fixed=frozenset({"project_id"}))
    _check_days(altered, today=today)
    return change(session, row, altered, event="preemption_notice.changed", reason=reason)


def preemption_notices_of(session: Session, project_id: UUID) -> list[PreemptionNotice]:
    """Return the notices of a project by the day they were sent."""
    query = select(PreemptionNotice).where(PreemptionNotice.project_id == project_id)
    return list(session.exec(query.order_by(col(PreemptionNotice.sent_on), col(PreemptionNotice.id))).all())


def preemption_facts(session: Session, project_id: UUID) -> list[PreemptionFact]:
    """Return the notices of a project as the check of the duty reads them."""
    rows = preemption_notices_of(session, project_id)
    return [PreemptionFact(row.holder, row.region, row.sent_on, row.answer) for row in rows]


def _check_days(values: Mapping[str, Any], *, today: date | None) -> None:
    refuse_future(values.get("sent_on"), field="sent_on", label="通知日", today=today)
    refuse_future(values.get("answered_on"), field="answered_on", label="答复日", today=today)
