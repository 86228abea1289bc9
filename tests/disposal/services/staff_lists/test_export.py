"""Exports of lists: every row that fits, as text that no spreadsheet runs, and each on record."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from disposal.acting import Actor, Channel, Role, TokenScope
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permissions import PermissionRefused, ScopeRefused
from disposal.services.public.queries import parse
from disposal.services.sheets.csv_cells import plain_cell
from disposal.services.staff_lists import export, keyset
from disposal.services.staff_lists.lists import STAFF_LISTS
from disposal.storage.database import Database
from tests.disposal.services.staff_lists.test_lists import claim_of
from tests.support.accounts import make_account
from tests.support.factories import make_issuer, make_party

CLAIMS, PARTIES = STAFF_LISTS["claims"], STAFF_LISTS["parties"]


def csv_rows(session: Session, language: str = "zh", **asked: str) -> list[dict[str, str]]:
    """Return the rows of a CSV export of parties, by heading."""
    parts = export.csv_parts(session, PARTIES, parse(PARTIES.query, asked), language=language)
    return list(csv.DictReader(io.StringIO(b"".join(parts).decode("utf-8-sig"))))


def test_csv_holds_the_whole_filter_and_not_the_page(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "ROWS", 2)
    for n in range(5):
        make_party(session, f"虚构{n}号厂")
    make_party(session, "他人有限公司")
    session.flush()
    assert sorted(row["名称"] for row in csv_rows(session, q="虚构")) == [f"虚构{n}号厂" for n in range(5)]
    assert {row["Kind"] for row in csv_rows(session, "en", q="虚构")} == {"organisation"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠甲", " =1+1", "\u3000＝1", "\t=1"]
)
def test_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert plain_cell(text) == f"'{text}"
    assert plain_cell(f"甲{text}") == f"甲{text}"


def test_excel_types_text_as_text_amounts_as_numbers_and_goes_on_in_another_sheet(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "ROWS_A_SHEET", 2)
    for n in range(3):
        claim_of(session, f"=虚构{n}号厂", contract_numbers=["=1+1"])
    export.write_excel(session, CLAIMS, parse(CLAIMS.query, {}), language="zh", path=tmp_path / "债权.xlsx")
    book = load_workbook(tmp_path / "债权.xlsx")
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("债权", 3), ("债权 2", 2)]
    row = dict(zip([cell.value for cell in book["债权"][1]], book["债权"][2], strict=True))
    assert (row["合同编号"].value, row["合同编号"].data_type) == ("=1+1", "s")
    assert (row["本金"].value, row["本金"].data_type) == (134000000, "n")
    assert str(row["基准日"].value) == "2022-01-31 00:00:00"


def test_export_needs_its_right_and_stands_in_the_audit_trail(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours = make_issuer(session)
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
        make_account(session, "jijian", Role.discipline_officer, issuers=[ours.id])
    query = parse(CLAIMS.query, {"q": "纺织"})
    with database.session(Actor("chen", channel=Channel.page)) as session:
        export.begin_export(session, CLAIMS, query)
    with database.session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "claims.exported")).one()
    assert (entry.actor, entry.reason, entry.after) == ("虚构chen", "导出债权：q=纺织", {})
    reading = Actor("chen", channel=Channel.api, scopes=frozenset({TokenScope.read}))
    for actor, refusal in ((Actor("jijian"), PermissionRefused), (reading, ScopeRefused)):
        with pytest.raises(refusal), database.session(actor) as session:
            export.begin_export(session, CLAIMS, query)
