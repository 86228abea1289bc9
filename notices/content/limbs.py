"""The categories a notice may bar from buying (受让限制): code, label, standard words, source.

The list in the notice itself is the binding one. Where a court has ground to void a sale because of the buyer, the
limb also names that item of 法发〔2009〕19号 (``notices.sales_minutes``), which is known second-hand only. No statute
was read that bars the others from buying a claim: these limbs rest on the notice alone.
"""

from dataclasses import dataclass

from notices.codes import Coded
from notices.legal_source import LegalSource, SourceKind
from notices.sales_minutes import VOID_GROUNDS


class LimbCode(Coded):
    """Code of a barred category, in the order a notice names them."""

    civil_servant = "civil_servant", "国家公务员", "civil servant", "公务员"
    regulator_staff = (
        "regulator_staff",
        "金融监管机构工作人员",
        "staff of a financial regulator",
        "金融监管人员、监管机构工作人员",
    )
    judicial_police = "judicial_police", "政法干警", "judicial and police officer"
    amc_staff = "amc_staff", "金融资产管理公司工作人员", "staff of an asset management company", "资产管理公司工作人员"
    debtor_management = (
        "debtor_management",
        "债务人管理人员",
        "management of the debtor",
        "债务人管理层、国有企业债务人管理层、国有企业债务人管理人员",
    )
    deal_professional = (
        "deal_professional",
        "参与处置的中介机构关联人",
        "professional engaged in the deal",
        "中介机构关联人、中介机构人员",
    )
    participated_entity = "participated_entity", "关联人参与的非金融机构法人", "entity the barred take part in"
    relative_of_insider = "relative_of_insider", "内部人员的亲属", "relative of an insider", "内部人员亲属"
    debtor_side = (
        "debtor_side",
        "债务人、担保人及其关联方",
        "debtor, guarantor and those related to them",
        "债务人及其关联方",
    )
    dishonest_debtor = "dishonest_debtor", "失信被执行人", "dishonest judgment debtor"
    aml_listed = "aml_listed", "反洗钱、反恐怖黑名单人员", "listed for money laundering or terrorism"
    capacity = "capacity", "行为能力、支付能力", "capacity and means"
    other_law = "other_law", "法律法规规定不得受让的其他人员", "barred by another law"


class RelativesScope(Coded):
    """How wide the circle of relatives is: a scope of the notice, not a constant."""

    lineal = "lineal", "直系亲属"
    near = "near", "近亲属"


@dataclass(frozen=True, slots=True)
class Limb:
    """One barred category: its standard words, what joins it to the previous one, and what it rests on."""

    code: LimbCode
    wording: str
    joined_by: str
    source: LegalSource


THIS_NOTICE = LegalSource(
    document="本公告", kind=SourceKind.notice, english="this notice", title="the restrictions that the notice prints"
)
"""A limb that no law was read for: it bars because the notice says so, and bars nobody where the notice does not."""

_INSIDERS = VOID_GROUNDS[9].source
_RELATIVES = VOID_GROUNDS[10].source


def _limb(
    code: LimbCode, wording: str, joined_by: str = "、", *, source: LegalSource = THIS_NOTICE
) -> tuple[LimbCode, Limb]:
    return code, Limb(code=code, wording=wording, joined_by=joined_by, source=source)


LIMBS: dict[LimbCode, Limb] = dict(
    (
        _limb(LimbCode.civil_servant, "国家公务员", source=_INSIDERS),
        _limb(LimbCode.regulator_staff, "金融监管机构工作人员", source=_INSIDERS),
        _limb(LimbCode.judicial_police, "政法干警", source=_INSIDERS),
        _limb(LimbCode.amc_staff, "金融资产管理公司工作人员", source=_INSIDERS),
        _limb(LimbCode.debtor_management, "国有企业债务人管理层", source=_INSIDERS),
        _limb(
            LimbCode.deal_professional,
            "参与资产处置工作的律师、会计师、评估师等中介机构关联人",
            joined_by="以及",
            source=_INSIDERS,
        ),
        _limb(LimbCode.participated_entity, "上述关联人参与的非金融机构法人", joined_by="，或者", source=_INSIDERS),
        _limb(
            LimbCode.relative_of_insider,
            "与参与不良债权转让的金融资产管理公司工作人员、国有企业债务人或者受托资产评估机构负责人员等有直系亲属关系的人员",
            joined_by="，以及",
            source=_RELATIVES,
        ),
        _limb(LimbCode.debtor_side, "债务人、担保人、抵押人及其关联方和受其委托的主体", joined_by="，以及"),
        _limb(LimbCode.dishonest_debtor, "失信被执行人"),
        _limb(LimbCode.aml_listed, "列入反洗钱、反恐怖黑名单的人员"),
        _limb(LimbCode.capacity, "不具有完全民事行为能力或者支付能力的人"),
        _limb(LimbCode.other_law, "依据法律法规、司法解释或监管机构的规定不得收购、受让的其他主体", joined_by="，以及"),
    )
)
"""Every limb by code, in printing order."""


def standard_words(
    code: LimbCode, *, relatives: RelativesScope | None = None, is_state_owned_only: bool, is_handling_staff_only: bool
) -> str:
    """Return the standard words of a limb for its scope, so that print and screening agree."""
    if code is LimbCode.debtor_management and not is_state_owned_only:
        return "债务人管理人员"
    if code is LimbCode.judicial_police and is_handling_staff_only:
        return "曾经办上述资产的政法干警"
    words = LIMBS[code].wording
    return words.replace("直系亲属", "近亲属") if relatives is RelativesScope.near else words
