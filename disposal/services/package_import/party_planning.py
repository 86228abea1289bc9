"""Plan the parties of a workbook: one record each, however often and in what roles they are named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from disposal.models.parties.party import Party, PartyCreate
from disposal.models.records.record import new_id
from disposal.services.package_import.planning import Planning
from disposal.services.package_workbook.problems import PackageRow, place_of
from notices.codes import NameBasis, PartyKind
from notices.content.named_parties import plain_name
from notices.written.documents import plain_number
from notices.written.names import holds_several, is_person, one_name

_NUMBERS = ("credit_code", "personal_number")


@dataclass(slots=True)
class PlannedParty:
    """A party of the workbook: what is stated of it, and where. ``known`` is the record that stands already."""

    name: str
    values: dict[str, Any]
    places: dict[str, tuple[PackageRow, str]]
    id: UUID = field(default_factory=new_id)
    known: Party | None = None
    data: PartyCreate | None = None

    @property
    def key(self) -> UUID:
        """Return the id by which other records refer to it."""
        return self.known.id if self.known else self.id

    @property
    def is_person(self) -> bool:
        """Return whether it is stated to be a natural person."""
        return self.values.get("kind") is PartyKind.natural_person

    @property
    def first(self) -> tuple[PackageRow, str]:
        """Return the cell that names it first."""
        return self.places["name"]


class PartyPlanning:
    """Gathers the parties row by row; ``settle`` validates each, once all rows are read."""

    def __init__(self, planning: Planning) -> None:
        self._planning = planning
        self._by_name: dict[str, list[PlannedParty]] = {}
        self._by_row: dict[tuple[str, int, str], PlannedParty] = {}

    def __iter__(self) -> Iterator[PlannedParty]:
        yield from (party for same in self._by_name.values() for party in same)

    def of(self, row: PackageRow, record: str) -> PlannedParty | None:
        """Return the party that a row names in that role, or None."""
        return self._by_row.get((row.sheet.name, row.number, record))

    def note(self, row: PackageRow, record: str) -> None:
        """Note the party that a row names, and what the row states of it."""
        values = _stated(row, record)
        if "name" not in values:
            return
        same = self._by_name.setdefault(plain_name(values["name"]), [])
        party = self._same(row, record, values, same)
        if party is None:
            places = {name: (row, f"{record}.{name}") for name in values}
            party = PlannedParty(values["name"], values, places)
            same.append(party)
        else:
            self._merge(row, record, values, party)
        self._by_row[row.sheet.name, row.number, record] = party

    def settle(self) -> None:
        """Validate every party; refuse one number under two names."""
        holders: dict[str, PlannedParty] = {}
        for party in self:
            self._validate(party)
            for number in filter(None, (party.values.get(name) for name in _NUMBERS)):
                holder = holders.setdefault(plain_number(number), party)
                if holder is not party:
                    self._refuse_two_names(party, holder)

    def _same(
        self, row: PackageRow, record: str, values: dict[str, Any], same: list[PlannedParty]
    ) -> PlannedParty | None:
        """Return the party of that name that is meant: persons of one name are told apart by their numbers."""
        number = values.get("personal_number")
        if number is None:
            if len(same) > 1:
                words = (f"有{len(same)}名同名的人；请填写证件号码", f"stands for {len(same)} persons; give the number")
                self._planning.refuse(row, f"{record}.name", "several_of_one_name", words)
            return same[0] if same else None
        alike = [each for each in same if each.values.get("personal_number") in (None, number)]
        return alike[0] if alike else None

    def _merge(self, row: PackageRow, record: str, values: dict[str, Any], party: PlannedParty) -> None:
        """Add what a further row states; refuse what contradicts."""
        for name, value in values.items():
            if name not in party.values:
                party.values[name], party.places[name] = value, (row, f"{record}.{name}")
            elif name != "name" and party.values[name] != value:
                place = place_of(*party.places[name])
                zh = f"{party.name}的这一项与{place}不一致；请更正其一"
                en = f"contradicts {place} on {party.name}; correct one of them"
                self._planning.refuse(row, f"{record}.{name}", "party_contradicts", (zh, en))

    def _validate(self, party: PlannedParty) -> None:
        row, path = party.first
        record = path.split(".")[0]
        if "kind" not in party.values and "credit_code" not in party.values and is_person(party.name):
            words = (
                "似为自然人姓名；请填写类型（自然人、单位或个体工商户）",
                "reads as a person's name; state its type",
            )
            self._planning.refuse(
                row, f"{record}.kind" if f"{record}.kind" in row.places else path, "kind_unclear", words
            )
            return
        at = {name: place for name, (place_row, place) in party.places.items() if place_row is row}
        party.data = self._planning.read(row, record, PartyCreate, party.values, **at)  # type: ignore[assignment]

    def _refuse_two_names(self, party: PlannedParty, holder: PlannedParty) -> None:
        name = next(name for name in _NUMBERS if name in party.places)
        row, path = party.places[name]
        place = (
            holder.places[name][0].problem(holder.places[name][1], "", ("", "")).place if name in holder.places else ""
        )
        zh = f"与{holder.name}（{place}）的号码相同；请对照证照更正"
        en = f"is the number of {holder.name} too ({place}); correct it by the licence or card"
        self._planning.refuse(row, path, "number_of_another", (zh, en))


def _stated(row: PackageRow, record: str) -> dict[str, Any]:
    """Return what a row states of a party, in the form of the record."""
    values = row.of(record)
    if "name" in values and not holds_several(values["name"], has_code="credit_code" in values):
        values["name"] = one_name(values["name"])  # the blanks of several would be lost: they are refused by them
    if isinstance(values.get("name_bases"), NameBasis):
        values["name_bases"] = (values["name_bases"],)
    for name in _NUMBERS:
        if name in values:
            values[name] = plain_number(values[name])
    return values
