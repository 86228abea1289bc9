"""A workbook of 95 debtors with the faults that real packages have: each is named by its cell, and nothing else."""

from decimal import Decimal
from pathlib import Path

from sqlmodel import Session, func, select

from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import ProjectClaim
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.package_import import PackageRequest, import_package, preview_package
from disposal.services.package_import.preview import PackagePreview
from tests.support.factories import make_issuer
from tests.support.package_of_95 import CENT, DEBTORS, Faults, real_faults
from tests.support.packages.workbook import (
    FACTS,
    FIRST_ROW,
    headed_template,
    letter_of,
    package_workbook,
    saved,
)


def request(folder: Path, faults: Faults | None = None) -> PackageRequest:
    return PackageRequest(saved(package_workbook(faults), folder), PackageFacts.model_validate(FACTS))


def preview(session: Session, folder: Path, faults: Faults | None = None) -> PackagePreview:
    make_issuer(session, "XGCS")
    return preview_package(session, request(folder, faults))


def place(sheet: str, heading: str, row: int) -> str:
    return f"{sheet}!{letter_of(headed_template(), sheet, heading)}{row + FIRST_ROW - 1}"


def test_every_planted_fault_is_named_by_its_cell_and_nothing_else(session: Session, tmp_path: Path) -> None:
    faults = real_faults()
    (error,) = (row for row, off in faults.off.items() if abs(off) > CENT)
    expected = {("total_rounded", place("债权", "合计", row)) for row in faults.off if row != error}
    expected |= {("total_differs", place("债权", "合计", error))}
    expected |= {("heading_names_another", place("债务人", "公告标题名称", row)) for row in faults.headings}
    ((row, _),) = faults.numbers.items()
    expected |= {("number_twice", place("债务人", "序号", row))}
    assert len(expected) == 25
    found = preview(session, tmp_path, faults)
    assert {(each.code, each.place) for each in found.problems} == expected
    assert len(found.problems) == 25
    assert (len(found.refusals), len(found.warnings)) == (6, 19)
    words = {each.code: each.zh for each in found.problems}
    assert words["total_differs"].endswith("相差293.25万元，请更正")
    assert words["total_rounded"].endswith("相差0.01万元，似为舍入所致，请核对")
    assert session.exec(select(func.count()).select_from(Party)).one() == 0


def test_package_without_faults_is_previewed_and_imported_whole(session: Session, tmp_path: Path) -> None:
    found = preview(session, tmp_path)
    assert found.problems == ()
    assert found.examples == 4
    row = import_package(session, request(tmp_path))
    tables = (Party, Claim, ClaimStatement, Collateral, SecurityInterest, Guarantee, ProjectClaim)
    stored = {t.__tablename__: session.exec(select(func.count()).select_from(t)).one() for t in tables}
    assert stored == {
        "party": 3 * DEBTORS, "claim": DEBTORS, "claim_statement": DEBTORS, "collateral": DEBTORS,
        "security_interest": DEBTORS, "guarantee": 2 * DEBTORS, "project_claim": DEBTORS,
    }  # fmt: skip
    assert {name: row.counts[name] for name in stored} == stored == {name: found.counts[name] for name in stored}
    owed = session.exec(select(func.sum(ClaimStatement.principal))).one()
    assert owed == sum(Decimal(str(cells[0].value)) * 10_000 for cells in _principals())


def _principals() -> list[tuple[object, ...]]:
    book = package_workbook()
    letter = letter_of(book, "债权", "本金")
    page = book["债权"]
    return [(page[f"{letter}{row}"],) for row in range(FIRST_ROW, FIRST_ROW + DEBTORS)]
