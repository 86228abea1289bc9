"""Columns of a notice for lists and filters, read from its content; the same for first and consolidated versions."""

from decimal import Decimal
from typing import Any

from notices.composition.composition import title_of
from notices.composition.package_figures import stated_total
from notices.content.amounts import MOST, Amount
from notices.content.content import NoticeContent


def summary_fields(content: NoticeContent) -> dict[str, Any]:
    """Return the columns of a notice that repeat its content."""
    window = content.window
    secured = [security for item in content.items for claim in item.claims for security in claim.security]
    return {
        "title": title_of(content),
        "published_on": content.published_on,
        "window_ends_on": window.ends_on if window else None,
        "window_ends_at": window.ends_at if window else None,
        "window_is_provisional": bool(window and window.is_provisional),
        "total_amount": _total_amount(content),
        "debtor_names": [item.debtor.name for item in content.items],
        "collateral_types": list(dict.fromkeys(security.collateral.type.value for security in secured)),
        "floor_price": _yuan(content.terms.floor_price if content.terms else None),
        "deposit": _yuan(content.terms.deposit if content.terms else None),
    }


def _total_amount(content: NoticeContent) -> Decimal | None:
    """Return the total of the claims in yuan; None if a claim is in a foreign currency or states no principal."""
    claims = [claim for item in content.items for claim in item.claims]
    stated = [amounts for amounts in content.owed if amounts.principal and amounts.currency == "CNY"]
    if not claims or len(stated) < len(claims):
        return None
    return sum((stated_total(amounts) for amounts in stated), Decimal(0))


def _yuan(stated: Amount | None) -> Decimal | None:
    """Return an amount in yuan; None if it is in another currency or too large for the column."""
    if stated is None or stated.currency != "CNY" or stated.exact >= MOST:
        return None
    return stated.exact
