"""Money as a notice prints it: exact value, unit, currency and printed digits."""

from decimal import Decimal
from typing import Any

from pydantic import Field, field_serializer, field_validator, model_validator
from pydantic_core import PydanticCustomError

from notices.codes import Coded
from notices.content.figures import Figure
from notices.frozen import Frozen
from notices.text import Line, Prose
from notices.written.amounts import CURRENCY_WORDS, UNITS, read_amount
from notices.written.fields import Day, YesNo

MOST = Decimal(10) ** 18


class MoneyUnit(Coded):
    """The unit an amount is printed in (金额单位)."""

    yuan = "yuan", "", "", "元"
    wan_yuan = "wan_yuan", "万", "", "万元"
    yi_yuan = "yi_yuan", "亿", "", "亿元"

    @property
    def factor(self) -> Decimal:
        """Return how many currency units one printed unit is worth."""
        return UNITS[self.zh]


def _refuse_inexact(value: Any) -> None:
    if isinstance(value, bool):
        raise PydanticCustomError("not_an_amount", "not an amount; write digits")
    if isinstance(value, float):
        raise PydanticCustomError("inexact_amount", 'a bare number may have lost digits; write it in quotes: "…"')


class Amount(Frozen):
    """An amount as printed (金额): ``3433`` with unit ``wan_yuan`` is 34,330,000 yuan, exact to 10,000.

    Read from a table, or from a text as ``notices.written.amounts`` reads it: ``"134000000.00"``, ``"3433万元"``,
    ``"￥200,000,000"``, ``"壹仟捌佰万元整"``.
    """

    value: Figure = Field(ge=0, lt=MOST, description="digits as printed, in `unit`; trailing zeros are kept")
    unit: MoneyUnit = MoneyUnit.yuan
    currency: str = Field("CNY", description="ISO 4217 code")
    is_grouped: YesNo = Field(False, description="printed with a comma every three digits")

    @model_validator(mode="before")
    @classmethod
    def _from_printed(cls, data: Any) -> Any:
        _refuse_inexact(data)
        if isinstance(data, int | Decimal):
            return {"value": data}
        if not isinstance(data, str):
            return data
        written = read_amount(data)
        unit = next(unit for unit in MoneyUnit if unit.zh == written.unit)
        return {
            "value": written.value,
            "unit": unit,
            "currency": written.currency,
            "is_grouped": written.is_grouped,
        }

    @field_validator("value", mode="before")
    @classmethod
    def _refuse_float(cls, value: Any) -> Any:
        _refuse_inexact(value)
        return value

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, currency: str) -> str:
        if currency not in CURRENCY_WORDS:
            raise PydanticCustomError(
                "unknown_currency", "unknown currency; use one of {known}", {"known": ", ".join(CURRENCY_WORDS)}
            )
        return currency

    @model_validator(mode="after")
    def _whole_cents(self) -> "Amount":
        if self.exact != self.exact.quantize(Decimal("0.01")):
            raise PydanticCustomError("below_a_cent", "finer than 0.01; round it to the cent as the books do")
        return self

    @field_serializer("value")
    def _digits(self, value: Decimal) -> str:
        return format(value, "f")

    @property
    def exact(self) -> Decimal:
        """Return the amount in whole currency units (yuan for CNY)."""
        return self.value * self.unit.factor

    @property
    def last_digit(self) -> Decimal:
        """Return the value of one unit in the last printed digit: 0.01 for 12.30, 10,000 for 3433万元."""
        exponent = self.value.as_tuple().exponent
        places = exponent if isinstance(exponent, int) else 0
        return Decimal(1).scaleb(min(places, 0)) * self.unit.factor

    @property
    def digits(self) -> str:
        """Return the printed digits without unit."""
        return format(self.value, ",f" if self.is_grouped else "f")

    @property
    def printed(self) -> str:
        """Return the amount as a notice prints it: ``134000000.00元``, ``3433万元``, ``500万美元``."""
        return f"{self.digits}{self.unit.zh}{CURRENCY_WORDS[self.currency]}"


COMPONENTS = (
    "principal",
    "interest",
    "penalty_interest",
    "compound_interest",
    "doubled_interest",
    "damages",
    "advanced_costs",
    "litigation_costs",
    "other_costs",
)
"""Names of the parts of a total, in printing order."""


class ClaimAmounts(Frozen):
    """What is owed at a record date (债权金额), each part as printed; ``total`` is the printed total."""

    principal: Amount | None = Field(None, description="本金; may be 0; an amendment may leave it out")
    interest: Amount | None = Field(None, description="利息")
    interest_includes: Line | None = Field(
        None,
        description="words in brackets after 利息, such as 含罚息、复利等; brackets of its own are kept",
    )
    penalty_interest: Amount | None = Field(None, description="罚息")
    compound_interest: Amount | None = Field(None, description="复利")
    doubled_interest: Amount | None = Field(None, description="迟延履行期间的加倍利息")
    damages: Amount | None = Field(None, description="违约金、损害赔偿金")
    advanced_costs: Amount | None = Field(None, description="垫付费用")
    litigation_costs: Amount | None = Field(None, description="诉讼费、保全费")
    litigation_costs_words: Line | None = Field(None, description="paid in, paid out, refund pending: as printed")
    other_costs: Amount | None = Field(None, description="其他费用")
    total: Amount | None = Field(None, description="本息合计, as printed")
    floating_words: Prose | None = Field(None, description="part that accrues to the day of payment, as printed")

    @property
    def parts(self) -> dict[str, Amount]:
        """Return the given amounts by component name, in printing order, without the total."""
        return {name: amount for name in COMPONENTS if (amount := getattr(self, name)) is not None}

    @property
    def currency(self) -> str:
        """Return the one currency of all amounts; yuan where only words are stated."""
        return next((amount.currency for amount in self._stated), "CNY")

    @property
    def computed_total(self) -> Decimal:
        """Return the exact sum of the parts in currency units."""
        return sum((amount.exact for amount in self.parts.values()), Decimal(0))

    @property
    def _stated(self) -> tuple[Amount, ...]:
        """Return all amounts: the parts, and the total if it is printed."""
        return (*self.parts.values(), *((self.total,) if self.total else ()))

    @model_validator(mode="after")
    def _something_stated(self) -> "ClaimAmounts":
        if not self._stated and not self.floating_words:
            raise PydanticCustomError("no_amounts", "states no amount; fill in principal or another part")
        return self

    @model_validator(mode="after")
    def _one_currency(self) -> "ClaimAmounts":
        currencies = sorted({amount.currency for amount in self._stated})
        if len(currencies) > 1:
            raise PydanticCustomError(
                "mixed_currencies",
                "amounts in {found} cannot be added; enter one claim a currency",
                {"found": ", ".join(currencies)},
            )
        return self


class ConditionalAmounts(Frozen):
    """Amounts that hold if a condition does, or does not (附条件债权金额)."""

    condition: Prose = Field(description="when these amounts hold, such as 债务人未达到豁免条件的")
    amounts: ClaimAmounts
    as_of: Day | None = None
    otherwise: Prose | None = Field(None, description="when the claim's own amounts hold, such as 债务人符合豁免条件")
    basis: Line | None = Field(None, description="what the condition rests on, such as 《债务重组协议》的相关约定")
