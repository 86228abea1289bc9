"""One party in several rows: a field changed in one of them is changed in all. Pure."""

from collections import defaultdict

from disposal.services.claim_entry.parties import party_rows
from disposal.services.claim_entry.party_fields import PartyBlock
from disposal.services.claim_entry.typed import Typed, TypedRow

_OWN = frozenset({"name", "party_id", "distinct"})


def spread(typed: Typed, saved: Typed) -> dict[str, str]:
    """Return the page with each change of an existing party in all rows that name it.

    Where two rows change one field differently, both stay, and reading the page tells of it.
    """
    before: dict[str, dict[str, str]] = {}
    for row, block in party_rows(saved):
        before.setdefault(row.text(block.field("party_id")), _fields(row, block))
    places: dict[str, list[tuple[TypedRow, PartyBlock]]] = defaultdict(list)
    for row, block in party_rows(typed):
        places[row.text(block.field("party_id"))].append((row, block))
    page = dict(typed)
    for party_id, rows in places.items():
        if party_id and party_id in before:
            for name, was in before[party_id].items():
                changed = {text for row, block in rows if (text := row.text(block.field(name))) != was}
                if len(changed) == 1:
                    page |= dict.fromkeys((row.path(block.field(name)) for row, block in rows), changed.pop())
    return page


def _fields(row: TypedRow, block: PartyBlock) -> dict[str, str]:
    names = [each.name.removeprefix(block.prefix) for each in block.fields]
    own = {block.field(name) for name in _OWN}
    return {name: row.text(block.field(name)) for name in names if block.field(name) not in own}
