"""Extension (延期公告): extends the window of the earlier notice.

财金〔2008〕87号第十四条: announced content may change only by a new notice. The added days are counted from the
last day of the earlier window: ``window.begins_on`` and ``amends.window_ends_on`` are that day.
"""

from notices.content.content import NoticeContent
from notices.kinds.kind import Kind, package_of
from notices.law.provisions import NEW_NOTICE_ON_CHANGE


def _title(content: NoticeContent) -> str:
    return f"{content.issuer.full_name}关于延长{package_of(content)}资产处置公告期限的公告"


EXTENSION = Kind(
    code="extension",
    label_zh="延期公告",
    label_en="extension",
    source=NEW_NOTICE_ON_CHANGE,
    title=_title,
    required=("amends", "amends.window_ends_on", "window", "window.begins_on"),
    amends=True,
    opens_window=True,
)
