"""The ownership graph: who owns, runs or controls whom, one link for each pair."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from disposal.eligibility.facts.relations import Relation, RelationKind

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Link:
    """One way of participating in an organisation.

    ``percent`` is the share owned; None for an office or control only, and for an unknown share. If several statements
    of one share differ, the largest counts.
    """

    owner: str
    owned: str
    percent: Decimal | None = None
    is_owner: bool = False
    is_control: bool = False
    label: str = ""
    label_en: str = ""


class OwnershipGraph:
    """Links by owned party and by owner, in an order that does not depend on the input order."""

    def __init__(self, links: Iterable[Link]) -> None:
        merged: dict[tuple[str, str], Link] = {}
        for link in links:
            if link.owner == link.owned:
                continue  # shares a company holds in itself give no other party a part
            pair = (link.owner, link.owned)
            merged[pair] = _stronger(merged[pair], link) if pair in merged else link
        self._into: dict[str, list[Link]] = defaultdict(list)
        self._out_of: dict[str, list[Link]] = defaultdict(list)
        for pair in sorted(merged):
            self._into[merged[pair].owned].append(merged[pair])
            self._out_of[merged[pair].owner].append(merged[pair])

    @property
    def owners(self) -> list[str]:
        """Return every party that owns, runs or controls another, sorted."""
        return sorted(self._out_of)

    def into(self, key: str) -> list[Link]:
        """Return the links of the participants in the party."""
        return self._into.get(key, [])

    def out_of(self, key: str) -> list[Link]:
        """Return the links of the party to what it participates in."""
        return self._out_of.get(key, [])


def _stronger(first: Link, second: Link) -> Link:
    """Merge two links of the same pair: take the larger share, else ownership, else the first label."""
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
    """Return the graph of relations that count: shares not zero, offices of management, actual control."""
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
    """Return a percentage as printed: at most four decimals, no trailing zeros; the smallest as <0.0001%."""
    rounded = percent.quantize(Decimal("0.0001"))
    if not rounded and percent:
        return "<0.0001%"
    return f"{rounded.normalize():f}%"
