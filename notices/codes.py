"""Enumerations whose members have a code, a Chinese label and an English label."""

from enum import StrEnum
from typing import Self


class Coded(StrEnum):
    """A stored code with the Chinese and English labels that people see. A member's name equals its value."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str = "") -> Self:
        """Create a member from its code and labels; without an English label, use the code with spaces."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        member.en = en or code.replace("_", " ")
        return member


class PartyKind(Coded):
    """What a party is (当事人类型)."""

    organisation = "organisation", "单位"
    individual_business = "individual_business", "个体工商户"
    natural_person = "natural_person", "自然人"


class BusinessStatus(Coded):
    """Registered standing of a company (登记状态)."""

    active = "active", "存续"
    revoked = "revoked", "吊销"
    deregistered = "deregistered", "注销"
    suspended = "suspended", "停业"
    closed = "closed", "歇业"
    other = "other", "其他"
    unknown = "unknown", "未知"


class BankruptcyStage(Coded):
    """Stage of a bankruptcy (破产程序阶段); interest stops when the petition is accepted (企业破产法第四十六条)."""

    none = "none", "未进入破产程序"
    accepted = "accepted", "已受理"
    reorganisation = "reorganisation", "破产重整"
    settlement = "settlement", "破产和解"
    liquidation = "liquidation", "破产清算"
    completed = "completed", "破产终结"


class LitigationCode(Coded):
    """Litigation status of a claim or of one obligor (诉讼状态)."""

    not_sued = "not_sued", "未起诉"
    accepted = "accepted", "已受理"
    in_trial = "in_trial", "诉讼中"
    mediated = "mediated", "已调解"
    judged = "judged", "已判决"
    enforcement_applied = "enforcement_applied", "已申请执行"
    in_enforcement = "in_enforcement", "执行中"
    enforcement_round_closed = "enforcement_round_closed", "终结本次执行"
    enforcement_closed = "enforcement_closed", "执行终结"
    second_auction_failed = "second_auction_failed", "二拍流拍"
    bankruptcy_liquidation = "bankruptcy_liquidation", "破产清算"
    reorganisation = "reorganisation", "破产重整"
    other = "other", "其他"


class SecurityKind(Coded):
    """Kind of a security interest (担保物权种类)."""

    mortgage = "mortgage", "抵押"
    pledge = "pledge", "质押"


class GuaranteeMode(Coded):
    """Mode of a guarantee (保证方式, 民法典第六百八十六条)."""

    joint = "joint", "连带责任保证"
    general = "general", "一般保证"


class CeilingLimits(Coded):
    """What a ceiling limits (最高额的限定对象, 民法典第四百二十条)."""

    mortgage_amount = "mortgage_amount", "最高额抵押金额"
    pledge_amount = "pledge_amount", "最高额质押金额"
    claim_balance = "claim_balance", "最高债权余额"
    principal_balance = "principal_balance", "最高债权本金余额"
    guarantee_amount = "guarantee_amount", "最高额保证金额"


class CollateralType(Coded):
    """What is given as security (担保物类型)."""

    land_use_right = "land_use_right", "土地使用权"
    building = "building", "房地产"
    unfinished_building = "unfinished_building", "在建工程"
    machinery = "machinery", "机器设备"
    inventory = "inventory", "动产存货"
    vehicle = "vehicle", "机动车"
    ship = "ship", "船舶"
    receivable = "receivable", "应收账款"
    equity = "equity", "股权"
    deposit = "deposit", "存单"


class CollateralCondition(Coded):
    """What has happened to a collateral or burdens it (抵押物现状)."""

    lost = "lost", "灭失"
    disposed = "disposed", "已处置"
    auction_failed = "auction_failed", "流拍"
    leased = "leased", "已出租"
    first_seizure = "first_seizure", "首封"
    waiting_seizure = "waiting_seizure", "轮候查封"
    occupied = "occupied", "被占用"
    in_bankruptcy_estate = "in_bankruptcy_estate", "列入破产财产"
    other = "other", "其他"


class FiveClass(Coded):
    """Five-class loan grading (五级分类)."""

    normal = "normal", "正常"
    special_mention = "special_mention", "关注"
    substandard = "substandard", "次级"
    doubtful = "doubtful", "可疑"
    loss = "loss", "损失"


class DisposalMode(Coded):
    """How a claim may be disposed of (处置方式)."""

    open_bidding = "open_bidding", "公开竞价"
    tender = "tender", "招标"
    auction = "auction", "拍卖"
    listing = "listing", "挂牌"
    private_agreement = "private_agreement", "协议转让"
    settlement = "settlement", "和解"
    debt_restructuring = "debt_restructuring", "债务重组"
    income_right_transfer = "income_right_transfer", "收益权转让"
    litigation = "litigation", "诉讼追偿"
    other = "other", "其他"


class ContactRole(Coded):
    """Whom a contact speaks for (联系人职责)."""

    deal = "deal", "受理公示事项联系人"
    discipline = "discipline", "受理排斥、阻挠征询或异议的举报电话"
    supervisor = "supervisor", "监管部门"


class MediumKind(Coded):
    """Kind of a medium a notice is placed in (刊登媒体)."""

    company_website = "company_website", "公司网站"
    newspaper_prefecture = "newspaper_prefecture", "地市级以上报纸", "newspaper of prefecture level or above"
    newspaper_province = "newspaper_province", "省级以上报纸", "newspaper of province level or above"
    trading_platform = "trading_platform", "交易平台"
    other = "other", "其他"


class SoldAs(Coded):
    """How a package may be bought (转让单位)."""

    singly = "singly", "单户转让"
    package = "package", "整包转让"
    both = "both", "可单户、可整包转让"
