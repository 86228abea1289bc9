"""The legal provisions behind the duties; the kind of each says how its words are known."""

from dataclasses import replace
from datetime import date

from notices.legal_source import LegalSource, SourceKind, civil_code
from notices.sales_minutes import DOCUMENT, NUMBER

CIVIL_CODE_DAY = date(2021, 1, 1)
"""From this day on publication alone is neither notice of assignment nor, but for missing obligors, interruption."""

_MINUTES_2009 = LegalSource(
    document=DOCUMENT,
    kind=SourceKind.quoted,
    number=NUMBER,
    english="Fa Fa [2009] No. 19",
)
RIGHT_OF_FIRST_REFUSAL = replace(
    _MINUTES_2009,
    article="四",
    english="Fa Fa [2009] No. 19 art. 4",
    title="holders of the right of first refusal are notified before a claim on a state-owned debtor is sold",
)
TIME_TO_ANSWER = replace(
    RIGHT_OF_FIRST_REFUSAL, kind=SourceKind.recollection, title="30 days to answer, from recollection"
)
INTEREST_AFTER_TRANSFER = replace(
    _MINUTES_2009,
    article="第九条、第十二条",
    english="Fa Fa [2009] No. 19 arts. 9, 12",
    title="interest after the day of transfer, and the two vintages the minutes are confined to",
)

ASSIGNMENT_IS_NOTIFIED = civil_code(
    "第五百四十六条、第六百九十六条",
    "546, 696",
    kind=SourceKind.statute,
    title="an assignment that was not notified has no effect on the debtor or the guarantor",
)
DEMAND_BY_NOTICE = LegalSource(
    document="最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定",
    kind=SourceKind.statute,
    number="法释〔2020〕17号",
    article="第八条第一款第（四）项",
    in_force_from=CIVIL_CODE_DAY,
    english="Fa Shi [2020] No. 17 art. 8(4)",
    title="a published demand interrupts only for a missing obligor, in national or home-province media",
)
NOTICE_BY_NEWSPAPER = LegalSource(
    document="最高人民法院关于审理涉及金融资产管理公司收购、管理、处置国有银行不良贷款形成的资产的案件适用法律若干问题的规定",
    number="法释〔2001〕12号",
    in_force_until=date(2020, 12, 31),
    kind=SourceKind.second_hand,
    english="Fa Shi [2001] No. 12",
    title="a notice in the press could stand for notice of assignment; repealed from 2021-01-01",
)

_SECURITY_2020 = LegalSource(
    document="最高人民法院关于适用《中华人民共和国民法典》有关担保制度的解释",
    kind=SourceKind.statute,
    number="法释〔2020〕28号",
    in_force_from=CIVIL_CODE_DAY,
)
GUARANTEE_UNTIL_REPAID = replace(
    _SECURITY_2020,
    article="三十二",
    english="Fa Shi [2020] No. 28 art. 32",
    title="a guarantee until all is repaid lasts six months from the day the debt is due",
)
GUARANTEE_LAPSED = replace(
    _SECURITY_2020,
    article="三十四",
    english="Fa Shi [2020] No. 28 art. 34",
    title="a period that ended unasked extinguishes the guarantee; a later signature does not revive it",
)
GUARANTEE_PERIOD = civil_code("六百九十三", "693", kind=SourceKind.statute)
"""Within the period a general guarantee is kept by suing the debtor, a joint one by asking the guarantor."""

PERSONAL_LOANS = LegalSource(
    document="关于开展不良贷款转让试点工作的通知",
    number="银保监办便函〔2021〕26号、〔2022〕1191号",
    kind=SourceKind.second_hand,
    english="pilot on transfers of non-performing loans of 2021, 2022",
    title="batch transfer of personal loans is barred but for the pilot; extended in December 2025 to 2026-12-31",
)
"""Read in the press only, which also reports that business goes on until a later rule replaces the pilot."""
