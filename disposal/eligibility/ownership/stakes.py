"""Effective stakes: the part of the target that comes to each party through any number of layers and rings.

Follow one yuan of the target's profit upward: each owner receives its share and passes it on to its own owners. The
stake of a party is the part that reaches it. What comes back to it through a ring is not counted a second time, so that
no stake is above 100 %. In matrices: with the shares W and G = (1 - W)⁻¹, the stake of i in t is G[i,t] / G[i,i].

Money that leaves a strongly connected component upward never comes back. So only a component of several parties
(companies that own one another in a ring) needs an elimination; between components one pass adds up. If a ring takes
too many steps, or its shares are above 100 %, its stakes are lower bounds and ``is_exact`` is false.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from disposal.eligibility.ownership.ownership import HUNDRED, Link

PRECISION = 60  # digits; enough for twelve layers of shares with four decimals
_CONTEXT = Context(prec=PRECISION)

Owners = Callable[[str], Iterable[Link]]
Shares = dict[str, dict[str, Decimal]]
"""Fractions by company and by its owner."""


@dataclass(frozen=True, slots=True)
class Stakes:
    """Fractions of the target by owner, 0 to 1 if the data is right. ``is_exact`` false: lower bounds."""

    fractions: dict[str, Decimal]
    is_exact: bool


def effective_stakes(target: str, owners: Owners, *, most_steps: int) -> Stakes:
    """Return the stake of every party above the target. ``most_steps`` limits the work on rings."""
    with localcontext(_CONTEXT):
        return _Summing(owners, most_steps).run(target)


class _Summing:
    """One computation, from component to component upward.

    ``entering`` is what comes to a party from outside its component, ``passing`` all that passes it, each time counted.
    """

    def __init__(self, owners: Owners, most_steps: int) -> None:
        self._owners = owners
        self._steps_left = most_steps
        self._is_exact = True
        self._entering: dict[str, Decimal] = defaultdict(Decimal)
        self._passing: dict[str, Decimal] = {}
        self._stakes: dict[str, Decimal] = {}

    def run(self, target: str) -> Stakes:
        self._entering[target] = Decimal(1)
        for component in reversed(components(target, self._shares)):
            members = set(component)
            if len(component) == 1:
                self._stakes[component[0]] = self._passing[component[0]] = self._entering[component[0]]
            else:
                self._inside(members)
            for key in sorted(members):
                for owner, share in self._shares(key):
                    if owner not in members:
                        self._entering[owner] += share * self._passing[key]
        del self._stakes[target]
        return Stakes(self._stakes, is_exact=self._is_exact)

    def _shares(self, key: str) -> list[tuple[str, Decimal]]:
        return [(link.owner, link.percent / HUNDRED) for link in self._owners(key) if link.percent]

    def _inside(self, members: set[str]) -> None:
        """Set the stakes of a ring, and what passes each of its members."""
        keys = sorted(members)
        shares: Shares = {key: {owner: part for owner, part in self._shares(key) if owner in members} for key in keys}
        entering = {key: self._entering[key] for key in keys}
        if all(sum(shares[key].values()) == 1 for key in keys):  # nothing leaves the ring: all of it passes everybody
            whole = sum(entering.values(), Decimal())
            self._set(keys, dict.fromkeys(keys, whole), dict.fromkeys(keys, whole))
            return
        around = self._closed({key: dict(shares[key]) for key in keys})
        if around is None:
            self._is_exact = False
            least = {key: entering[key] + _arriving(shares, entering, key) for key in keys}
            self._set(keys, least, least)
            return
        passing = {key: entering[key] + _arriving(around, entering, key, with_itself=True) for key in keys}
        stakes = {key: passing[key] / (1 + around[key].get(key, Decimal())) for key in keys}
        self._set(keys, stakes, passing)

    def _set(self, keys: list[str], stakes: dict[str, Decimal], passing: dict[str, Decimal]) -> None:
        for key in keys:
            self._stakes[key], self._passing[key] = stakes[key], passing[key]

    def _closed(self, shares: Shares) -> Shares | None:
        """Return the sums over all walks of one or more links; None if they have no end or take too many steps.

        Eliminates one party after another (Gauss and Jordan): what passes it once passes it 1 / (1 - loop) times.
        """
        for through in list(shares):
            loop = shares[through].get(through, Decimal())
            if loop >= 1:
                return None
            onward = {owner: part / (1 - loop) for owner, part in shares[through].items()}
            for key, owners in shares.items():
                part = owners.get(through)
                if not part:
                    continue
                self._steps_left -= len(onward)
                if self._steps_left < 0:
                    return None
                if key != through:
                    for owner, rest in onward.items():
                        owners[owner] = owners.get(owner, Decimal()) + part * rest
            shares[through] = onward
        return shares


def _arriving(shares: Shares, entering: dict[str, Decimal], key: str, *, with_itself: bool = False) -> Decimal:
    """Return what comes to a party from what enters the ring at the others, and at itself if asked."""
    parts = (
        entering[at] * owners.get(key, Decimal())
        for at, owners in shares.items()
        if entering[at] and (with_itself or at != key)
    )
    return sum(parts, Decimal())


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
