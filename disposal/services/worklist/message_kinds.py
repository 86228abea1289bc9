"""What a person is told of: one line in ``KINDS`` for each kind of thing, with its events and their words.

To tell of a further event of such a thing, add its words; to tell of another thing, add whose it is to
``message_conditions``, what it is called to ``message_subjects``, and its line here. Events without a line are told to
nobody: of reports there is none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from disposal.acting import Actor
from disposal.services.worklist import message_conditions as own
from disposal.services.worklist import message_subjects as subjects
from disposal.services.worklist.message_subjects import SubjectsOf, Words


@dataclass(frozen=True, slots=True)
class MessageKind:
    """The entries of one kind of thing: who may read of it, whose it is, what happened in words, what it is called.

    ``right`` is that of the page to which the message leads.

    ``says_why`` is False where the reason is not for the person: why an administrator changed the account.
    """

    right: str
    own: Callable[[Actor], tuple[Any, ...]]
    subjects: SubjectsOf
    events: Mapping[str, Words]
    says_why: bool = True


KINDS = (
    MessageKind("drafts.read", own.submissions, subjects.submissions, {
        "submission.returned": ("您提交的公告被退回修改", "your notice was returned to be changed"),
        "submission.approved": ("您提交的公告已获批准", "your notice was approved"),
        "submission.published": ("您提交的公告已发布", "your notice was published"),
        "submission.replaced": ("您提交的公告已由他人重新提交", "your notice was submitted anew by somebody else"),
        "submission.withdrawn": ("您提交的公告被他人撤回", "your submission was taken back by somebody else"),
    }),
    MessageKind("notices.read", own.notices, subjects.notices, {
        "notice.unscheduled": ("您的公告取消了定时发布", "the scheduled publication of your notice was cancelled"),
        "notice.amended": ("您的公告有后续公告发布", "an amendment of your notice was published"),
        "notice.superseded": ("您的公告被新公告替代", "your notice was superseded"),
        "notice.withdrawn": ("您的公告被撤销", "your notice was withdrawn"),
        "notice.concluded": ("您的公告已公布结果", "the result of your notice was published"),
        "notice.window_recounted": ("您的公告重新计算了公告期", "the window of your notice was counted anew"),
    }),
    MessageKind("notices.read", own.windows, subjects.windows, {
        "window_event.closed": ("您公告的公告期已届满", "the window of your notice has closed"),
    }),
    MessageKind("objections.read", own.objections, subjects.objections, {
        "objection.filed": ("有人对您的公告提出异议", "somebody objected to your notice"),
        "objection.entered": ("登记了对您的公告的异议", "an objection to your notice was logged"),
    }),
    MessageKind("objections.read", own.objection_decisions, subjects.objection_decisions, {
        "objection_decision.confirmed": ("您的异议处理提请已获复核", "your proposal on an objection was confirmed"),
        "objection_decision.returned": ("您的异议处理提请被退回", "your proposal on an objection was returned"),
        "objection_decision.taken_back": ("异议人撤回异议，您的提请终止", "taken back, and your proposal ended"),
        "objection_decision.withdrawn": ("异议已登记撤回，您的提请终止", "withdrawn, and your proposal ended"),
    }),
    MessageKind("notices.read", own.placement_changes, subjects.placement_changes, {
        "placement_change.confirmed": ("您登记或更正的刊登已获复核", "your placement or its change was confirmed"),
        "placement_change.declined": ("您登记或更正的刊登未被采用", "your placement or its change was declined"),
    }),
    MessageKind("drafts.read", own.papers, subjects.papers, {
        "paper_approval.entered": ("以您的名义登记了线下审批", "an approval on paper was entered in your name"),
        "paper_approval.confirmed": ("您签署或登记的线下审批已核对", "the approval on paper was confirmed"),
        "paper_approval.declined": ("您签署或登记的线下审批不予采用", "the approval on paper was declined"),
    }),
    MessageKind("bidders.read", own.later_decisions, subjects.screening_decisions, {
        "screening_decision.confirmed": ("您的核定被改为“确认”", "your decision on a match was changed to confirmed"),
        "screening_decision.dismissed": ("您的核定被改为“排除”", "your decision on a match was changed to dismissed"),
        "screening_decision.override_requested": (
            "您核定的事项有人申请破例", "an override was requested where you had decided"
        ),
        "screening_decision.override_approved": ("您申请的破例已获批准", "the override you asked for was approved"),
    }),
    MessageKind("accounts.read", own.account_requests, subjects.account_requests, {
        "account_request.confirmed": ("您申请的变更已由另一管理员确认", "the change you asked for was confirmed"),
        "account_request.declined": ("您申请的变更未获同意", "the change you asked for was declined"),
    }),
    MessageKind("own_account.read", own.account, subjects.accounts, {
        "account.changed": ("您的岗位或分公司有变更", "your roles or branches were changed"),
        "account.enabled": ("您的账号已启用", "your account was enabled"),
        "account.reset": ("您的密码或二次验证被重设", "your password or second factor was reset"),
        "account.unlocked": ("您的账号已解除锁定", "your account was unlocked"),
        "sign_in.failed": ("您的账号因多次登录失败被锁定", "your account was locked after many failures to sign in"),
    }, says_why=False),
    MessageKind("drafts.read", own.deputyships, subjects.deputyships, {
        "deputyship.entered": ("已指定代理", "a deputy was named"),
        "deputyship.ended": ("代理已终止", "a deputyship was ended"),
    }),
)  # fmt: skip
"""All that persons are told of."""


KIND_OF: Mapping[str, MessageKind] = MappingProxyType({event: kind for kind in KINDS for event in kind.events})
"""The kind of each event; no event is of two."""
