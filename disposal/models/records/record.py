"""The base of all records: an id that sorts by time, the creation time, named constraints."""

import secrets
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from pydantic import ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from notices.resident_ids import resident_ids_in

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def new_id() -> UUID:
    """Return a UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits."""
    millis = time.time_ns() // 1_000_000
    value = (millis << 80) | secrets.randbits(80)
    value = value & ~(0xF << 76) | (7 << 76)
    value = value & ~(0x3 << 62) | (2 << 62)
    return UUID(int=value)


def now() -> datetime:
    """Return the current time in UTC, timezone-aware."""
    return datetime.now(UTC)


_TEXTLESS = (UUID, date, Decimal, int, Enum)
"""Values that hold no text: no number of a person can stand in them."""
_SHORTEST = 18

UniqueFields = Mapping[str, str | None]


class Payload(SQLModel):
    """The base of input schemas. Unknown fields are refused, and errors do not repeat the input.

    No text may contain a person's full number, because the database would store it unencrypted.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, allow_inf_nan=False, defer_build=True)  # type: ignore[assignment]

    @field_validator("*")
    @classmethod
    def _no_resident_id_in_text(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None or isinstance(value, _TEXTLESS) or (isinstance(value, str) and len(value) < _SHORTEST):
            return value
        for _, masked in resident_ids_in(value, name=info.field_name or ""):
            raise PydanticCustomError(
                "resident_id_in_text",
                "holds a full resident ID number ({masked}); mask it, or enter it as the person's personal_number",
                {"masked": masked},
            )
        return value


class Record(SQLModel):
    """The base of all domain tables. Build rows with ``model_validate``: the constructor does not validate.

    To change a list or JSON value, assign a new one. A change in place is not saved.
    """

    model_config = ConfigDict(hide_input_in_errors=True, defer_build=True)  # type: ignore[assignment]

    unaudited: ClassVar[frozenset[str]] = frozenset()
    """Columns that never enter the audit trail: secrets and large bytes."""

    shared_because: ClassVar[str] = ""
    """Why branches share the rows of a table that lead to a branch. Empty: each branch sees its own rows only."""

    label: ClassVar[tuple[str, str]]
    """What messages call a record of this table, in Chinese and in English."""

    unique_fields: ClassVar[UniqueFields] = {}
    """The field that a person knows each unique constraint or index of the table by.

    None: nobody enters these values. A violation is then a fault of the program and not of what was entered.
    """

    id: UUID = Field(default_factory=new_id, primary_key=True)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class Shown(SQLModel):
    """The base of output schemas: id and creation time come before the other fields."""

    id: UUID
    created_at: datetime
