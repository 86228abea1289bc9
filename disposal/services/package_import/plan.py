"""The plan of an import: every record that a workbook makes, validated before any is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import ProjectClaim, ProjectClaimCreate
from disposal.models.records.record import Record
from disposal.services.package_import.claim_planning import UNKNOWN_DEBTOR, ClaimRowPlanning, PlannedClaim
from disposal.services.package_import.contracts_elsewhere import warn_of_contracts
from disposal.services.package_import.facts import ImportTarget
from disposal.services.package_import.known_parties import KnownParties, MatchedParty
from disposal.services.package_import.party_planning import PartyPlanning, PlannedParty
from disposal.services.package_import.planning import PlannedRecord, Planning
from disposal.services.package_import.security_planning import SecurityPlanning
from disposal.services.package_workbook.book import PackageBook
from disposal.services.package_workbook.claim_columns import CLAIMS
from disposal.services.package_workbook.collateral_columns import COLLATERAL
from disposal.services.package_workbook.party_columns import DEBTORS, GUARANTORS
from disposal.services.package_workbook.problems import CellProblem, PackageRow
from notices.content.named_parties import plain_name

_OF_DEBTOR = ("number", "heading", "details", "profile")
_STEPS = 4

OnProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """The records to write by table, in order; what stands against it; who stands in the register already.

    ``links`` are the claims in the order of the project, each with what is printed of its debtor; the project's id is
    put in when it is known.
    """

    records: dict[type[Record], list[PlannedRecord]]
    problems: tuple[CellProblem, ...]
    matched: tuple[MatchedParty, ...]
    parties: tuple[PlannedParty, ...]
    debtor_count: int
    links: tuple[tuple[PlannedClaim, ProjectClaimCreate], ...]

    @property
    def refusals(self) -> tuple[CellProblem, ...]:
        """Return what stands against the import."""
        return tuple(each for each in self.problems if each.is_refusal)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many records each table gets."""
        counted = {str(table.__tablename__): len(rows) for table, rows in self.records.items() if rows}
        return counted | ({str(ProjectClaim.__tablename__): len(self.links)} if self.links else {})


def plan_package(
    session: Session, book: PackageBook, target: ImportTarget, *, today: date, on_progress: OnProgress
) -> PackagePlan:
    """Plan an import. Writes nothing."""
    planning = Planning(today)
    parties = _gather(planning, book)
    on_progress("planning", 1, _STEPS)
    matched = KnownParties(session, planning).match(parties)
    for party in parties:
        if party.known is None and party.data is not None:
            planning.add(Party, party.data, party.first[0], key=party.id)
    debtors = _debtors(planning, book, parties)
    claims = ClaimRowPlanning(planning, debtors, target.record_date, target.assignee)
    for row in book.of(CLAIMS):
        claims.plan(row)
    claims.check_totals(book.totals)
    warn_of_contracts(session, planning, claims.claims.values())
    on_progress("planning", 2, _STEPS)
    _plan_security(planning, book, parties, claims)
    on_progress("planning", 3, _STEPS)
    links = _links(planning, book, parties, claims)
    on_progress("planning", _STEPS, _STEPS)
    problems = sorted((*book.problems, *planning.problems), key=_order)
    return PackagePlan(planning.records, tuple(problems), matched, tuple(parties), len(debtors), tuple(links))


def _gather(planning: Planning, book: PackageBook) -> PartyPlanning:
    """Gather the parties of all sheets; the debtors' own sheet says the most, so it comes first."""
    parties = PartyPlanning(planning)
    for sheet, record in ((DEBTORS, "party"), (COLLATERAL, "owner"), (GUARANTORS, "guarantor")):
        for row in book.of(sheet):
            parties.note(row, record)
    parties.settle()
    return parties


def _debtors(planning: Planning, book: PackageBook, parties: PartyPlanning) -> dict[str, PlannedParty]:
    """Return the debtors by plain name; refuse one listed twice, a number twice, and a heading of another."""
    debtors: dict[str, PlannedParty] = {}
    numbers: dict[int, PackageRow] = {}
    for row in book.of(DEBTORS):
        party = parties.of(row, "party")
        if party is None:
            continue
        key = plain_name(party.name)
        if key in debtors:
            first = debtors[key].first[0].number
            words = (
                f"{party.name}已列在第{first}行；一户一行，请合并",
                f"{party.name} stands in row {first}; merge the rows",
            )
            planning.refuse(row, "party.name", "debtor_twice", words)
        debtors.setdefault(key, party)
        number = row.values.get("item.number")
        if number is not None and (first_row := numbers.setdefault(number, row)) is not row:
            words = (
                f"序号{number}已见于第{first_row.number}行，请更正",
                f"number {number} stands in row {first_row.number} already",
            )
            planning.refuse(row, "item.number", "number_twice", words)
        _check_heading(planning, row, party)
    return debtors


def _check_heading(planning: Planning, row: PackageRow, party: PlannedParty) -> None:
    heading = row.values.get("item.heading")
    names = (party.name, *party.values.get("former_names", ()))
    if heading is not None and not any(plain_name(name) in plain_name(heading) for name in names):
        zh = f"标题“{heading}”与本行债务人“{party.name}”不一致，请更正"
        en = f'the heading "{heading}" does not name the debtor "{party.name}" of its row; correct one of them'
        planning.refuse(row, "item.heading", "heading_names_another", (zh, en))


def _plan_security(planning: Planning, book: PackageBook, parties: PartyPlanning, claims: ClaimRowPlanning) -> None:
    security = SecurityPlanning(planning, parties, claims.claims, claims.unplanned)
    for row in book.of(COLLATERAL):
        security.plan_security(row)
    for row in book.of(GUARANTORS):
        security.plan_guarantee(row)


def _links(
    planning: Planning, book: PackageBook, parties: PartyPlanning, claims: ClaimRowPlanning
) -> list[tuple[PlannedClaim, ProjectClaimCreate]]:
    """Return the claims in the order of the debtors, each with what is printed; refuse a debtor without claims."""
    of_debtor: dict[UUID, list[PlannedClaim]] = {}
    for claim in claims.claims.values():
        of_debtor.setdefault(claim.debtor.id, []).append(claim)
    named = {plain_name(str(row.values.get("claim.debtor", ""))) for row in book.of(CLAIMS)}
    is_misnamed = any(each.code == UNKNOWN_DEBTOR for each in planning.problems)  # its claims stand under another name
    links = []
    for row in book.of(DEBTORS):
        party = parties.of(row, "party")
        if party is None:
            continue
        if plain_name(party.name) not in named and not is_misnamed:
            words = (
                "在“债权”表中没有债权；请补上，或删去本行",
                "has no claim in the sheet 债权; add it, or delete the row",
            )
            planning.refuse(row, "party.name", "debtor_without_claim", words)
        words_of = {name: value for name, value in row.of("item").items() if name in _OF_DEBTOR}
        for claim in of_debtor.pop(party.id, ()):
            day = claim.row.values.get("statement.record_date")
            values = {"project_id": party.id, "claim_id": claim.id, "record_date": day, **words_of}
            data = planning.read(row, "item", ProjectClaimCreate, values)
            if isinstance(data, ProjectClaimCreate):
                links.append((claim, data))
            words_of = {}
    return links


def _order(problem: CellProblem) -> tuple[int, int, int, str]:
    names = [sheet.name for sheet in (DEBTORS, CLAIMS, COLLATERAL, GUARANTORS)]
    return names.index(problem.sheet), problem.row, len(problem.cell), problem.cell
