"""Column types: codes, amounts, and JSON that is validated on write and on read."""

from enum import Enum
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import CheckConstraint, Dialect, TypeDecorator
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import JSONB

from notices.text import reading_stored

JSON = JSONB(none_as_null=True)
"""JSON without validation. None is stored as NULL, not as JSON null."""


def coded(codes: type[Enum]) -> EnumType:
    """Return the type of a column that holds one of ``codes``, by name, as text.

    There is no CHECK on the values, so that a new code needs no migration. Rows are validated when built.
    """
    return EnumType(codes, native_enum=False, create_constraint=False, length=40)


def not_negative(column: str) -> CheckConstraint:
    """Return the constraint that an amount is zero or more, and not NaN: PostgreSQL sorts NaN above all numbers."""
    return CheckConstraint(f"{column} >= 0 AND {column} <> 'NaN'", name=f"{column}_not_negative")


class Validated(TypeDecorator[Any]):
    """JSON that holds a value of one type, such as ``tuple[Contact, ...]``; validated on write and on read."""

    impl = JSONB
    cache_ok = True

    def __init__(self, payload: Any) -> None:
        super().__init__(none_as_null=True)
        self.payload = payload

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        """Return what validates; it is made when the first value comes."""
        return TypeAdapter(self.payload)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Validate the value and return its JSON."""
        if value is None:
            return None
        return self._adapter.dump_python(self._adapter.validate_python(value), mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Validate the JSON and return its value; texts are read as they were stored."""
        if value is None:
            return None
        with reading_stored():
            return self._adapter.validate_python(value)
