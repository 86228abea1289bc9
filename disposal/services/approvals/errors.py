"""Refusals of four eyes; the audit trail records each."""

from collections.abc import Sequence
from typing import ClassVar

from disposal.acting import Refusal
from disposal.errors import DisposalError
from disposal.models.approvals.submission import SubmissionState

APPROVE = "notice.approved"


class OwnWork(Refusal):
    """Who took part in what is submitted, or who acts for such a person, cannot approve it."""

    code: ClassVar[str] = "own_work"

    def __init__(self, *, name: str, because: tuple[str, str], others: str) -> None:
        zh, en = because
        super().__init__(
            zh=f"{zh}，须由他人审批：{others or '尚无他人可审批，请管理员安排'}。",
            en=f"{name} {en}; another person must approve: "
            f"{others or 'there is nobody yet, ask an administrator to see to it'}.",
            verb=APPROVE,
        )


class StepNotTheirs(Refusal):
    """The step needs a role that the account lacks, and no deputyship holds today."""

    code: ClassVar[str] = "step_not_theirs"

    def __init__(self, *, name: str, step: str, role: tuple[str, str], others: str) -> None:
        role_zh, role_en = role
        super().__init__(
            zh=f"步骤“{step}”由{role_zh}办理，{name} 没有该岗位，今天也没有有效的代理；"
            f"可办理：{others or '尚无他人'}。",
            en=f'the step "{step}" belongs to the {role_en}; {name} has not that role, nor is a deputy today; these '
            f"may approve: {others or 'nobody yet'}.",
            verb=APPROVE,
        )


class AlreadySubmitted(DisposalError):
    """Exactly this content waits for approval already, or is approved."""

    code: ClassVar[str] = "already_submitted"

    def __init__(self, sha256: str, state: SubmissionState) -> None:
        super().__init__(
            zh=f"同一内容（{sha256[:8]}…）已提交审批，状态为“{state.zh}”，无须再次提交。",
            en=f"The same content ({sha256[:8]}…) is submitted already and {state.value}; there is nothing to submit "
            "again.",
            field="notice",
        )


class OtherContent(Refusal):
    """The digest sent is not that of what is submitted."""

    code: ClassVar[str] = "other_content"
    status: ClassVar[int] = 409

    def __init__(self, *, sent: str, stands: str) -> None:
        super().__init__(
            zh=f"所批准的内容（{sent[:8]}…）不是现在送审的内容（{stands[:8]}…{stands[-8:]}）；请重新查看后再批准。",
            en=f"what was approved ({sent[:8]}…) is not what is submitted now ({stands[:8]}…{stands[-8:]}); look at it "
            "again, then approve",
            field="sha256",
            verb=APPROVE,
        )


class PaperNotAllowed(Refusal):
    """The issuer does not let approvals be given on paper."""

    code: ClassVar[str] = "paper_not_allowed"

    def __init__(self, *, issuer: str, code: str, verb: str) -> None:
        super().__init__(
            zh=f"{issuer} 未开通线下审批；请审批人以本人账号批准，或由管理员开通："
            f"disposal issuer change {code} allows_paper_approval=yes --reason 原因。",
            en=f"approvals on paper are switched off for {code}; let the approver approve from the own account, or an "
            f"administrator switch it on: disposal issuer change {code} allows_paper_approval=yes --reason …",
            verb=verb,
        )


class PaperDoesNotFit(Refusal):
    """What was typed from the signed sheet does not fit what is submitted now, or who may sign it."""

    code: ClassVar[str] = "paper_does_not_fit"
    status: ClassVar[int] = 409

    def __init__(self, *, field: str, zh: str, en: str, verb: str = "paper_approval.entered") -> None:
        super().__init__(zh=zh, en=en, field=field, verb=verb)


class PaperNeedsAnother(Refusal):
    """Who enters or confirms a signed sheet took part, signed, or did the other of the two."""

    code: ClassVar[str] = "paper_needs_another"

    def __init__(self, *, name: str, because: tuple[str, str], verb: str) -> None:
        zh, en = because
        super().__init__(
            zh=f"{name} {zh}，不能办理此线下审批；请由未参与起草、签署、录入的另一人以本人账号办理。",
            en=f"{name} {en}; let another person, who neither drafted, signed nor entered it, do this from the own "
            "account",
            verb=verb,
        )


class ApprovalVoid(Refusal):
    """The text composed from the records is no longer the submitted one. ``changes`` say which records changed."""

    code: ClassVar[str] = "approval_void"
    status: ClassVar[int] = 409

    def __init__(self, *, fields: Sequence[str], changes: Sequence[tuple[str, str]], approvers: str, verb: str) -> None:
        self.changes = tuple(changes)
        what_zh = "；".join(zh for zh, _ in changes) or "放假安排或版式文件"
        what_en = "; ".join(en for _, en in changes) or "the calendar or the templates"
        whose_zh = f"{approvers} 的批准已失效。" if approvers else ""
        whose_en = f" The approval by {approvers} is void." if approvers else ""
        super().__init__(
            zh=f"送审后内容已变更（{'、'.join(fields) or '文字'}），因为：{what_zh}。{whose_zh}请重新提交审批。",
            en=f"the content has changed since it was submitted ({', '.join(fields) or 'wording'}), because of: "
            f"{what_en}.{whose_en} Submit it again.",
            field="sha256",
            verb=verb,
        )


class ApprovalIncomplete(Refusal):
    """A step was not approved, or an approval no longer counts."""

    code: ClassVar[str] = "approval_incomplete"
    status: ClassVar[int] = 409

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(
            zh=f"公告不能发布：{zh}；请重新提交审批。",
            en=f"the notice is not published: {en}; submit it for approval again",
            field="approvals",
            verb="notice.published",
        )


class OwnSubmissionOnly(Refusal):
    """Only who submitted something or took part takes it back."""

    code: ClassVar[str] = "own_submission_only"

    def __init__(self, *, name: str) -> None:
        super().__init__(
            zh=f"撤回由提交人或参与起草的人办理，{name} 未参与；如需修改请退回。",
            en=f"only who submitted it or took part takes it back, and {name} did not; return it instead",
            verb="notice.submission_withdrawn",
        )


class DayNotApproved(Refusal):
    """The publication date is outside the approved days."""

    code: ClassVar[str] = "day_not_approved"
    status: ClassVar[int] = 409

    def __init__(self, *, day: str, allowed: str) -> None:
        super().__init__(
            zh=f"公告日期 {day} 不在批准的日期（{allowed}）内；请改回，或重新提交审批。",
            en=f"the publication date {day} is not among the approved days ({allowed}); change it back, or submit "
            "again",
            field="published_on",
            verb="notice.published",
        )


class DeputyshipRefused(Refusal):
    """A deputyship that may not be: too long, backdated, a chain, or named by the wrong person."""

    code: ClassVar[str] = "deputyship_refused"
    status: ClassVar[int] = 422

    def __init__(self, *, field: str, zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en, field=field, verb="deputyship.entered")


class DeputyshipOfOthers(Refusal):
    """A deputyship that somebody else gave was to be ended."""

    code: ClassVar[str] = "deputyship_of_others"

    def __init__(self, *, principal: str, namer: str = "") -> None:
        by, by_en = (f"、指定人{namer}", f", {namer}, who named the deputy,") if namer else ("", "")
        super().__init__(
            zh=f"该代理由委托人{principal}{by}或管理员终止；请转告其中一人，写明原因。",
            en=f"{principal}{by_en} or an administrator ends this deputyship; tell one of them why.",
            verb="deputyship.ended",
        )
