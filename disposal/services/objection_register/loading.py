"""What stands around objections, read for many at once: as many queries for fifty as for one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, SQLModel, col, select

from disposal.models.objections.handling import (
    ObjectionDecision,
    ObjectionFile,
    ObjectionMessage,
    ObjectionPause,
    ObjectionReply,
)
from disposal.models.objections.objection import Objection
from disposal.models.objections.rule import ObjectionRule
from disposal.models.publication.notice import Notice
from disposal.services.filings.windows import WindowEnd, window_ends
from disposal.services.objections.rules import rules_of_issuers
from disposal.services.records.id_sets import among
from notices.working_days.calendar import WorkingCalendar

Row = TypeVar("Row", bound=SQLModel)
Rows = Mapping[UUID, Sequence[Row]]
"""Rows by the id of their objection, the oldest first; an objection without any has an empty list."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read around some objections, by id. Pauses are those of their leads too."""

    notices: Mapping[UUID, Notice]
    ends: Mapping[UUID, WindowEnd | None]
    rules: Mapping[UUID, Sequence[ObjectionRule]]
    leads: Mapping[UUID, Objection]
    members: Rows[Objection]
    decisions: Rows[ObjectionDecision]
    messages: Rows[ObjectionMessage]
    pauses: Rows[ObjectionPause]
    replies: Rows[ObjectionReply]
    files: Rows[ObjectionFile]


def load_around(session: Session, objections: Sequence[Objection], *, calendar: WorkingCalendar) -> Loaded:
    """Read what stands around these objections. Files come without their bytes."""
    ids = {each.id for each in objections}
    lead_ids = {each.lead_id for each in objections if each.lead_id is not None}
    notices = _by_id(session, Notice, {each.notice_id for each in objections})
    return Loaded(
        notices=notices,
        ends=window_ends(session, tuple(notices.values()), calendar=calendar),
        rules=rules_of_issuers(session, {each.issuer_id for each in notices.values()}),
        leads=_by_id(session, Objection, lead_ids),
        members=_grouped(session, Objection, ids, key=lambda each: each.lead_id),
        decisions=_grouped(session, ObjectionDecision, ids),
        messages=_grouped(session, ObjectionMessage, ids),
        pauses=_grouped(session, ObjectionPause, ids | lead_ids),
        replies=_grouped(session, ObjectionReply, ids),
        files=_grouped(session, ObjectionFile, ids),
    )


def _by_id(session: Session, table: type[Any], ids: set[UUID]) -> dict[UUID, Any]:
    if not ids:
        return {}
    return {each.id: each for each in session.exec(select(table).where(among(table.id, ids)))}


def _objection_id(row: Any) -> UUID:
    found: UUID = row.objection_id
    return found


def _grouped(
    session: Session, table: type[Any], ids: set[UUID], *, key: Callable[[Any], UUID | None] = _objection_id
) -> dict[UUID, list[Any]]:
    """Return the rows of a table by the objection that they belong to, the oldest first."""
    found: dict[UUID, list[Any]] = {each: [] for each in ids}
    column = table.lead_id if table is Objection else table.objection_id
    query = select(table).where(among(column, ids)).order_by(col(table.id))
    if table is ObjectionFile:
        query = query.options(defer(ObjectionFile.data))  # type: ignore[arg-type]
    if table is ObjectionReply:
        query = query.options(defer(ObjectionReply.letter))  # type: ignore[arg-type]
    for row in session.exec(query):
        found[key(row)].append(row)  # type: ignore[index]
    return found
