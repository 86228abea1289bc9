"""Parse amounts of yuan as people write them."""

import re
from decimal import Decimal

_AMOUNT = re.compile(r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?P<places>\.[0-9]{1,10})?(?P<unit>[万亿]?)元?")
_FACTORS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_MOST_YUAN = Decimal(10) ** 16


def yuan_in(text: str) -> Decimal | None:
    """Parse 50000000, 50,000,000.00, 5000万 or 0.5亿元; None for other text, fractions of a cent, or 10^16 or more."""
    found = _AMOUNT.fullmatch(text.replace(" ", ""))
    if found is None:
        return None
    yuan = Decimal(found["digits"].replace(",", "") + (found["places"] or "")) * _FACTORS[found["unit"]]
    return None if yuan != round(yuan, 2) or yuan >= _MOST_YUAN else yuan
