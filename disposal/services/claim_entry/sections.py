"""The sections of the claim page with their fields, in tab order, and the rows of their tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from disposal.collateral_types import BY_CODE, TYPES
from disposal.models.claims.co_debtor import CoDebtorRole
from disposal.services.claim_entry.fields import (
    DocumentsState,
    FieldKind,
    Need,
    PrintedTotal,
    TypedField,
    amount,
    choice,
    day,
    line,
    of_kind,
    tri,
)
from disposal.services.claim_entry.party_fields import BLOCK_OF, UNKNOWN
from notices.codes import CeilingLimits, CollateralType, FiveClass, GuaranteeMode, LitigationCode, SecurityKind
from notices.content.amounts import COMPONENTS
from notices.written.amounts import CURRENCY_WORDS

THIS_CLAIM = "本债权"
CURRENCIES: Mapping[str, str] = MappingProxyType(
    {"人民币": "CNY", **{w: c for c, w in CURRENCY_WORDS.items() if c != "CNY"}}
)
"""Every currency by the word on screen."""
AMOUNT_LABELS: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            COMPONENTS,
            ("本金", "利息", "罚息", "复利", "迟延履行利息（加倍部分）", "违约金", "代垫费用", "诉讼费", "其他费用"),
            strict=True,
        )
    )
)
_UNITS = {"平方米": "㎡", "亩": "亩", "%": "%", "元": "元", "股": "股", "总吨": "总吨"}


@dataclass(frozen=True, slots=True)
class EntrySection:
    """A section, or the table of a section: a row of it is called ``noun`` where a problem names it."""

    name: str
    noun: str
    fields: tuple[TypedField, ...]
    is_table: bool = True

    def field(self, name: str) -> TypedField | None:
        """Return the field of a name, or None."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def defaults(self) -> Mapping[str, str]:
        """Return what an untouched row holds."""
        return {each.name: each.default for each in self.fields if each.default}


def attribute_fields(type_code: str) -> tuple[TypedField, ...]:
    """Return the fields of a type of collateral: ``建筑面积`` and its unit, as its model describes them."""
    return tuple(
        _attribute(name, field.description or name, is_figure="Decimal" in str(field.annotation))
        for name, field in BY_CODE[type_code].model_fields.items()
    )


def _attribute(name: str, description: str, *, is_figure: bool) -> TypedField:
    label, _, rest = description.partition(", ")
    kind = FieldKind.amount if rest == "元" else FieldKind.figure if is_figure else FieldKind.line
    if name == "built_in_year":
        kind = FieldKind.whole
    if name == "quantity_unit":
        label = "数量单位"
    return TypedField(name=name, label=label, kind=kind, unit=_UNITS.get(rest, ""))


@cache
def _all_attributes() -> tuple[TypedField, ...]:
    """Return the fields of all types, each once; the type in force decides how one is read."""
    found: dict[str, TypedField] = {}
    for kind in TYPES:
        for each in attribute_fields(kind.code):
            found.setdefault(each.name, each)
    return tuple(found.values())


_CEILING = (
    amount("ceiling", "最高额"),
    choice("ceiling_limits", "最高额口径", CeilingLimits, hint="两项同填"),
)
_CONTRACTS = (
    line("number", "合同编号", need=Need.notice),
    line("note_number", "借据号"),
    day("signed_on", "签订日"),
    amount("amount", "金额"),
    day("due_on", "到期日"),
    amount("balance", "余额"),
)
_CHAIN = (
    line("assignor", "转让方", need=Need.record),
    line("assignee", "受让方", need=Need.notice),
    day("assigned_on", "转让日"),
    line("agreement_number", "协议编号"),
    line("notified_by", "通知方式"),
    day("served_on", "送达日"),
    line("service_evidence", "凭证"),
)
_CLAIM = (
    line("name", "债权名称"),
    TypedField(name="currency", label="币种", kind=FieldKind.choice, words=tuple(CURRENCIES), need=Need.record,
               default="人民币"),
    line("asset_number", "资产编号"),
    line("purchase_batch", "收购批次"),
    choice("five_class", "五级分类", FiveClass),
    choice("documents", "材料", DocumentsState),
    day("last_demanded_on", "最近催收日"),
    tri("is_personal_loan", "个人贷款", unknown=UNKNOWN, is_rare=True),
    line("personal_loan_basis", "个人贷款转让依据", is_rare=True),
    line("branch", "分公司", is_rare=True, hint="代码或名称；账号只属于一家分公司的不必填写"),
)  # fmt: skip
_STATEMENT = (
    day("record_date", "基准日", need=Need.record, hint="金额算至这一天"),
    amount("principal", "本金", need=Need.record, hint="已清偿填0"),
    amount("interest", "利息"),
    line("interest_includes", "利息包含"),
    *(amount(name, AMOUNT_LABELS[name]) for name in COMPONENTS[2:]),
    line("litigation_costs_words", "诉讼费说明", is_rare=True),
    amount("stated_total", "材料所载合计", hint="照原件填写，用于核对"),
    choice("printed_total", "公告印", PrintedTotal, default=PrintedTotal.sum.zh),
    of_kind(FieldKind.prose, "total_difference_words", "差额说明"),
    of_kind(FieldKind.prose, "floating_words", "另计至付清日的部分", is_rare=True),
)
_SECURITY = (
    choice("kind", "种类", SecurityKind, need=Need.record, default=SecurityKind.mortgage.zh),
    choice("type", "类型", CollateralType, need=Need.record),
    *BLOCK_OF["security"].fields,
    line("place", "坐落"),
    *_CEILING,
    *_all_attributes(),
    of_kind(FieldKind.lines, "certificate_numbers", "权证号", hint="多个之间用；隔开"),
    of_kind(FieldKind.whole, "rank", "顺位"),
    tri("is_registered", "登记", unknown=UNKNOWN),
    line("registration_number", "登记证明（他项权）号"),
    day("registered_on", "登记日"),
    line("registered_holder", "登记的抵押权人"),
    line("contract_number", "担保合同编号"),
    day("secured_from", "债权确定期间起"),
    day("secured_until", "债权确定期间止"),
    of_kind(FieldKind.lines, "co_owners", "共有人", hint="多个之间用、隔开"),
    line("description", "公告用名", is_rare=True),
    line("share_words", "份额", is_rare=True),
    line("other_claims_words", "同一登记的其他债权", is_rare=True),
    of_kind(FieldKind.conditions, "conditions", "现状", is_rare=True, hint="一行一项，如 首封：某法院查封"),
    of_kind(FieldKind.prose, "collateral_details", "公告补充描述", is_rare=True),
    of_kind(FieldKind.prose, "verbatim", "合同原文", is_rare=True),
    of_kind(FieldKind.hidden, "collateral_id", "已有担保物"),
)
_GUARANTEE = (
    *BLOCK_OF["guarantees"].fields,
    choice("mode", "方式", GuaranteeMode, need=Need.record, default=GuaranteeMode.joint.zh),
    line("contract_number", "合同编号"),
    *_CEILING,
    day("period_begins_on", "保证期间起"),
    day("period_ends_on", "保证期间止"),
    day("asked_on", "主张日"),
    line("asked_evidence", "主张凭证"),
    line("period_words", "期间原文", is_rare=True),
    of_kind(FieldKind.prose, "verbatim", "合同原文", is_rare=True),
)
_LITIGATION = (
    line("against", "针对", default=THIS_CLAIM, hint="本债权，或上面一个主体的名称"),
    line("procedure", "程序"),
    line("case_number", "案号"),
    line("court", "法院"),
    choice("code", "状态", LitigationCode, need=Need.record),
    line("words", "原文", need=Need.record),
    tri("is_applicant_changed", "申请执行人已变更", unknown=UNKNOWN),
    day("as_of", "截至日"),
)
_OTHER = (
    of_kind(FieldKind.prose, "unfinished_settlement", "未了结的和解"),
    of_kind(FieldKind.prose, "details", "公告补充文字"),
)
SECTIONS: tuple[EntrySection, ...] = (
    EntrySection("debtor", "债务人", BLOCK_OF["debtor"].fields, is_table=False),
    EntrySection("co_debtors", "共同债务人", (
        *BLOCK_OF["co_debtors"].fields[:3],
        choice("role", "身份", CoDebtorRole, need=Need.record, default=CoDebtorRole.co_borrower.zh),
        *BLOCK_OF["co_debtors"].fields[3:],
    )),
    EntrySection("chain", "转让", _CHAIN),
    EntrySection("claim", "债权", _CLAIM, is_table=False),
    EntrySection("contracts", "合同", _CONTRACTS),
    EntrySection("statements", "金额", _STATEMENT),
    EntrySection("security", "担保物", _SECURITY),
    EntrySection("guarantees", "保证人", _GUARANTEE),
    EntrySection("litigation", "诉讼", _LITIGATION),
    EntrySection("other", "其他", _OTHER, is_table=False),
)  # fmt: skip
"""All sections and tables, in the order of the page."""
SECTION_OF: Mapping[str, EntrySection] = MappingProxyType({section.name: section for section in SECTIONS})
