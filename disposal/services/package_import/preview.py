"""PackagePreview: what an import would do, as pages and commands show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.package_import.facts import ImportTarget
from disposal.services.package_import.known_parties import MatchedParty
from disposal.services.package_import.plan import PackagePlan
from disposal.services.package_workbook.book import PackageBook
from disposal.services.package_workbook.problems import CellProblem

COUNTED = {
    "party": ("新主体", "new parties"),
    "claim": ("债权", "claims"),
    "claim_statement": ("债权金额", "statements"),
    "assignment": ("债权转让", "assignments"),
    "litigation_status": ("诉讼状态", "litigation statuses"),
    "collateral": ("担保物", "collateral"),
    "security_interest": ("担保物权", "security interests"),
    "guarantee": ("保证", "guarantees"),
    "project_claim": ("项目内债权", "claims in the project"),
}
"""What each table's records are called where an import counts them."""


@dataclass(frozen=True, slots=True)
class PackagePreview:
    """What would be created, matched and filled in, and the problems by cell; ``is_clear`` if none refuses it."""

    file_name: str
    sha256: str
    issuer: str
    project_code: str
    creates_project: bool
    rows: Mapping[str, int]
    examples: int
    counts: Mapping[str, int]
    problems: tuple[CellProblem, ...]
    matched: tuple[MatchedParty, ...]
    persons_without_number: int

    @property
    def refusals(self) -> tuple[CellProblem, ...]:
        """Return what stands against the import."""
        return tuple(each for each in self.problems if each.is_refusal)

    @property
    def warnings(self) -> tuple[CellProblem, ...]:
        """Return what a person should look at."""
        return tuple(each for each in self.problems if not each.is_refusal)

    @property
    def is_clear(self) -> bool:
        """Return whether the import may be confirmed."""
        return not self.refusals

    @property
    def changed(self) -> tuple[MatchedParty, ...]:
        """Return the matched parties on which something would be filled in."""
        return tuple(each for each in self.matched if each.filled)

    def as_json(self) -> dict[str, Any]:
        """Return the preview as JSON values."""
        return {
            "file": self.file_name,
            "sha256": self.sha256,
            "issuer": self.issuer,
            "project": self.project_code,
            "creates_project": self.creates_project,
            "rows": dict(self.rows),
            "examples_skipped": self.examples,
            "creates": dict(self.counts),
            "matched": [each.as_json() for each in self.matched],
            "persons_without_number": self.persons_without_number,
            "errors": len(self.refusals),
            "warnings": len(self.warnings),
            "problems": [each.as_json() for each in self.problems],
        }


def preview_of(book: PackageBook, target: ImportTarget, plan: PackagePlan) -> PackagePreview:
    """Return the preview of a plan."""
    counts = dict(plan.counts)
    if target.project is None:
        counts[str(DisposalProject.__tablename__)] = 1
    new = [party for party in plan.parties if party.known is None and party.data is not None]
    persons = [each for each in new if each.is_person and "personal_number" not in each.values]
    return PackagePreview(
        file_name=book.name,
        sha256=book.sha256,
        issuer=target.assignee,
        project_code=target.facts.project_code,
        creates_project=target.project is None,
        rows={name: len(rows) for name, rows in book.rows.items()},
        examples=book.examples,
        counts={name: counts[name] for name in (*COUNTED, str(DisposalProject.__tablename__)) if counts.get(name)},
        problems=plan.problems,
        matched=plan.matched,
        persons_without_number=len(persons),
    )


def counted_words(counts: Mapping[str, int]) -> str:
    """Return counts in both languages: 债权 95 claims."""
    return "  ".join(
        f"{COUNTED[name][0]} {count:,} {COUNTED[name][1]}" for name, count in counts.items() if name in COUNTED
    )


NAMED_BY = {"credit_code": "统一社会信用代码", "personal_number": "证件号码", "name": "名称"}
"""By what a party of the workbook was found in the register."""
PARTY = str(Party.__tablename__)
