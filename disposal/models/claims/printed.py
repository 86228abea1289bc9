"""Convert stored yuan to amounts as notices print them, and back."""

from decimal import ROUND_HALF_UP, Decimal

from pydantic import Field

from disposal.money import CENT
from notices.content.amounts import Amount, MoneyUnit
from notices.frozen import Frozen


class PrintedForm(Frozen):
    """How an amount is printed: unit, decimals, thousands separator. The amount itself is stored elsewhere."""

    unit: MoneyUnit = MoneyUnit.yuan
    places: int = Field(default=2, ge=0, le=10)
    is_grouped: bool = False

    @classmethod
    def of(cls, amount: Amount) -> "PrintedForm":
        """Return the form in which an amount was printed."""
        exponent = amount.value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        return cls(unit=amount.unit, places=places, is_grouped=amount.is_grouped)

    def show(self, yuan: Decimal) -> Amount:
        """Return ``yuan`` in this form. Uses more decimals if rounding would change the amount."""
        places = max(self.places, _places_of(yuan / self.unit.factor))
        return self.model_copy(update={"places": places}).rounded(yuan)

    def rounded(self, yuan: Decimal) -> Amount:
        """Return ``yuan`` in this form, rounded to its decimals, as notices print sums in 万元."""
        return as_printed(yuan, unit=self.unit, places=self.places).model_copy(update={"is_grouped": self.is_grouped})


def as_printed(yuan: Decimal, *, unit: MoneyUnit = MoneyUnit.yuan, places: int | None = None) -> Amount:
    """Return ``yuan`` as a notice prints it: 34,330,000.00 in ``wan_yuan`` gives ``3433万元``.

    ``places`` is the number of decimals printed. If empty, yuan get two and larger units as many as needed. An amount
    with more decimals is rounded half up, as notices do.
    """
    value = yuan / unit.factor
    if places is None:
        places = 2 if unit is MoneyUnit.yuan else _places_of(value)
    return Amount(value=value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP), unit=unit)


def _places_of(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def in_yuan(amount: Amount) -> Decimal:
    """Return a printed amount in yuan with two decimals."""
    return amount.exact.quantize(CENT)
