"""What a change of placements does to the end that filings count to, as it is stored with the change."""

from collections.abc import Iterable
from typing import Any

from disposal.models.publication.placement import Placement
from disposal.services.filings.windows import WindowEnd


def moved_ends(ended: WindowEnd | None, ends: WindowEnd | None) -> dict[str, Any]:
    """Return the end before and after a change, as ``PlacementChange`` keeps them."""
    return {
        "ended_on": ended.dates.ends_on if ended else None,
        "ended_at": ended.dates.ends_at if ended else None,
        "ends_at": ends.dates.ends_at if ends else None,
    }


def summary_fields(placement: Placement, names: Iterable[str]) -> dict[str, Any]:
    """Return fields of a placement as JSON values, but for those that only say whether it counts."""
    return placement.model_dump(mode="json", include=set(names) - {"withdrawn_at", "awaits_check"})
