"""`disposal db`: it migrates, repeats itself safely, and says where the database stands."""

import json
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from disposal.cli.db import db_app
from disposal.settings import Settings, reset_settings


@pytest.fixture(autouse=True)
def _settings_anew() -> Iterator[None]:
    reset_settings()
    yield
    reset_settings()


def name_database(patch: pytest.MonkeyPatch, settings: Settings) -> None:
    assert settings.database_url is not None
    patch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())


def test_command_db_reports_where_the_database_stands(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    name_database(monkeypatch, settings)
    ran = CliRunner().invoke(db_app, ["upgrade", "--json"])
    assert (ran.exit_code, json.loads(ran.output)["ran"]) == (0, [])
    asked = CliRunner().invoke(db_app, ["status", "--json"])
    found = json.loads(asked.output)
    assert (asked.exit_code, found["pending"], found["revision"]) == (0, [], found["newest"])


def test_command_db_status_before_the_upgrade_names_what_is_pending(
    empty_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_database(monkeypatch, empty_settings)
    asked = CliRunner().invoke(db_app, ["status"])
    assert asked.exit_code == 1
    assert "0001, 0002" in asked.output
    assert CliRunner().invoke(db_app, ["upgrade"]).exit_code == 0
    assert CliRunner().invoke(db_app, ["status"]).exit_code == 0
