"""Re-screen bidders affected by a change (重新审查), and alert the people who decided on them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.eligibility.findings.finding import Outcome
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.decision import ScreeningDecision
from disposal.models.screening.screening import Screening, ScreeningAlert, ScreeningStage
from disposal.services.bidders.pending_rescreenings import pending_of
from disposal.services.records.writing import enter, locked
from disposal.services.screening.decisions import decided_findings, overall
from disposal.services.screening.screenings import newest_screening, read_whole, screen_bidder


@dataclass(frozen=True, slots=True)
class Rescreened:
    """A re-screened bidder: outcome before and after, decisions included, and the people alerted."""

    bidder_id: UUID
    bidder: str
    screening_id: UUID
    cause: tuple[str, str]
    before: Outcome
    after: Outcome
    told: tuple[str, ...]


def rescreen(session: Session, bidder_id: UUID, *, on: date) -> Rescreened | None:
    """Re-screen a bidder at its current stage if a change is pending, and alert the people who decided on it.

    If nobody has decided, the person who requested the last screening is alerted. Returns None if nothing is pending,
    for example because another process was faster.

    Raises: RecordNotFound; RecordRefused if neither notice nor project states who may not buy.
    """
    locked(session, Bidder, bidder_id, is_alone=True)
    pending = pending_of(session, bidder_id)
    earlier = newest_screening(session, bidder_id)
    if not pending or earlier is None:
        return None
    cause = "、".join(each.zh for each in pending), ", ".join(each.en for each in pending)
    stage: ScreeningStage = earlier.stage
    before = overall(decided_findings(session, earlier, on=on))
    row = screen_bidder(session, bidder_id, stage=stage, on=on, cause=cause[0])
    return _tell(session, row, earlier, cause=cause, before=before)


def alerts_for(session: Session, recipient: str) -> list[ScreeningAlert]:
    """Return a person's alerts, newest first."""
    query = select(ScreeningAlert).where(ScreeningAlert.recipient == recipient)
    return list(session.exec(query.order_by(col(ScreeningAlert.id).desc())).all())


def _tell(
    session: Session, row: Screening, earlier: Screening, *, cause: tuple[str, str], before: Outcome
) -> Rescreened:
    now = decided_findings(session, row, on=row.judged_on)
    after, reopened = overall(now), sum(each.reopened is not None for each in now)
    told = _deciders(session, earlier)
    bidder = read_whole(row).question.facts.dossier.bidder.name
    for name in told:
        values = {
            "bidder_id": row.bidder_id,
            "screening_id": row.id,
            "recipient": name,
            "zh": f"{bidder}：{cause[0]}，已重新审查："
            f"原为“{before.zh}”，现为“{after.zh}”，{reopened}项核定须重新作出。",
            "en": f"{bidder}: {cause[1]}; screened again: "
            f"{before.en} before, {after.en} now; {reopened} decisions reopened.",
        }
        enter(session, ScreeningAlert.model_validate(values), event="screening_alert.sent")
    return Rescreened(row.bidder_id, bidder, row.id, cause, before, after, told)


def _deciders(session: Session, earlier: Screening) -> tuple[str, ...]:
    query = select(ScreeningDecision.decided_by).where(ScreeningDecision.bidder_id == earlier.bidder_id)
    return tuple(sorted(set(session.exec(query).all()))) or (earlier.asked_by,)
