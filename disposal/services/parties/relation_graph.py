"""The graph of relations around a bidder and the project's parties, of any depth and with cycles, walked by index."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Row, inspect, text
from sqlmodel import Session

from disposal.eligibility.facts.relations import RelationKind
from disposal.errors import DisposalError
from disposal.models.parties.relation import PartyRelation

MOST_PARTIES = 500_000
"""Five times the largest measured group. Beyond this limit the look-up of relations fails."""

_AROUND = text("""
    WITH RECURSIVE walk (id, kin) AS (
        SELECT unnest(CAST(:seeds AS uuid[])), 0
        UNION
        SELECT met.id, met.kin FROM walk CROSS JOIN LATERAL (
            SELECT from_party_id AS id, 0 AS kin FROM party_relation
            WHERE to_party_id = walk.id AND walk.kin = 0 AND kind <> 'kinship' AND office IS DISTINCT FROM 'employee'
            UNION ALL
            SELECT to_party_id, walk.kin + 1 FROM party_relation
            WHERE from_party_id = walk.id AND walk.kin < :kin AND kind = 'kinship'
            UNION ALL
            SELECT from_party_id, walk.kin + 1 FROM party_relation
            WHERE to_party_id = walk.id AND walk.kin < :kin AND kind = 'kinship'
        ) met
    ), reached AS MATERIALIZED (SELECT id, kin FROM walk LIMIT :most),
    near AS (SELECT id, min(kin) AS kin FROM reached GROUP BY id)
    SELECT r.*, (SELECT count(*) FROM reached) AS reached FROM near CROSS JOIN LATERAL (
        SELECT * FROM party_relation WHERE from_party_id = near.id AND (kind <> 'kinship' OR near.kin < :kin)
        UNION ALL
        SELECT * FROM party_relation WHERE to_party_id = near.id AND kind = 'kinship' AND near.kin < :kin
    ) r
""").columns(**{each.name: each.type for each in inspect(PartyRelation).columns})
_STEPS_OF_KIN = 2  # parents and siblings of a spouse, grandparents


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
    """Rows of relations in the order of entry, and all parties in them or among the seeds."""

    relations: tuple[Row[Any], ...]
    parties: frozenset[UUID]


def graph_around(session: Session, seeds: Collection[UUID]) -> RelationGraph:
    """Return the owners, officers, controllers and agents above the seeds at any depth, their relatives and posts.

    Raises: GraphTooLarge.
    """
    limits = {"most": MOST_PARTIES + 1, "kin": _STEPS_OF_KIN}
    found = {each.id: each for each in session.execute(_AROUND, {"seeds": list(seeds), **limits})}
    if any(each.reached > MOST_PARTIES for each in found.values()):
        raise GraphTooLarge
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


def _ends(relations: Iterable[Row[Any]]) -> set[UUID]:
    return {end for each in relations for end in (each.from_party_id, each.to_party_id)}
