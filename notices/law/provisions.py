"""The legal provisions that apply to disposal notices.

财金〔2008〕87号 资产处置公告管理办法（修订）, in force from 2008-07-11; the Civil Code on security; own rules.
The kind of each source says how its words are known; words from a secondary source may warn but never block.
"""

from dataclasses import replace
from datetime import date

from notices.law.tiers import NOTICE_MEASURES
from notices.legal_source import LegalSource, SourceKind, civil_code

_MEASURES = replace(NOTICE_MEASURES, kind=SourceKind.statute, title="", quote="")

NOTICE_TIERS = NOTICE_MEASURES
"""Tiers by book value, as an official digest quotes them; it gives no article numbers."""

NOTICE_CONTENTS = replace(
    _MEASURES,
    kind=SourceKind.second_hand,
    title="contents of a notice",
    quote="资产情况；处置意向；征询、异议及其时限；对交易对象和交易条件的要求；排斥、阻挠征询或异议的举报渠道",
)
"""The five contents of a notice, from a secondary source."""

NEW_NOTICE_ON_CHANGE = replace(
    _MEASURES, article="十四", title="a plan may change without a new notice only while nothing announced changes"
)
TRUTHFUL_RECORD = replace(_MEASURES, article="十五", title="process and result are recorded truthfully, kept complete")
OUTCOME_TO_REVIEW = replace(
    _MEASURES, article="十二", title="the notice's outcome goes to the review body together with the plan"
)
NOBODY_HINDERS = replace(_MEASURES, article="十六", title="nobody may hinder enquiries, objections or reports")
DISCIPLINE_CHANNEL = replace(
    _MEASURES, article="十七", title="the company's own audit and discipline departments receive reports"
)

MAY_BE_MORTGAGED = civil_code(
    "三百九十五",
    "395",
    kind=SourceKind.quoted,
    quote="（一）建筑物和其他土地附着物；（二）建设用地使用权；（三）海域使用权；（四）生产设备、原材料、半成品、产品；"
    "（五）正在建造的建筑物、船舶、航空器；（六）交通运输工具；（七）法律、行政法规未禁止抵押的其他财产。",
)
"""What may be mortgaged. Item 7 leaves the list open, so it warns only."""
MOVABLES_ARE_PLEDGED = civil_code(
    "四百二十五",
    "425",
    kind=SourceKind.quoted,
    quote="为担保债务的履行，债务人或者第三人将其动产出质给债权人占有的，债务人不履行到期债务或者发生当事人约定的实现质权的情形，"
    "债权人有权就该动产优先受偿。",
)
"""Movables are pledged. 第四百四十条 lists the rights that are; land is not one."""

CASE_NUMBERS = LegalSource(
    document="最高人民法院关于人民法院案件案号的若干规定",
    number="法〔2015〕137号",
    in_force_from=date(2016, 1, 1),
    kind=SourceKind.second_hand,
    title="a case number is the year in brackets, the court's code, the type, the serial number and 号",
)
"""Second-hand: its words and its annex of codes were not read."""

PERSONAL_DATA = LegalSource(
    document="个人信息保护法",
    kind=SourceKind.statute,
    article="二十五",
    english="Personal Information Protection Law art. 25",
    issued_on=date(2021, 8, 20),
    in_force_from=date(2021, 11, 1),
    quote="个人信息处理者不得公开其处理的个人信息，取得个人单独同意的除外。",
    title="personal information is not published without separate consent",
)
"""Its art. 13 and 27 let what was lawfully published be used within reason: the bases of a printed name."""

REGISTER_RULE = LegalSource(
    document="登记规则",
    kind=SourceKind.own_rule,
    title="one record speaks and acts: what is printed is what is enforced",
)
"""The registry's own rule, not a law: it prints only figures that it can compute and enforce."""

CONSISTENT_RECORD = LegalSource(
    document="登记规则",
    kind=SourceKind.own_rule,
    title="what a notice says agrees with itself: sums, names, numbers and dates",
)
"""The registry's own rule, not a law: arithmetic and contradictions within one document rest on it."""
