"""Find the parties of a workbook in the register: by number, companies also by name. Nothing is overwritten."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Text, any_, cast
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, select

from disposal.models.parties.party import Party
from disposal.services.package_import.party_planning import PlannedParty
from disposal.services.package_import.planning import Planning
from disposal.services.package_workbook.problems import place_of
from disposal.services.projects.loan_identity import plain, spellings
from disposal.services.records.number_search import digests_entered
from notices.codes import PartyKind

_NOT_FILLED = frozenset({"name", "kind", "personal_number", "identity_document"})
_EMPTY: tuple[Any, ...] = (None, "", [], ())


@dataclass(frozen=True, slots=True)
class MatchedParty:
    """A party of the workbook that stands in the register: by which number or name, and what is filled in there."""

    party_id: UUID
    name: str
    by: str
    place: str
    filled: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the match as JSON values; numbers are not among them."""
        return {"id": str(self.party_id), "name": self.name, "by": self.by, "place": self.place,
                "filled": sorted(self.filled)}  # fmt: skip


class KnownParties:
    """Matches planned parties with records. A natural person is matched by number only: namesakes are many."""

    def __init__(self, session: Session, planning: Planning) -> None:
        self._session, self._planning = session, planning
        self._digests: dict[UUID, str] = {}

    def match(self, parties: Iterable[PlannedParty]) -> tuple[MatchedParty, ...]:
        """Set ``known`` of each party that stands in the register, and return these in order.

        Raises: TooManyOfOneMask.
        """
        valid = [party for party in parties if party.data is not None]
        self._digest(valid)
        by_number, by_name = self._by_number(valid), self._by_name(valid)
        found = []
        for party in valid:
            known, by = self._found(party, by_number, by_name)
            if known is not None:
                party.known = known
                row, path = party.first
                place = place_of(row, path)
                found.append(MatchedParty(known.id, known.name, by, place, self._filled(party, known)))
        return tuple(found)

    def _found(
        self, party: PlannedParty, by_number: dict[str, Party], by_name: dict[str, list[Party]]
    ) -> tuple[Party | None, str]:
        for field, number in self._numbers(party):
            known = by_number.get(number)
            if known is not None:
                if plain(party.name) not in {plain(name) for name in self._names(party, known)}:
                    self._refuse_other_name(party, known, field)
                    return None, ""
                return known, field
        if party.values.get("kind") is PartyKind.natural_person:
            return None, ""
        same = [each for each in by_name[plain(party.name)] if self._may_be(party, each)]
        if len(same) > 1:
            row, path = party.first
            zh = f"已登记{len(same)}个名为{party.name}的主体；请填写统一社会信用代码"
            en = f"{len(same)} parties of this name are on record; give the credit code"
            self._planning.refuse(row, path, "several_on_record", (zh, en))
        return (same[0], "name") if len(same) == 1 else (None, "")

    def _may_be(self, party: PlannedParty, known: Party) -> bool:
        """Return whether a record of that name may be the party: kinds agree, and no two numbers differ."""
        if known.kind is not (party.data.kind if party.data else None):
            return False
        code = party.values.get("credit_code")
        return not (code and known.credit_code and code != known.credit_code)

    def _numbers(self, party: PlannedParty) -> Iterator[tuple[str, str]]:
        data = party.data
        if data is not None and data.credit_code:
            yield "credit_code", data.credit_code
        if data is not None and data.personal_number:
            yield "personal_number", self._digests[party.id]

    def _digest(self, parties: list[PlannedParty]) -> None:
        """Note the digest of each personal number; the numbers are counted together."""
        numbered = [(each.id, each.data) for each in parties if each.data is not None and each.data.personal_number]
        numbers = [(data.personal_number or "", data.identity_document) for _, data in numbered]
        ids = [party_id for party_id, _ in numbered]
        self._digests |= dict(zip(ids, digests_entered(self._session, numbers), strict=True))

    def _by_number(self, parties: list[PlannedParty]) -> dict[str, Party]:
        numbers = [pair for party in parties for pair in self._numbers(party)]
        if not numbers:
            return {}
        codes = cast([number for field, number in numbers if field == "credit_code"], ARRAY(Text))
        indices = cast([number for field, number in numbers if field != "credit_code"], ARRAY(Text))
        query = select(Party).where(
            (col(Party.credit_code) == any_(codes)) | (col(Party.personal_number_index) == any_(indices))
        )
        rows = self._session.exec(query).all()
        return {number: row for row in rows for number in (row.credit_code, row.personal_number_index) if number}

    def _by_name(self, parties: list[PlannedParty]) -> defaultdict[str, list[Party]]:
        names = {s for party in parties for s in spellings(party.name)}
        query = select(Party).where(col(Party.name) == any_(cast(sorted(names), ARRAY(Text))))
        found: defaultdict[str, list[Party]] = defaultdict(list)
        for row in self._session.exec(query.order_by(col(Party.id))).all():
            found[plain(row.name)].append(row)
        return found

    def _names(self, party: PlannedParty, known: Party) -> set[str]:
        stated = party.values.get("former_names", ())
        return {known.name, *known.former_names, *({party.name} if known.name in stated else ())}

    def _refuse_other_name(self, party: PlannedParty, known: Party, field: str) -> None:
        row, path = party.places[field]
        zh = f"这一号码已登记在{known.name}名下，此处写的是{party.name}；请对照证照更正，已更名的请填写曾用名"
        en = f"is on record for {known.name}, not {party.name}; correct it, or state the former name"
        self._planning.refuse(row, path, "number_of_another", (zh, en))

    def _filled(self, party: PlannedParty, known: Party) -> dict[str, Any]:
        """Return what the record lacks and the workbook states; tell of what differs, which stays as it is."""
        filled = {}
        for name in party.values.keys() - _NOT_FILLED:
            stated, stands = getattr(party.data, name), getattr(known, name)
            if stands in _EMPTY or stands == Party.model_fields[name].get_default(call_default_factory=True):
                if stated not in _EMPTY and stated != stands:
                    filled[name] = stated
            elif stated != stands:
                row, path = party.places[name]
                words = (
                    "与已登记的不同，导入不会更改；请核对",
                    "differs from what is on record, which stays; check it",
                )
                self._planning.warn(row, path, "differs_from_record", words)
        return filled
