"""Enumerations whose members have a code, a Chinese label and an English label."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Self


class Coded(StrEnum):
    """A stored code with the Chinese and English labels that people see. A member's name equals its value.

    A code can be written as its Chinese label or as one of the other Chinese words beside it (``also``). A word that
    two members share is refused: see ``members_called``.
    """

    zh: str
    en: str
    also: tuple[str, ...]

    def __new__(cls, code: str, zh: str, en: str = "", also: str = "") -> Self:
        """Create a member from its code and labels; without an English label, use the code with spaces.

        ``also`` lists further Chinese words, separated by 、.
        """
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        member.en = en or code.replace("_", " ")
        member.also = tuple(also.split("、")) if also else ()
        return member

    @property
    def labelled(self) -> str:
        """Return the code and its Chinese label: ``land_use_right 土地使用权``."""
        return f"{self.value} {self.zh}".rstrip()

    @classmethod
    def members_called(cls, word: str) -> tuple[Self, ...]:
        """Return the members with this code, label or other word; more than one where the word is ambiguous."""
        asked = word.strip()
        by_name = tuple(member for member in cls if asked in (member.value, member.zh))
        return by_name or tuple(member for member in cls if asked in member.also)

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Read a code written as its Chinese label or as another word of the trade."""
        found = cls.members_called(value) if isinstance(value, str) and value.strip() else ()
        return found[0] if len(found) == 1 else None


def codes_with(values: Iterable[str]) -> type[Coded] | None:
    """Return the kind of code that has exactly these values in this order, or None."""
    wanted = list(values)
    return next((codes for codes in _kinds_of_code(Coded) if [member.value for member in codes] == wanted), None)


def _kinds_of_code(parent: type[Coded]) -> Iterator[type[Coded]]:
    for codes in parent.__subclasses__():
        yield codes
        yield from _kinds_of_code(codes)


class PartyKind(Coded):
    """What a party is (当事人类型)."""

    organisation = "organisation", "单位", "", "企业、公司、法人、机构、组织、法人或其他组织"
    individual_business = "individual_business", "个体工商户", "", "个体户、个体"
    natural_person = "natural_person", "自然人", "", "个人"


class NameBasis(Coded):
    """Why the name of a natural person may be public (姓名公开依据, 个人信息保护法第十三、二十五、二十七条)."""

    contract = "contract", "合同", "", "借款合同、保证合同、担保合同、抵押合同、质押合同"
    judgment = "judgment", "生效文书", "effective judgment", "生效裁判文书、生效判决、判决书、裁定书、调解书"
    consent = "consent", "书面同意", "written consent", "同意书"
    none = "none", "无", "no basis", "无依据"


class PersonNames(Coded):
    """How an issuer prints the names of natural persons (自然人姓名)."""

    print_with_basis = "print_with_basis", "有依据的印全名", "in full where a basis is recorded", "有依据的公开"
    mask = "mask", "一律隐名", "always masked", "隐名"


class BusinessStatus(Coded):
    """Registered standing of a company (登记状态)."""

    active = "active", "存续", "", "在业、在营、开业、在册、正常、存续（在营、开业、在册）"
    revoked = "revoked", "吊销", "", "被吊销、已吊销、吊销未注销"
    deregistered = "deregistered", "注销", "", "已注销"
    suspended = "suspended", "停业", "", "已停业"
    closed = "closed", "歇业", "", "已歇业"
    other = "other", "其他"
    unknown = "unknown", "未知", "", "不详"


class BankruptcyStage(Coded):
    """Stage of a bankruptcy (破产程序阶段); interest stops when the petition is accepted (企业破产法第四十六条)."""

    none = "none", "未进入破产程序", "", "未破产"
    accepted = "accepted", "已受理", "", "破产受理、已受理破产申请"
    reorganisation = "reorganisation", "破产重整", "", "重整"
    settlement = "settlement", "破产和解", "", "和解"
    liquidation = "liquidation", "破产清算", "", "清算"
    completed = "completed", "破产终结", "", "破产程序终结"


class LitigationCode(Coded):
    """Litigation status of a claim or of one obligor (诉讼状态)."""

    not_sued = "not_sued", "未起诉", "", "未诉、未诉讼"
    accepted = "accepted", "已受理", "", "已立案、立案"
    in_trial = "in_trial", "诉讼中", "", "审理中、在诉"
    mediated = "mediated", "已调解", "", "调解"
    judged = "judged", "已判决", "", "判决"
    enforcement_applied = "enforcement_applied", "已申请执行", "", "申请执行"
    in_enforcement = "in_enforcement", "执行中", "", "正在执行"
    enforcement_round_closed = "enforcement_round_closed", "终结本次执行", "", "终本、终结本次执行程序"
    enforcement_closed = "enforcement_closed", "执行终结", "", "终结执行"
    second_auction_failed = "second_auction_failed", "二拍流拍", "", "第二次拍卖流拍"
    bankruptcy_liquidation = "bankruptcy_liquidation", "破产清算"
    reorganisation = "reorganisation", "破产重整", "", "重整"
    other = "other", "其他"


class SecurityKind(Coded):
    """Kind of a security interest (担保物权种类)."""

    mortgage = "mortgage", "抵押", "", "抵押权、抵押担保、设定抵押"
    pledge = "pledge", "质押", "", "质权、质押担保、出质、出质担保"


class GuaranteeMode(Coded):
    """Mode of a guarantee (保证方式, 民法典第六百八十六条)."""

    joint = "joint", "连带责任保证", "", "连带保证、连带责任、连带、连带责任保证担保、连带责任担保、连带保证责任"
    general = "general", "一般保证", "", "一般保证责任、一般保证担保、一般"


class CeilingLimits(Coded):
    """What a ceiling limits (最高额的限定对象, 民法典第四百二十条)."""

    mortgage_amount = "mortgage_amount", "最高额抵押金额", "", "最高抵押金额"
    pledge_amount = "pledge_amount", "最高额质押金额", "", "最高质押金额"
    claim_balance = "claim_balance", "最高债权余额", "", "最高债权额"
    principal_balance = "principal_balance", "最高债权本金余额", "", "最高本金余额、最高债权本金"
    guarantee_amount = "guarantee_amount", "最高额保证金额", "", "最高保证金额"


class CollateralType(Coded):
    """What is given as security (担保物类型)."""

    land_use_right = (
        "land_use_right",
        "土地使用权",
        "",
        "国有建设用地使用权、国有土地使用权、建设用地使用权、集体建设用地使用权、土地",
    )
    building = (
        "building",
        "房地产",
        "",
        "房产、房屋、房屋所有权、工业房地产、商业房地产、厂房、住宅、商铺、商业用房、办公用房",
    )
    unfinished_building = "unfinished_building", "在建工程", "", "在建建筑物"
    machinery = "machinery", "机器设备", "", "设备、机械设备、生产设备"
    inventory = "inventory", "动产存货", "", "存货"
    vehicle = "vehicle", "机动车", "", "车辆、汽车、机动车辆"
    ship = "ship", "船舶", "", "船只"
    receivable = "receivable", "应收账款", "", "应收帐款"
    equity = "equity", "股权", "", "股份、股票"
    deposit = "deposit", "存单", "", "定期存单、银行存单"


class CollateralCondition(Coded):
    """What has happened to a collateral or burdens it (抵押物现状)."""

    lost = "lost", "灭失", "", "已灭失"
    disposed = "disposed", "已处置"
    auction_failed = "auction_failed", "流拍", "", "已流拍"
    leased = "leased", "已出租", "", "出租、已租赁"
    first_seizure = "first_seizure", "首封", "", "首先查封、首轮查封、查封"
    waiting_seizure = "waiting_seizure", "轮候查封", "", "轮候、查封"
    occupied = "occupied", "被占用", "", "占用"
    in_bankruptcy_estate = "in_bankruptcy_estate", "列入破产财产", "", "破产财产"
    other = "other", "其他"


class FiveClass(Coded):
    """Five-class loan grading (五级分类)."""

    normal = "normal", "正常", "", "正常类"
    special_mention = "special_mention", "关注", "", "关注类"
    substandard = "substandard", "次级", "", "次级类"
    doubtful = "doubtful", "可疑", "", "可疑类"
    loss = "loss", "损失", "", "损失类"


class DisposalMode(Coded):
    """How a claim may be disposed of (处置方式)."""

    open_bidding = "open_bidding", "公开竞价", "", "竞价、公开竞价转让"
    tender = "tender", "招标", "", "公开招标、招标转让"
    auction = "auction", "拍卖", "", "公开拍卖"
    listing = "listing", "挂牌", "", "公开挂牌、挂牌转让"
    private_agreement = "private_agreement", "协议转让", "", "协议、协议处置"
    settlement = "settlement", "和解", "", "债务和解"
    debt_restructuring = "debt_restructuring", "债务重组", "", "重组"
    claim_transfer = "claim_transfer", "债权转让", "", "转让、债权资产转让"
    income_right_transfer = "income_right_transfer", "收益权转让", "", "资产收益权转让"
    litigation = "litigation", "诉讼追偿", "", "诉讼"
    other = "other", "其他"


class ContactRole(Coded):
    """Whom a contact speaks for (联系人职责)."""

    deal = "deal", "受理公示事项联系人", "", "联系人、业务联系人"
    discipline = "discipline", "受理排斥、阻挠征询或异议的举报电话", "", "举报电话、纪检监察、纪检"
    supervisor = "supervisor", "监管部门", "", "监管机构"


class MediumKind(Coded):
    """Kind of a medium a notice is placed in (刊登媒体)."""

    company_website = "company_website", "公司网站", "", "官网、网站"
    newspaper_prefecture = (
        "newspaper_prefecture",
        "地市级以上报纸",
        "newspaper of prefecture level or above",
        "地市级报纸、市级报纸、报纸",
    )
    newspaper_province = "newspaper_province", "省级以上报纸", "newspaper of province level or above", "省级报纸、报纸"
    trading_platform = "trading_platform", "交易平台", "", "产权交易所、网络拍卖平台、拍卖平台"
    other = "other", "其他"


class PaperKind(Coded):
    """Kind of a newspaper (报纸类别). 财金〔2008〕87号 asks for a public paper, economic or general."""

    general = "general", "综合类", "general, publicly issued", "综合、党报、日报"
    economic = "economic", "经济类", "economic, publicly issued", "经济、财经"
    specialised = "specialised", "其他专业类", "of another trade, such as law", "专业类、法制类、法治类"
    not_public = "not_public", "非公开发行", "not publicly issued", "内部发行、内部资料"


class SoldAs(Coded):
    """How a package may be bought (转让单位)."""

    singly = "singly", "单户转让", "", "单户、单户处置"
    package = "package", "整包转让", "", "整包、打包转让"
    both = "both", "可单户、可整包转让", "", "单户或整包"


class AnnexLayout(Coded):
    """How the annex of a package is set (附件版式)."""

    table = "table", "表格", "one table with a column of remarks"
    sections = "sections", "分户列示", "one section a debtor"
    auto = "auto", "自动", "a table, or sections where remarks are long"
