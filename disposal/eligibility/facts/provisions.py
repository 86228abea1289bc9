"""The provisions the screening cites beside the limbs' own: 民法典 18, 59 and 97, 公司法 265 (2018: 216)."""

from datetime import date

from notices.legal_source import LegalSource, SourceKind, civil_code

FULL_CAPACITY = civil_code(
    "十八",
    "18",
    kind=SourceKind.quoted,
    quote="成年人为完全民事行为能力人，可以独立实施民事法律行为。"
    "十六周岁以上的未成年人，以自己的劳动收入为主要生活来源的，视为完全民事行为能力人。",
)

LEGAL_PERSON_CAPACITY = civil_code(
    "五十九",
    "59",
    kind=SourceKind.quoted,
    quote="法人的民事权利能力和民事行为能力，从法人成立时产生，到法人终止时消灭。",
)
"""Also applies to organisations that are not legal persons (民法典第一百零八条)."""

STATE_ORGAN = civil_code(
    "九十七",
    "97",
    kind=SourceKind.quoted,
    quote="有独立经费的机关和承担行政职能的法定机构从成立之日起，具有机关法人资格，可以从事为履行职能所需要的民事活动。",
)

CONTROLLING_SHAREHOLDER_2018 = LegalSource(
    document="公司法",
    kind=SourceKind.quoted,
    article="二百一十六",
    english="Company Law (2018) art. 216",
    issued_on=date(2018, 10, 26),
    in_force_until=date(2024, 6, 30),
    quote="控股股东，是指其出资额占有限责任公司资本总额百分之五十以上或者其持有的股份占股份有限公司股本总额百分之五十以上的股东",
)

CONTROLLING_SHAREHOLDER_2023 = LegalSource(
    document="公司法",
    kind=SourceKind.quoted,
    article="二百六十五",
    english="Company Law (2023) art. 265",
    issued_on=date(2023, 12, 29),
    in_force_from=date(2024, 7, 1),
    quote="控股股东，是指其出资额占有限责任公司资本总额超过百分之五十或者其持有的股份占股份有限公司股本总额超过百分之五十的股东"
    "；……但是，国家控股的企业之间不仅因为同受国家控股而具有关联关系。",
)
