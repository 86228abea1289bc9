"""Disposal notice (资产处置公告): offers claims, states who may buy, opens the window.

财金〔2008〕87号 金融资产管理公司资产处置公告管理办法（修订）. It has one debtor, several debtors each under its own
heading, or a package with an annex. ``has_demand`` makes it a notice of disposal and demand (处置暨催收公告).
"""

from notices.content.content import NoticeContent
from notices.kinds.kind import Kind
from notices.law.provisions import NOTICE_CONTENTS


def _title(content: NoticeContent) -> str:
    subject = "资产处置暨债务催收公告" if content.has_demand else "资产处置公告"
    if content.package:
        return f"{content.issuer.full_name}关于{content.package.name}的{subject}"
    return f"{content.issuer.full_name}{subject}"


DISPOSAL = Kind(
    code="disposal",
    label_zh="资产处置公告",
    label_en="disposal notice",
    source=NOTICE_CONTENTS,
    title=_title,
    offers_assets=True,
    opens_window=True,
    also=("处置公告", "资产处置暨债务催收公告", "处置暨催收公告"),
)
