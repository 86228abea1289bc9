"""Workbooks made to harm: script and formulas stay text, bombs are refused, two imports at once do not mix."""

import io
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party
from disposal.models.projects.issuer import IssuerCreate
from disposal.models.projects.package_import import PackageImport
from disposal.personal_data.encryption import PersonalNumbers
from disposal.services.package_import.errors import (
    ImportNotStaged,
    PackageImportedAlready,
    PackageRefused,
    StagedWorkbookUnreadable,
)
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.package_import import PackageListeners, PackageRequest, import_package
from disposal.services.package_import.staging import confirm_staged, discard_old, preview_staged, stage_package
from disposal.services.package_import.wrong_rows import wrong_rows_workbook
from disposal.services.package_workbook.book import read_book
from disposal.services.package_workbook.catalogue import every_column
from disposal.services.package_workbook.columns import CellKind
from disposal.services.package_workbook.errors import PackageNotAWorkbook, PackageTooLarge
from disposal.services.projects.issuers import enter_issuer
from disposal.services.sheets.errors import SheetDamaged, SheetRefused, SheetTooLarge
from disposal.storage.database import Database
from tests.support.factories import make_issuer
from tests.support.listing import number_of
from tests.support.packages.workbook import FACTS, FIRST_ROW, column_of, fill, package_workbook, saved, template

SCRIPT = "<script>alert(1)</script>"
FORMULAS = ('=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(1)", "＝1+1")
_FREE = (CellKind.line, CellKind.prose, CellKind.lines)
_REFERENCES = (".key", ".claims", ".debtor", ".name", ".currency")


def facts(**more: Any) -> PackageFacts:
    return PackageFacts.model_validate({**FACTS, **more})


def small(folder: Path, words: str, name: str = "资产包.xlsx") -> Path:
    """Write a package of one claim in which every free text holds these words."""
    book = template()
    rows = {
        "债务人": {"债务人名称": "虚构甲有限公司"},
        "债权": {"资产编号": "A", "债务人名称": "虚构甲有限公司", "本金": 1, "诉讼状态": "已判决"},
        "担保物": {"资产编号": "A", "担保物类型": "机器设备", "所有人名称": "虚构甲有限公司", "现状": "其他"},
        "保证人": {"资产编号": "A", "保证人名称": "虚构乙有限公司"},
    }
    for sheet, cells in rows.items():
        fill(book, sheet, [cells])
    for sheet_, column in every_column():
        is_free = column.kind in _FREE and not column.path.endswith(_REFERENCES)
        if is_free and not column.path.startswith("attributes.") and column.path != "item.heading":
            cell = book[sheet_.name].cell(FIRST_ROW, column_of(book, sheet_.name, column.heading))
            cell.value, cell.data_type = words, "s"
    return saved(book, folder, name)


@pytest.mark.parametrize("words", [SCRIPT, *FORMULAS])
def test_script_and_formulas_in_every_text_cell_are_stored_as_the_text_they_are(
    session: Session, tmp_path: Path, words: str
) -> None:
    make_issuer(session, "XGCS")
    import_package(session, PackageRequest(small(tmp_path, words), facts()))
    claim = session.exec(select(Claim)).one()
    assert (claim.details, claim.contract_numbers, claim.judgment_court) == (words, [words], words)


@pytest.mark.parametrize("words", FORMULAS)
def test_formula_in_a_wrong_row_comes_back_as_text(session: Session, tmp_path: Path, words: str) -> None:
    make_issuer(session, "XGCS")
    path = small(tmp_path, words)
    book = load_workbook(path)
    book["债权"].cell(FIRST_ROW, column_of(book, "债权", "本金")).value = "约一百"
    kept: list[bytes | None] = []
    listeners = PackageListeners(on_checked=lambda found, plan: kept.append(wrong_rows_workbook(found, plan)))
    with pytest.raises(PackageRefused):
        import_package(session, PackageRequest(saved(book, tmp_path), facts()), listeners)
    assert kept[0] is not None
    cells = [cell for row in load_workbook(io.BytesIO(kept[0]))["债权"].iter_rows() for cell in row]
    assert words in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_real_formula_is_named_by_its_cell_and_nothing_is_stored(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    book = package_workbook()
    at = column_of(book, "债权", "合计")
    cell = book["债权"].cell(FIRST_ROW + 4, at)
    cell.value = "=1+1"
    with pytest.raises(PackageRefused) as refused:
        import_package(session, PackageRequest(saved(book, tmp_path), facts()))
    assert f"债权!{cell.coordinate}：含公式" in refused.value.zh
    assert session.exec(select(Party)).all() == []


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/media/zeros.bin", bytes(64 << 20))


def torn(path: Path) -> None:
    path.write_bytes(saved(template(), path.parent, "whole.xlsx").read_bytes()[:9_000])


def polyglot(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + saved(template(), path.parent, "whole.xlsx").read_bytes())


@pytest.mark.parametrize(
    ("make", "refusal"), [(bomb, SheetTooLarge), (torn, SheetDamaged), (polyglot, PackageNotAWorkbook)]
)
def test_file_that_is_no_plain_workbook_is_refused(tmp_path: Path, make: Any, refusal: type[SheetRefused]) -> None:
    path = tmp_path / "资产包.xlsx"
    make(path)
    with pytest.raises(refusal):
        read_book(path)


def test_file_over_the_limit_is_refused_unread(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "资产包.xlsx"
    with path.open("wb") as file:
        file.truncate((50 << 20) + 1)
    with pytest.raises(PackageTooLarge):
        read_book(path)
    with pytest.raises(PackageTooLarge):
        stage_package(session, path.read_bytes(), facts(), file_name="资产包.xlsx")


def test_staged_workbook_lies_encrypted_and_nothing_of_it_is_a_record(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    data = small(tmp_path, number_of(1)).read_bytes()
    row = stage_package(session, data, facts(), file_name="资产包.xlsx")
    assert row.sealed is not None
    assert b"PK\x03\x04" not in row.sealed
    assert session.exec(select(Party)).all() == []
    assert preview_staged(session, row.id).file_name == "资产包.xlsx"


def test_staged_workbook_is_dropped_when_confirmed_and_unreadable_under_another_key(
    session: Session, tmp_path: Path
) -> None:
    make_issuer(session, "XGCS")
    row = stage_package(session, small(tmp_path, "虚构").read_bytes(), facts(), file_name="资产包.xlsx")
    vault = session.info["personal_numbers"]
    session.info["personal_numbers"] = lambda: PersonalNumbers.of("7a" * 32)
    with pytest.raises(StagedWorkbookUnreadable):
        confirm_staged(session, row.id)
    session.info["personal_numbers"] = vault
    assert confirm_staged(session, row.id).sealed is None
    with pytest.raises(ImportNotStaged):
        confirm_staged(session, row.id)


def test_staged_workbook_that_nobody_confirms_is_dropped_after_a_week(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    path = small(tmp_path, "虚构")
    old, new = (stage_package(session, path.read_bytes(), facts(), file_name="资产包.xlsx") for _ in range(2))
    session.execute(
        text("UPDATE package_import SET created_at = now() - interval '8 days' WHERE id = :id"), {"id": old.id}
    )
    session.expire_all()
    assert discard_old(session) == 1
    assert session.exec(select(PackageImport.id)).all() == [new.id]


def test_two_imports_at_once_make_each_party_once(database: Database, tmp_path: Path) -> None:
    with database.session("测试员") as session:
        enter_issuer(session, IssuerCreate(name="虚构资产管理股份有限公司", code="XGCS"))
    path, start = saved(package_workbook(), tmp_path), threading.Barrier(2)

    def imported(code: str) -> None:
        with database.session("测试员") as session:
            start.wait()
            import_package(session, PackageRequest(path, facts(project_code=code)))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(imported, ("项目一", "项目二")))
    with database.session() as session:
        names = session.exec(select(Party.name).where(Party.kind == "organisation")).all()
        assert len(session.exec(select(Claim)).all()) == 190
    assert len(names) == len(set(names)) == 190


def test_one_workbook_twice_at_once_into_one_project_is_imported_once(database: Database, tmp_path: Path) -> None:
    with database.session("测试员") as session:
        enter_issuer(session, IssuerCreate(name="虚构资产管理股份有限公司", code="XGCS"))
    path, start = saved(package_workbook(), tmp_path), threading.Barrier(2)

    def imported(_: int) -> str:
        start.wait()
        try:
            with database.session("测试员") as session:
                import_package(session, PackageRequest(path, facts()))
        except PackageImportedAlready:
            return "refused"
        return "imported"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(imported, range(2))) == ["imported", "refused"]
