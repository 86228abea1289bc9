"""Invented records for the design page: nothing of the register is read for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from disposal.pages.desk.entry_form import EntryForm
from disposal.web.posted_form import Items
from notices.dates import SHANGHAI
from notices.reading import Problem

Pairs = tuple[tuple[str, str], ...]
_LABELS = (
    ("claim_name", "债权名称", "Name of the claim"),
    ("contract", "合同编号", "Contract number"),
    ("debtor", "名称", "Debtor"),
    ("owner", "所有人", "Owner"),
    ("principal", "本金", "Principal"),
    ("interest", "利息", "Interest"),
    ("record_on", "基准日", "Record date"),
    ("signed_on", "签订日", "Signed on"),
    ("classification", "五级分类", "Classification"),
    ("currency", "币种", "Currency"),
    ("state_organ", "国家机关", "State organ"),
    ("bankruptcy", "破产阶段", "Stage of bankruptcy"),
    ("limbs", "交易对象资格", "Who may not buy"),
    ("scan", "扫描件", "Scan"),
    ("number", "公告编号", "Notice number"),
    ("sum", "合计", "Total"),
    ("issuer", "分公司", "Branch"),
    ("demands", "同时催收", "Demands payment too"),
    ("words", "原话", "In their words"),
    ("remedy", "请求", "What they ask for"),
    ("security-1-ceiling", "担保物第2行最高额", "Security, row 2, ceiling"),
)
_PROBLEMS = (
    ("contract", "填写合同编号，如2019年萧山字第0123号", "give the number of the contract"),
    ("owner", "填写所有人，或从提示中选择", "give the owner, or choose one of the suggestions"),
    ("interest", "利息应为金额，如1,340万元", "interest is an amount, such as 1,340万元"),
    ("signed_on", "填写实有的日期，如2022-08-03", "give a day that exists, such as 2022-08-03"),
    ("currency", "选择币种", "choose a currency"),
    ("bankruptcy", "选择破产阶段；已受理的另填受理日", "choose the stage; if accepted, give the day"),
    ("remedy", "写明请求，如核减本金", "say what they ask for, such as a smaller principal"),
    ("security-1-ceiling", "最高额应为金额，如3,433万元", "the ceiling is an amount, such as 3,433万元"),
)
_ITEMS = (
    ("claim_name", "华成聚合纤"),
    ("debtor", "杭州华成聚合纤有限公司"),
    ("principal", "134,000,000.00"),
    ("interest", "约五千万"),
    ("record_on", "2022-01-31"),
    ("signed_on", "2022-2-30"),
    ("number", "HRZJ-2022-0001"),
    ("sum", "193,474,338.54"),
    ("currency", ""),
    ("limbs", "debtor_side"),
    ("limbs", "civil_servant"),
    ("words", "该笔贷款已部分归还。"),
    ("security-0-kind", "mortgage"),
    ("security-0-owner", "杭州华欣线业有限公司"),
    ("security-0-place", "萧山区河庄镇"),
    ("security-0-ceiling", "34,330,000.00"),
    ("security-0-area_m2", "12,893.13"),
    ("security-1-kind", "mortgage"),
    ("security-1-type", "在建船舶"),
    ("security-1-owner", "浙江隔山投资有限公司"),
    ("security-1-ceiling", "约三千万"),
    ("security-2-owner", "萧山第二化纤厂"),
    ("security-2-registered_on", "8月3日"),
    ("security-2-deleted", ""),
    ("security-3-owner", "已拆除的厂房"),
    ("security-3-deleted", "1"),
)
SUGGESTIONS = (
    {"value": "杭州华欣线业有限公司", "label": "杭州华欣线业有限公司", "hint": "3F2K · 2笔债权", "key": "sample-1"},
    {
        "value": "浙江隔山投资有限公司",
        "label": "浙江隔山投资有限公司",
        "hint": "8D1A · 曾用名 隔山实业",
        "key": "sample-2",
    },
)


@dataclass(frozen=True, slots=True)
class ClaimSample:
    """A row of the sample list."""

    code: str
    debtor: str
    principal: str
    record_on: str
    state: str
    badge: str


@dataclass(frozen=True, slots=True)
class ChangeSample:
    """A sample difference: words of the field, before and after."""

    field: str
    before: str | None
    after: str | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class HistorySample:
    """A sample entry of a history."""

    at: datetime
    who: str
    what: str
    why: str
    changes: tuple[ChangeSample, ...]


@dataclass(frozen=True, slots=True)
class StoredFileSample:
    """A sample of a stored file."""

    name: str = "抵押合同.pdf"
    size: str = "1.2 MiB"
    sha256: str = "3c24c3ed" + "0" * 48 + "1e7fb3be"


@dataclass(frozen=True, slots=True)
class DesignPage:
    """All that the design page shows, in one language."""

    at: datetime
    labels: dict[str, str]
    form: EntryForm
    changes: tuple[ChangeSample, ...]
    history: tuple[HistorySample, ...]
    claims: tuple[ClaimSample, ...]
    pairs: dict[str, Pairs]
    filters: EntryForm = field(default_factory=EntryForm)
    stored: StoredFileSample = field(default_factory=StoredFileSample)


def design_page(language: str, items: Items = (), *, spare: Mapping[str, int] | None = None) -> DesignPage:
    """Return the samples in one language, with the fields of the form as typed."""
    is_english = language == "en"
    at = datetime(2026, 11, 28, 16, 5, tzinfo=SHANGHAI)
    changes = _changes(is_english=is_english)
    who, what, why = ("Chen Jing", "changed the claim", "loan note") if is_english else ("陈静", "更改债权", "核对借据")
    state = ("windows open", "waiting") if is_english else ("公告期内", "待审批")
    form = EntryForm(
        items or _ITEMS,
        tuple(Problem(path=name, value="", zh=zh, en=en) for name, zh, en in _PROBLEMS),
        notes={
            "principal": "壹亿叁仟肆佰万元整 · 公告印作13,400万元",
            "record_on": "2022-01-31 Mon holiday" if is_english else "2022-01-31 周一 节假日",
            "debtor": "known party · 3 claims" if is_english else "已有主体 · 3笔债权",
            "security-0-ceiling": "叁仟肆佰叁拾叁万元整",
        },
        doubts={"security-2-registered_on": "names no year" if is_english else "未写年份，如2022-08-03"},
        defaults={"security": {"kind": "mortgage", "type": "real_estate"}},
        spare=spare or {},
    )
    claims = tuple(
        ClaimSample(f"HC-{n:03}", debtor, principal, "2022-01-31", state[n % 2], ("open", "waiting")[n % 2])
        for n, (debtor, principal) in enumerate(
            (
                ("杭州华成聚合纤有限公司", "13,400.00"),
                ("杭州华欣线业有限公司", "3,433.00"),
                ("浙江隔山投资有限公司", "0.00"),
            )
        )
    )
    labels = {name: en if is_english else zh for name, zh, en in _LABELS}
    return DesignPage(
        at, labels, form, changes, (HistorySample(at, who, what, why, changes),), claims, _pairs(is_english)
    )


def _changes(*, is_english: bool) -> tuple[ChangeSample, ...]:
    if is_english:
        return (
            ChangeSample("Principal", "134,000,000.00", "134,500,000.00", "after the loan note"),
            ChangeSample("Second guarantor", "萧山第二化纤厂", None),
            ChangeSample("Contact", None, "李敏 0571-87000000"),
        )
    return (
        ChangeSample("本金", "134,000,000.00", "134,500,000.00", "依借据更改"),
        ChangeSample("保证人第2行", "萧山第二化纤厂", None),
        ChangeSample("联系人", None, "李敏 0571-87000000"),
    )


def _pairs(is_english: bool) -> dict[str, Pairs]:
    """Return the choices of each select and set of the page."""
    words: dict[str, tuple[tuple[str, str, str], ...]] = {
        "classes": (("", "—", "—"), ("loss", "损失", "loss"), ("doubtful", "可疑", "doubtful")),
        "currencies": (("", "请选择", "choose"), ("CNY", "人民币", "yuan"), ("USD", "美元", "US dollar")),
        "yes_no": (("unverified", "未核实", "not verified"), ("no", "否", "no"), ("yes", "是", "yes")),
        "stages": (("none", "未进入", "none"), ("accepted", "已受理", "accepted")),
        "limbs": (
            ("debtor_side", "债务人一方", "the debtor's side"),
            ("civil_servant", "国家公务员", "civil servants"),
            ("amc_staff", "资产公司人员", "staff of the company"),
        ),
        "issuers": (("zj", "浙江分公司", "Zhejiang"),),
        "states": (("", "全部", "all"), ("open", "公告期内", "window open")),
        "kinds": (("mortgage", "抵押", "mortgage"), ("pledge", "质押", "pledge")),
        "types": (("real_estate", "房地产", "real estate"), ("equipment", "机器设备", "equipment")),
    }
    return {name: tuple((value, en if is_english else zh) for value, zh, en in each) for name, each in words.items()}
