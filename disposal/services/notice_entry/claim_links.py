"""Where on the pages of its claims a part of a notice, or a record that a warning names, is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.identity import acting
from disposal.services.accounts.permissions import may
from disposal.services.claim_entry.party_fields import BLOCK_OF
from disposal.services.claim_entry.sections import SECTION_OF
from disposal.services.claims.loading import ClaimRecords, load_claims
from disposal.services.projects.content import claims_by_item
from disposal.services.projects.content_parts import alike_guarantees
from disposal.services.records.writing import found
from notices.content.amounts import COMPONENTS

_OF_CLAIM = {
    "contract_numbers": "contracts-0-number", "five_class": "claim-five_class", "name": "claim-name",
    "is_personal_loan": "claim-is_personal_loan", "personal_loan_basis": "claim-personal_loan_basis",
    "are_documents_originals": "claim-documents", "unfinished_settlement": "other-unfinished_settlement",
    "details": "other-details", "conditional_amounts": "s4",
}  # fmt: skip
_SECTION_OF_WARNING = (
    ("guarant", "s6"),
    ("ceiling", "s5"),
    ("mortgage", "s5"),
    ("collateral", "s5"),
    ("contract", "s3"),
)
"""Sections of the page by a part of the code of a warning about a claim; any other is about its parties."""


@dataclass(frozen=True, slots=True)
class ClaimLinks:
    """The claims of a project's notice: of each item in their order, with their records and its record date.

    ``may_change``: whoever looks may open the pages on which claims are changed; others are led to the records.
    """

    items: tuple[tuple[ProjectClaim, ...], ...]
    records: ClaimRecords
    record_date: date | None
    may_change: bool

    @classmethod
    def of(cls, session: Session, project: DisposalProject, links: Sequence[ProjectClaim]) -> "ClaimLinks":
        """Load the claims of a project as its notice groups them."""
        records = load_claims(session, [link.claim_id for link in links])
        known = [link for link in links if link.claim_id in records.claims]
        seller = found(session, Issuer, project.issuer_id).full_name
        items = tuple(claims_by_item(known, records=records, seller=seller))
        actor = acting(session)
        may_change = actor is not None and may(actor, "claim_draft.opened")
        return cls(items, records, project.record_date, may_change)

    def address(self, claim_id: UUID, field: str) -> str:
        """Return the address of a field of the page of a claim."""
        return f"/desk/claims/{claim_id}/edit#{field}" if self.may_change else f"/desk/claims/{claim_id}"

    def at(self, path: str, code: str = "") -> str:
        """Return the address where what a path of the content names is typed; empty where no claim holds it.

        A finding whose ``code`` tells of a state organ is mended where that is said of the party.
        """
        parts = path.split(".")
        if "state_organ" in code and parts[-1] != "is_state_organ":
            parts.append("is_state_organ")
        if parts[0] != "items" or len(parts) < 3 or int(parts[1]) >= len(self.items):
            return ""
        links, name, rest = self.items[int(parts[1])], parts[2], parts[3:]
        if name == "claims" and rest and int(rest[0]) < len(links):
            link = links[int(rest[0])]
            return self.address(link.claim_id, self._in_claim(link, rest[1:]))
        match name:
            case "debtor":
                field = _of_party("debtor", "debtor", rest[:1])
            case "chain" | "original_creditor":
                field = _of_row("chain", "assignor", rest)
            case "litigation":
                field = "s7"
            case _:
                return ""
        return self.address(links[0].claim_id, field)

    def of_record(self, subject: str, code: str) -> str:
        """Return the address of the record that a warning is about: a claim, party, thing, number or name."""
        if any(subject == str(claim_id) for claim_id in self.records.claims):
            section = next((section for part, section in _SECTION_OF_WARNING if part in code), "s1")
            return self.address(UUID(subject), section)
        return next((self.address(claim_id, field) for claim_id, field, names in self._rows() if subject in names), "")

    def _in_claim(self, link: ProjectClaim, parts: list[str]) -> str:
        name, rest = (parts[0] if parts else ""), parts[1:]
        match name:
            case "security":
                return _of_security(rest)
            case "guarantees":
                return self._guarantee(link.claim_id, rest)
            case "litigation":
                return self._litigation(link.claim_id, rest)
            case "amounts" | "record_date":
                return self._amount(link, rest[0] if rest else name)
        return _OF_CLAIM.get(name, "s3")

    def _guarantee(self, claim_id: UUID, parts: list[str]) -> str:
        """Return the row of a guarantor; a notice groups neighbours with the same terms."""
        if not parts:
            return "s6"
        groups = alike_guarantees(self.records.guarantees[claim_id])
        at, more = int(parts[0]), parts[1:]
        row = sum(len(each) for each in groups[:at])
        if more[:1] == ["guarantors"] and len(more) > 1:
            return _of_party("guarantees", f"guarantees-{row + int(more[1])}", more[2:3])
        return _of_row("guarantees", "mode", [str(row), *more])

    def _litigation(self, claim_id: UUID, parts: list[str]) -> str:
        """Return the row of a status; those of the debtor itself stand with the item, not with its claim."""
        debtor = self.records.claims[claim_id].debtor_id
        rows = [at for at, each in enumerate(self.records.litigation[claim_id]) if each.party_id != debtor]
        if not parts or int(parts[0]) >= len(rows):
            return "s7"
        return _of_row("litigation", "words", [str(rows[int(parts[0])]), *parts[1:]])

    def _amount(self, link: ProjectClaim, name: str) -> str:
        days = [each.record_date for each in self.records.statements[link.claim_id]]
        day = link.record_date or self.record_date
        row = days.index(day) if day in days else 0
        field = name if name in (*COMPONENTS, "record_date") else "stated_total"
        return f"statements-{row}-{field}"

    def _rows(self) -> Iterator[tuple[UUID, str, set[str]]]:
        """Yield each row of each claim that a warning may name: claim, field, and what it is called by."""
        for claim_id, claim in self.records.claims.items():
            yield claim_id, "debtor-name", self._party(claim.debtor_id)
            yield claim_id, "contracts-0-number", set(claim.contract_numbers)
            for at, other in enumerate(self.records.co_debtors[claim_id]):
                yield claim_id, f"co_debtors-{at}-name", self._party(other.party_id)
            for at, given in enumerate(self.records.guarantees[claim_id]):
                yield claim_id, f"guarantees-{at}-name", self._party(given.guarantor_id)
            for at, held in enumerate(self.records.interests[claim_id]):
                thing = self.records.collateral[held.collateral_id]
                yield claim_id, f"security-{at}-type", {str(thing.id)}
                yield claim_id, f"security-{at}-certificate_numbers", set(thing.certificate_numbers)
                yield claim_id, f"security-{at}-owner", self._party(thing.owner_id)

    def _party(self, party_id: UUID) -> set[str]:
        return {str(party_id), self.records.parties[party_id].name}


def _of_party(section: str, key: str, parts: list[str]) -> str:
    """Return the field of a party in a row: the one named, or its name."""
    block = BLOCK_OF[section]
    name = parts[0] if parts and parts[0] != "name" else ""
    has_field = name and SECTION_OF[section].field(block.field(name)) is not None
    return f"{key}-{block.field(name) if has_field else block.name}"


def _of_security(parts: list[str]) -> str:
    """Return the field of a row of security: of the owner, of the thing, or of the right."""
    if not parts:
        return "s5"
    row, more = parts[0], parts[1:]
    if more[:1] == ["owner"]:
        return _of_party("security", f"security-{row}", more[1:2])
    name = more[1] if more[:1] == ["collateral"] and len(more) > 1 else (more[0] if more else "")
    return _of_row("security", "type", [row, name])


def _of_row(section: str, usual: str, parts: list[str]) -> str:
    """Return a field of a row: the one named, or the usual one."""
    if not parts:
        return f"{section}-0-{usual}"
    name = parts[1] if len(parts) > 1 and SECTION_OF[section].field(parts[1]) else usual
    return f"{section}-{parts[0]}-{name}"
