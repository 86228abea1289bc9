"""Columns of a notice for lists and filters, read from its content; the same for first and consolidated versions."""

from decimal import Decimal
from typing import Any

from notices.composition.composition import title_of
from notices.composition.package_figures import stated_total
from notices.content.content import NoticeContent


def summary_fields(content: NoticeContent) -> dict[str, Any]:
    """Return the columns of a notice that repeat its content."""
    window = content.window
    return {
        "title": title_of(content),
        "published_on": content.published_on,
        "window_ends_on": window.ends_on if window else None,
        "window_ends_at": window.ends_at if window else None,
        "window_is_provisional": bool(window and window.is_provisional),
        "total_amount": _total_amount(content),
        "debtor_names": [item.debtor.name for item in content.items],
    }


def _total_amount(content: NoticeContent) -> Decimal | None:
    """Return the total of the claims in yuan; None if a claim is in a foreign currency or states no principal."""
    claims = [claim for item in content.items for claim in item.claims]
    stated = [amounts for amounts in content.owed if amounts.principal and amounts.currency == "CNY"]
    if not claims or len(stated) < len(claims):
        return None
    return sum((stated_total(amounts) for amounts in stated), Decimal(0))
