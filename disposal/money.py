"""Money: every amount is a Decimal in yuan, or in the currency named with it, with two decimals.

Floats are refused: 0.1 + 0.2 yuan is 0.30 yuan.
"""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from sqlalchemy import Numeric

from notices.written.amounts import read_amount

CENT = Decimal("0.01")
MOST_DIGITS = 20
_LEAST_TOO_LARGE = Decimal(10) ** 18
_PLAIN = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,2})?")


def parse_yuan(value: Any) -> Decimal:
    """Return ``value`` in yuan with exactly two decimals: ``"134000000"`` gives ``Decimal("134000000.00")``.

    Takes an int, a Decimal, or a text as ``notices.written.amounts`` reads it: 1.34亿元, ￥134,000,000.00, 壹佰元整.

    Raises: PydanticCustomError (a ValueError) for a float, NaN, infinity, an exponent, another currency, more than 18
    digits before the point or two after it.
    """
    if isinstance(value, float):
        raise PydanticCustomError("inexact_amount", 'a bare number may have lost digits; write it in quotes: "…"')
    if isinstance(value, Decimal):
        value = format(value, "f") if value.is_finite() else str(value)
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    yuan = Decimal(text) if _PLAIN.fullmatch(text) else _written(text)
    if yuan is not None:
        return yuan.quantize(CENT)
    raise PydanticCustomError(
        "not_an_amount",
        "not an amount in yuan; write at most 18 digits, a point and 2 digits, such as 134000000.00 or 1.34亿元",
    )


def _written(text: str) -> Decimal | None:
    """Return the yuan of a written amount, which may stand below zero; None for anything else."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    try:
        written = read_amount(digits)
    except PydanticCustomError:  # no amount: the caller refuses it at its field
        return None
    yuan = written.exact
    is_of_column = written.currency == "CNY" and yuan < _LEAST_TOO_LARGE and yuan == round(yuan, 2)
    return sign * yuan if is_of_column else None


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
