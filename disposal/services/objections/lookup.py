"""Find objections: by receipt number for staff, by private link for the objector; lock one with those grouped to it."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from disposal.models.objections.codes import ProposalState
from disposal.models.objections.handling import ObjectionDecision
from disposal.models.objections.objection import Objection
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.services.filings.receipt_numbers import filing_behind, filing_called
from disposal.services.objections.errors import ObjectionRefused, ObjectionUnknown
from disposal.services.records.writing import locked


def objection_called(session: Session, receipt: str) -> Objection:
    """Return the objection with this receipt number or id. Raises: ObjectionUnknown, also for one of another branch."""
    return filing_called(session, Objection, receipt, unknown=ObjectionUnknown)


def objection_behind(session: Session, token: str) -> Objection:
    """Return the objection that a private link opens. Raises: ObjectionUnknown, which does not repeat the token."""
    return filing_behind(session, Objection, token, unknown=ObjectionUnknown)


def notice_of(session: Session, objection: Objection) -> Notice:
    """Return the notice that an objection speaks of."""
    return session.get_one(Notice, objection.notice_id)


def issuer_of_objection(session: Session, objection: Objection) -> Issuer:
    """Return the issuer whose notice an objection speaks of."""
    return session.get_one(Issuer, notice_of(session, objection).issuer_id)


def members_of(session: Session, objection: Objection) -> Sequence[Objection]:
    """Return the objections that are answered together with this one, oldest first, itself not."""
    query = select(Objection).where(Objection.lead_id == objection.id)
    return session.exec(query.order_by(col(Objection.id))).all()


def lock_in_order(session: Session, objections: Iterable[Objection]) -> None:
    """Lock several objections by the order of their ids, so that of two who take the same one waits for the other."""
    for each_id in sorted({each.id for each in objections}):
        locked(session, Objection, each_id)


def together(session: Session, objection: Objection) -> list[Objection]:
    """Lock an objection and those grouped to it; the first is the one itself.

    Raises: ObjectionRefused for one that is grouped to another: steps are taken on that.
    """
    objection = locked(session, Objection, objection.id)
    if objection.lead_id is not None:
        lead = session.get_one(Objection, objection.lead_id)
        raise ObjectionRefused(
            field="receipt",
            zh=f"异议 {objection.receipt} 已与 {lead.receipt} 合并处理；请在 {lead.receipt} 上办理，或先取消合并。",
            en=f"objection {objection.receipt} is handled with {lead.receipt}; act on that one, or ungroup this first",
        )
    others = [locked(session, Objection, each.id) for each in members_of(session, objection)]
    return [objection, *(each for each in others if each.lead_id == objection.id)]  # one may have left meanwhile


def decisions_of(session: Session, objection: Objection) -> Sequence[ObjectionDecision]:
    """Return the decisions on an objection, the oldest first."""
    query = select(ObjectionDecision).where(ObjectionDecision.objection_id == objection.id)
    return session.exec(query.order_by(col(ObjectionDecision.id))).all()


def waiting_decision(session: Session, objection: Objection) -> ObjectionDecision | None:
    """Return the decision that waits for its second person, or None."""
    rows = decisions_of(session, objection)
    return next((row for row in rows if row.state is ProposalState.waiting), None)
