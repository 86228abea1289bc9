"""Result (结果公告): reports the outcome of the disposal.

财金〔2008〕87号第十五条: process and result are recorded truthfully and kept complete.
"""

from notices.content.content import NoticeContent
from notices.kinds.kind import Kind, package_of
from notices.law.provisions import TRUTHFUL_RECORD


def _title(content: NoticeContent) -> str:
    package = package_of(content)
    return f"{content.issuer.full_name}{package and f'关于{package}的'}资产处置结果公告"


RESULT = Kind(
    code="result",
    label_zh="结果公告",
    label_en="result",
    source=TRUTHFUL_RECORD,
    title=_title,
    required=("amends", "outcome"),
    amends=True,
)
