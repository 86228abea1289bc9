"""Decide on an objection: 受理 by one person; 不予受理 and 成立, 部分成立, 不成立 by 提请 and 复核; 撤回.

Nobody who entered, drafted or approved the notice does either. What is grouped to an objection is decided with it.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from disposal.acting import Actor
from disposal.models.objections.codes import ObjectionOutcome, ObjectionState, ProposalState
from disposal.models.objections.handling import ObjectionDecision
from disposal.models.objections.objection import Objection
from disposal.services.accounts.identity import acting
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import entries_of, person_acting, refuse_same_person
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.evidence import files_of
from disposal.services.objections.insiders import refuse_insider
from disposal.services.objections.lifecycle import ObjectionStep, objection_step
from disposal.services.objections.lookup import members_of, notice_of, together, waiting_decision
from disposal.services.records import audit
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import change, enter, locked

_O = ObjectionOutcome
_CONFIRMS = {
    _O.not_accepted: "confirm_refusal", _O.upheld: "uphold", _O.partly_upheld: "uphold_partly", _O.dismissed: "dismiss",
}  # fmt: skip
BY_TWO = tuple(_CONFIRMS)
"""The decisions that two persons make."""


def accept(session: Session, objection: Objection, *, reason: str, at: datetime) -> Objection:
    """Take up an objection (受理). Raises: AccountNeeded, DecidesOwnNotice, ObjectionStepRefused, InvalidRecord."""
    actor, person_id = _decider(session, objection, "objection.accepted")
    because = read_reason(reason)
    for each in together(session, objection):
        values = _proposed(each, _O.accepted, because, actor=actor, at=at)
        done = {
            "state": ProposalState.confirmed,
            "decided_by": actor.name,
            "decided_by_id": person_id,
            "decided_at": at,
        }
        enter(session, ObjectionDecision.model_validate(values | done), event="objection_decision.entered")
        move(session, each, "accept", reason=because)
    return objection


def begin_review(session: Session, objection: Objection, *, reason: str = "开始审查") -> Objection:
    """Begin the review (开始审查). Raises: AccountNeeded, DecidesOwnNotice, ObjectionStepRefused."""
    _decider(session, objection, "objection.review_begun")
    for each in together(session, objection):
        move(session, each, "begin_review", reason=read_reason(reason))
    return objection


def propose(
    session: Session, objection: Objection, outcome: ObjectionOutcome, *, reason: str, at: datetime
) -> ObjectionDecision:
    """Propose a decision that a second person confirms (提请).

    Raises: AccountNeeded, DecidesOwnNotice, ObjectionStepRefused, InvalidRecord.
    """
    is_refusal = outcome is _O.not_accepted
    verb = "objection.refusal_proposed" if is_refusal else "objection.decision_proposed"
    actor, _ = _decider(session, objection, verb)
    because, made = read_reason(reason), []
    for each in together(session, objection):
        objection_step("propose_refusal" if is_refusal else "propose", state=each.state, receipt=each.receipt)
        values = _proposed(each, outcome, because, actor=actor, at=at) | {"state": ProposalState.waiting}
        made.append(enter(session, ObjectionDecision.model_validate(values), event="objection_decision.entered"))
        move(session, each, "propose_refusal" if is_refusal else "propose", reason=because)
    return made[0]


def confirm(
    session: Session, objection: Objection, outcome: ObjectionOutcome, *, comment: str, at: datetime
) -> ObjectionDecision:
    """Confirm the decision that waits, as another person than proposed it (复核).

    Raises: AccountNeeded, DecidesOwnNotice, AnotherPersonNeeded; ObjectionRefused if another decision waits.
    """
    verb = objection_step(_CONFIRMS[outcome], state=_waiting_state(outcome), receipt=objection.receipt).event
    actor, person_id = _decider(session, objection, verb)
    said, made = read_reason(comment), []
    for each in together(session, objection):
        waiting = _waiting(session, each, outcome, actor, verb=verb)
        values = {"state": ProposalState.confirmed, "decided_by": actor.name, "decided_by_id": person_id}
        values |= {"decided_at": at, "comment": said}
        made.append(change(session, waiting, values, event="objection_decision.confirmed", reason=said))
        move(session, each, _CONFIRMS[outcome], reason=waiting.reason)
    return made[0]


def send_back(session: Session, objection: Objection, *, comment: str, at: datetime) -> Objection:
    """Return the decision that waits to who proposed it (退回提请).

    Raises: AccountNeeded, DecidesOwnNotice, AnotherPersonNeeded; ObjectionStepRefused if none waits.
    """
    is_refusal = objection.state is ObjectionState.refusal_proposed
    step, verb = (
        ("return_refusal", "objection.refusal_returned") if is_refusal else ("return", "objection.decision_returned")
    )
    actor, person_id = _decider(session, objection, verb)
    said = read_reason(comment)
    for each in together(session, objection):
        objection_step(step, state=each.state, receipt=each.receipt)
        waiting = _waiting(session, each, None, actor, verb=verb)
        values = {"state": ProposalState.returned, "decided_by": actor.name, "decided_by_id": person_id}
        change(
            session,
            waiting,
            values | {"decided_at": at, "comment": said},
            event="objection_decision.returned",
            reason=said,
        )
        move(session, each, step, reason=said)
    return objection


def withdraw(session: Session, objection: Objection, *, reason: str, at: datetime) -> Objection:
    """Record that the objector takes the objection back (撤回); the objector does it over the private link.

    It leaves its group. If the others were handled with it, each stands by itself again, so that none is forgotten.

    Staff record it on evidence (撤回凭证) only, and a link that staff have held too proves nothing without it.

    Raises: ObjectionStepRefused, InvalidRecord, ObjectionRefused.
    """
    actor = acting(session)
    is_public = actor is not None and actor.is_public
    actor = require(session, "objection.taken_back" if is_public else "objection.withdrawn")
    because = read_reason(reason)
    first = locked(session, Objection, objection.id)
    step = objection_step("withdraw", state=first.state, receipt=first.receipt)
    _refuse_unproved(session, first, is_public=is_public)
    waiting = waiting_decision(session, first)
    done = "taken_back" if is_public else "withdrawn"
    if waiting is not None:
        values = {"state": ProposalState.returned, "decided_at": at, "comment": "异议人撤回"}
        change(session, waiting, values, event=f"objection_decision.{done}", reason=because)
    values = _proposed(first, _O.withdrawn, because, actor=actor, at=at) | {"state": ProposalState.confirmed}
    enter(session, ObjectionDecision.model_validate(values | {"decided_at": at}), event=f"objection_decision.{done}")
    left = "objection.left_by_lead" if is_public else "objection.ungrouped"
    for each in members_of(session, first):
        alone = locked(session, Objection, each.id)
        change(session, alone, {"lead_id": None}, event=left, reason=f"{first.receipt} 已撤回，取消合并")
    taken = {"state": step.to_state, "lead_id": None}
    return change(session, first, taken, event=f"objection.{done}", reason=because)


def has_link_alone(session: Session, objection: Objection) -> bool:
    """Return whether the objector alone has held the private link, so that who comes with it may take back."""
    return objection.is_filed_publicly and not entries_of(session, "objection.link_renewed", [objection.id])


def _refuse_unproved(session: Session, objection: Objection, *, is_public: bool) -> None:
    """Refuse to let one of the staff close an objection alone, by a link that only the objector should have had too.

    Raises: ObjectionRefused.
    """
    is_objectors_alone = has_link_alone(session, objection)
    is_proved = any(each.proves_withdrawal for each in files_of(session, objection.id))
    if is_proved or (is_public and is_objectors_alone):
        return
    by_link = "，或请异议人在专用网址自行撤回" if is_objectors_alone else ""
    by_link_en = ", or ask the objector to withdraw it over the private link" if is_objectors_alone else ""
    if is_public:
        raise ObjectionRefused(
            field="proof_of_withdrawal",
            zh="此专用网址经工作人员转交，不能在此撤回；请以信函、邮件或来访向公告所载联系人提出撤回，由其凭该件登记。",
            en="staff have passed this address on, so nothing is withdrawn over it; withdraw by letter, e-mail or "
            "visit to the contacts in the notice, who record it on that evidence",
        )
    raise ObjectionRefused(
        field="proof_of_withdrawal",
        zh=f"异议 {objection.receipt} 没有撤回凭证（异议人的书面撤回、邮件、通话记录等）；请先上传凭证{by_link}。",
        en=f"objection {objection.receipt} has no evidence of its withdrawal (letter, e-mail, note of a call); upload "
        f"it first{by_link_en}",
    )


def move(session: Session, objection: Objection, verb: str, *, reason: str) -> ObjectionStep:
    """Take a step on one objection, with its audit entry. Raises: ObjectionStepRefused."""
    step = objection_step(verb, state=objection.state, receipt=objection.receipt)
    before = audit.facts(objection)
    objection.state = step.to_state or objection.state
    audit.record(session, step.event, subject=objection, before=before, reason=reason)
    return step


def _decider(session: Session, objection: Objection, verb: str) -> tuple[Actor, UUID]:
    actor, person_id = person_acting(session, verb)
    refuse_insider(session, notice_of(session, objection), actor, verb=verb)
    return actor, person_id


def _proposed(
    objection: Objection, outcome: ObjectionOutcome, reason: str, *, actor: Actor, at: datetime
) -> dict[str, object]:
    by = {"proposed_by": actor.name, "proposed_by_id": actor.person_id, "proposed_at": at}
    return {"objection_id": objection.id, "outcome": outcome, "reason": reason, **by}


def _waiting_state(outcome: ObjectionOutcome) -> ObjectionState:
    return ObjectionState.refusal_proposed if outcome is _O.not_accepted else ObjectionState.decision_proposed


def _waiting(
    session: Session, objection: Objection, outcome: ObjectionOutcome | None, actor: Actor, *, verb: str
) -> ObjectionDecision:
    """Return the waiting decision, proposed by another. Raises: ObjectionRefused, AnotherPersonNeeded."""
    waiting = waiting_decision(session, objection)
    if waiting is None:
        objection_step(_CONFIRMS[outcome or _O.dismissed], state=objection.state, receipt=objection.receipt)
        raise ObjectionRefused(
            field="decision",
            zh="没有待复核的提请；请先提请。",
            en="no decision waits for a second person; propose one first",
        )
    if outcome is not None and waiting.outcome is not outcome:
        raise ObjectionRefused(
            field="decision",
            zh=f"异议 {objection.receipt} 待复核的是“{waiting.outcome.zh}”，不是“{outcome.zh}”；"
            "请按提请复核，或退回提请。",
            en=f"what waits for objection {objection.receipt} is {waiting.outcome.en}, not {outcome.en}; confirm "
            "that, or return it",
        )
    refuse_same_person(actor, entries_of(session, "objection_decision.entered", [waiting.id]), verb=verb)
    return waiting
