"""`disposal discipline`: officers make, sign and end keys, and recover by two of three shares; nobody else does."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from disposal.acting import Role
from disposal.cli.main import app
from disposal.registry.opening import open_database
from disposal.services.reports.trusted_keys import trusted_keys
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from tests.disposal.services.reports.officers import FIRST, SECOND
from tests.support.accounts import open_register_to

Run = Callable[..., Result]


@pytest.fixture
def register(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Database]:
    """Yield a register with two officers and an administrator, which the command line opens too."""
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_MAILBOX_KEY", "5b" * 32)
    monkeypatch.delenv("DISPOSAL_TOKEN", raising=False)
    reset_settings()
    with open_database(settings) as database:
        officers = ((login, (Role.discipline_officer,), ()) for login in (FIRST, SECOND, "jijian-c"))
        open_register_to(database, ("guanli", (Role.administrator,), ()), *officers)
        yield database
    reset_settings()


@pytest.fixture
def run(register: Database) -> Run:
    """Return what runs a command as an account."""

    def run(login: str, *arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["--as", login, "discipline", *arguments], input=typed)

    return run


def identity(run: Run, login: str, *options: str) -> dict[str, str]:
    made: dict[str, str] = json.loads(run(login, "identity", "--json", *options).stdout)
    return made


def test_second_officer_is_signed_by_the_first_and_the_list_says_so(run: Run) -> None:
    first, second = identity(run, FIRST), identity(run, SECOND)
    assert (first["is_good"], second["is_good"]) == (True, False)
    assert len(second["passphrase"].split()) == 6
    assert run(SECOND, "sign", SECOND, "--stdin", typed=second["passphrase"]).exit_code == 1
    signed = run(FIRST, "sign", SECOND, "--stdin", typed=first["passphrase"])
    assert second["fingerprint"] in signed.stdout
    listed = json.loads(run(SECOND, "list", "--json").stdout)
    assert [(key["is_good"], key["signed_by"]) for key in listed["keys"]] == [(True, None), (True, f"虚构{FIRST}")]
    assert "在用" in run(SECOND, "list").stdout


def test_wrong_passphrase_signs_nothing(run: Run, register: Database) -> None:
    identity(run, FIRST)
    identity(run, SECOND)
    refused = run(FIRST, "sign", SECOND, "--stdin", typed="ba ba ba ba ba ba")
    assert refused.exit_code == 1
    with register.session() as session:
        assert len(trusted_keys(session).officers) == 1


def test_ended_key_is_no_recipient(run: Run, register: Database) -> None:
    first = identity(run, FIRST)
    identity(run, SECOND)
    run(FIRST, "sign", SECOND, "--stdin", typed=first["passphrase"])
    assert run(FIRST, "end", SECOND, "--reason", "调离", "--stdin", typed=first["passphrase"]).exit_code == 0
    with register.session() as session:
        assert len(trusted_keys(session).recipients) == 1


def test_two_of_three_shares_give_the_key_to_another_officer(run: Run) -> None:
    first = identity(run, FIRST)
    shares = run(FIRST, "shares", "--stdin", typed=first["passphrase"]).stdout.split()
    assert len(shares) == 3
    recovered = run("jijian-c", "recover", "--stdin", "--json", typed=f"{shares[1]}\n{shares[2]}\n")
    words = json.loads(recovered.stdout)["passphrase"]
    assert run("jijian-c", "shares", "--stdin", typed=words).exit_code == 0
    assert run("jijian-c", "recover", "--stdin", typed=f"{shares[1]}\n{shares[1]}\n").exit_code == 1


def test_administrator_makes_and_lists_no_key(run: Run) -> None:
    for arguments in (("identity",), ("list",), ("identity", "--anew")):
        refused = run("guanli", *arguments)
        assert refused.exit_code == 1
        assert refused.stdout == ""
