"""Which audit entries tell a person something: one function for each kind of thing, as conditions of a query.

The ids come from inner queries on the tables themselves, so that a session's limit to its branches holds here too.
"""

from typing import Any

from sqlalchemy import exists, literal_column
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select

from disposal.acting import Actor
from disposal.models.accounts.account_request import AccountRequest
from disposal.models.approvals.deputyship import Deputyship
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.approvals.submission import Submission
from disposal.models.objections.codes import ObjectionState
from disposal.models.objections.handling import ObjectionDecision
from disposal.models.objections.objection import Objection
from disposal.models.publication.placement_change import PlacementChange
from disposal.models.publication.window_event import WindowEvent
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.screening.decision import ScreeningDecision
from disposal.services.records.audit import LOCKED

_SUBJECT = col(AuditEntry.subject_id)


def submissions(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of a submission of the person's."""
    return (_SUBJECT.in_(select(Submission.id).where(Submission.submitted_by_id == actor.person_id)),)


def notices(actor: Actor) -> tuple[Any, ...]:
    """Return the conditions that an entry is of a notice that the person submitted.

    What was published by that very act, submitted by the person too, is told of the submission: never twice.
    """
    same: Any = aliased(AuditEntry)
    own = select(Submission.id).where(Submission.submitted_by_id == actor.person_id)
    told = exists().where(
        same.transaction_id == AuditEntry.transaction_id,
        same.event == "submission.published",
        same.subject_id.in_(own),
    )
    return _SUBJECT.in_(_notice_ids(actor)), ~told


def windows(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of a window of a notice that the person submitted."""
    return (_SUBJECT.in_(select(WindowEvent.id).where(col(WindowEvent.notice_id).in_(_notice_ids(actor)))),)


def objections(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of an objection to such a notice; of one taken away (误收) none is."""
    of_own = select(Objection.id).where(col(Objection.notice_id).in_(_notice_ids(actor)))
    return (_SUBJECT.in_(of_own.where(Objection.state != ObjectionState.voided)),)


def objection_decisions(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of a decision on an objection that the person proposed."""
    return (_SUBJECT.in_(select(ObjectionDecision.id).where(ObjectionDecision.proposed_by_id == actor.person_id)),)


def placement_changes(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of a placement, or a change of one, that the person proposed."""
    return (_SUBJECT.in_(select(PlacementChange.id).where(PlacementChange.proposed_by_id == actor.person_id)),)


def papers(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of a signed sheet in the person's name, or entered by the person."""
    own = or_(PaperApproval.signer_id == actor.person_id, PaperApproval.entered_by_id == actor.person_id)
    return (_SUBJECT.in_(select(PaperApproval.id).where(own)),)


def later_decisions(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of the decision next after one of the person's, and says another thing."""
    mine: Any = aliased(ScreeningDecision)
    between: Any = aliased(ScreeningDecision)
    by_person: Any = aliased(AuditEntry)
    own = select(by_person.subject_id).where(
        by_person.person_id == actor.person_id,
        by_person.subject_type == literal_column("'screening_decision'"),  # as the index on these entries says it
    )
    is_next = ~exists().where(
        between.bidder_id == mine.bidder_id,
        between.finding_key == mine.finding_key,
        between.id > mine.id,
        between.id < ScreeningDecision.id,
    )
    later = (
        select(ScreeningDecision.id)
        .join(mine, (mine.bidder_id == ScreeningDecision.bidder_id))
        .where(
            mine.finding_key == ScreeningDecision.finding_key,
            mine.id < ScreeningDecision.id,
            mine.verdict != ScreeningDecision.verdict,
            mine.id.in_(own),
            is_next,
        )
    )
    return (_SUBJECT.in_(later),)


def account_requests(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of a change of an account that the person asked for."""
    return (_SUBJECT.in_(select(AccountRequest.id).where(AccountRequest.asked_by == actor.person_id)),)


def account(actor: Actor) -> tuple[Any, ...]:
    """Return the conditions that an entry is of the account itself; of failures to sign in, of that which locked it."""
    is_lock = col(AuditEntry.after)[LOCKED].astext == "true"
    return actor.account_id == _SUBJECT, or_(AuditEntry.event != "sign_in.failed", is_lock)


def deputyships(actor: Actor) -> tuple[Any, ...]:
    """Return the condition that an entry is of a deputyship of the person or for the person."""
    own = or_(Deputyship.deputy_id == actor.person_id, Deputyship.principal_id == actor.person_id)
    return (_SUBJECT.in_(select(Deputyship.id).where(own)),)


def _notice_ids(actor: Actor) -> Any:
    return select(Submission.notice_id).where(Submission.submitted_by_id == actor.person_id)
