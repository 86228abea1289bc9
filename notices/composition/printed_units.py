"""The unit and the digits that a computed figure is printed in: those of its parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from notices.content.amounts import Amount, MoneyUnit
from notices.written.amounts import CURRENCY_WORDS

CENT_PLACES = 2


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit with the number of decimal places that are printed at least."""

    unit: MoneyUnit = MoneyUnit.yuan
    places: int = CENT_PLACES
    is_grouped: bool = False

    def digits(self, exact: Decimal, *, is_grouped: bool | None = None) -> str:
        """Return an amount of whole currency units in this unit; more places are printed where they are needed."""
        value = exact / self.unit.factor
        needed = -int(value.normalize().as_tuple().exponent)
        grouped = self.is_grouped if is_grouped is None else is_grouped
        return format(value, f"{',' if grouped else ''}.{max(self.places, needed)}f")

    def money(self, exact: Decimal, currency: str = "CNY") -> str:
        """Return an amount with this unit: 127951.52万元, 193474338.54元."""
        return f"{self.digits(exact)}{self.unit.zh}{CURRENCY_WORDS[currency]}"


YUAN = PrintedUnit()


def unit_of(parts: Iterable[Amount]) -> PrintedUnit:
    """Return the unit that all parts are printed in, with their most places; yuan to the cent where units differ.

    A zero says nothing of the unit, unless every part is zero.
    """
    printed = tuple(parts)
    telling = [amount for amount in printed if amount.exact] or printed
    units = {amount.unit for amount in telling}
    if len(units) != 1 or units == {MoneyUnit.yuan}:
        return YUAN
    return PrintedUnit(
        unit=units.pop(),
        places=max(-int(amount.value.as_tuple().exponent) for amount in telling),
        is_grouped=any(amount.is_grouped for amount in telling),
    )
