"""Codes of objections: how one came, by whom, against what ground, and where it stands."""

from notices.codes import Coded


class ObjectorStanding(Coded):
    """What the objector is to the claim (身份)."""

    debtor = "debtor", "债务人", "debtor"
    guarantor = "guarantor", "保证人", "guarantor"
    collateral_owner = "collateral_owner", "担保物所有人", "owner of collateral"
    creditor = "creditor", "其他债权人", "other creditor"
    bidder = "bidder", "意向受让人", "bidder"
    tenant = "tenant", "承租人", "tenant"
    shareholder = "shareholder", "股东", "shareholder"
    other = "other", "其他", "other"


class ObjectionGround(Coded):
    """The ground of an objection as a code (理由); the words used stand beside it."""

    amount = "amount", "金额有误", "amount is wrong"
    settled = "settled", "债务已清偿", "debt is settled"
    limitation = "limitation", "诉讼时效", "limitation period"
    ceiling = "ceiling", "最高额", "maximum amount"
    security = "security", "担保物", "collateral"
    guarantee = "guarantee", "保证责任", "guarantee"
    assignment = "assignment", "债权归属或转让", "ownership or assignment"
    preemption = "preemption", "优先购买权", "right of first refusal"
    restriction = "restriction", "受让限制", "who may not buy"
    contents = "contents", "公告内容", "contents of the notice"
    procedure = "procedure", "公告程序", "procedure of the notice"
    privacy = "privacy", "个人信息", "personal data"
    other = "other", "其他", "other"


class AuthorityPapers(Coded):
    """Whether a representative has shown an authority (授权材料)."""

    shown = "shown", "有", "shown"
    awaited = "awaited", "待补", "awaited"
    none = "none", "无", "none"


class ObjectionState(Coded):
    """Where an objection stands (异议状态)."""

    received = "received", "已登记", "received"
    refusal_proposed = "refusal_proposed", "待复核（不予受理）", "refusal waits for a second person"
    accepted = "accepted", "已受理", "accepted"
    not_accepted = "not_accepted", "不予受理", "not accepted"
    under_review = "under_review", "审查中", "under review"
    decision_proposed = "decision_proposed", "待复核（审查结论）", "decision waits for a second person"
    upheld = "upheld", "成立", "upheld"
    partly_upheld = "partly_upheld", "部分成立", "partly upheld"
    dismissed = "dismissed", "不成立", "dismissed"
    withdrawn = "withdrawn", "已撤回", "withdrawn"
    voided = "voided", "误收", "entered by mistake"

    @property
    def is_open(self) -> bool:
        """Tell whether the objection is still to be decided."""
        return self not in _ENDED


_ENDED = frozenset({
    ObjectionState.not_accepted, ObjectionState.upheld, ObjectionState.partly_upheld, ObjectionState.dismissed,
    ObjectionState.withdrawn, ObjectionState.voided,
})  # fmt: skip
OPEN_STATES = tuple(state for state in ObjectionState if state.is_open)
"""The states in which an objection is still to be decided."""


class ReceiptCheck(Coded):
    """Whether a second person has looked at a time of receipt that makes a late objection timely (收到时间复核)."""

    not_needed = "not_needed", "无须复核", "no check needed"
    waiting = "waiting", "待复核", "waits for a second person"
    confirmed = "confirmed", "已复核", "confirmed"
    declined = "declined", "未予认可", "declined"


class ObjectionOutcome(Coded):
    """A decision on an objection (处理结论)."""

    accepted = "accepted", "受理", "accepted"
    not_accepted = "not_accepted", "不予受理", "not accepted"
    upheld = "upheld", "成立", "upheld"
    partly_upheld = "partly_upheld", "部分成立", "partly upheld"
    dismissed = "dismissed", "不成立", "dismissed"
    withdrawn = "withdrawn", "撤回", "withdrawn by the objector"


class ProposalState(Coded):
    """Where a decision stands between the two persons (提请、复核)."""

    waiting = "waiting", "待复核", "waits for a second person"
    confirmed = "confirmed", "已确定", "confirmed"
    returned = "returned", "已退回", "returned"


class ReplyMethod(Coded):
    """How a reply went to the objector (答复送达方式)."""

    post = "post", "邮寄", "post"
    handed_over = "handed_over", "当面送达", "handed over"
    email = "email", "邮件", "e-mail"
    private_link = "private_link", "专用网址", "private link"
    through_court = "through_court", "法院转交", "through the court"
