"""Column types: codes, money, JSON checked on its way in and out."""

from enum import Enum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import CheckConstraint, Dialect, TypeDecorator
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import JSONB

JSON = JSONB(none_as_null=True)
"""JSON as it is; None is NULL, not a JSON null."""


def coded(codes: type[Enum]) -> EnumType:
    """Return the type of a column that holds one of ``codes``, by name, as text.

    There is no CHECK on the list, so that a new code needs no migration: rows are validated when built.
    """
    return EnumType(codes, native_enum=False, create_constraint=False, length=40)


def not_negative(column: str) -> CheckConstraint:
    """Return the constraint that keeps a column of money at zero or more; PostgreSQL holds NaN above every number."""
    return CheckConstraint(f"{column} >= 0 AND {column} <> 'NaN'", name=f"{column}_not_negative")


class Validated(TypeDecorator[Any]):
    """JSON that holds a value of one type, such as ``tuple[Contact, ...]``: validated when written and when read."""

    impl = JSONB
    cache_ok = True

    def __init__(self, payload: Any) -> None:
        super().__init__(none_as_null=True)
        self.payload = payload
        self._adapter: TypeAdapter[Any] = TypeAdapter(payload)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the JSON of a valid value."""
        if value is None:
            return None
        return self._adapter.dump_python(self._adapter.validate_python(value), mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the value that the JSON stands for."""
        return None if value is None else self._adapter.validate_python(value)
