"""What lists and filters show of a notice, read from its content: the same for a first and a consolidated version."""

from typing import Any

from notices.composition.composition import title_of
from notices.composition.package_figures import stated_total
from notices.content.content import NoticeContent


def summary_fields(content: NoticeContent) -> dict[str, Any]:
    """Return the columns of a notice that repeat its content; ``total_amount`` is None in a foreign currency."""
    window = content.window
    amounts = [claim.amounts for item in content.items for claim in item.claims]
    totals = [stated_total(amount) for amount in amounts]
    is_yuan = all(amount.currency == "CNY" for amount in amounts)
    return {
        "title": title_of(content),
        "published_on": content.published_on,
        "window_ends_on": window.ends_on if window else None,
        "window_ends_at": window.ends_at if window else None,
        "window_is_provisional": bool(window and window.is_provisional),
        "total_amount": sum(totals) if totals and is_yuan else None,
        "debtor_names": [item.debtor.name for item in content.items],
    }
