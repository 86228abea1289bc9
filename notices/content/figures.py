"""Decimal figures as printed: digits are kept, length is limited."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from notices.written.numbers import figure_in

MOST_PLACES = 10  # enough for 亿元 exact to the cent
MOST_DIGITS = 28  # precision of Python's decimal arithmetic


def plain_figure(figure: Decimal) -> Decimal:
    """Return the number without exponent and negative zero; refuse it if not finite or too long."""
    if not figure.is_finite():
        raise PydanticCustomError("not_a_figure", "not a finite number; write digits")
    exponent = figure.as_tuple().exponent
    if isinstance(exponent, int) and (exponent < -MOST_PLACES or figure.adjusted() >= MOST_DIGITS - MOST_PLACES):
        raise PydanticCustomError(
            "too_many_digits",
            "too many digits; at most {whole} before and {places} after the decimal point",
            {"whole": MOST_DIGITS - MOST_PLACES, "places": MOST_PLACES},
        )
    plain = figure.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else figure
    return plain.copy_abs() if plain.is_zero() else plain


Figure = Annotated[Decimal, BeforeValidator(figure_in), AfterValidator(plain_figure)]
"""A decimal number as printed: trailing zeros are kept. A text may part its thousands: ``"12,893.13"``."""
