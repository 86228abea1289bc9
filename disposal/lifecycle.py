"""State transitions of a notice, as data. Web, command line and jobs all use this table.

``publish`` needs approvals by other persons; ``publish_alone`` is for a register that has no accounts yet.

财金〔2008〕87号 art. 14: a change of announced content needs a new notice. So a published notice is never edited: it is
amended by a linked notice, superseded, withdrawn or concluded.
"""

from dataclasses import dataclass

from disposal.errors import DisposalError
from notices.codes import Coded


class NoticeState(Coded):
    """The state of a notice (公告状态)."""

    draft = "draft", "草稿"
    submitted = "submitted", "待审批"
    approved = "approved", "已批准"
    published = "published", "已发布", "", "公告中"
    superseded = "superseded", "已被替代"
    withdrawn = "withdrawn", "已撤销"
    concluded = "concluded", "已结束"
    discarded = "discarded", "已作废"
    """Of a draft that was put aside: told of it, and not stored; see ``services/windows/discarded``."""


UNPUBLISHED = (NoticeState.draft, NoticeState.submitted, NoticeState.approved)
"""The states of a notice that is not public: it has no number yet."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted transition, and the event it writes to the audit trail."""

    verb: str
    zh: str
    en: str
    from_states: tuple[NoticeState, ...]
    to_state: NoticeState
    event: str


NOTICE_TRANSITIONS = (
    Transition(
        "change_day", "更改公告日期", "change its day", (NoticeState.draft,), NoticeState.draft, "notice.day_changed"
    ),
    Transition(
        "choose_day",
        "选定公告日期",
        "choose its day",
        (NoticeState.approved,),
        NoticeState.approved,
        "notice.day_chosen",
    ),
    Transition("discard", "作废", "discard it", (NoticeState.draft,), NoticeState.discarded, "notice.discarded"),
    Transition("submit", "提交审批", "submit it for approval", UNPUBLISHED, NoticeState.submitted, "notice.submitted"),
    Transition(
        "withdraw_submission",
        "撤回",
        "take its submission back",
        (NoticeState.submitted,),
        NoticeState.draft,
        "notice.submission_withdrawn",
    ),
    Transition(
        "approve_step",
        "审批",
        "approve a step",
        (NoticeState.submitted,),
        NoticeState.submitted,
        "notice.step_approved",
    ),
    Transition("approve", "批准", "approve it", (NoticeState.submitted,), NoticeState.approved, "notice.approved"),
    Transition(
        "return",
        "退回修改",
        "return it to its drafter",
        (NoticeState.submitted, NoticeState.approved),
        NoticeState.draft,
        "notice.returned",
    ),
    Transition("publish", "发布", "publish it", (NoticeState.approved,), NoticeState.published, "notice.published"),
    Transition("publish_alone", "发布", "publish it", (NoticeState.draft,), NoticeState.published, "notice.published"),
    Transition(
        "amend",
        "更正、补充或延期",
        "correct, supplement or extend it",
        (NoticeState.published,),
        NoticeState.published,
        "notice.amended",
    ),
    Transition(
        "supersede",
        "以新公告替代",
        "replace it by a new notice",
        (NoticeState.published,),
        NoticeState.superseded,
        "notice.superseded",
    ),
    Transition("withdraw", "撤销", "withdraw it", (NoticeState.published,), NoticeState.withdrawn, "notice.withdrawn"),
    Transition(
        "conclude",
        "公布结果",
        "publish its result",
        (NoticeState.published,),
        NoticeState.concluded,
        "notice.concluded",
    ),
)

_REMEDIES = {
    NoticeState.draft: ("请先提交审批或发布该公告", "submit it for approval or publish it first"),
    NoticeState.submitted: ("请待审批，或先撤回", "wait for its approval, or take it back first"),
    NoticeState.approved: ("请发布该公告，或先退回修改", "publish it, or return it to its drafter first"),
    NoticeState.published: ("请改为发布补充、更正、延期或撤销公告", "publish a linked notice instead"),
    NoticeState.superseded: ("请对替代它的公告进行操作", "act on the notice that replaced it"),
    NoticeState.withdrawn: ("已撤销的公告不再变动；请为该项目发布新公告", "publish a new notice for the project"),
    NoticeState.discarded: ("请重新起草", "draft it anew"),
    NoticeState.concluded: ("处置已结束；如需再次处置请发布新公告", "publish a new notice to dispose of it again"),
}


class TransitionRefused(DisposalError):
    """The notice's state does not permit the transition."""

    code = "transition_refused"

    def __init__(self, step: Transition, *, state: NoticeState, notice: str) -> None:
        remedy_zh, remedy_en = _REMEDIES[state]
        super().__init__(
            zh=f"公告 {notice} 处于“{state.zh}”状态，不能{step.zh}；{remedy_zh}。",
            en=f"Notice {notice} is {state.en}: you cannot {step.en}; {remedy_en}.",
            field="state",
        )


def refuse_override_of_published(*, state: NoticeState, notice: str) -> None:
    """Refuse an override (破例) for a notice that is public already. Raises: TransitionRefused."""
    step = Transition("override", "破例", "make an exception for it", UNPUBLISHED, state, "")
    if state not in step.from_states:
        raise TransitionRefused(step, state=state, notice=notice)


def transition(verb: str, *, state: NoticeState, notice: str) -> Transition:
    """Return the transition ``verb`` from ``state``.

    Raises:
        TransitionRefused: the state does not permit it.
        KeyError: there is no such verb. This is a bug, not a user error.
    """
    step = {step.verb: step for step in NOTICE_TRANSITIONS}[verb]
    if state not in step.from_states:
        raise TransitionRefused(step, state=state, notice=notice)
    return step
