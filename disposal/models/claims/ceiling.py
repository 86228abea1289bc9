"""Ceilings (最高额): a maximum amount, its printed unit, and what it limits (民法典第四百二十条)."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint
from sqlmodel import Field

from disposal.models.claims.currency import Currency
from disposal.models.claims.printed import PrintedForm, as_printed
from disposal.models.records.columns import Validated, coded
from disposal.models.records.record import Payload
from disposal.money import YUAN_COLUMN, NonNegativeYuan
from notices.codes import CeilingLimits
from notices.content.amounts import MoneyUnit
from notices.content.security import Ceiling


class CeilingFields(Payload):
    """The columns of a ceiling. Amount and limits are given together, or not at all."""

    ceiling_amount: NonNegativeYuan | None = Field(default=None, sa_type=YUAN_COLUMN, description="in currency units")
    ceiling_currency: Currency = "CNY"
    ceiling_unit: MoneyUnit = Field(default=MoneyUnit.yuan, sa_type=coded(MoneyUnit), description="as printed")
    ceiling_form: PrintedForm | None = Field(
        default=None, sa_type=Validated(PrintedForm), description="as a source prints it; empty: in the unit, exact"
    )
    ceiling_limits: CeilingLimits | None = Field(default=None, sa_type=coded(CeilingLimits))

    @property
    def ceiling(self) -> Ceiling | None:
        """Return the ceiling as a notice prints it, or None."""
        if self.ceiling_amount is None or self.ceiling_limits is None:
            return None
        form = self.ceiling_form
        amount = form.show(self.ceiling_amount) if form else as_printed(self.ceiling_amount, unit=self.ceiling_unit)
        amount = amount.model_copy(update={"currency": self.ceiling_currency})
        return Ceiling(amount=amount, limits=self.ceiling_limits)


class CeilingCreate(CeilingFields):
    """A ceiling to be entered."""

    @model_validator(mode="after")
    def _amount_says_what_it_limits(self) -> Self:
        if (self.ceiling_amount is None) != (self.ceiling_limits is None):
            raise PydanticCustomError("half_a_ceiling", "give both ceiling_amount and ceiling_limits, or neither")
        return self


def ceiling_is_whole() -> CheckConstraint:
    """Return the constraint that a row has both amount and limits of a ceiling, or neither."""
    return CheckConstraint("(ceiling_amount IS NULL) = (ceiling_limits IS NULL)", name="ceiling_whole")
