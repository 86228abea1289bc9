"""What is said under a party that is typed: 已有主体, 新建主体, who it may be, and where its contracts were seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from disposal.models.parties.party import Party
from disposal.record_ids import record_id_in
from disposal.services.claim_entry.parties import party_rows
from disposal.services.claim_entry.party_fields import PartyBlock
from disposal.services.claim_entry.typed import Typed, TypedRow, rows_of
from disposal.services.parties.suggestions import (
    LikelyDuplicate,
    claims_with_certificate,
    claims_with_contract,
    likely_duplicates,
)
from notices.codes import PartyKind

_MOST_LOOKED_UP = 40


@dataclass(frozen=True, slots=True)
class UndecidedDuplicate:
    """A party on the page that may be one on record; nobody has said yet whether it is (可能是同一主体)."""

    path: str
    name: str
    known: LikelyDuplicate


def party_notes(session: Session, typed: Typed, *, claim_id: UUID | None) -> dict[str, str]:
    """Return what stands under the name of each party of the page; ``claim_id`` is the claim that the page changes."""
    notes: dict[str, str] = {}
    undecided = {each.path: each for each in undecided_duplicates(session, typed)}
    for row, block in party_rows(typed):
        path, name = row.path(block.name), row.text(block.name)
        chosen = _chosen(session, row, block)
        if chosen is not None:
            notes[path] = f"已有主体 · {chosen.credit_code or chosen.personal_number_masked or '未登记代码'}"
        elif path in undecided:
            known = undecided[path].known.suggestion
            notes[path] = f"可能是同一主体：{known.name}" + (f"（{known.hint}）" if known.hint else "")
        elif len(name) > 1:
            notes[path] = "新建主体"
    return notes | dict(_seen(session, typed, claim_id))


def undecided_duplicates(session: Session, typed: Typed) -> tuple[UndecidedDuplicate, ...]:
    """Return parties of the page that are not chosen and may be on record, each name once, the surest match only."""
    found: dict[str, UndecidedDuplicate] = {}
    for row, block in list(party_rows(typed))[:_MOST_LOOKED_UP]:
        name = row.text(block.name)
        if len(name) < 2 or name in found or row.text(block.field("party_id")):
            continue
        kinds = PartyKind.members_called(row.text(block.field("kind")))
        kind = kinds[0] if kinds else PartyKind.organisation
        besides = [known for each in row.text(block.field("distinct")).split() if (known := record_id_in(each))]
        likely = likely_duplicates(session, name, kind=kind, besides=besides)
        if likely:
            found[name] = UndecidedDuplicate(row.path(block.name), name, likely[0])
    return tuple(found.values())


def decided(typed: Typed, path: str, party_id: UUID, *, is_same: bool) -> dict[str, str]:
    """Return the page after somebody said of a name whether it is a party on record, at every row of that name."""
    page = dict(typed)
    name = page.get(path, "").strip()
    for row, block in party_rows(typed):
        if row.text(block.name) == name:
            said = row.path(block.field("party_id" if is_same else "distinct"))
            page[said] = str(party_id) if is_same else f"{page.get(said, '')} {party_id}".strip()
    return page


def _seen(session: Session, typed: Typed, claim_id: UUID | None) -> Iterator[tuple[str, str]]:
    """Yield where the contract and certificate numbers of the page were seen in other claims (已见于…)."""
    for row in rows_of(typed, "contracts"):
        if number := row.text("number"):
            yield from _told(row.path("number"), claims_with_contract(session, number, besides=claim_id))
    for row in rows_of(typed, "security"):
        for number in filter(None, row.text("certificate_numbers").replace(";", "；").split("；")):
            seen = claims_with_certificate(session, number.strip(), besides=claim_id)
            yield from _told(row.path("certificate_numbers"), seen)


def _told(path: str, claims: list[tuple[UUID, str]]) -> Iterator[tuple[str, str]]:
    if claims:
        yield path, "已见于对" + "、".join(dict.fromkeys(name for _, name in claims)) + "的债权"


def _chosen(session: Session, row: TypedRow, block: PartyBlock) -> Party | None:
    party_id = record_id_in(row.text(block.field("party_id")))
    return session.get(Party, party_id) if party_id else None
