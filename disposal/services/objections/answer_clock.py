"""The answer clock (答复期限): working days of the issuer's own rule, with what interrupted it. No rule, no clock.

Each objector has a clock of his own, from the day on which his objection came until the reply to him went out; what is
handled together with another stands still while that one's does. A pause that begins after the last day stops nothing,
for nothing runs any more; none outlasts the decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from disposal.models.objections.codes import ObjectionState
from disposal.models.objections.handling import ObjectionDecision, ObjectionPause, ObjectionReply
from disposal.models.objections.objection import Objection
from disposal.models.objections.rule import ObjectionRule
from disposal.services.accounts.identity import acting
from disposal.services.accounts.permissions import require
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.lifecycle import objection_step
from disposal.services.objections.rules import rule_on
from disposal.services.records.validation import read, read_reason
from disposal.services.records.writing import change, enter, locked
from notices.dates import ONE_DAY, SHANGHAI
from notices.working_days.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class AnswerClock:
    """When an objection is to be answered. ``due_on`` is None while the clock stands still or once it is answered.

    ``paused_days`` are the working days by which ``pauses`` moved the last day.
    """

    working_days: int
    paused_days: int
    due_on: date | None
    pauses: tuple[ObjectionPause, ...]
    is_answered: bool
    document: str | None = None

    @property
    def open_pause(self) -> ObjectionPause | None:
        """Return the pause that keeps the clock still, or None while the clock runs and once it is answered."""
        if self.is_answered or self.due_on is not None:
            return None
        return next((each for each in self.pauses if each.ends_on is None), None)

    def is_overdue(self, today: date) -> bool:
        """Tell whether the last day has passed without an answer."""
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What a clock is counted from: the issuer's rules, the newest first; pauses, replies and decisions."""

    rules: Sequence[ObjectionRule]
    pauses: Sequence[ObjectionPause]
    replies: Sequence[ObjectionReply]
    decisions: Sequence[ObjectionDecision]


def counted_clock(objection: Objection, facts: ClockFacts, *, calendar: WorkingCalendar) -> AnswerClock | None:
    """Return the answer clock by the rule in force on the day of receipt; None without one."""
    received_on = objection.received_at.astimezone(SHANGHAI).date()
    rule = rule_on(facts.rules, received_on)
    if rule is None or rule.answer_working_days is None:
        return None
    pauses = tuple(facts.pauses)
    first = received_on + ONE_DAY
    is_answered = objection.state is ObjectionState.withdrawn or any(each.returned_on is None for each in facts.replies)
    spans = [(each.starts_on, each.ends_on or _decided_on(objection, facts.decisions)) for each in pauses]
    paused, due_on = _last_day(first, rule.answer_working_days, spans, calendar)
    return AnswerClock(
        rule.answer_working_days, paused, None if is_answered else due_on, pauses, is_answered, rule.document
    )


def pauses_of(session: Session, objection: Objection) -> Sequence[ObjectionPause]:
    """Return what interrupted the clock, the oldest first."""
    query = select(ObjectionPause).where(ObjectionPause.objection_id == objection.id)
    return session.exec(query.order_by(col(ObjectionPause.id))).all()


def replies_of(session: Session, objection: Objection) -> Sequence[ObjectionReply]:
    """Return the deliveries of a reply, the oldest first."""
    query = select(ObjectionReply).where(ObjectionReply.objection_id == objection.id)
    return session.exec(query.order_by(col(ObjectionReply.id))).all()


def pause_clock(session: Session, objection: Objection, *, because: str, on: date) -> ObjectionPause:
    """Let the clock stand still from a day on (中止), with the reason.

    Raises: ObjectionStepRefused; ObjectionRefused if it stands still already; InvalidRecord.
    """
    require(session, "objection_pause.entered")
    objection = locked(session, Objection, objection.id)
    objection_step("pause", state=objection.state, receipt=objection.receipt)
    if _open_pause(session, objection) is not None:
        raise ObjectionRefused(
            field="because",
            zh=f"异议 {objection.receipt} 的答复期限已经中止；请先恢复。",
            en=f"the clock of objection {objection.receipt} stands still already; let it go on first",
        )
    values = {"objection_id": objection.id, "starts_on": on, "because": read_reason(because)}
    return enter(session, read(ObjectionPause, values), event="objection_pause.entered")


def resume_clock(session: Session, objection: Objection, *, reason: str, on: date) -> ObjectionPause | None:
    """Let the clock go on (恢复), if it stands still: the day itself counts again."""
    actor = acting(session)
    verb = "objection_pause.lifted" if actor is not None and actor.is_public else "objection_pause.ended"
    require(session, verb)
    pause = _open_pause(session, locked(session, Objection, objection.id))
    if pause is None:
        return None
    return change(session, pause, {"ends_on": max(on, pause.starts_on)}, event=verb, reason=reason)


def _open_pause(session: Session, objection: Objection) -> ObjectionPause | None:
    return next((each for each in pauses_of(session, objection) if each.ends_on is None), None)


def _last_day(
    first: date, working_days: int, spans: Sequence[tuple[date, date | None]], calendar: WorkingCalendar
) -> tuple[int, date | None]:
    """Return how many working days the spans, the oldest first, stop the clock, and its last day, None in an open one.

    A span is the day on which a pause begins, and the day that counts again. Days of two spans are counted once.
    """
    paused, counted_until = 0, first
    for starts_on, ends_on in spans:
        if starts_on > calendar.nth_working_day(first, working_days + paused, allow_provisional=True):
            continue
        if ends_on is None:
            return paused, None
        begins = max(starts_on, counted_until)
        if ends_on > begins:
            paused += calendar.working_days_between(begins, ends_on - ONE_DAY, allow_provisional=True)
            counted_until = ends_on
    return paused, calendar.nth_working_day(first, working_days + paused, allow_provisional=True)


def _decided_on(objection: Objection, decisions: Sequence[ObjectionDecision]) -> date | None:
    """Return the day of the last decision on an objection that is closed, or None while it is open."""
    if objection.state.is_open:
        return None
    decided = [each.decided_at for each in decisions if each.decided_at]
    return max(decided).astimezone(SHANGHAI).date() if decided else None
