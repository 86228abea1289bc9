"""Read the parties that a page names. One party may stand in several rows: as debtor, owner and guarantor.

A field changed in one of them is changed in all.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from disposal.models.parties.party import PartyCreate
from disposal.models.records.record import new_id
from disposal.record_ids import record_id_in
from disposal.services.claim_entry.entry import PageReader, PartyPlan
from disposal.services.claim_entry.fields import Need
from disposal.services.claim_entry.party_fields import BLOCKS, PartyBlock
from disposal.services.claim_entry.typed import Typed, TypedRow, row_of, rows_of
from notices.codes import BankruptcyStage, PartyKind
from notices.written.documents import is_credit_code, plain_number

FIELDS = (
    "kind", "former_names", "legal_representative", "address", "status", "is_state_organ", "is_state_owned",
    "bankruptcy_stage", "bankruptcy_accepted_on", "name_bases",
)  # fmt: skip
"""Fields of a party that the page shows, but its name and its number."""
NUMBERS = ("credit_code", "personal_number", "identity_document")
_NAMELESS = "未填名称"
_HIDDEN = re.compile("某|[*＊×]")


@dataclass
class _Named:
    """A party as one place names it."""

    row: TypedRow
    block: PartyBlock
    name: str
    party_id: UUID | None
    stated: dict[str, Any]

    @property
    def kind(self) -> PartyKind:
        """Return what the party is."""
        kind: PartyKind = self.stated.get("kind", PartyKind.organisation)
        return kind

    @property
    def number(self) -> str | None:
        """Return its code or number in plain form."""
        number = self.stated.get("credit_code") or self.stated.get("personal_number")
        return plain_number(number) if number else None


@dataclass
class PageParties:
    """The parties of a page: ``keys`` by the row that names them."""

    reader: PageReader
    plans: dict[UUID, list[_Named]] = field(default_factory=dict)
    keys: dict[str, UUID] = field(default_factory=dict)

    def read(self, typed: Typed) -> None:
        """Read every place that names a party, and join the places that name the same one."""
        places = [place for row, block in party_rows(typed) if (place := self._place(row, block))]
        for place in sorted(places, key=lambda each: (each.party_id is None, each.number is None)):
            key = next((key for key, known in self.plans.items() if _is_same(place, known)), None) or new_id()
            self.plans.setdefault(key, []).append(place)
            self.keys[place.row.key] = key

    def finished(self) -> tuple[PartyPlan, ...]:
        """Return the parties, each once; fields that two places state differently are noted."""
        return tuple(self._plan(key, places) for key, places in self.plans.items())

    def named(self, name: str) -> UUID | None:
        """Return the key of the party that the page names so, or None."""
        wanted = plain(name)
        return next((key for key, known in self.plans.items() if any(plain(p.name) == wanted for p in known)), None)

    def _place(self, row: TypedRow, block: PartyBlock) -> _Named | None:
        name = row.text(block.name)
        read = {each: self.reader.value(row, block.field(each)) for each in FIELDS}
        stated = {each: value for each, value in read.items() if value is not None}
        place = _Named(row, block, name, _chosen(row, block), stated)
        self._read_number(place)
        if not name:  # a problem of its own; what else is typed is checked at once
            named = {each: block.field(each) for each in stated} | dict.fromkeys(NUMBERS, block.field("number"))
            self.reader.read(row, PartyCreate, {**place.stated, "name": _NAMELESS}, named=named)
            return None
        self._check(place)
        return place

    def _read_number(self, place: _Named) -> None:
        field = place.block.field("number")
        text = place.row.text(field)
        if not text:
            return
        if "*" in text:
            if place.party_id is None:
                self.reader.refuse(place.row, field, zh="填写完整的证件号码", en="give the number in full")
            return
        is_code = place.kind is PartyKind.organisation or (
            place.kind is PartyKind.individual_business and is_credit_code(plain_number(text))
        )
        if is_code:
            place.stated["credit_code"] = text
            return
        place.stated["personal_number"] = text
        document = self.reader.value(place.row, place.block.field("document"))
        if document is not None:
            place.stated["identity_document"] = document

    def _check(self, place: _Named) -> None:
        row, block, stated = place.row, place.block, place.stated
        stage = stated.get("bankruptcy_stage", BankruptcyStage.none)
        if stage is not BankruptcyStage.none and not row.text(block.field("bankruptcy_accepted_on")):
            asked = row.section.field(block.field("bankruptcy_accepted_on"))
            assert asked is not None  # noqa: S101  the table of fields holds it
            self.reader.lacks(row, asked, need=Need.record)
        if stated.get("is_state_organ") is None:
            self.reader.refuse(row, block.field("is_state_organ"), need=Need.notice,
                               zh=f"核实{place.name}是否为国家机关",
                               en=f"check whether {place.name} is a state organ")  # fmt: skip
        if place.kind is PartyKind.natural_person and not stated.get("name_bases"):
            self.reader.refuse(row, block.field("name_bases"), need=Need.notice,
                               zh=f"填写{place.name}的姓名公开依据；没有的选“无”",
                               en=f"say on what basis the name {place.name} is printed")  # fmt: skip

    def _plan(self, key: UUID, places: list[_Named]) -> PartyPlan:
        first = places[0]
        stated: dict[str, Any] = {"name": first.name}
        paths: dict[str, str] = {"name": first.row.path(first.block.name)}
        for place in places:
            for name, value in place.stated.items():
                if name in stated and stated[name] != value and not _is_default(name, value):
                    if not _is_default(name, stated[name]):
                        self._refuse_difference(place, name, first)
                        continue
                elif name in stated:
                    continue
                stated[name] = value
                paths[name] = place.row.path(place.block.field("number" if name in NUMBERS else name))
        if first.kind is PartyKind.natural_person and _HIDDEN.search(first.name):
            stated["is_masked"] = True
        named = {name: path.removeprefix(f"{first.row.key}-") for name, path in paths.items()}
        numbers = dict.fromkeys(NUMBERS, first.block.field("number"))
        self.reader.read(first.row, PartyCreate, stated, named={**numbers, "name": first.block.name, **named})
        paths = {**{name: first.row.path(field) for name, field in numbers.items()}, **paths}
        distinct = (each for place in places for each in _ids(place.row.text(place.block.field("distinct"))))
        return PartyPlan(key, first.party_id, stated, paths, tuple(dict.fromkeys(distinct)))

    def _refuse_difference(self, place: _Named, name: str, first: _Named) -> None:
        field = place.block.field("number" if name in NUMBERS else name)
        asked = place.row.section.field(field)
        label = asked.label if asked else name
        first_row = first.row if first.row is not place.row else place.row
        self.reader.refuse(
            place.row,
            field,
            zh=f"{place.name}的{label}与{first_row.place}所填不同；请改成一致",
            en=f"{name} of {place.name} differs from what {first_row.place_en} says; make them agree",
        )


def party_rows(typed: Typed) -> Iterator[tuple[TypedRow, PartyBlock]]:
    """Yield every row that may name a party, in the order of the page."""
    for block in BLOCKS:
        rows = [row_of(typed, block.section)] if block.section == "debtor" else rows_of(typed, block.section)
        yield from ((row, block) for row in rows)


def plain(name: str) -> str:
    """Return a name without blanks and with its brackets in one width, as names are compared."""
    return "".join(name.split()).replace("(", "（").replace(")", "）")


def _chosen(row: TypedRow, block: PartyBlock) -> UUID | None:
    return next(_ids(row.text(block.field("party_id"))), None)


def _ids(text: str) -> Iterator[UUID]:
    """Yield the ids that a hidden field holds, parted by blanks."""
    yield from (party_id for each in text.split() if (party_id := record_id_in(each)))


def _is_same(place: _Named, known: list[_Named]) -> bool:
    """Return whether a place names a party that other places name: by choice, by number, else by kind and name."""
    ids = {each.party_id for each in known if each.party_id}
    if place.party_id and ids:
        return place.party_id in ids
    numbers = {each.number for each in known if each.number}
    if place.number and numbers and place.kind is PartyKind.natural_person:
        return place.number in numbers
    return any(plain(each.name) == plain(place.name) and each.kind is place.kind for each in known)


def _is_default(name: str, value: Any) -> bool:
    return bool(value == PartyCreate.model_fields[name].get_default(call_default_factory=True))


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
