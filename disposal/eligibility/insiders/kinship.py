"""Kinship (亲属): derive kinship over several relations, and check which circle of relatives covers it.

Kinship that follows for certain is reported as certain. Kinship that follows in most families only (the child of a
person's spouse) is likely, and a person decides.

Near relatives (近亲属) are those of 民法典第一千零四十五条:
配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女.

Lineal relatives (直系亲属) are taken as blood relatives in direct line, of any degree. A spouse is near, but not
lineal.
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
"""If A is the first of B and B the second of C, A is this of C. Other pairs do not follow for certain."""

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
"""As ``_COMPOSED``, but only likely: kinship by marriage or half blood may be an exception."""

_LIKELY_STEPS = 3  # relations in a row; longer chains prove hardly anything


def inverse(kinship: Kinship) -> Kinship:
    """Return what the second person is to the first."""
    return _INVERSE.get(kinship, kinship)


def covers(scope: RelativesScope, kinship: Kinship) -> bool | None:
    """Check whether the circle covers the kinship; None if the kinship is unknown."""
    if kinship is Kinship.unknown:
        return None
    return kinship in (LINEAL if scope is RelativesScope.lineal else NEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A relative: ``person`` is the ``kinship`` of the subject. ``relations`` lead from the person to the subject.

    ``is_certain`` is false if the kinship follows in most families only.
    """

    person: str
    kinship: Kinship
    relations: tuple[Relation, ...]
    is_certain: bool = True

    @property
    def subject(self) -> str:
        """Return the person whose relative this is."""
        return self.relations[-1].to_party

    def words(self, case: Case) -> tuple[str, str]:
        """Return what the subject is to the relative. For likely kinship, also what it follows from."""
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
        """Check whether all relations behind it are in force on the day."""
        return all(relation.is_in_force(on) for relation in self.relations)


def kin_of(case: Case, key: str) -> tuple[Kin, ...]:
    """Return the relatives of a person over the fewest relations, each relative and kinship once.

    Kinship in force on the day comes first.
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
    """Return the relatives over one relation, stated in either direction."""
    kin = []
    for relation in case.relations_to(key, RelationKind.kinship):
        kin.append(Kin(person=relation.from_party, kinship=relation.kinship or Kinship.unknown, relations=(relation,)))
    for relation in case.relations_from(key, RelationKind.kinship):
        kinship = inverse(relation.kinship or Kinship.unknown)
        turned = replace(relation, from_party=relation.to_party, to_party=relation.from_party, kinship=kinship)
        kin.append(Kin(person=relation.to_party, kinship=kinship, relations=(turned,)))
    return kin


def likely_kin_of(case: Case, key: str) -> tuple[Kin, ...]:
    """Return the likely relatives on the day, without people whose kinship is certain."""
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
    """Return the relatives of a relative whose kinship follows by the table ``composed``."""
    further = []
    for other in _direct(case, kin.person):
        kinship = composed.get((other.kinship, kin.kinship))
        if kinship is not None:
            relations = (*other.relations, *kin.relations)
            further.append(Kin(person=other.person, kinship=kinship, relations=relations))
    return further
