"""Kin (亲属): who is what to whom, composed over several relations, and which circle of relatives covers it.

Near relatives (近亲属) are those of 民法典第一千零四十五条:
配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女.
Lineal relatives (直系亲属) are taken as blood in direct line, at any remove; a spouse is near, but not lineal.
"""

from collections import deque
from dataclasses import dataclass, replace
from datetime import date

from disposal.eligibility.case import Case
from disposal.eligibility.relations import Kinship, Relation, RelationKind
from notices.limbs import RelativesScope

LINEAL = frozenset(
    {
        Kinship.parent, Kinship.child, Kinship.grandparent, Kinship.grandchild, Kinship.ancestor, Kinship.descendant,
    }
)  # fmt: skip
NEAR = frozenset(
    {
        Kinship.spouse, Kinship.parent, Kinship.child, Kinship.sibling, Kinship.grandparent, Kinship.grandchild,
    }
)  # fmt: skip

DEGREE = {
    Kinship.spouse: 0, Kinship.parent: 1, Kinship.child: 1, Kinship.sibling: 2, Kinship.grandparent: 2,
    Kinship.grandchild: 2, Kinship.ancestor: 3, Kinship.descendant: 3, Kinship.aunt_or_uncle: 3,
    Kinship.nephew_or_niece: 3, Kinship.cousin: 4,
}  # fmt: skip
"""Generations between the two, up and down; the least for those at several removes; a spouse at none."""

_INVERSE = {
    Kinship.parent: Kinship.child,
    Kinship.grandparent: Kinship.grandchild,
    Kinship.ancestor: Kinship.descendant,
    Kinship.aunt_or_uncle: Kinship.nephew_or_niece,
}
_INVERSE |= {there: back for back, there in _INVERSE.items()}

_COMPOSED = {
    (Kinship.parent, Kinship.parent): Kinship.grandparent,
    (Kinship.parent, Kinship.grandparent): Kinship.ancestor,
    (Kinship.grandparent, Kinship.parent): Kinship.ancestor,
    (Kinship.parent, Kinship.ancestor): Kinship.ancestor,
    (Kinship.child, Kinship.child): Kinship.grandchild,
    (Kinship.child, Kinship.grandchild): Kinship.descendant,
    (Kinship.grandchild, Kinship.child): Kinship.descendant,
    (Kinship.child, Kinship.descendant): Kinship.descendant,
    (Kinship.child, Kinship.parent): Kinship.sibling,
}
"""A is the first of B, B is the second of C: A is this of C. Whatever is not here does not follow for certain."""


def inverse(kinship: Kinship) -> Kinship:
    """Return what the second person is to the first."""
    return _INVERSE.get(kinship, kinship)


def covers(scope: RelativesScope, kinship: Kinship) -> bool | None:
    """Tell whether the circle covers the kinship; None where nobody has said what kinship it is."""
    if kinship is Kinship.unknown:
        return None
    return kinship in (LINEAL if scope is RelativesScope.lineal else NEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A relative: ``person`` is the ``kinship`` of the one asked about, by these relations from him to that one."""

    person: str
    kinship: Kinship
    relations: tuple[Relation, ...]

    @property
    def subject(self) -> str:
        """Return the one asked about."""
        return self.relations[-1].to_party

    def is_in_force(self, on: date) -> bool:
        """Tell whether every relation it rests on holds on the day."""
        return all(relation.is_in_force(on) for relation in self.relations)


def kin_of(case: Case, key: str) -> tuple[Kin, ...]:
    """Return the relatives of a person by as few relations as possible, each relative and kinship once.

    What holds on the day comes before what does not.
    """
    found: dict[tuple[str, Kinship, bool], Kin] = {}
    queue = deque(_direct(case, key))
    while queue:
        kin = queue.popleft()
        known = (kin.person, kin.kinship, kin.is_in_force(case.on))
        if kin.person == key or known in found:
            continue
        found[known] = kin
        queue.extend(_beyond(case, kin))
    lapsed = [
        kin for (person, kinship, holds), kin in found.items() if not holds and (person, kinship, True) not in found
    ]
    return (*(kin for (_, _, holds), kin in found.items() if holds), *lapsed)


def _direct(case: Case, key: str) -> list[Kin]:
    """Return the relatives by one relation, written either way round."""
    kin = []
    for relation in case.relations_to(key, RelationKind.kinship):
        kin.append(Kin(person=relation.from_party, kinship=relation.kinship or Kinship.unknown, relations=(relation,)))
    for relation in case.relations_from(key, RelationKind.kinship):
        kinship = inverse(relation.kinship or Kinship.unknown)
        turned = replace(relation, from_party=relation.to_party, to_party=relation.from_party, kinship=kinship)
        kin.append(Kin(person=relation.to_party, kinship=kinship, relations=(turned,)))
    return kin


def _beyond(case: Case, kin: Kin) -> list[Kin]:
    """Return the relatives of a relative whose kinship follows for certain."""
    further = []
    for other in _direct(case, kin.person):
        kinship = _COMPOSED.get((other.kinship, kin.kinship))
        if kinship is not None:
            relations = (*other.relations, *kin.relations)
            further.append(Kin(person=other.person, kinship=kinship, relations=relations))
    return further
