"""The forms of the five kinds of amendment: which fields each has."""

from collections.abc import Mapping
from types import MappingProxyType

from disposal.services.claim_entry.fields import FieldKind, Need, amount, choice, day, line, of_kind
from disposal.services.claim_entry.sections import EntrySection
from disposal.services.notice_entry.fields import PARAGRAPHS
from notices.codes import MediumKind, PaperKind
from notices.windows.window import WindowUnit

_prose = FieldKind.prose
SAID = EntrySection("said", "公告内容", (
    day("published_on", "公告日期", need=Need.record),
    of_kind(_prose, "reason", "原因", hint="印在公告中"),
    of_kind(_prose, "statements", "补充内容", need=Need.record, hint=PARAGRAPHS),
    of_kind(FieldKind.whole, "count", "延长天数", need=Need.record),
    choice("unit", "单位", WindowUnit, default=WindowUnit.working_days.zh),
    day("begins_on", "起算日", hint="原公告期最后一日；当日不计入"),
    line("closes_at", "截止钟点", hint="如17:00；留空为24:00"),
    of_kind(_prose, "outcome", "处置结果", need=Need.record, hint="如：已成交；未征集到意向受让方，公告期届满"),
    amount("price", "成交价", hint="公开的才填写"),
    line("buyer", "受让方"),
    day("concluded_on", "成交日"),
    of_kind(FieldKind.check, "other_elements_unchanged", "其他公告要素不变"),
), is_table=False)  # fmt: skip
CHANGES = EntrySection("changes", "更正", (
    line("element", "要素", need=Need.record, hint="从原公告中选择"),
    of_kind(_prose, "after", "更正后", need=Need.record),
    line("label", "公告中的要素名称", hint="留空即用所选要素的名称"),
    line("before", "更正前", hint="所选要素照原公告引用；仅以文字更正时填写"),
    of_kind(FieldKind.hidden, "element_id", "所选要素"),
))  # fmt: skip
PLACED = EntrySection("placed", "媒体", (
    line("medium", "媒体", need=Need.record),
    choice("kind", "种类", MediumKind, need=Need.record),
    day("published_on", "刊登日", hint="留空即公告日期"),
    choice("paper", "报纸类别", PaperKind),
))  # fmt: skip
FIELDS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "correction": ("published_on", "reason", "other_elements_unchanged"),
    "supplement": ("published_on", "statements", "reason", "other_elements_unchanged"),
    "extension": ("published_on", "count", "unit", "begins_on", "closes_at", "reason", "other_elements_unchanged"),
    "withdrawal": ("published_on", "reason"),
    "result": ("published_on", "outcome", "price", "buyer", "concluded_on"),
})  # fmt: skip
"""The fields of each kind of amendment, in their order."""
