"""Errors that stop a publication: an incomplete notice, a claim already on offer, an invalid amendment."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from disposal.acting import Refusal
from disposal.errors import DisposalError
from notices.kinds import KINDS_BY_CODE

if TYPE_CHECKING:
    from notices.completeness import Shortcoming


class NoticeIncomplete(DisposalError):
    """The completeness check found problems that block publication; ``findings`` holds the blockers."""

    code: ClassVar[str] = "notice_incomplete"
    status: ClassVar[int] = 422

    def __init__(self, findings: "tuple[Shortcoming, ...]") -> None:
        self.findings = findings
        super().__init__(
            zh=f"公告不能发布，须先改正 {len(findings)} 处：" + "；".join(f"[{f.field}] {f.zh}" for f in findings),
            en=f"the notice cannot be published; mend {len(findings)} first: "
            + "; ".join(f"[{f.field}] {f.en}" for f in findings),
            field=findings[0].field,
        )


class ResidentIdInNotice(DisposalError):
    """A notice contains a full resident ID number, which must not be published."""

    code: ClassVar[str] = "resident_id_in_notice"
    status: ClassVar[int] = 422

    def __init__(self, *, place: str, masked: str) -> None:
        super().__init__(
            zh=f"公告的 {place} 含有完整的居民身份证号码（{masked}）；请遮盖中间各位。",
            en=f"{place} of the notice holds a full resident ID number ({masked}); mask its middle.",
            field=place,
        )


class ClaimInLiveNotice(DisposalError):
    """A claim is already in a live notice; it cannot be offered twice."""

    code: ClassVar[str] = "claim_in_live_notice"

    def __init__(self, *, claim: str, notice: str) -> None:
        super().__init__(
            zh=f"债权“{claim}”已在公告 {notice} 中公告；请先撤销、替代或结束该公告，或从本项目中移出该债权。",
            en=f'claim "{claim}" already stands in notice {notice}; withdraw, supersede or conclude that notice, '
            "or take the claim out of this project",
            field="claims",
        )


class LoanInLiveNotice(DisposalError):
    """A loan of the draft already stands in another live notice, of whichever issuer."""

    code: ClassVar[str] = "loan_in_live_notice"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en, field="claims")


class LoanOverrideNeedsAnother(Refusal):
    """Who lets a loan stand in two notices may be who drafted or who publishes."""

    code: ClassVar[str] = "loan_override_needs_another"
    status: ClassVar[int] = 409

    def __init__(self, *, did: tuple[str, str], by: str, actor: str) -> None:
        super().__init__(
            zh=f"重复公告的破例须由{did[0]}公告以外的人作出；{did[0]}人 {by} 与 {actor} 可能为同一人。"
            "请由另一人以 --as 写明本人全名后办理。",
            en=f"Another person than who {did[1]} the notice must override; {by} {did[1]} it, and {actor} may be the "
            "same person. Let another person act under their own full name, named by --as.",
            field="decided_by",
            verb="loan_override.entered",
        )


class BuyerBarred(DisposalError):
    """The buyer of a result notice seems to be barred, and nobody has confirmed it."""

    code: ClassVar[str] = "buyer_barred"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en, field="outcome.buyer")


class BuyerOverrideNeedsAnother(Refusal):
    """Who confirms a barred buyer may be who drafted or who publishes the result."""

    code: ClassVar[str] = "buyer_override_needs_another"
    status: ClassVar[int] = 409

    def __init__(self, *, did: tuple[str, str], by: str, actor: str) -> None:
        super().__init__(
            zh=f"受让人的破例须由{did[0]}公告以外的人作出；{did[0]}人 {by} 与 {actor} 可能为同一人。"
            "请由另一人以 --as 写明本人全名后办理。",
            en=f"Another person than who {did[1]} the notice must confirm the buyer; {by} {did[1]} it, and {actor} may "
            "be the same person. Let another person act under their own full name, named by --as.",
            field="decided_by",
            verb="buyer_override.entered",
        )


class AmendmentRefused(DisposalError):
    """A linked notice does not fit the notice it refers to."""

    code: ClassVar[str] = "amendment_refused"
    status: ClassVar[int] = 422

    @classmethod
    def of_kind(cls, kind: str, amending: "Sequence[str]") -> "AmendmentRefused":
        """Build the error for a kind that amends nothing; ``amending`` are the codes of those that do."""
        known = [f"{code} {KINDS_BY_CODE[code].label_zh}" for code in amending]
        return cls(
            zh=f"“{kind[:40]}”类公告不针对已发布的公告；可用：{'、'.join(known)}。",
            en=f'a notice of kind "{kind[:40]}" amends nothing; use {", ".join(known)}',
            field="kind",
        )

    @classmethod
    def because(cls, findings: "Sequence[Shortcoming]") -> "AmendmentRefused":
        """Build the error for statements that this kind of amendment must not make; each finding names its field."""
        return cls(
            zh="；".join(f"[{finding.field}] {finding.zh}" for finding in findings),
            en="; ".join(f"[{finding.field}] {finding.en}" for finding in findings),
            field=findings[0].field,
        )

    @classmethod
    def given_by_the_register(cls, field: str) -> "AmendmentRefused":
        """Build the error for a field that the register fills in at publication."""
        return cls(
            zh=f"{field} 由登记系统在发布时填写，请删去该项。",
            en=f"{field} is filled in by the register at publication; leave it out",
            field=field,
        )

    @classmethod
    def of_another_notice(cls, *, field: str, stated: str, stands: str) -> "AmendmentRefused":
        """Build the error for a fact of the publication that differs from the original notice."""
        return cls(
            zh=f"{field} 写明“{stated[:60]}”，而所涉公告为“{stands[:60]}”；这是公告发布的事实，不能由本公告改变，"
            "请删去该项。",
            en=f'{field} says "{stated[:60]}", but the notice it speaks of says "{stands[:60]}": a fact of the '
            "publication, which an amendment does not change; leave it out",
            field=field,
        )

    @classmethod
    def only_of_an_offer(cls, *, kind: str, number: str, offer: str) -> "AmendmentRefused":
        """Build the error for an extension or a result of a notice that offers nothing itself."""
        what = {"extension": ("延期公告", "an extension"), "result": ("结果公告", "a result")}[kind]
        return cls(
            zh=f"{number} 不是资产处置公告；{what[0]}须针对资产处置公告本身，请改为针对 {offer} 起草。",
            en=f"{number} offers nothing; {what[1]} speaks of the offer itself: draft it on {offer}",
            field="number",
        )

    @classmethod
    def of_an_extension(cls, *, number: str, offer: str) -> "AmendmentRefused":
        """Build the error for the withdrawal of an extension."""
        return cls(
            zh=f"公告期已由 {number} 延长，延长后的公告期不能再缩短；需停止处置的，请撤销资产处置公告 {offer}。",
            en=f"{number} made the window of {offer} longer, and a window that was announced does not end earlier; "
            f"withdraw {offer} if nothing is to be sold",
            field="number",
        )

    @classmethod
    def before_the_original(cls, *, published_on: date, original_on: date) -> "AmendmentRefused":
        """Build the error for a date before that of the original notice."""
        return cls(
            zh=f"发布日期 {published_on} 早于原公告日期 {original_on}；请填写原公告当日或之后的日期。",
            en=f"published on {published_on}, before the notice it speaks of ({original_on}); "
            "give that day or a later one",
            field="published_on",
        )


class DraftUnknown(DisposalError):
    """There is no draft with this id, and no draft of a project with this code."""

    code: ClassVar[str] = "draft_unknown"
    status: ClassVar[int] = 404

    def __init__(self, draft: str) -> None:
        super().__init__(
            zh=f"没有编号为“{draft[:60]}”的草稿，该编号的项目也没有草稿；请用 disposal draft list 查看。",
            en=f'there is no draft "{draft[:60]}", and no draft of a project of that code; see disposal draft list',
            field="draft",
        )


class DraftPublished(DisposalError):
    """The draft with this id has been published: what was asked of it can be done no more."""

    code: ClassVar[str] = "draft_published"

    def __init__(self, draft: str, *, number: str) -> None:
        super().__init__(
            zh=f"草稿“{draft[:60]}”已发布为公告 {number}；请按该编号查看，需改动的请发起更正、补充、延期或撤销。",
            en=f'the draft "{draft[:60]}" is published as notice {number}; look there, and amend or withdraw that '
            "notice to change it",
            field="draft",
        )


class DraftDiscarded(DisposalError):
    """The draft was put aside: nothing more can be done with it."""

    code: ClassVar[str] = "draft_discarded"

    def __init__(self, draft: str) -> None:
        super().__init__(
            zh=f"草稿“{draft[:60]}”已作废，不能再办理；需要的，请为该项目或所涉公告重新起草。",
            en=f'the draft "{draft[:60]}" was discarded, and nothing more can be done with it; where it is wanted, '
            "draft anew for the project, or on the notice that it spoke of",
            field="draft",
        )


class NoticeUnknown(DisposalError):
    """There is no notice with this number or id."""

    code: ClassVar[str] = "notice_unknown"
    status: ClassVar[int] = 404

    def __init__(self, notice: str) -> None:
        super().__init__(
            zh=f"没有编号或标识为“{notice[:60]}”的公告；请核对公告编号。",
            en=f'there is no notice "{notice[:60]}"; check its number',
            field="notice",
        )


class VersionUnknown(DisposalError):
    """A published notice has no version with this number."""

    code: ClassVar[str] = "version_unknown"
    status: ClassVar[int] = 404

    def __init__(self, *, notice: str, version_no: int, newest: int) -> None:
        super().__init__(
            zh=f"公告 {notice} 没有第 {version_no} 版；最新为第 {newest} 版，请核对版本号。",
            en=f"notice {notice} has no version {version_no}; the newest is {newest}, check the number",
            field="version",
        )
