"""The base class of all collateral types: code, labels and attributes."""

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
"""An exact quantity above zero. Its printed digits are preserved."""


class CollateralAttributes(BaseModel, ABC):
    """A type of collateral. Its fields are its attributes; the name of a field includes the unit.

    A subclass sets ``code``, ``label_zh``, ``label_en`` and ``usual``, declares its fields and implements ``details``.
    What is stated must be valid; what is not stated may be missing, because many notices are silent on it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    code: ClassVar[str]
    label_zh: ClassVar[str]
    label_en: ClassVar[str]
    usual: ClassVar[tuple[tuple[str, ...], ...]]
    """What a buyer expects to read: of each group, one attribute at least."""

    @abstractmethod
    def details(self) -> tuple[str, ...]:
        """Return the phrases that follow the noun in a notice, in order."""

    def unstated(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of ``usual`` of which no attribute is stated."""
        return tuple(group for group in self.usual if all(getattr(self, name) is None for name in group))

    def phrase(self, noun: str | None = None) -> str:
        """Return the description that notices print: ``工业房地产，房产建筑面积12893.13平方米``.

        Without ``noun``, uses ``label_zh``.
        """
        return "，".join((noun or self.label_zh, *self.details()))


def measured(label: str, value: Decimal | None, unit: str) -> tuple[str, ...]:
    """Return ``("房产建筑面积12893.13平方米",)``, or an empty tuple if there is no value."""
    return () if value is None else (f"{label}{value:f}{unit}",)


def named(label: str, value: str | None) -> tuple[str, ...]:
    """Return ``("车牌号浙A00000",)``, or an empty tuple if there is no value."""
    return () if value is None else (f"{label}{value}",)


def one_needed(*fields: str) -> PydanticCustomError:
    """Return the validation error for input that gives none of ``fields``."""
    return PydanticCustomError("one_needed", "give at least one of {fields}", {"fields": ", ".join(fields)})
