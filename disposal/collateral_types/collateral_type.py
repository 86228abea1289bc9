"""The base of every collateral type: its code, its labels, and the attributes it asks for."""

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


def _refuse_float(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise PydanticCustomError("inexact_number", 'a bare number may have lost digits; write it in quotes: "…"')
    return value


Measure = Annotated[Decimal, BeforeValidator(_refuse_float), Field(gt=0, max_digits=20, decimal_places=6)]
"""A measured quantity above zero, exact; its printed digits are kept."""


class CollateralAttributes(BaseModel, ABC):
    """One type of collateral; its fields are the attributes, with the unit in the name of each.

    A subclass sets the three class variables, declares its fields and says how notices describe it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    code: ClassVar[str]
    label_zh: ClassVar[str]
    label_en: ClassVar[str]

    @abstractmethod
    def details(self) -> tuple[str, ...]:
        """Return the phrases that follow the noun in a notice, in order."""

    def phrase(self, noun: str | None = None) -> str:
        """Return how notices describe it: ``工业房地产，房产建筑面积12893.13平方米``; the noun is optional."""
        return "，".join((noun or self.label_zh, *self.details()))


def measured(label: str, value: Decimal | None, unit: str) -> tuple[str, ...]:
    """Return ``("房产建筑面积12893.13平方米",)``, or nothing where there is no value."""
    return () if value is None else (f"{label}{value:f}{unit}",)


def named(label: str, value: str | None) -> tuple[str, ...]:
    """Return ``("车牌号浙A00000",)``, or nothing where there is no value."""
    return () if value is None else (f"{label}{value}",)


def one_needed(*fields: str) -> PydanticCustomError:
    """Return the refusal of attributes that give none of several fields."""
    return PydanticCustomError("one_needed", "give at least one of {fields}", {"fields": ", ".join(fields)})
