"""Correction (更正公告): names each changed element with its old and new value.

财金〔2008〕87号第十四条: announced content may change only by a new notice.
"""

from notices.content.content import NoticeContent
from notices.kinds.kind import Kind, package_of
from notices.law.provisions import NEW_NOTICE_ON_CHANGE


def _title(content: NoticeContent) -> str:
    package = package_of(content)
    return f"{content.issuer.full_name}关于{package and f'{package}的'}资产处置公告的更正公告"


CORRECTION = Kind(
    code="correction",
    label_zh="更正公告",
    label_en="correction",
    source=NEW_NOTICE_ON_CHANGE,
    title=_title,
    required=("amends", "changes"),
    amends=True,
)
