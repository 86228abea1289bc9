"""Withdrawal (撤销公告): withdraws the earlier notice and gives the reason.

财金〔2008〕87号第十五条: process and result are recorded truthfully and kept complete.
"""

from notices.content.content import NoticeContent
from notices.kinds.kind import Kind, package_of
from notices.law.provisions import TRUTHFUL_RECORD


def _title(content: NoticeContent) -> str:
    return f"{content.issuer.full_name}关于撤销{package_of(content)}资产处置公告的公告"


WITHDRAWAL = Kind(
    code="withdrawal",
    label_zh="撤销公告",
    label_en="withdrawal",
    source=TRUTHFUL_RECORD,
    title=_title,
    required=("amends", "reason"),
    amends=True,
)
