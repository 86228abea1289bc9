"""Kin (亲属): who is what to whom, composed over several relations, and which circle of relatives covers it.

What follows for certain is told as such; what follows in most families only (the child of somebody's spouse) is
likely, and for a person to judge.

Near relatives (近亲属) are those of 民法典第一千零四十五条:
配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女.
Lineal relatives (直系亲属) are taken as blood in direct line, at any remove; a spouse is near, but not lineal.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from disposal.eligibility.facts.relations import Kinship, Relation, RelationKind
from disposal.eligibility.findings.case import Case
from notices.content.limbs import RelativesScope

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

_LIKELY = {
    (Kinship.child, Kinship.spouse): Kinship.child, (Kinship.sibling, Kinship.child): Kinship.child,
    (Kinship.parent, Kinship.grandchild): Kinship.child, (Kinship.grandchild, Kinship.parent): Kinship.child,
    (Kinship.nephew_or_niece, Kinship.sibling): Kinship.child,
    (Kinship.spouse, Kinship.parent): Kinship.parent, (Kinship.parent, Kinship.sibling): Kinship.parent,
    (Kinship.child, Kinship.grandparent): Kinship.parent, (Kinship.grandparent, Kinship.child): Kinship.parent,
    (Kinship.sibling, Kinship.aunt_or_uncle): Kinship.parent,
    (Kinship.parent, Kinship.child): Kinship.spouse,
    (Kinship.sibling, Kinship.sibling): Kinship.sibling,
    (Kinship.parent, Kinship.nephew_or_niece): Kinship.sibling,
    (Kinship.aunt_or_uncle, Kinship.child): Kinship.sibling,
    (Kinship.spouse, Kinship.grandparent): Kinship.grandparent,
    (Kinship.grandparent, Kinship.sibling): Kinship.grandparent,
    (Kinship.grandchild, Kinship.spouse): Kinship.grandchild,
    (Kinship.sibling, Kinship.grandchild): Kinship.grandchild,
}  # fmt: skip
"""A is the first of B, B is the second of C: A may well be this of C, unless by marriage or half blood only."""

_LIKELY_STEPS = 3  # relations in a row; beyond that hardly anything would follow


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
    """A relative: ``person`` is the ``kinship`` of the one asked about, by these relations from him to that one.

    ``is_certain`` false: it follows in most families only.
    """

    person: str
    kinship: Kinship
    relations: tuple[Relation, ...]
    is_certain: bool = True

    @property
    def subject(self) -> str:
        """Return the one asked about."""
        return self.relations[-1].to_party

    def words(self, case: Case) -> tuple[str, str]:
        """Return what the one asked about is to the relative; of likely kin, also from what it follows."""
        subject, relative, is_kin = case.name(self.subject), case.name(self.person), inverse(self.kinship)
        if self.is_certain:
            return f"{subject}系{relative}的{is_kin.zh}", f"{subject} is the {is_kin.en} of {relative}"
        steps = [(case.name(each.from_party), each.kinship, case.name(each.to_party)) for each in self.relations]
        zh = "、".join(f"{one}系{other}的{how.zh}" for one, how, other in steps if how)
        en = ", ".join(f"{one} is the {how.en} of {other}" for one, how, other in steps if how)
        return (
            f"{subject}可能系{relative}的{is_kin.zh}（由“{zh}”推得，须核实）",
            f"{subject} may be the {is_kin.en} of {relative} (inferred from: {en}; to be checked)",
        )

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


def likely_kin_of(case: Case, key: str) -> tuple[Kin, ...]:
    """Return who may well be a near relative on the day, of those of whom nobody has said what they are."""
    certain = [kin for kin in kin_of(case, key) if kin.is_in_force(case.on)]
    told = {key, *(kin.person for kin in certain)}
    found: dict[tuple[str, Kinship], Kin] = {}
    queue = deque(certain)
    while queue:
        kin = queue.popleft()
        further = _beyond(case, kin, _COMPOSED if not kin.is_certain else {}) + _beyond(case, kin, _LIKELY)
        for likely in further if len(kin.relations) < _LIKELY_STEPS else ():
            known = (likely.person, likely.kinship)
            if likely.person not in told and known not in found and likely.is_in_force(case.on):
                found[known] = likely = replace(likely, is_certain=False)
                queue.append(likely)
    return tuple(found.values())


def _beyond(case: Case, kin: Kin, composed: Mapping[tuple[Kinship, Kinship], Kinship] = _COMPOSED) -> list[Kin]:
    """Return the relatives of a relative whose kinship follows, for certain unless told otherwise."""
    further = []
    for other in _direct(case, kin.person):
        kinship = composed.get((other.kinship, kin.kinship))
        if kinship is not None:
            relations = (*other.relations, *kin.relations)
            further.append(Kin(person=other.person, kinship=kinship, relations=relations))
    return further
