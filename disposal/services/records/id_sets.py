"""Query by many ids: one array parameter of any length, because the number of parameters is limited."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, literal


def among(column: Any, ids: Iterable[UUID]) -> ColumnElement[bool]:
    """Build the condition that a column holds one of the ids."""
    condition: ColumnElement[bool] = column == any_(literal(sorted(ids), ARRAY(Uuid)))
    return condition
