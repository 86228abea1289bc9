"""How many objections came and what became of them, for readers: only where the issuer's rule says so."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.models.objections.codes import ObjectionGround, ObjectionState
from disposal.models.objections.objection import Objection
from disposal.models.publication.notice import Notice
from disposal.services.objection_register.overview import NOT_NAMED
from disposal.services.objections.rules import rule_on, rules_of
from notices.codes import PartyKind
from notices.content.name_shapes import is_organisations_name, looks_masked, masked_name
from notices.dates import SHANGHAI

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PublicObjection:
    """One objection as readers see it: the day, the objector with a person's name masked, the ground, the outcome."""

    received_on: date
    objector: str
    is_masked: bool
    ground: ObjectionGround
    state: ObjectionState


@dataclass(frozen=True, slots=True)
class PublicCount:
    """How many came, how many stand where, a page of them, and behind which one the next page begins."""

    number: str
    total: int
    by_state: tuple[tuple[ObjectionState, int], ...]
    shown: tuple[PublicObjection, ...]
    next_after: UUID | None = None


_OF_PUBLIC = {
    ObjectionState.refusal_proposed: ObjectionState.received,
    ObjectionState.decision_proposed: ObjectionState.under_review,
}
"""What is only proposed is not told."""


def public_count(session: Session, notice: Notice, *, today: date, after: UUID | None = None) -> PublicCount | None:
    """Return the count of objections to a notice, and the newest of them, or those behind ``after``.

    None where no rule in force shows it, as at first.
    """
    rule = rule_on(rules_of(session, notice.issuer_id), today)
    if rule is None or not rule.shows_count:
        return None
    is_told = (Objection.notice_id == notice.id, Objection.state != ObjectionState.voided)
    states: Counter[ObjectionState] = Counter()
    counted = select(col(Objection.state), func.count()).where(*is_told).group_by(col(Objection.state))
    for state, number in session.execute(counted).all():
        states[_OF_PUBLIC.get(state, state)] += number
    query = select(Objection).where(*is_told).order_by(col(Objection.id).desc()).limit(MOST_SHOWN + 1)
    rows = session.exec(query.where(col(Objection.id) < after) if after else query).all()
    return PublicCount(
        str(notice.number),
        states.total(),
        tuple((state, states[state]) for state in ObjectionState if states[state]),
        tuple(_shown(row) for row in rows[:MOST_SHOWN]),
        rows[MOST_SHOWN - 1].id if len(rows) > MOST_SHOWN else None,
    )


def _shown(row: Objection) -> PublicObjection:
    is_company = row.objector is not None and (
        is_organisations_name(row.objector) and row.objector_kind is not PartyKind.natural_person
    )
    name = row.objector or NOT_NAMED
    is_masked = row.objector is not None and not is_company and not looks_masked(row.objector)
    return PublicObjection(
        row.received_at.astimezone(SHANGHAI).date(),
        masked_name(name) if is_masked else name,
        is_masked,
        row.ground,
        _OF_PUBLIC.get(row.state, row.state),
    )
