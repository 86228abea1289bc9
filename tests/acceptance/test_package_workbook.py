"""A workbook of 95 debtors by command: faults named by cell, corrected, imported, published with its annex, undone."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.package_import import PackageImport
from disposal.services.package_import.errors import ImportNotUndone
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.package_import import PackageRequest, import_package
from disposal.services.package_import.undoing import undo_import
from disposal.services.publication.publication import check_notice, draft_notice
from disposal.settings import Settings, reset_settings
from notices.composition.composition import compose
from notices.content.content import NoticeContent
from tests.support.factories import make_issuer
from tests.support.notice_samples import flat, make_content
from tests.support.package_of_95 import DEBTORS, package_of_95, real_faults
from tests.support.packages.workbook import FACTS, notice_of_95, package_workbook, saved
from tests.support.publishing import CONTEXT, publish

Run = Callable[..., Result]
FACTS_TOML = """
issuer_code = "XGCS"
issuer = { name = "虚构资产管理股份有限公司", branch = "测试省分公司" }
project_code = "测试-九十五户"
project_name = "虚构纺织1有限公司等95户债权资产包"
book_value = "45000000.00"
record_date = 2025-12-31
"""


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    assert settings.database_url is not None
    assert settings.personal_number_key is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", settings.personal_number_key.get_secret_value())
    reset_settings()
    yield lambda *words: CliRunner().invoke(app, ["package", *(str(word) for word in words)])
    reset_settings()


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.toml"
    path.write_text(FACTS_TOML, "utf-8")
    return path


def told(result: Result, *, status: int = 0) -> dict[str, Any]:
    assert result.exit_code == status, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def published_package(session: Session, folder: Path) -> tuple[PackageImport, str, NoticeContent]:
    """Import the corrected package, draft and publish it; return the import, the published text and its content."""
    make_issuer(session, "XGCS")
    facts = PackageFacts.model_validate({**FACTS, "notice": notice_of_95()})
    row = import_package(session, PackageRequest(saved(package_workbook(), folder), facts))
    assert row.project_id is not None
    notice = draft_notice(session, row.project_id, published_on=make_content(package_of_95()).published_on)
    assert check_notice(session, notice.id, context=CONTEXT).blockers == ()
    version = publish(session, notice.id)
    return row, version.text, NoticeContent.model_validate_json(version.canonical_json)


def test_corrected_package_is_published_with_its_annex_and_the_totals_of_its_file(
    session: Session, tmp_path: Path
) -> None:
    row, text, content = published_package(session, tmp_path)
    expected = make_content(package_of_95())
    assert len(content.items) == DEBTORS
    assert [each.amounts.total for each in claims(content)] == [each.amounts.total for each in claims(expected)]
    principal = sum((each.amounts.principal.value for each in claims(expected)), Decimal(0))
    assert f"债权本金合计{principal}万元，" in flat(text)
    assert f"债权总额合计{expected.package.total.printed}。" in flat(text)  # type: ignore[union-attr]
    printed, wanted = compose(content).annex, compose(expected).annex
    assert printed is not None
    assert wanted is not None
    assert (printed.rows, printed.totals) == (wanted.rows, wanted.totals)
    assert len(printed.rows) == DEBTORS
    with pytest.raises(ImportNotUndone, match="has been published"):
        undo_import(session, row.id, reason="选错文件")


def claims(content: NoticeContent) -> list[Any]:
    return [claim for item in content.items for claim in item.claims]


def test_faults_are_named_by_the_dry_run_and_refused_by_the_import(run: Run, facts: Path, tmp_path: Path) -> None:
    path = saved(package_workbook(real_faults()), tmp_path)
    wrong = tmp_path / "有误的行.xlsx"
    found = told(run("import", path, "--facts", facts, "--dry-run", "--errors", wrong, "--json"), status=1)
    assert (found["errors"], found["warnings"], found["is_dry_run"]) == (6, 19, True)
    assert found["creates"]["claim"] == DEBTORS
    refused = run("import", path, "--facts", facts)
    assert refused.exit_code == 1
    assert "6 cells need correction; nothing was stored" in str(refused.exception)
    assert told(run("list", "--json")) == {"imports": []}
    rows = load_workbook(BytesIO(wrong.read_bytes()))
    assert rows.sheetnames == ["债务人", "债权"]
    assert (rows["债务人"].max_row, rows["债权"].max_row) == (1 + 5, 1 + 20)
    assert [cell.value for cell in rows["债权"][1]][-4:] == ["级别", "单元格", "原因", "reason"]
    assert any("相差293.25万元" in str(cell.value) for row in rows["债权"].iter_rows() for cell in row)


def test_package_is_imported_listed_and_undone_by_command(run: Run, facts: Path, tmp_path: Path) -> None:
    path = saved(package_workbook(), tmp_path)
    shown = run("import", path, "--facts", facts, "--dry-run").stdout
    assert "试导入，未写入任何内容" in shown
    assert "债权 95 claims" in shown
    made = told(run("import", path, "--facts", facts, "--json"))
    assert (made["state"], made["counts"]["claim"], made["creates_project"]) == ("imported", DEBTORS, True)
    twice = told(run("import", path, "--facts", facts, "--json"), status=1)
    assert twice["error"]["code"] == "package_imported_already"
    assert made["id"] in run("list").stdout
    undone = told(run("undo", made["id"][-8:], "--reason", "选错文件", "--json"))
    assert (undone["state"], undone["undone_because"]) == ("undone", "选错文件")


def test_workbook_waits_for_confirmation_and_is_dropped_with_it(
    run: Run, facts: Path, tmp_path: Path, settings: Settings
) -> None:
    run("import", saved(package_workbook(), tmp_path, "first.xlsx"), "--facts", facts)
    other = ("--facts", facts, "--project-code", "另一项目", "--json")
    staged = told(run("stage", saved(package_workbook(), tmp_path, "second.xlsx"), *other))
    assert (staged["state"], staged["counts"]) == ("staged", {})
    preview = told(run("confirm", staged["id"], "--dry-run", "--json"))
    assert (preview["errors"], preview["creates"]["claim"]) == (0, DEBTORS)
    assert told(run("confirm", staged["id"], "--json"))["state"] == "imported"
    again = told(run("confirm", staged["id"], "--json"), status=1)
    assert again["error"]["code"] == "import_not_staged"
    unwanted = told(run("stage", tmp_path / "first.xlsx", *other))
    assert told(run("discard", unwanted["id"], "--reason", "选错", "--json")) == {"discarded": unwanted["id"]}


def test_import_is_refused_undoing_once_a_draft_exists(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    facts = PackageFacts.model_validate({**FACTS, "notice": notice_of_95()})
    row = import_package(session, PackageRequest(saved(package_workbook(), tmp_path), facts))
    project = session.exec(select(DisposalProject)).one()
    draft_notice(session, project.id, published_on=make_content(package_of_95()).published_on)
    with pytest.raises(ImportNotUndone) as refused:
        undo_import(session, row.id, reason="选错文件")
    assert "已编制公告草稿" in refused.value.zh
