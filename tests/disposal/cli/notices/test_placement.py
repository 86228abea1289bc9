"""`disposal placement`: a wrong placement is corrected and withdrawn, and the list tells how."""

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlmodel import Session
from typer.testing import CliRunner, Result

from disposal.acting import Role
from disposal.cli.main import app
from disposal.models.publication.placement import PlacementCreate
from disposal.services.filings.published import FilingContext
from disposal.services.placement_changes.changing import withdraw_placement
from disposal.services.press.placements import record_placement
from disposal.settings import Settings, reset_settings
from tests.support.accounts import make_account
from tests.support.calendars import UNTIL_2026
from tests.support.factories import make_issuer
from tests.support.publishing import publish_project
from tests.support.website import instant

Run = Callable[..., Result]
NUMBER = "XGCS-2022-0001"


def published(session: Session) -> None:
    publish_project(session)


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    reset_settings()
    yield lambda *words, login="测试员": CliRunner().invoke(app, ["--as", login, "placement", *words])
    reset_settings()


def withdrawn_and_staffed(session: Session) -> None:
    """Let a placement be withdrawn, with staff of the branch and of another."""
    notice = publish_project(session)
    stood = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": "2022-08-05", "notice_id": notice.id}
    placed = record_placement(session, PlacementCreate.model_validate(stood))
    context = FilingContext(instant("2022-08-10 10:00"), UNTIL_2026)
    withdraw_placement(session, placed, reason="内部原因", context=context)
    for when in ("IMMEDIATE", "DEFERRED"):  # published while nobody had an account: nobody had to approve
        session.execute(text(f"SET CONSTRAINTS ALL {when}"))
    other = make_issuer(session, "QTGS")
    make_account(session, "chen", Role.asset_manager, issuers=[notice.issuer_id])
    make_account(session, "qita", Role.asset_manager, issuers=[other.id])


@pytest.mark.filled(by=withdrawn_and_staffed)
@pytest.mark.parametrize(("login", "is_shown"), [("chen", True), ("qita", False), ("测试员", False)])
def test_how_placements_were_changed_is_told_to_staff_of_the_branch_alone(run: Run, login: str, is_shown: bool) -> None:
    listed = run("list", NUMBER, login=login)
    assert ("内部原因" in listed.stdout, listed.exception is None) == (is_shown, is_shown)


@pytest.mark.filled(by=withdrawn_and_staffed)
def test_paper_that_waits_is_taken_back_by_who_recorded_it(run: Run) -> None:
    where = ("--medium", "虚构晚报", "--kind", "省级以上报纸", "--published-on", "2022-08-09", "--json")
    made = json.loads(run("add", NUMBER, *where, login="chen").stdout)
    assert made["awaits_check"]
    gone = run("take-back", made["id"], "--reason", "见报日录错", login="chen").stdout
    assert "登记（已撤回）" in gone
    assert "虚构chen撤回：见报日录错" in gone
    assert "已作废 withdrawn" in run("list", NUMBER, login="chen").stdout


@pytest.mark.filled(by=published)
def test_wrong_placement_is_corrected_then_withdrawn_and_the_list_tells_how(run: Run) -> None:
    where = ("--medium", "虚构日报", "--kind", "省级以上报纸", "--published-on", "2022-08-05", "--page", "第8版")
    placed = json.loads(run("add", NUMBER, *where, "--json").stdout)["id"]
    done = run("correct", placed, "page=第9版", "--reason", "版次抄错")
    assert "更正（已生效）版次第8版→第9版，测试员：版次抄错" in done.stdout
    gone = run("withdraw", placed, "--reason", "该报未见报")
    assert "截止 2022年9月2日（星期五）24:00→2022年8月31日（星期三）24:00" in gone.stdout
    listed = run("list", NUMBER).stdout
    assert "已作废 withdrawn" in listed
    assert "版次抄错" in listed
    told = json.loads(run("list", NUMBER, "--json").stdout)
    assert [each["kind"] for each in told["changes"]] == ["corrected", "withdrawn"]
    again = run("correct", placed, "page=第1版", "--reason", "更正")
    assert "record it anew" in str(again.exception)
