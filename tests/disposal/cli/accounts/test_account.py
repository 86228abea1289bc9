"""`disposal user`: accounts on the command line, tokens as proof in production, and reads that need a right."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pyotp
import pytest
from click.testing import Result
from sqlmodel import select
from typer.testing import CliRunner

from disposal.acting import Role, TokenScope
from disposal.cli.main import app
from disposal.demo.case import enter_huarong_2022
from disposal.models.accounts.account import Account
from disposal.models.records.record import now
from disposal.registry.opening import open_database
from disposal.services.accounts.tokens import make_token
from disposal.services.sign_in.second_factors import begin_enrolment, confirm_enrolment
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from tests.support.accounts import PASSWORD, in_production, on_page, open_account, open_second
from tests.support.factories import make_issuer


@pytest.fixture(autouse=True)
def _register(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    monkeypatch.setenv("DISPOSAL_SECRETS_KEY", "5a" * 32)
    monkeypatch.delenv("DISPOSAL_TOKEN", raising=False)
    monkeypatch.delenv("DISPOSAL_AS", raising=False)
    reset_settings()
    yield
    reset_settings()


def run(*words: str, typed: str = "", token: str = "") -> Result:
    env = {"DISPOSAL_TOKEN": token} if token else {}
    return CliRunner().invoke(app, list(words), input=typed, env=env)  # type: ignore[return-value]


def refusal(*words: str, typed: str = "", token: str = "") -> str:
    """Return the code of the error of a command with --json."""
    result = run(*words, "--json", typed=typed, token=token)
    assert result.exit_code == 1, result.output
    return str(json.loads(result.stdout)["error"]["code"])


def add(login: str, role: str, *more: str, by: str = "guanli") -> Result:
    words = ("--as", by, "user", "add", login, "--name", f"虚构{login}", "--role", role, *more, "--password-stdin")
    return run(*words, typed=f"{PASSWORD}\n")


def test_first_user_must_be_an_administrator_who_adds_the_others(database: Database) -> None:
    words = ("user", "add", "chen", "--name", "陈静", "--role", "asset_manager", "--password-stdin")
    assert refusal(*words, typed=f"{PASSWORD}\n") == "administrator_first"
    assert add("guanli", "administrator").exit_code == 0
    with database.session("guanli") as session:
        make_issuer(session, "TEST-ZJ")
    assert "已开设 opened: chen" in add("chen", "资产经理", "--role", "approver", "--issuer", "TEST-ZJ").stdout
    rows = json.loads(run("--as", "guanli", "user", "list", "--json").stdout)["users"]
    assert [(row["login"], sorted(row["roles"]), row["issuers"]) for row in rows] == [
        ("chen", ["approver", "asset_manager"], ["TEST-ZJ"]), ("guanli", ["administrator"], []),
    ]  # fmt: skip
    assert "虚构chen" in run("--as", "guanli", "user", "list").stdout


def test_password_is_read_from_standard_input_and_a_short_one_is_refused_in_words() -> None:
    words = ("user", "add", "guanli", "--name", "孙管", "--role", "administrator", "--password-stdin", "--json")
    error = json.loads(run(*words, typed="kurz\n").stdout)["error"]
    assert (error["code"], error["field"]) == ("password_refused", "password")
    assert "15至256个字符" in error["zh"]


def test_roles_disabling_and_reset_are_done_by_administrators_only() -> None:
    add("guanli", "administrator")
    add("li", "asset_manager")
    add("chen", "asset_manager")
    for words in (
        ("user", "roles", "chen", "--role", "approver", "--reason", "升任"),
        ("user", "disable", "chen", "--reason", "离职"),
        ("user", "enable", "chen", "--reason", "返岗"), ("user", "unlock", "chen", "--reason", "来电"),
    ):  # fmt: skip
        assert refusal("--as", "li", *words) == "permission_refused"
        assert run("--as", "guanli", *words).exit_code == 0
    code = json.loads(run("--as", "guanli", "user", "reset", "chen", "--reason", "忘记", "--json").stdout)["reset_code"]
    assert len(code) == 14
    assert refusal("--as", "li", "user", "list") == "permission_refused"


def test_staff_data_are_read_with_a_right_and_published_notices_without(database: Database) -> None:
    with database.session("测试员") as session:
        enter_huarong_2022(session)
    add("guanli", "administrator")
    add("chen", "asset_manager")
    for words in (("project", "list"), ("draft", "list"), ("list", "versions"), ("screening", "list")):
        assert refusal(*words) == "account_unknown"
        assert refusal("--as", "guanli", *words) == "permission_refused"
        assert run("--as", "chen", *words).exit_code == 0
    assert refusal("--as", "chen", "audit", "show") == "permission_refused"
    assert run("--as", "guanli", "audit", "show").exit_code == 0
    assert run("notice", "list").exit_code == 0


def test_manager_lists_the_projects_of_own_issuers_only(database: Database) -> None:
    with database.session("测试员") as session:
        enter_huarong_2022(session)
        make_issuer(session, "TEST-ZJ")
    add("guanli", "administrator")
    add("chen", "asset_manager", "--issuer", "HRZJ")
    add("li", "asset_manager", "--issuer", "TEST-ZJ")
    assert "HRZJ-HUACHENG" in run("--as", "chen", "project", "list").stdout
    assert "HRZJ-HUACHENG" not in run("--as", "li", "project", "list").stdout
    assert refusal("--as", "li", "project", "show", "HRZJ-HUACHENG") == refusal("--as", "li", "project", "show", "NONE")


def test_token_made_with_the_password_acts_for_its_account() -> None:
    add("guanli", "administrator")
    add("chen", "asset_manager")
    words = ("user", "token", "chen", "--name", "夜间", "--scope", "read", "--password-stdin")
    assert refusal(*words, typed="wrong\n\n") == "sign_in_refused"
    token = run(*words, typed=f"{PASSWORD}\n\n").stdout.strip()
    assert token.startswith("dsp_")
    assert run("project", "list", token=token).exit_code == 0
    assert refusal("--as", "guanli", "project", "list", token=token) == "token_of_another"
    assert refusal("project", "list", token=f"{token}x") == "token_unusable"
    entering = ("user", "unlock", "chen", "--reason", "演示")
    assert refusal(*entering, token=token) == "permission_refused"


def test_production_asks_for_a_token_that_password_and_code_have_made(settings: Settings) -> None:
    with in_production(settings) as real:
        first = open_account(real, "guanli", Role.administrator)
        with real.session(on_page(first)) as session:
            device = pyotp.TOTP(begin_enrolment(session, at=now()).seed)
            codes = confirm_enrolment(session, device.now(), at=now())
    assert refusal("--as", "guanli", "user", "list") == "proof_missing"
    words = ("user", "token", "guanli", "--name", "命令行", "--scope", "read", "--scope", "write", "--password-stdin")
    assert refusal(*words, typed=f"{PASSWORD}\n\n") == "code_refused"
    token = run(*words, typed=f"{PASSWORD}\n{codes[0]}\n").stdout.strip()
    assert run("user", "list", token=token).exit_code == 0
    add_words = ("user", "add", "chen", "--name", "陈静", "--role", "asset_manager", "--json")
    assert json.loads(run(*add_words, token=token).stdout)["roles"] == ["asset_manager"]
    assert run("notice", "list").exit_code == 0


def test_second_administrator_comes_from_the_server_and_neither_disables_the_other(settings: Settings) -> None:
    with in_production(settings) as real:
        first = open_account(real, "guanli", Role.administrator)
        with real.session(on_page(first)) as session:
            scopes = (TokenScope.read, TokenScope.write)
            token = make_token(session, "命令行", scopes=scopes, lasts=timedelta(hours=1), at=now()).text
    shadow = ("user", "add", "shadow", "--name", "影子", "--role", "administrator")
    assert refusal(*shadow, token=token) == "administrator_by_server"
    opened = run("user", "open-on-server", "sun", "--name", "孙宁", "--reason", "第二名管理员", "--json")
    assert len(json.loads(opened.stdout)["reset_code"]) == 14
    for words in (("disable", "sun"), ("roles", "sun", "--role", "auditor")):
        assert refusal("user", *words, "--reason", "离职", token=token) == "second_administrator_kept"
    asked = json.loads(run(*shadow, "--json", token=token).stdout)
    assert (asked["roles"], asked["waits_for_second_administrator"]) == ([], True)
    assert (asked["reset_code"], len(asked["half_code"])) == (None, 14)


def token_of(real: Database, account_id: UUID, minutes: int = 0) -> str:
    """Return a token of an account that reads, writes and approves, made so many minutes ago."""
    scopes = (TokenScope.read, TokenScope.write, TokenScope.approve)
    with real.session(on_page(account_id)) as session:
        made = make_token(
            session, "命令行", scopes=scopes, lasts=timedelta(hours=1), at=now() - timedelta(minutes=minutes)
        )
        return made.text


def test_request_is_listed_confirmed_by_another_and_taken_back_on_the_command_line(settings: Settings) -> None:
    with in_production(settings) as real:
        first, second = open_account(real, "guanli", Role.administrator), open_second(real)
        guanli, sun, old = token_of(real, first), token_of(real, second), token_of(real, second, minutes=6)
    words = ("user", "add", "zhao", "--name", "赵宁", "--role", "approver", "--json")
    asked = json.loads(run(*words, token=guanli).stdout)
    (row,) = json.loads(run("user", "request", "list", "--json", token=sun).stdout)["requests"]
    confirm = ("user", "request", "confirm", row["id"])
    for token, as_sun, code in (
        (guanli, (), "second_administrator_needed"), (guanli, ("--as", "sun"), "token_of_another"),
        ("", ("--as", "sun"), "proof_missing"), (old, (), "token_proof_outdated"),
    ):  # fmt: skip
        assert refusal(*as_sun, *confirm, token=token) == code
    assert (
        f"{row['id']}  zhao  变更岗位：审批人  申请人 by 虚构guanli"
        in run("user", "request", "list", token=guanli).stdout
    )
    half = json.loads(run(*confirm, "--json", token=sun).stdout)["half_code"]
    trail = run("audit", "show", "--last", "50", "--json", token=sun).stdout
    assert [each for each in (asked["half_code"], half) if len(each) != 14 or each in trail] == []
    reset = ("user", "reset", "zhao", "--reason", "忘记密码")
    assert refusal(*reset, token=old) == "token_proof_outdated"
    run(*reset, token=guanli)
    (row,) = json.loads(run("user", "request", "list", "--json", token=guanli).stdout)["requests"]
    assert "已退回 declined" in run("user", "request", "decline", row["id"], token=guanli).stdout
    assert run("user", "request", "list", token=sun).stdout == ""


def test_steps_of_an_issuer_wait_for_a_second_administrator_on_the_command_line(settings: Settings) -> None:
    with in_production(settings) as real:
        first, second = open_account(real, "guanli", Role.administrator), open_second(real)
        guanli, sun = token_of(real, first), token_of(real, second)
        with real.session(on_page(first)) as session:
            make_issuer(session, "TEST-ZJ")
    asked = run("issuer", "steps", "TEST-ZJ", "复核=legal_officer", "--reason", "加强复核", token=guanli)
    assert "待另一名管理员确认" in asked.stdout
    assert asked.stdout.endswith("起草 › 审批（审批人） › 发布\n")
    (line,) = run("user", "request", "list", token=sun).stdout.splitlines()
    assert "TEST-ZJ  变更审批步骤：起草 › 复核（法务） › 发布（现为 起草 › 审批（审批人） › 发布）" in line
    confirmed = run("user", "request", "confirm", line.partition(" ")[0], "--json", token=sun)
    assert json.loads(confirmed.stdout)["half_code"] is None
    assert run("issuer", "steps", "TEST-ZJ").stdout == "起草 › 复核（法务） › 发布\n"
    limit = ("issuer", "authority", "TEST-ZJ", "--document", "授权1号", "--limit", "1亿", "--until", "2099-12-31")
    assert json.loads(run(*limit, "--json", token=guanli).stdout)["waits_for_second_administrator"] is True


def test_first_administrator_is_not_opened_by_the_command_for_the_server() -> None:
    assert refusal("user", "open-on-server", "sun", "--name", "孙宁", "--reason", "首位") == "record_refused"


def test_name_of_before_the_first_account_is_no_login_in_the_trail(settings: Settings) -> None:
    run("--as", "陈女士", "user", "add", "guanli", "--name", "孙管", "--role", "administrator")
    trail = json.loads(run("--as", "guanli", "audit", "show", "--json").stdout)
    assert {(entry["actor"], entry["login"]) for entry in trail} == {("陈女士", None)}
    with open_database(settings, migrate=False) as database, database.session() as session:
        assert session.exec(select(Account.password_hash)).all() == [None]


def test_user_is_linked_to_the_identity_provider_and_unlinked(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("guanli", "administrator")
    add("chen", "asset_manager")
    words = ("--as", "guanli", "user", "link", "chen", "--subject", "24400320", "--reason", "启用统一身份认证")
    assert refusal(*words) == "provider_unset"
    monkeypatch.setenv("DISPOSAL_OIDC_ISSUER", "https://sso.example")
    monkeypatch.setenv("DISPOSAL_OIDC_CLIENT_ID", "zhaiquan")
    reset_settings()
    assert "已关联 linked: chen" in run(*words).stdout
    assert refusal(*words) == "record_refused"
    assert "已解除关联 unlinked: chen" in run("--as", "guanli", "user", "unlink", "chen", "--reason", "调离").stdout
    assert refusal("--as", "guanli", "user", "unlink", "chen", "--reason", "调离") == "record_refused"
