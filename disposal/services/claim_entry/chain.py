"""The chain of title on the page: whether each row begins where the one before it ended."""

from collections.abc import Sequence
from itertools import pairwise

from disposal.services.claim_entry.entry import PageReader
from disposal.services.claim_entry.parties import plain
from disposal.services.claim_entry.typed import TypedRow


def check_chain_of_page(reader: PageReader, rows: Sequence[TypedRow]) -> None:
    """Note where the chain breaks or runs backwards, at the row that does not connect."""
    for row in rows:
        day = reader.value(row, "assigned_on")
        if day is not None and day > reader.today:
            reader.refuse(row, "assigned_on", zh="转让日晚于今天；请核对日期", en="lies after today; check the date")
    for earlier, later in pairwise(rows):
        _check_link(reader, earlier, later)


def _check_link(reader: PageReader, earlier: TypedRow, later: TypedRow) -> None:
    holder, assignor = earlier.text("assignee"), later.text("assignor")
    if assignor and plain(holder) != plain(assignor):
        reader.refuse(
            later,
            "assignor",
            zh=f"转让链在此断开：上一行受让方为{holder}，本行转让方为{assignor}；请更正名称，或补上中间的转让",
            en=f"the chain breaks: the row above ends with {holder}, this one begins with {assignor}; "
            "correct the name, or add the assignment between them",
        )
    before, after = reader.value(earlier, "assigned_on"), reader.value(later, "assigned_on")
    if before and after and after < before:
        reader.refuse(
            later, "assigned_on", zh="转让日早于上一行的转让日；请核对", en="lies before the row above; check both days"
        )
