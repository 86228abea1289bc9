"""Supplementary notice (补充公告): adds what the earlier notice left out.

财金〔2008〕87号第十四条: announced content may change only by a new notice.
"""

from notices.content.content import NoticeContent
from notices.kinds.kind import Kind, package_of
from notices.law.provisions import NEW_NOTICE_ON_CHANGE


def _title(content: NoticeContent) -> str:
    package = package_of(content)
    return f"{content.issuer.full_name}关于{package and f'{package}的'}资产处置公告的补充公告"


SUPPLEMENT = Kind(
    code="supplement",
    label_zh="补充公告",
    label_en="supplementary notice",
    source=NEW_NOTICE_ON_CHANGE,
    title=_title,
    required=("amends",),
    amends=True,
)
