"""Steps of an objection, as data: states × events. Pages, command line and API all use this table.

PRACTICE 19: 受理 is one person's step; 不予受理 and 成立, 部分成立, 不成立 are proposed (提请) and confirmed (复核).
"""

from dataclasses import dataclass
from typing import ClassVar

from disposal.errors import DisposalError
from disposal.models.objections.codes import OPEN_STATES, ObjectionState

_S = ObjectionState
_KEPT = tuple(state for state in _S if state is not _S.voided)
_DECIDED = (_S.not_accepted, _S.upheld, _S.partly_upheld, _S.dismissed)


@dataclass(frozen=True, slots=True)
class ObjectionStep:
    """One permitted step, and the event it writes. ``to_state`` None: the state stays."""

    verb: str
    zh: str
    en: str
    from_states: tuple[ObjectionState, ...]
    to_state: ObjectionState | None
    event: str


OBJECTION_STEPS = (
    ObjectionStep("accept", "受理", "take it up", (_S.received,), _S.accepted, "objection.accepted"),
    ObjectionStep(
        "propose_refusal",
        "提请不予受理",
        "propose not to accept it",
        (_S.received,),
        _S.refusal_proposed,
        "objection.refusal_proposed",
    ),
    ObjectionStep(
        "confirm_refusal",
        "复核不予受理",
        "confirm that it is not accepted",
        (_S.refusal_proposed,),
        _S.not_accepted,
        "objection.not_accepted",
    ),
    ObjectionStep(
        "return_refusal",
        "退回提请",
        "return the proposal",
        (_S.refusal_proposed,),
        _S.received,
        "objection.refusal_returned",
    ),
    ObjectionStep(
        "begin_review", "开始审查", "begin its review", (_S.accepted,), _S.under_review, "objection.review_begun"
    ),
    ObjectionStep(
        "propose",
        "提请审查结论",
        "propose a decision",
        (_S.accepted, _S.under_review),
        _S.decision_proposed,
        "objection.decision_proposed",
    ),
    ObjectionStep(
        "uphold", "复核成立", "confirm that it is upheld", (_S.decision_proposed,), _S.upheld, "objection.upheld"
    ),
    ObjectionStep(
        "uphold_partly",
        "复核部分成立",
        "confirm that it is partly upheld",
        (_S.decision_proposed,),
        _S.partly_upheld,
        "objection.partly_upheld",
    ),
    ObjectionStep(
        "dismiss",
        "复核不成立",
        "confirm that it is dismissed",
        (_S.decision_proposed,),
        _S.dismissed,
        "objection.dismissed",
    ),
    ObjectionStep(
        "return",
        "退回提请",
        "return the proposal",
        (_S.decision_proposed,),
        _S.under_review,
        "objection.decision_returned",
    ),
    ObjectionStep("withdraw", "撤回", "withdraw it", OPEN_STATES, _S.withdrawn, "objection.withdrawn"),
    ObjectionStep("void", "转纪检", "hand it over", (_S.received,), _S.voided, "objection.voided"),
    ObjectionStep("ask", "向异议人提问", "ask the objector", OPEN_STATES, None, "objection_message.asked"),
    ObjectionStep("pause", "中止答复期限", "stop its clock", OPEN_STATES, None, "objection_pause.entered"),
    ObjectionStep("group", "合并处理", "handle it with others", OPEN_STATES, None, "objection.grouped"),
    ObjectionStep("ungroup", "取消合并", "ungroup it", OPEN_STATES, None, "objection.ungrouped"),
    ObjectionStep("reply", "登记答复送达", "record the delivery of a reply", _DECIDED, None, "objection_reply.entered"),
    ObjectionStep(
        "correct_time", "更改收到时间", "correct its time of receipt", _KEPT, None, "objection.received_at_changed"
    ),
    ObjectionStep("enter_case", "登记案号", "enter a court case", _KEPT, None, "objection.case_number_entered"),
)

_REMEDIES = {
    _S.received: ("请先受理，或提请不予受理", "accept it first, or propose not to"),
    _S.refusal_proposed: ("请待另一人复核，或由其退回提请", "wait for the second person, who confirms or returns it"),
    _S.accepted: ("请开始审查，或提请审查结论", "begin its review, or propose a decision"),
    _S.not_accepted: ("该异议已办结；对方可另行提出异议", "it is closed; the objector may file another"),
    _S.under_review: ("请提请审查结论", "propose a decision"),
    _S.decision_proposed: ("请待另一人复核，或由其退回提请", "wait for the second person, who confirms or returns it"),
    _S.upheld: ("该异议已办结；请登记答复送达", "it is decided; record the delivery of the reply"),
    _S.partly_upheld: ("该异议已办结；请登记答复送达", "it is decided; record the delivery of the reply"),
    _S.dismissed: ("该异议已办结；请登记答复送达", "it is decided; record the delivery of the reply"),
    _S.voided: ("本件系误收，无须办理；对方可另行提出异议", "it was entered by mistake; the objector may file another"),
    _S.withdrawn: ("异议已撤回；对方可另行提出异议", "it was withdrawn; the objector may file another"),
}


class ObjectionStepRefused(DisposalError):
    """The state of the objection does not permit the step."""

    code: ClassVar[str] = "objection_step_refused"

    def __init__(self, step: ObjectionStep, *, state: ObjectionState, receipt: str) -> None:
        zh, en = _REMEDIES[state]
        super().__init__(
            zh=f"异议 {receipt} 为“{state.zh}”，不能{step.zh}；{zh}。",
            en=f"Objection {receipt} ({state.en}): you cannot {step.en}; {en}.",
            field="state",
        )


def objection_step(verb: str, *, state: ObjectionState, receipt: str) -> ObjectionStep:
    """Return the step ``verb`` from ``state``.

    Raises:
        ObjectionStepRefused: the state does not permit it.
        KeyError: there is no such verb. This is a bug, not a user error.
    """
    step = {step.verb: step for step in OBJECTION_STEPS}[verb]
    if state not in step.from_states:
        raise ObjectionStepRefused(step, state=state, receipt=receipt)
    return step
