"""The ownership graph: who owns, runs or controls whom, one link for each pair."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from disposal.eligibility.facts.relations import Relation, RelationKind

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Link:
    """One way of taking part in an organisation.

    ``percent`` is the share owned, None where there is a post or control only, or a share nobody has stated.
    Statements of one share that differ are taken at the largest.
    """

    owner: str
    owned: str
    percent: Decimal | None = None
    is_owner: bool = False
    is_control: bool = False
    label: str = ""
    label_en: str = ""


class OwnershipGraph:
    """Links by the party they lead into and out of, in an order that does not depend on how they were given."""

    def __init__(self, links: Iterable[Link]) -> None:
        merged: dict[tuple[str, str], Link] = {}
        for link in links:
            if link.owner == link.owned:
                continue  # a company's own shares give nobody else a part in it
            pair = (link.owner, link.owned)
            merged[pair] = _stronger(merged[pair], link) if pair in merged else link
        self._into: dict[str, list[Link]] = defaultdict(list)
        self._out_of: dict[str, list[Link]] = defaultdict(list)
        for pair in sorted(merged):
            self._into[merged[pair].owned].append(merged[pair])
            self._out_of[merged[pair].owner].append(merged[pair])

    def into(self, key: str) -> list[Link]:
        """Return the links of those who take part in the party."""
        return self._into.get(key, [])

    def out_of(self, key: str) -> list[Link]:
        """Return the links of what the party takes part in."""
        return self._out_of.get(key, [])


def _stronger(first: Link, second: Link) -> Link:
    """Return one link for two of the same pair: the larger share, else ownership, else the first by its words."""
    order = sorted((first, second), key=lambda link: (-(link.percent or 0), not link.is_owner, link.label))
    stronger = order[0]
    return Link(
        owner=stronger.owner,
        owned=stronger.owned,
        percent=stronger.percent,
        is_owner=first.is_owner or second.is_owner,
        is_control=first.is_control or second.is_control,
        label=stronger.label,
        label_en=stronger.label_en,
    )


def graph_of(relations: Iterable[Relation], counts: Callable[[Relation], bool]) -> OwnershipGraph:
    """Return the graph of the relations that count: shares above zero, offices of management, actual control."""
    links = (_link(relation) for relation in relations if counts(relation))
    return OwnershipGraph(link for link in links if link is not None)


def _link(relation: Relation) -> Link | None:
    owner, owned = relation.from_party, relation.to_party
    if relation.kind is RelationKind.ownership:
        if relation.percent is None:
            return Link(owner, owned, is_owner=True, label="持股（比例不详）", label_en="owner of an unknown share")
        label = percent_words(relation.percent)
        share = Link(owner, owned, relation.percent, is_owner=True, label=label, label_en=label)
        return share if relation.percent else None
    if relation.kind is RelationKind.control:
        return Link(owner, owned, is_control=True, label="实际控制", label_en="controls")
    if relation.office is not None and relation.office.is_management:
        return Link(owner, owned, label=relation.office.zh, label_en=relation.office.en)
    return None


def percent_words(percent: Decimal) -> str:
    """Return a share as printed: at most four decimals, none to spare; the smallest as <0.0001%."""
    rounded = percent.quantize(Decimal("0.0001"))
    if not rounded and percent:
        return "<0.0001%"
    return f"{rounded.normalize():f}%"
