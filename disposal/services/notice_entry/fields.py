"""The form of a notice: its sections in their order, and the fields of each."""

from collections.abc import Mapping
from types import MappingProxyType

from disposal.services.claim_entry.fields import (
    FieldKind,
    Need,
    TypedField,
    amount,
    choice,
    day,
    line,
    of_kind,
    tri,
)
from disposal.services.claim_entry.sections import EntrySection
from notices.codes import ContactRole, DisposalMode, MediumKind, PaperKind, SoldAs
from notices.content.limbs import LimbCode, RelativesScope
from notices.windows.window import CountingConvention, WindowUnit

NOT_STATED = "未填"
PARAGRAPHS = "段与段之间空一行"
_whole, _prose, _check = FieldKind.whole, FieldKind.prose, FieldKind.check

PROJECT = (
    line("code", "项目编号", need=Need.record, hint="本分公司内不重复，如 2022-华成"),
    line("name", "项目名称", need=Need.record),
)
_ASSETS = (
    day("record_date", "基准日", need=Need.notice, hint="各笔债权的金额印至这一天"),
    line("package_name", "资产包名称", hint="两户以上组包时填写"),
    choice("sold_as", "转让方式", SoldAs),
    of_kind(_check, "may_remove_debtor", "可剔除个别债务人", is_rare=True),
    of_kind(_check, "prints_particulars", "单位名称后印出概况", is_rare=True),
)
_TERMS = (
    of_kind(FieldKind.choices, "modes", "处置方式", codes=DisposalMode, need=Need.notice),
    line("other_mode", "其他方式的文字", hint="选其他时填写"),
    of_kind(_check, "is_open_ended", "印“等”字，可能采用其他方式"),
    of_kind(_prose, "buyer_requirement", "交易条件", need=Need.notice),
    amount("floor_price", "起始价"),
    amount("deposit", "保证金"),
    amount("increment", "加价幅度", is_rare=True),
    of_kind(_prose, "deposit_rules", "保证金规则", is_rare=True),
    day("held_on", "竞价或拍卖日", is_rare=True),
    tri("is_one_off", "价款一次付清", unknown=NOT_STATED, is_rare=True),
    of_kind(_whole, "within_days", "付款期限（天）", is_rare=True),
    of_kind(_prose, "payment_wording", "付款方式文字", is_rare=True),
    of_kind(_prose, "pre_emption", "优先购买权", is_rare=True),
    of_kind(_prose, "void_if", "成交无效的情形", is_rare=True, hint=PARAGRAPHS),
    of_kind(_prose, "hand_over", "交割", is_rare=True),
)
_RESTRICTIONS = (
    of_kind(_prose, "capacity", "对交易对象的要求", need=Need.notice),
    of_kind(_prose, "verbatim", "照原文印出的受让限制", is_rare=True, hint="补录旧公告时填写；留空即由所选各项组成"),
)
_WINDOW = (
    day("published_on", "公告日期", need=Need.record, hint="公告落款的日期"),
    of_kind(_whole, "count", "天数", need=Need.notice, default="20"),
    choice("unit", "单位", WindowUnit, default=WindowUnit.working_days.zh),
    choice("convention", "起算", CountingConvention, default=CountingConvention.first_day_not_counted.zh),
    line("closes_at", "截止钟点", hint="如17:00；留空为24:00"),
    line("wording", "期限文字", is_rare=True, hint="留空即由天数组成"),
    of_kind(_whole, "validity_count", "公告有效期天数", is_rare=True, hint="与公告期不同时填写"),
    choice("validity_unit", "有效期单位", WindowUnit, is_rare=True, default=WindowUnit.working_days.zh),
    line("validity_wording", "有效期文字", is_rare=True),
    of_kind(_whole, "trigger_bidders", "不足几人即延长", is_rare=True),
    of_kind(_whole, "extension_length", "每次延长天数", is_rare=True),
    choice("extension_unit", "延长单位", WindowUnit, is_rare=True, default=WindowUnit.working_days.zh),
    of_kind(_whole, "max_cycles", "最多延长次数", is_rare=True),
    of_kind(_prose, "extension_wording", "延长的文字", is_rare=True),
)
REVIEW = (
    day("review_meeting_on", "审核会议日", need=Need.notice, hint="审核机构开会的日期"),
    amount("book_value", "账面价值", need=Need.record, hint="整个资产在公告前最近一个结息日的账面价值；不在公告中印出"),
    line("province", "资产所在省份", need=Need.notice, hint="决定登哪一级报纸"),
    line("city", "资产所在城市", need=Need.notice),
)
_CONTACTS = (
    choice("role", "用途", ContactRole, need=Need.record),
    line("name", "姓名"),
    of_kind(FieldKind.lines, "phones", "电话", hint="多个之间用、隔开"),
    line("department", "部门"),
    line("fax", "传真"),
    line("address", "地址"),
    line("postcode", "邮编"),
    line("email", "邮箱"),
)
_MEDIA = (
    line("medium", "媒体", need=Need.record),
    choice("kind", "种类", MediumKind, need=Need.record),
    day("published_on", "刊登日", hint="留空即公告日期"),
    choice("paper", "报纸类别", PaperKind),
    line("page", "版次"),
    line("province", "发行省份"),
    line("city", "发行城市"),
    line("url", "网址"),
    tri("is_filed_with_supervisor", "已向监管备案", unknown=NOT_STATED),
)
_WORDS = (
    line("title", "标题", hint="留空即由公司名称组成"),
    of_kind(_prose, "disclaimers", "免责声明", hint=PARAGRAPHS),
    of_kind(_prose, "statements", "补充文字", hint=PARAGRAPHS),
    of_kind(_prose, "attachments", "附件", is_rare=True, hint="一行一件"),
    line("supervisor", "监管部门", is_rare=True),
    of_kind(_check, "requires_written_intent", "受让意向须书面提出"),
    of_kind(_check, "accepts_enquiries", "受理征询或异议"),
    of_kind(_check, "is_not_an_offer", "印“本公告不构成要约”", is_rare=True),
    of_kind(_check, "has_demand", "同时催收", is_rare=True),
    of_kind(_check, "amounts_in_words", "金额另印大写", is_rare=True),
)

ASSETS = EntrySection("assets", "债权", _ASSETS, is_table=False)
TERMS = EntrySection("terms", "处置方式与条件", _TERMS, is_table=False)
RESTRICTIONS = EntrySection("restrictions", "交易对象资格", _RESTRICTIONS, is_table=False)
WINDOW = EntrySection("window", "公告期", _WINDOW, is_table=False)
REVIEW_SECTION = EntrySection("review", "审核", REVIEW, is_table=False)
CONTACTS = EntrySection("contacts", "联系人", _CONTACTS)
MEDIA = EntrySection("media", "媒体", _MEDIA)
WORDS = EntrySection("words", "标题与补充文字", _WORDS, is_table=False)


def _limb_fields(code: LimbCode) -> tuple[TypedField, ...]:
    scope: tuple[TypedField, ...] = ()
    if code is LimbCode.relative_of_insider:
        scope = (choice("relatives", "亲属范围", RelativesScope),)
    elif code is LimbCode.debtor_management:
        scope = (of_kind(_check, "is_state_owned_only", "仅限国有企业债务人"),)
    elif code is LimbCode.judicial_police:
        scope = (of_kind(_check, "is_handling_staff_only", "仅限曾经办该资产的"),)
    chosen = of_kind(_check, "chosen", code.zh)
    return (chosen, *scope, line("wording", "公告用语", hint="留空即用通行文字"))


LIMB_SECTIONS: Mapping[LimbCode, EntrySection] = MappingProxyType(
    {code: EntrySection(f"limb_{code.value}", code.zh, _limb_fields(code), is_table=False) for code in LimbCode}
)
"""One section for each barred category: whether it is chosen, its scope, its words."""
SECTIONS: tuple[EntrySection, ...] = (
    ASSETS, TERMS, RESTRICTIONS, *LIMB_SECTIONS.values(), WINDOW, REVIEW_SECTION, CONTACTS, MEDIA, WORDS,
)  # fmt: skip
"""All sections in the order of the form."""
CLAIMS = "claims-chosen"
"""The field of the ids of the claims that the project offers; several are parted by 、."""
