"""Money: every amount is a Decimal in yuan, or in the currency named with it, with two decimals.

Floats are refused: 0.1 + 0.2 yuan is 0.30 yuan.
"""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from sqlalchemy import Numeric

CENT = Decimal("0.01")
MOST_DIGITS = 20
_PLAIN = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,2})?")


def parse_yuan(value: Any) -> Decimal:
    """Return ``value`` in yuan with exactly two decimals: ``"134000000"`` gives ``Decimal("134000000.00")``.

    Takes a str, int or Decimal with at most 18 digits before the point and 2 after it.

    Raises: PydanticCustomError (a ValueError) for a float, NaN, infinity, an exponent, a separator, more than two
    decimals or more than 20 digits.
    """
    if isinstance(value, bool | float):
        raise PydanticCustomError("inexact_amount", 'a bare number may have lost digits; write it in quotes: "…"')
    if isinstance(value, Decimal):
        value = format(value, "f") if value.is_finite() else str(value)
    text = str(value).strip() if isinstance(value, int | str) else ""
    if _PLAIN.fullmatch(text):
        return Decimal(text).quantize(CENT)
    raise PydanticCustomError(
        "not_an_amount", "not an amount in yuan; write at most 18 digits, a point and 2 digits, such as 134000000.00"
    )


Yuan = Annotated[
    Decimal,
    BeforeValidator(parse_yuan),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]{1,18}(\.[0-9]{1,2})?$", "examples": ["134000000.00"]}),
]
"""An amount in yuan, two decimals."""

NonNegativeYuan = Annotated[Yuan, Field(ge=0)]
"""An amount in yuan, two decimals, zero or more."""

YUAN_COLUMN = Numeric(MOST_DIGITS, 2)
"""The type of all columns that hold money."""


def format_yuan(amount: Decimal, *, is_grouped: bool = False) -> str:
    """Return the amount as notices print it: ``134000000.00元``, grouped ``134,000,000.00元``."""
    return f"{amount:,.2f}元" if is_grouped else f"{amount:.2f}元"
