"""Participation (参与): who owns, runs or controls a party at any depth; by which paths, and with what stake.

Any share is participation, and so is an office of management or actual control (法发〔2009〕19号 sets no threshold).
The walk goes upward from the target. Its limits are far above any real group of companies.
"""

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from disposal.eligibility.ownership.ownership import HUNDRED, Link, OwnershipGraph
from disposal.eligibility.ownership.stakes import PRECISION, effective_stakes

_NO_SHARE = Decimal("0.000001")  # weight of a link without a known share: below any known share
_PER_LINK = Decimal("0.999999999")  # at equal shares the shorter path ranks first: rings of 100 % stay cheap


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of a walk. A walk that stops at a limit says so."""

    parties: int = 1_000_000
    ring_steps: int = 5_000_000
    path_steps: int = 50_000


BOUNDS = Bounds()
"""Far above any real group of companies."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A simple path of links from an owner down to the target. ``fraction`` is None if a share is unknown."""

    links: tuple[Link, ...]
    fraction: Decimal | None


@dataclass(frozen=True, slots=True)
class Participation:
    """All parties above the target. ``is_whole`` is false if the walk or the sums stopped at a limit."""

    target: str
    reached: frozenset[str]
    stakes: dict[str, Decimal]
    is_whole: bool
    _down: dict[str, list[Link]] = field(repr=False)
    _best: dict[str, Decimal] = field(repr=False)
    _path_steps: int = field(repr=False)

    def stake(self, key: str) -> Decimal:
        """Return the effective stake in percent; 0 if there are only offices."""
        with localcontext(prec=PRECISION):
            return self.stakes.get(key, Decimal()) * HUNDRED

    def chains(self, key: str, most: int = 5) -> tuple[Chain, ...]:
        """Return up to ``most`` simple paths from the party to the target, largest first, then shortest."""
        if key not in self.reached:
            return ()
        found: list[tuple[Link, ...]] = []
        heap: list[tuple[Decimal, int, tuple[str, ...], tuple[Link, ...], Decimal]]
        heap = [(-self._best[key], 0, (key,), (), Decimal(1))]
        steps = self._path_steps
        while heap and len(found) < most and (steps > 0 or not found):
            _, _, keys, links, weight = heapq.heappop(heap)
            steps -= 1
            if keys[-1] == self.target:
                found.append(links)
                continue
            for link in self._down.get(keys[-1], ()):
                if link.owned in keys:
                    continue
                product = weight * _rank(link)
                estimate = product * self._best[link.owned]
                heapq.heappush(heap, (-estimate, -len(keys), (*keys, link.owned), (*links, link), product))
        return tuple(sorted((chain_of(links) for links in found), key=_weightiest_first))


def walk(
    graph: OwnershipGraph, target: str, *, closed: frozenset[str] = frozenset(), bounds: Bounds = BOUNDS
) -> Participation:
    """Walk up from the target. The owners of a ``closed`` party are ignored."""

    def owners(key: str) -> list[Link]:
        return [] if key in closed else graph.into(key)

    best: dict[str, Decimal] = {}
    down: dict[str, list[Link]] = defaultdict(list)
    heap = [(Decimal(-1), target)]
    while heap and len(best) <= bounds.parties:
        rank, key = heapq.heappop(heap)
        if key in best:
            continue
        best[key] = -rank
        for link in owners(key):
            down[link.owner].append(link)
            if link.owner not in best:
                heapq.heappush(heap, (rank * _rank(link), link.owner))
    is_cut = any(key not in best for _, key in heap)
    reached = frozenset(best) - {target}
    if is_cut:
        return Participation(target, reached, {}, False, down, best, bounds.path_steps)
    stakes = effective_stakes(target, owners, most_steps=bounds.ring_steps)
    return Participation(target, reached, stakes.fractions, stakes.is_exact, down, best, bounds.path_steps)


def _rank(link: Link) -> Decimal:
    return (link.percent / HUNDRED if link.percent else _NO_SHARE) * _PER_LINK


def chain_of(links: tuple[Link, ...]) -> Chain:
    """Return links as a chain, with the product of their shares."""
    fraction: Decimal | None = Decimal(1)
    with localcontext(prec=PRECISION):
        for link in links:
            fraction = None if fraction is None or link.percent is None else fraction * link.percent / HUNDRED
    return Chain(links, fraction)


def _weightiest_first(chain: Chain) -> tuple[bool, Decimal, int, tuple[str, ...]]:
    weight = chain.fraction or Decimal()
    return chain.fraction is None, -weight, len(chain.links), tuple(link.owner for link in chain.links)
