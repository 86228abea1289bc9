"""Principals (代持、受托): for whom the bidder or a participant in it acts, directly or through others."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from disposal.eligibility.facts.relations import Relation, RelationKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Path
from disposal.eligibility.ownership.participation import Participation, walk
from disposal.eligibility.paths.pathway import path_words, relation_path, ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A principal, or a participant in a principal. Clauses and paths lead from the bidder to it."""

    person: str
    clauses: tuple[tuple[str, str], ...] = ()
    paths: tuple[Path, ...] = ()

    @property
    def zh(self) -> str:
        """Return the clauses in Chinese."""
        return "；".join(zh for zh, _ in self.clauses)

    @property
    def en(self) -> str:
        """Return the clauses in English."""
        return "; ".join(en for _, en in self.clauses)


def principals(case: Case, is_sought: Callable[[str], bool]) -> Iterator[Principal]:
    """Yield the parties sought among the principals of the bidder and of its participants, each once.

    Also searches the participants in a principal, and principals of principals.
    """
    bidder = Principal(person=case.bidder.key)
    queue = deque([bidder, *_above(case, bidder, case.above_bidder, lambda key: False)])
    seen = {case.bidder.key, *case.above_bidder.reached}
    while queue:
        agent = queue.popleft()
        for bond in _acts_for(case, agent.person):
            if bond.to_party in seen:
                continue
            principal, above = _principal(case, agent, bond), walk(case.graph, bond.to_party)
            found = [
                each for each in (principal, *_above(case, principal, above, is_sought)) if each.person not in seen
            ]
            yield from (each for each in found if is_sought(each.person))
            queue.extend(found)
            seen |= {bond.to_party, *above.reached}


def _acts_for(case: Case, agent: str) -> list[Relation]:
    return [bond for bond in case.relations_from(agent, RelationKind.acting_for) if bond.is_in_force(case.on)]


def _principal(case: Case, agent: Principal, bond: Relation) -> Principal:
    acting, principal = case.name(bond.from_party), case.name(bond.to_party)
    clause = (f"{acting}受{principal}委托", f"{acting} acts for {principal}")
    paths = (*agent.paths, relation_path(case, (bond,)))
    return Principal(person=bond.to_party, clauses=(*agent.clauses, clause), paths=paths)


def _above(case: Case, of: Principal, above: Participation, is_sought: Callable[[str], bool]) -> Iterator[Principal]:
    """Yield the participants in a party that are sought or act for another party."""
    for key in sorted(above.reached):
        if is_sought(key) or _acts_for(case, key):
            paths, stake = ways(case, above, key)
            zh = f"{case.name(key)}参与{case.name(of.person)}：{path_words(paths, stake)}"
            en = f"{case.name(key)} takes part in {case.name(of.person)}: {path_words(paths, stake, english=True)}"
            yield Principal(person=key, clauses=(*of.clauses, (zh, en)), paths=(*of.paths, *paths))
