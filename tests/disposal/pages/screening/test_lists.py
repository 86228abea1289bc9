"""名单: opened, imported step by step with nothing stored before 确认, searched, compared; wrong rows downloaded."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from openpyxl import Workbook, load_workbook
from sqlmodel import func, select

from disposal.models.lists.entry import ListEntry
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.upload import ListUpload
from disposal.models.lists.version import ListVersion
from disposal.storage.database import Database
from tests.disposal.pages.screening.conftest import client_of, staffed_case, token
from tests.support.listing import HEADINGS, bring_in, make_list, number_of, person, write_csv
from tests.support.screening import PERSON, case_of_2022, entered, screened

pytestmark = pytest.mark.filled(by=staffed_case)
HOSTILE = '"><script>alert(1)</script>{{7*7}}'
OPENED = {"code": "staff", "title": "测试名册", "title_en": "test roll", "owner": "合规部", "limbs": ["civil_servant"]}
FACTS = {"provenance": "人事处2026-11", "valid_until": "2099-12-31", "mode": "replacement"}


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of the compliance officer, with a list opened."""
    with database.session("hege") as session:
        make_list(session)
    with client_of(database) as opened:
        yield opened


def upload(client: TestClient, path: Path, **fields: Any) -> Response:
    data = {**FACTS, **fields, "csrf": token()}
    return client.post("/desk/lists/staff/import", data=data, files={"file": (path.name, path.read_bytes())})


def checked(client: TestClient, folder: Path, rows: Sequence[Sequence[str]]) -> str:
    """Upload rows and match their columns; return the address of the import."""
    address = upload(client, write_csv(folder / "名册.csv", rows)).headers["location"]
    fields = {
        "column-name": "姓名",
        "column-number": "身份证号",
        "column-employer": "工作单位",
        "column-position": "职务",
    }
    assert post(client, f"{address}/columns", **fields).headers["location"] == f"{address}/check"
    return str(address)


def post(client: TestClient, address: str, **fields: str) -> Response:
    return client.post(address, data={"csrf": token(), **fields})


def stored(database: Database) -> tuple[int, int, int]:
    """Count entries, versions and uploads."""
    with database.session() as session:
        tables = (ListEntry, ListVersion, ListUpload)
        found = [session.exec(select(func.count()).select_from(table)).one() for table in tables]
        return (found[0], found[1], found[2])


def test_list_is_opened_and_errors_stand_at_their_fields(client: TestClient, database: Database) -> None:
    refused = client.post("/desk/lists/new", data={**OPENED, "code": "A B", "limbs": [], "csrf": token()})
    assert refused.status_code == 422
    assert '<a href="#code">' in refused.text
    assert "合规部" in refused.text
    taken = client.post("/desk/lists/new", data={**OPENED, "csrf": token()})
    assert taken.status_code == 409
    made = client.post("/desk/lists/new", data={**OPENED, "code": "police", "csrf": token()})
    assert made.status_code == 303
    assert "尚未导入" in client.get(made.headers["location"]).text
    with database.session() as session:
        assert len(session.exec(select(RestrictedList)).all()) == 2


def test_import_stores_nothing_before_it_is_confirmed(client: TestClient, database: Database, tmp_path: Path) -> None:
    address = checked(client, tmp_path, [person(0), person(1)])
    shown = client.get(f"{address}/check").text
    assert "第1版，在列2条" in shown
    assert "测试甲子" in shown
    assert number_of(0) not in shown
    assert stored(database) == (0, 0, 1)
    assert post(client, f"{address}/confirm").status_code == 303
    assert stored(database) == (2, 1, 0)
    assert "测试甲子" in client.get("/desk/lists/staff?q=甲子").text


def test_file_that_waits_is_encrypted_and_can_be_discarded(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    address = checked(client, tmp_path, [person(0)])
    with database.session() as session:
        assert number_of(0).encode() not in session.exec(select(ListUpload.sealed)).one()
    assert "已作废" in client.get(post(client, f"{address}/discard").headers["location"]).text
    assert stored(database) == (0, 0, 0)
    assert client.get(f"{address}/check").status_code == 404


def test_wrong_rows_are_shown_by_row_and_column_downloaded_and_left_out_only_when_said(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    address = checked(
        client, tmp_path, [person(0), ("测试乙", "99999919900101001", "虚构局", "科员"), ("", "", "无名", "")]
    )
    shown = client.get(f"{address}/check").text
    assert "错误2行" in shown
    assert "身份证号" in shown
    book = load_workbook(io.BytesIO(client.get(f"{address}/wrong-rows").content)).worksheets[0]
    assert [row[0] for row in book.iter_rows(min_row=2, values_only=True)] == ["3", "4"]
    refused = post(client, f"{address}/confirm")
    assert refused.status_code == 422
    assert "没有导入" in refused.text
    assert stored(database) == (0, 0, 1)
    assert post(client, f"{address}/confirm", skip="2").status_code == 303
    assert stored(database) == (1, 1, 0)


def test_columns_are_matched_by_hand(client: TestClient, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [("测试甲", "虚构局")], headings=("持证人", "在哪里"))
    address = upload(client, path).headers["location"]
    shown = client.get(address)
    assert shown.status_code == 422
    assert "持证人" in shown.text
    post(client, f"{address}/columns", **{"column-name": "持证人"})
    assert "第1版，在列1条" in client.get(f"{address}/check").text
    assert '<option value="持证人" selected>' in client.get(address).text


@pytest.mark.parametrize(
    ("fields", "at"),
    [({"valid_until": "明年"}, "valid_until"), ({"mode": "x"}, "mode"), ({"header_row": "x"}, "header_row")],
)
def test_what_is_wrong_with_an_upload_stands_at_its_field(
    client: TestClient, database: Database, tmp_path: Path, fields: dict[str, str], *, at: str
) -> None:
    answer = upload(client, write_csv(tmp_path / "x.csv", [person(0)]), **fields)
    assert answer.status_code == 422
    assert f'<a href="#{at}">' in answer.text
    assert "人事处2026-11" in answer.text
    assert "选择名单文件" in post(client, "/desk/lists/staff/import", **FACTS).text
    assert stored(database) == (0, 0, 0)


def test_dry_run_names_the_bidders_it_would_touch(client: TestClient, database: Database, tmp_path: Path) -> None:
    with database.session("hege") as session:
        bring_in(session, write_csv(tmp_path / "一.csv", [("某甲", "", "", "")]))
        screened(session, entered(session, case_of_2022(session), PERSON))
    address = checked(client, tmp_path, [("测试竞买人", "", "虚构局", "")])
    shown = client.get(f"{address}/check").text
    assert "触及的意向受让人 1" in shown
    assert "测试竞买人" in shown.partition("触及的意向受让人")[2]
    assert "须重新审查 0" in client.get("/desk/screenings").text
    with client_of(database, "waidi") as other:
        assert "其他分公司1名" in other.get(f"{address}/check").text


def test_dry_run_tells_skipped_rows_hidden_ones_and_one_number_under_two_names(
    client: TestClient, tmp_path: Path
) -> None:
    name, number, *rest = person(0)
    book = Workbook()
    for row in (("测试名册",), HEADINGS, person(0), ("测试乙丑", number, *rest), ("制表：测试丙",)):
        book.active.append(row)
    book.active.row_dimensions[4].hidden = True
    book.active.column_dimensions["D"].hidden = True
    book.save(tmp_path / "名册.xlsx")
    address = upload(client, tmp_path / "名册.xlsx").headers["location"]
    shown = client.get(f"{address}/check").text
    for words in (
        "第1行“测试名册”",
        "第5行“制表：测试丙”",
        "有1个隐藏行（4）",
        "有1个隐藏列（D）",
        f"测试乙丑；{name}（第3、4行）",
    ):
        assert words in shown
    assert "hidden rows (such as 4)" in client.get(f"/en{address}/check").text


def test_entries_are_searched_by_name_and_whole_number_and_versions_compared(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    with database.session("hege") as session:
        bring_in(session, write_csv(tmp_path / "一.csv", [person(0), person(1)]))
        bring_in(session, write_csv(tmp_path / "二.csv", [person(0, employer="虚构厅"), person(2)]))
    by_number = client.get("/desk/lists/staff", params={"q": number_of(2)}).text
    assert "测试丙子" in by_number
    assert "没有查到" in client.get("/desk/lists/staff", params={"q": "乙子"}).text
    compared = client.get("/desk/lists/staff?from=1&to=2").text
    for words in ("第1版 → 第2版", "测试乙子", "测试丙子", "虚构局", "虚构厅"):
        assert words in compared.partition("<h3>")[2]
    assert client.get("/desk/lists/staff?from=x&to=99999999").status_code == 200


def test_list_past_its_validity_says_that_it_clears_nobody(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    address = upload(client, write_csv(tmp_path / "x.csv", [person(0)]), valid_until="2022-08-14").headers["location"]
    post(client, f"{address}/confirm")
    assert "已过期：不能据以排除" in client.get("/desk/lists").text
    assert "不能据以排除任何人" in client.get("/desk/lists/staff").text


def test_asset_manager_reads_lists_but_imports_and_opens_none(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    address = checked(client, tmp_path, [person(0)])
    with client_of(database, "jingli") as manager:
        assert manager.get("/desk/lists/staff").status_code == 200
        assert "导入新版本" not in manager.get("/desk/lists/staff").text
        for path in (
            "/desk/lists/new",
            "/desk/lists/staff/import",
            address,
            f"{address}/check",
            f"{address}/wrong-rows",
        ):
            assert manager.get(path, headers={"accept": "text/html"}).status_code == 403, path
        for path in (f"{address}/confirm", f"{address}/discard", f"{address}/columns"):
            assert post(manager, path).status_code == 403, path
    assert stored(database) == (0, 0, 1)


def test_script_in_cells_headings_and_fields_is_text(client: TestClient, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [(HOSTILE, "", HOSTILE, "")], headings=("姓名", "身份证号", HOSTILE, "职务"))
    address = upload(client, path, provenance=HOSTILE).headers["location"]
    pages = [client.get(address).text, client.get(f"{address}/check").text]
    post(client, f"{address}/confirm")
    pages += [client.get("/desk/lists/staff", params={"q": HOSTILE}).text]
    pages += [client.post("/desk/lists/new", data=dict.fromkeys(OPENED, HOSTILE) | {"csrf": token()}).text]
    for shown in pages:
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_notes_on_the_file_stand_on_the_page_of_the_finished_import_and_stay(
    client: TestClient, tmp_path: Path
) -> None:
    book = Workbook()
    rows = [("虚构局人员名册",), HEADINGS, person(0), person(1), ("制表：虚构甲",)]
    for row in rows:
        book.active.append(row)
    book.active.row_dimensions[4].hidden = True
    book.save(tmp_path / "名册.xlsx")
    address = upload(client, tmp_path / "名册.xlsx").headers["location"]
    told = ["第1行“虚构局人员名册”为表头上方的标题", "第5行“制表：虚构甲”为合计或签署行", "有1个隐藏行（4）"]
    checked_page = client.get(f"{address}/check").text
    done = client.get(post(client, f"{address}/confirm").headers["location"]).text
    later = client.get("/desk/lists/staff").text
    for note in told:
        assert note in checked_page
        assert note in done
        assert note in later
    assert "第1版导入时的说明（3）" in later
    assert "第1版导入时的说明" not in done
