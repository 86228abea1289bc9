"""Effective stakes: over all simple paths from an owner to the target, the sum of the products of the shares.

A path that leaves a strongly connected component never comes back. So only the paths inside a component (companies that
own one another in a ring) must be enumerated; between components one pass adds up the stakes. Rings are small in
practice. If a ring is too dense to follow all its paths, the sums are lower bounds and ``is_exact`` is false.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from disposal.eligibility.ownership.ownership import HUNDRED, Link

PRECISION = 60  # digits; enough for twelve layers of shares with four decimals
_CONTEXT = Context(prec=PRECISION)

Owners = Callable[[str], Iterable[Link]]


@dataclass(frozen=True, slots=True)
class Stakes:
    """Fractions of the target by owner, 0 to 1 if the data is right. ``is_exact`` false: lower bounds."""

    fractions: dict[str, Decimal]
    is_exact: bool


def effective_stakes(target: str, owners: Owners, *, most_steps: int) -> Stakes:
    """Return the stake of every party above the target. ``most_steps`` limits the walk through rings."""
    with localcontext(_CONTEXT):
        return _Summing(owners, most_steps).run(target)


class _Summing:
    """One computation. Exit weights are passed up from component to component."""

    def __init__(self, owners: Owners, most_steps: int) -> None:
        self._owners = owners
        self._steps_left = most_steps
        self._exit: dict[str, Decimal] = defaultdict(Decimal)
        self._stakes: dict[str, Decimal] = defaultdict(Decimal)

    def run(self, target: str) -> Stakes:
        self._exit[target] = Decimal(1)
        for component in reversed(components(target, self._shares)):
            members = set(component)
            self._inside(members)
            for key in sorted(members):
                for owner, share in self._shares(key):
                    if owner not in members:
                        self._exit[owner] += share * self._stakes[key]
        del self._stakes[target]
        return Stakes(dict(self._stakes), is_exact=self._steps_left >= 0)

    def _shares(self, key: str) -> list[tuple[str, Decimal]]:
        return [(link.owner, link.percent / HUNDRED) for link in self._owners(key) if link.percent]

    def _inside(self, members: set[str]) -> None:
        """Add to each member the products along its simple paths to each exit, times the exit's weight."""
        for leaving in sorted(members):
            weight = self._exit[leaving]
            if weight and len(members) == 1:
                self._stakes[leaving] += weight
            elif weight:
                self._follow(leaving, weight, members)

    def _follow(self, start: str, weight: Decimal, members: set[str]) -> None:
        """Follow every simple path upward from ``start`` inside the component, until the steps run out."""
        self._stakes[start] += weight
        on_path = {start}
        trail = [(start, weight, iter(self._shares(start)))]
        while trail:
            key, so_far, owners = trail[-1]
            step = next((pair for pair in owners if pair[0] in members and pair[0] not in on_path), None)
            if step is None:
                on_path.discard(key)
                trail.pop()
                continue
            self._steps_left -= 1
            if self._steps_left < 0:
                return
            owner, product = step[0], so_far * step[1]
            self._stakes[owner] += product
            on_path.add(owner)
            trail.append((owner, product, iter(self._shares(owner))))


def components(start: str, neighbours: Callable[[str], Iterable[tuple[str, Decimal]]]) -> list[list[str]]:
    """Return the strongly connected components reachable from the start, farthest first (Tarjan, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_stack: list[str] = []
    is_open: set[str] = set()
    found: list[list[str]] = []
    work = [(start, iter(neighbours(start)))]
    number[start] = low[start] = 0
    open_stack.append(start)
    is_open.add(start)
    while work:
        key, rest = work[-1]
        for other, _ in rest:
            if other not in number:
                number[other] = low[other] = len(number)
                open_stack.append(other)
                is_open.add(other)
                work.append((other, iter(neighbours(other))))
                break
            if other in is_open:
                low[key] = min(low[key], number[other])
        else:
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[key])
            if low[key] == number[key]:
                found.append(_closed(key, open_stack, is_open))
    return found


def _closed(key: str, open_stack: list[str], is_open: set[str]) -> list[str]:
    """Pop a finished component off the stack and return it."""
    component = []
    while True:
        member = open_stack.pop()
        is_open.discard(member)
        component.append(member)
        if member == key:
            return component
