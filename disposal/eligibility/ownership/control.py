"""Control (控制): from which share an owner controls a company on a day, and who controls whom.

公司法（2018）第二百一十六条：百分之五十以上; 公司法（2023修订）第二百六十五条, from 2024-07-01: 超过百分之五十.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from disposal.eligibility.facts.provisions import CONTROLLING_SHAREHOLDER_2018, CONTROLLING_SHAREHOLDER_2023
from disposal.eligibility.ownership.ownership import Link, OwnershipGraph
from notices.legal_source import LegalSource


@dataclass(frozen=True, slots=True)
class ControlShare:
    """The share from which an owner controls. ``is_enough``: exactly this share gives control too."""

    percent: Decimal
    is_enough: bool
    source: LegalSource

    def is_reached(self, percent: Decimal | None) -> bool:
        """Check whether the share gives control."""
        if percent is None:
            return False
        return percent > self.percent or (self.is_enough and percent == self.percent)


CONTROL_SHARES = (
    ControlShare(Decimal(50), is_enough=True, source=CONTROLLING_SHAREHOLDER_2018),
    ControlShare(Decimal(50), is_enough=False, source=CONTROLLING_SHAREHOLDER_2023),
)
"""Dated rows, oldest first. The first row also applies before its date: the law had the same words."""


def control_share(on: date) -> ControlShare:
    """Return the row in force on the day."""
    return next((row for row in CONTROL_SHARES if row.source.is_in_force(on)), CONTROL_SHARES[0])


def controls(link: Link, on: date) -> bool:
    """Check whether the link alone gives control: actual control, or a controlling share."""
    return link.is_control or control_share(on).is_reached(link.percent)


def controllers(graph: OwnershipGraph, starts: Iterable[str], on: date) -> dict[str, tuple[Link, ...]]:
    """Return all parties that control one of ``starts`` through any layers, with the links down to it."""
    found: dict[str, tuple[Link, ...]] = {}
    queue: deque[tuple[str, tuple[Link, ...]]] = deque((start, ()) for start in sorted(set(starts)))
    seen = {start for start, _ in queue}
    while queue:
        key, links = queue.popleft()
        for link in graph.into(key):
            if link.owner not in seen and controls(link, on):
                seen.add(link.owner)
                found[link.owner] = (link, *links)
                queue.append((link.owner, found[link.owner]))
    return found
