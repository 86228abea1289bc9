"""The form of a placement: where and when a published notice stood."""

from datetime import date
from typing import Any, ClassVar

from disposal.models.publication.placement import Placement
from disposal.services.claim_entry.entry import PageReader
from disposal.services.claim_entry.fields import Need, choice, day, line, tri
from disposal.services.claim_entry.sections import EntrySection
from disposal.services.claim_entry.typed import Typed, row_in
from disposal.services.notice_entry.fields import NOT_STATED
from disposal.services.records.validation import InvalidRecord
from notices.codes import Coded, MediumKind, PaperKind

PLACEMENT = EntrySection("placement", "刊登", (
    line("medium", "媒体", need=Need.record),
    choice("kind", "种类", MediumKind, need=Need.record),
    day("published_on", "见报日", need=Need.record),
    line("page", "版次"),
    choice("paper", "报纸类别", PaperKind),
    line("province", "发行省份"),
    line("city", "发行城市"),
    line("url", "网址"),
    line("file_number", "原件存放处"),
    tri("is_filed_with_supervisor", "已向监管备案", unknown=NOT_STATED),
), is_table=False)  # fmt: skip


class PlacementRefused(InvalidRecord):
    """Fields of the form are missing or wrong."""

    code: ClassVar[str] = "placement_refused"


def placement_values(typed: Typed, *, today: date) -> dict[str, Any]:
    """Return the values of a placement as typed. Raises: PlacementRefused with the problems of all fields."""
    reader = PageReader(today=today)
    row = row_in(typed, PLACEMENT)
    reader.check_needs(row)
    values = reader.values(row, *(field.name for field in PLACEMENT.fields))
    if problems := (*reader.found[Need.record], *reader.found[Need.never]):
        raise PlacementRefused(problems)
    return values


def typed_placement(placement: Placement) -> dict[str, str]:
    """Return a placement as the form shows it."""
    filed = {None: NOT_STATED, True: "是", False: "否"}[placement.is_filed_with_supervisor]
    said = {field.name: getattr(placement, field.name) for field in PLACEMENT.fields}
    words = {name: value.zh if isinstance(value, Coded) else str(value or "") for name, value in said.items()}
    return {f"{PLACEMENT.name}-{name}": text for name, text in (words | {"is_filed_with_supervisor": filed}).items()}
