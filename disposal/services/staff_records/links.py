"""From a field that names another record to the page of that record, where the person may open it."""

from typing import Any
from uuid import UUID

from disposal.acting import Actor
from disposal.models.records.record import Record
from disposal.services.accounts.permissions import may
from disposal.services.staff_records.kinds import CODES_BY_TABLE
from disposal.services.staff_records.values import Names


def page_named(table: type[Record], field: str, value: Any, *, names: Names, actor: Actor) -> str:
    """Return the address of the page of the record whose id a field holds: /desk/parties/….

    Empty where the field names no record with a page, where the record has no name here (it is of another branch),
    and where the person may not read records of its kind.
    """
    columns = table.__table__.columns  # type: ignore[attr-defined]
    named = {each.column.table.name for each in columns[field].foreign_keys} if field in columns else set()
    code = next((CODES_BY_TABLE[each] for each in named if each in CODES_BY_TABLE), "")
    if not code or not value or not names.get(UUID(value)) or not may(actor, f"{code}.read"):
        return ""
    return f"/desk/{code}/{value}"
