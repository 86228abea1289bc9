"""The graph of relations around a bidder and the project's parties, of any depth and with cycles, walked by index."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import or_, text
from sqlmodel import Session, col, select

from disposal.eligibility.facts.relations import RelationKind
from disposal.errors import DisposalError
from disposal.models import PartyRelation
from disposal.services.records.id_sets import among

MOST_PARTIES = 500_000
"""Five times the largest measured group. Beyond this limit the look-up of relations fails."""

_ABOVE = text("""
    WITH RECURSIVE above (id) AS (
        SELECT unnest(CAST(:seeds AS uuid[]))
        UNION
        SELECT r.from_party_id FROM above JOIN party_relation r ON r.to_party_id = above.id
        WHERE r.kind <> 'kinship' AND r.office IS DISTINCT FROM 'employee'
    )
    SELECT id FROM above LIMIT :most
""")


class GraphTooLarge(DisposalError):
    """So many parties are connected that they cannot all be checked."""

    code: ClassVar[str] = "relations_too_many"

    def __init__(self) -> None:
        super().__init__(
            zh=f"与竞买人相连的当事人超过{MOST_PARTIES}个，无法全部核查；请核对关系记录",
            en=f"more than {MOST_PARTIES} parties hang together with the bidder; check the relations on record",
            field="relations",
        )


@dataclass(frozen=True, slots=True)
class RelationGraph:
    """Relations in the order of entry, and all parties in them or among the seeds."""

    relations: tuple[PartyRelation, ...]
    parties: frozenset[UUID]


def graph_around(session: Session, seeds: Collection[UUID]) -> RelationGraph:
    """Return the owners, officers, controllers and agents above the seeds at any depth, their relatives and posts.

    Raises: GraphTooLarge.
    """
    near = _above(session, seeds)  # a relation that leads to one of these parties also starts at one of them
    found: dict[UUID, PartyRelation] = {}
    for _ in range(2):  # parents and siblings of a spouse, grandparents: two steps of kinship
        kin = _kinships(session, near)
        found |= {each.id: each for each in kin}
        near |= _ends(kin)
    found |= {each.id: each for each in _bonds(session, near)}
    relations = tuple(found[key] for key in sorted(found))
    return RelationGraph(relations, frozenset(_ends(relations) | set(seeds)))


def principals_behind(graph: RelationGraph, bidder: UUID) -> set[UUID]:
    """Return the principals of agents who bid, or who hold a part of the bidder or of such a principal (代持)."""
    mandates = [each for each in graph.relations if each.kind is RelationKind.acting_for]
    found: set[UUID] = set()
    if not mandates:
        return found
    into: dict[UUID, list[UUID]] = defaultdict(list)
    for each in graph.relations:
        if each.kind not in {RelationKind.kinship, RelationKind.acting_for}:
            into[each.to_party_id].append(each.from_party_id)
    for mandate in mandates:
        into[mandate.from_party_id].append(mandate.to_party_id)
    principals = {each.to_party_id for each in mandates}
    seen, queue = {bidder}, [bidder]
    while queue:
        for key in into[queue.pop()]:
            if key not in seen:
                seen.add(key)
                queue.append(key)
    return seen & principals - {bidder}


def _above(session: Session, seeds: Collection[UUID]) -> set[UUID]:
    rows = session.execute(_ABOVE, {"seeds": list(seeds), "most": MOST_PARTIES + 1}).scalars()
    reached = set(rows)
    if len(reached) > MOST_PARTIES:
        raise GraphTooLarge
    return reached


def _bonds(session: Session, start: Collection[UUID]) -> list[PartyRelation]:
    """Return the relations that start at these parties: ownership, office, control, agency."""
    query = select(PartyRelation).where(PartyRelation.kind != RelationKind.kinship)
    return list(session.exec(query.where(among(col(PartyRelation.from_party_id), start))).all())


def _kinships(session: Session, people: Collection[UUID]) -> list[PartyRelation]:
    query = select(PartyRelation).where(PartyRelation.kind == RelationKind.kinship)
    ends = or_(among(col(PartyRelation.from_party_id), people), among(col(PartyRelation.to_party_id), people))
    return list(session.exec(query.where(ends)).all())


def _ends(relations: Iterable[PartyRelation]) -> set[UUID]:
    return {end for each in relations for end in (each.from_party_id, each.to_party_id)}
