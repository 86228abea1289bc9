"""An invented group of 100,000 parties in 12 layers, with diamonds and rings, and its stakes by other means.

Layer 0 is the bidder. Every party of a layer is owned by several of the layer above, most of which own several of
it (diamonds); some are owned by one two layers above as well; in three of the layers companies own one another in
rings of three.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

import psycopg
from sqlalchemy import Engine, text

from disposal.identifiers import mask_personal_number
from disposal.personal_data.encryption import PersonalNumbers
from notices.codes import PartyKind
from tests.benchmarks.names.listed_people import code_of, company_of, name_of, number_of

WIDTHS = (1, 4, 20, 100, 500, 2_500, 8_000, 13_000, 15_000, 15_000, 15_500, 15_500, 14_876)
RINGED = {4, 7, 10}
RING_EVERY, RING_SHARE = 50, 20_000
UNIT = 10_000
"""Shares are counted in ten-thousandths of a percent, so that they add up to exactly 100 %."""
_WHOLE = 100 * UNIT
_SPACE = UUID("5f0c9a0e-0000-4000-8000-000000000000")

NAMED_ONLY_EVERY = 20
_PARTY = (
    "id, kind, name, credit_code, personal_number_encrypted, personal_number_index, personal_number_masked, is_masked, "
    "former_names, shareholders, name_bases, status, is_state_organ, is_state_owned, bankruptcy_stage"
)
_STANDING = "id, party_id, organ, owners, are_contacts_stated"
_RELATION = "id, from_party_id, to_party_id, kind, percent, source"

Node = tuple[int, int]
"""Layer and place in it."""


@dataclass(frozen=True)
class Group:
    """Who owns how much of whom, in units; ``rings`` are the trios that own one another, each the next."""

    widths: tuple[int, ...]
    owners: dict[Node, dict[Node, int]]
    rings: tuple[tuple[Node, Node, Node], ...]

    @property
    def parties(self) -> Iterator[Node]:
        """Yield everybody above the bidder."""
        yield from ((layer, at) for layer in range(1, len(self.widths)) for at in range(self.widths[layer]))

    @property
    def links(self) -> int:
        """Return how many shares there are."""
        return sum(map(len, self.owners.values()))


def invent(widths: tuple[int, ...] = WIDTHS) -> Group:
    """Return a group of these widths, always the same."""
    chance = random.Random(12)  # noqa: S311 - a seeded sample, no secret
    owners: dict[Node, dict[Node, int]] = {}
    for layer, (width, above) in enumerate(pairwise(widths)):
        each = max(3, -(-above // width)) if layer else above
        order = [at for _ in range(-(-each * width // above)) for at in chance.sample(range(above), above)]
        for at in range(width):
            held = {(layer + 1, other) for other in order[at * each : (at + 1) * each]}
            if layer + 2 < len(widths) and at % 10 == 9:
                held.add((layer + 2, chance.randrange(widths[layer + 2])))
            owners[layer, at] = {owner: chance.randint(1, 100) for owner in sorted(held)}
    rings = tuple(
        ((layer, at), (layer, at + 1), (layer, at + 2))
        for layer in sorted(RINGED)
        if layer < len(widths) - 1
        for at in range(0, widths[layer] - 2, RING_EVERY)
    )
    ringed = {owned: owner for ring in rings for owner, owned in pairwise((*ring, ring[0]))}
    for node, weights in owners.items():
        owners[node] = _whole(weights, ringed.get(node))
    return Group(widths, owners, rings)


def _whole(weights: dict[Node, int], ring: Node | None) -> dict[Node, int]:
    """Return weights as shares that add up to the whole."""
    left = _WHOLE - (RING_SHARE if ring else 0)
    total = sum(weights.values())
    shares = {owner: max(1, weight * left // total) for owner, weight in weights.items()}
    largest = max(shares, key=lambda owner: (shares[owner], owner))
    shares[largest] += left - sum(shares.values())
    return shares | ({ring: RING_SHARE} if ring else {})


def stakes(group: Group) -> dict[Node, Fraction]:
    """Return the effective stake of everybody, layer by layer.

    What enters a ring passes each of its members again and again, each round with the ring's share. All of that is
    passed up to the next layer; the stake of a member itself counts what reaches it the first time.
    """
    owned: dict[Node, dict[Node, Fraction]] = defaultdict(dict)
    for node, shares in group.owners.items():
        for owner, share in shares.items():
            if owner[0] != node[0]:
                owned[owner][node] = Fraction(share, _WHOLE)
    ring_of = {ring[at]: (ring[at], *ring[at + 1 :], *ring[:at]) for ring in group.rings for at in range(3)}
    found: dict[Node, Fraction] = {(0, 0): Fraction(1)}
    passing: dict[Node, Fraction] = {(0, 0): Fraction(1)}
    once = Fraction(RING_SHARE, _WHOLE)
    rounds = 1 / (1 - once**3)
    for layer in range(1, len(group.widths)):
        down = {
            (layer, at): sum((share * passing[node] for node, share in owned[layer, at].items()), Fraction())
            for at in range(group.widths[layer])
        }
        for node in down:
            found[node] = sum(
                (down[other] * once**step for step, other in enumerate(ring_of.get(node, (node,)))), Fraction()
            )
            passing[node] = found[node] * (rounds if node in ring_of else 1)
    return found


def party_id(node: Node) -> UUID:
    """Return the id of a party, always the same."""
    return uuid5(_SPACE, f"{node[0]}-{node[1]}")


def store(engine: Engine, group: Group, bidder_party: UUID, vault: PersonalNumbers) -> None:
    """Write the group above a bidder past the triggers, as a restore would; ``engine`` is of the server's own account.

    Companies have a credit code; the top layer are people, one in twenty of them known by name alone.
    """
    with engine.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        cursor: psycopg.Cursor[Any] = connection.connection.cursor()  # type: ignore[assignment]
        _copy(cursor, "party", _PARTY, _parties(group, vault))
        _copy(cursor, "party_standing", _STANDING, _standings(group))
        _copy(cursor, "party_relation", _RELATION, _relations(group, bidder_party))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("party", "party_standing", "party_relation"):
            connection.execute(text(f"VACUUM (ANALYZE) {table}"))


def _copy(cursor: psycopg.Cursor[Any], table: str, columns: str, rows: Iterator[tuple[object, ...]]) -> None:
    with cursor.copy(f"COPY {table} (created_at, {columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(("2022-08-10", *row))


def _parties(group: Group, vault: PersonalNumbers) -> Iterator[tuple[object, ...]]:
    top = len(group.widths) - 1
    for serial, node in enumerate(group.parties):
        key, is_person = party_id(node), node[0] == top
        kind = PartyKind.natural_person if is_person else PartyKind.organisation
        name = name_of(serial) if is_person else company_of(serial)
        code = None if is_person else code_of(9_000_000 + serial)
        sealed: dict[str, str | bytes | None] = {}
        if is_person and node[1] % NAMED_ONLY_EVERY:
            number = number_of(9_000_000 + serial)
            sealed = vault.columns(number, party_id=key, shown=mask_personal_number(number))
        columns = (sealed.get(f"personal_number_{part}") for part in ("encrypted", "index", "masked"))
        yield (key, kind.value, name, code, *columns, False, "[]", "[]", "[]", "active", False, False, "none")


def _standings(group: Group) -> Iterator[tuple[object, ...]]:
    for node in group.parties:
        yield uuid5(_SPACE, f"standing {node}"), party_id(node), "ordinary", "complete", False


def _relations(group: Group, bidder_party: UUID) -> Iterator[tuple[object, ...]]:
    for node, shares in group.owners.items():
        to = bidder_party if node == (0, 0) else party_id(node)
        for owner, share in shares.items():
            percent = f"{share // UNIT}.{share % UNIT:04d}"
            yield uuid5(_SPACE, f"{owner} {node}"), party_id(owner), to, "ownership", percent, "测试登记"
