"""The fields of 录入申报 as its template shows them: of the bidder, of the parties, relations and means beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from disposal.eligibility.facts.people import OrganKind, OwnersKnown
from disposal.eligibility.facts.relations import Kinship, Office, RelationKind
from disposal.identifiers import IdentityDocument
from disposal.models.screening.bidder import DossierPart
from notices.codes import BusinessStatus, Coded, PartyKind

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DossierField:
    """One field: ``kind`` names the macro that shows it; ``codes`` are the choices."""

    name: str
    zh: str
    en: str
    kind: str = "text"
    codes: type[Coded] | None = None
    need: str = ""
    hint_zh: str = ""
    hint_en: str = ""
    default: str = ""

    def pairs(self, language: str) -> Pairs:
        """Return the choices in one language; the empty one first where there is no default."""
        known: Iterable[tuple[str, str]] = ()
        if self.codes is not None:
            known = ((code.value, code.en if language == "en" else code.zh) for code in self.codes)
        elif self.kind == "yes_no":
            known = (("是", "yes"), ("否", "no")) if language == "en" else (("是", "是"), ("否", "否"))
        return tuple(known) if self.default or self.kind == "checks" else (("", "—"), *known)


def _f(name: str, zh: str, en: str, kind: str = "text", **more: object) -> DossierField:
    return DossierField(name, zh, en, kind, **more)  # type: ignore[arg-type]


_KIND = _f("kind", "类型", "Kind", "choice", codes=PartyKind, default=PartyKind.organisation.value)
_CODE = _f("credit_code", "统一社会信用代码", "Credit code")
_DOCUMENT = _f("identity_document", "证件种类", "Document", "choice", codes=IdentityDocument)
_NUMBER = _f("personal_number", "证件号码", "Identity number")
_LINES = {"hint_zh": "一行一个", "hint_en": "one a line"}
_STANDING = (
    _f("status", "登记状态", "Registered standing", "choice", codes=BusinessStatus),
    _f("organ", "单位性质", "Kind of organisation", "choice", codes=OrganKind),
    _f("is_financial_institution", "金融机构", "Financial institution", "yes_no"),
    _f("is_state_owned", "国有", "State-owned", "yes_no"),
    _f("owners", "出资人披露", "Owners stated", "choice", codes=OwnersKnown),
)
_CONTACTS = (
    _f("phones", "电话", "Phones", "lines", **_LINES),
    _f("addresses", "地址", "Addresses", "lines", **_LINES),
    _f("funding_accounts", "资金账户", "Funding accounts", "lines", **_LINES),
)
_FORMER = _f("former_names", "曾用名", "Former names", "lines", **_LINES)

BIDDER_FIELDS: tuple[DossierField, ...] = (
    _f("name", "名称或姓名", "Name", need="record"), _KIND, _CODE, _DOCUMENT, _NUMBER, *_STANDING,
    _FORMER, *_CONTACTS,
)  # fmt: skip
PERSON_FIELDS: tuple[DossierField, ...] = (
    _f("age_years", "年龄", "Age", hint_zh="有居民身份证的不必填写", hint_en="not needed with a resident ID"),
    _f("age_stated_on", "年龄申报日", "Age stated on", "day"),
    _f("has_own_income", "以自己的劳动收入为主要生活来源", "Lives on own income", "yes_no"),
    _f("is_capacity_limited", "行为能力受限制", "Capacity is limited", "yes_no"),
)
STATED = _f(
    "stated", "已完整提供的资料", "Stated in full", "checks", codes=DossierPart,
    hint_zh="没有勾选的，审查时按资料未提供处理", hint_en="what is not ticked counts as not supplied",
)  # fmt: skip
PARTY_CELLS: tuple[DossierField, ...] = (
    _f("name", "名称或姓名", "Name", need="record"), _KIND, _CODE, _DOCUMENT, _NUMBER,
)  # fmt: skip
PARTY_MORE: tuple[DossierField, ...] = (*_STANDING, _FORMER, *_CONTACTS)
RELATION_CELLS: tuple[DossierField, ...] = (
    _f("from", "谁", "Who"),
    _f("kind", "关系", "Relation", "choice", codes=RelationKind, need="record"),
    _f("to", "对谁", "To whom"),
    _f("percent", "持股比例（%）", "Share (%)"),
    _f("office", "职务", "Office", "choice", codes=Office),
    _f("kinship", "亲属关系", "Kinship", "choice", codes=Kinship),
)
RELATION_MORE: tuple[DossierField, ...] = (
    _f("source", "依据材料", "Source", hint_zh="如企业信用信息公示报告及日期", hint_en="such as a registry extract"),
    _f("stated_on", "申报日", "Stated on", "day"),
    _f("valid_from", "起", "From", "day"),
    _f("valid_until", "止", "Until", "day"),
)
MEANS_CELLS: tuple[DossierField, ...] = (
    _f("document", "证明材料", "Document", need="record"),
    _f("amount", "金额（元）", "Amount (yuan)", "amount"),
    _f("dated_on", "出具日", "Dated", "day"),
)
TABLES: dict[str, tuple[str, str, tuple[DossierField, ...], tuple[DossierField, ...]]] = {
    "parties": ("相关单位和人员", "Parties", PARTY_CELLS, PARTY_MORE),
    "relations": ("出资、任职与其他关系", "Relations", RELATION_CELLS, RELATION_MORE),
    "means": ("支付能力证明", "Means", MEANS_CELLS, ()),
}
"""The tables of the form: words, English words, cells, second line."""
LISTED = frozenset({"former_names", "phones", "addresses", "funding_accounts"})
"""Fields that hold several values, one a line."""
