"""Control (控制): from which share an owner controls a company on a day, and who controls whom.

公司法（2018）第二百一十六条：百分之五十以上; 公司法（2023修订）第二百六十五条, from 2024-07-01: 超过百分之五十.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
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


@dataclass(frozen=True, slots=True)
class Command:
    """How a party controls a company: by the ``links`` into it of the party and of the companies the party controls.

    ``votes`` is the sum of their shares. ``chains`` are paths from the party down to the company, the largest first.
    """

    links: tuple[Link, ...]
    votes: Decimal
    chains: tuple[tuple[Link, ...], ...]

    @property
    def is_joint(self) -> bool:
        """Check whether only the shares of several holders together give control."""
        return len(self.links) > 1 and not any(link.is_control for link in self.links)


class Control:
    """Who controls whom on a day, through any layers.

    Whoever controls a company disposes of all its votes (公司法第二百六十五条: 通过投资关系…能够实际支配公司行为). So
    the shares of the party itself and of all companies it controls are added up, not multiplied.
    """

    def __init__(self, graph: OwnershipGraph, on: date) -> None:
        self._graph = graph
        self._commanded = {
            owner: companies for owner in graph.owners if (companies := _commanded_by(graph, owner, on))
        }  # a company that controls none directly controls none at all
        self._controllers: dict[str, list[str]] = defaultdict(list)
        for owner, companies in self._commanded.items():
            for company in companies:
                self._controllers[company].append(owner)

    def companies(self, key: str) -> tuple[str, ...]:
        """Return the companies that a party controls, the nearest first."""
        return tuple(self._commanded.get(key, ()))

    def controllers(self, companies: Iterable[str]) -> frozenset[str]:
        """Return all parties that control one of the companies."""
        return frozenset(owner for company in companies for owner in self._controllers.get(company, ()))

    def command(self, key: str, company: str) -> Command | None:
        """Return how a party controls a company; None if it does not."""
        if company not in self._commanded.get(key, ()):
            return None
        links = self._links(key, company)
        votes = sum((link.percent for link in links if link.percent), Decimal())
        return Command(links, votes, tuple(self._chains(key, company)))

    def _links(self, key: str, company: str) -> tuple[Link, ...]:
        holders = {key, *self._commanded[key]} - {company}
        links = [link for link in self._graph.into(company) if link.owner in holders and _is_deciding(link)]
        return tuple(sorted(links, key=lambda link: (not link.is_control, -(link.percent or 0), link.owner)))

    def _chains(self, key: str, company: str, most: int = 5) -> Iterator[tuple[Link, ...]]:
        """Yield paths down to a company; each leads through companies that were found to be controlled before it."""
        order = {key: -1, **{found: at for at, found in enumerate(self._commanded[key])}}
        for link in self._links(key, company):
            if order[link.owner] >= order[company]:
                continue
            for above in self._chains(key, link.owner, most) if link.owner != key else ((),):
                if most == 0:
                    return
                most -= 1
                yield (*above, link)


def _is_deciding(link: Link) -> bool:
    return link.is_control or link.percent is not None


def _commanded_by(graph: OwnershipGraph, owner: str, on: date) -> tuple[str, ...]:
    """Return the companies that a party controls, in the order in which the votes are found to suffice."""
    links = graph.out_of(owner)
    if not any(controls(link, on) for link in links):
        return ()
    share, found, queue = control_share(on), dict[str, None](), deque([links])
    votes: dict[str, Decimal] = defaultdict(Decimal)
    while queue:
        for link in queue.popleft():
            if link.owned == owner or link.owned in found:
                continue
            votes[link.owned] += link.percent or 0
            if link.is_control or share.is_reached(votes[link.owned]):
                found[link.owned] = None
                queue.append(graph.out_of(link.owned))
    return tuple(found)
