"""The main job on one's own case, by commands only, from a file to the result."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.acceptance import pictures

CASE = Path(__file__).parent / "own_case"
PROJECT = "新纺织-2026"
ENTER = ("project", "enter", CASE / "content.toml", "--facts", CASE / "facts.toml")


class Desk:
    """Commands as one clerk gives them on a day that the test sets."""

    def __init__(self, patch: pytest.MonkeyPatch, database: Database) -> None:
        self.patch = patch
        self.database = database
        self.day = ""
        self.pages: list[str] = []

    def on(self, day: str) -> "Desk":
        """Let it be noon of that day in China."""
        self.day = day
        noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=SHANGHAI)
        self.patch.setattr("disposal.services.publication.context.now", lambda: noon)
        self.patch.setattr("disposal.services.records.dates.now", lambda: noon)
        return self

    def does(self, *words: object, status: int = 0) -> Result:
        """Give one command and see its exit status."""
        done = CliRunner().invoke(app, ["--as", "虚构经理", *map(str, words)])
        assert done.exit_code == status, f"{words}\n{done.output}\n{done.exception!r}"
        return done

    def answers(self, *words: object) -> dict[str, object]:
        """Give one command with --json and return its answer."""
        found: dict[str, object] = json.loads(self.does(*words, "--json").stdout)
        return found

    def publishes(self) -> str:
        """Publish the project's draft, have every page so far pictured, and return its number."""
        number = self.does("draft", "publish", PROJECT).stdout.split()[0]
        self.pages.append(f"/notices/{number}")
        pictures.take(self.database, f"step-{len(self.pages)}", ["/", *self.pages], at=f"{self.day} 12:00")
        return number

    def amends(self, number: str, kind: str) -> str:
        """Draft an amendment from its file, publish it, and return its number."""
        self.does("draft", "amend", number, kind, CASE / f"{kind}.toml")
        return self.publishes()


@pytest.fixture
def desk(database: Database, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    reset_settings()
    yield Desk(monkeypatch, database)
    reset_settings()


@pytest.mark.timeout(pictures.SECONDS)
def test_own_case_goes_from_a_file_to_its_result_by_commands_only(desk: Desk) -> None:
    desk.on("2026-03-02")
    assert desk.does(*ENTER).stdout.strip() == PROJECT

    desk.does("draft", "new", PROJECT)
    assert desk.answers("draft", "check", PROJECT)["blockers"] == 0
    first = desk.publishes()
    assert first == "XGCS-2026-0001"
    assert desk.answers("notice", "show", first)["window_ends_on"] == "2026-03-16"
    desk.on("2026-03-04").amends(first, "correction")
    desk.on("2026-03-05").amends(first, "supplement")
    desk.on("2026-03-12").amends(first, "extension")
    assert desk.answers("notice", "show", first)["window_ends_on"] == "2026-03-23"
    desk.on("2026-03-17").does("notice", "withdraw", first, "--reason", "重新定价")
    assert desk.publishes() == "XGCS-2026-0005"
    desk.on("2026-04-01").does("project", "change", PROJECT, "review_meeting_on=2026-05-06", "--reason", "会议改期")
    desk.does("draft", "new", PROJECT)
    again = desk.publishes()
    desk.on("2026-05-11").amends(again, "result")
    states = {each["number"]: each["state"] for each in desk.answers("notice", "list")["notices"]}  # type: ignore[attr-defined]
    assert states[first] == "withdrawn"
    assert states[again] == "concluded"
    assert len(states) == 7


def test_notice_of_an_earlier_day_is_refused_unless_it_is_said_to_be_entered_afterwards(desk: Desk) -> None:
    desk.on("2026-06-01").does(*ENTER)
    desk.does("draft", "new", PROJECT, "--published-on", "2026-03-02")
    refused = desk.does("draft", "publish", PROJECT, "--json", status=1)
    assert json.loads(refused.stdout)["error"]["code"] == "publication_day_passed"
    number = desk.does("draft", "publish", PROJECT, "--entered-afterwards", "原公告已于当日见报").stdout.split()[0]
    assert desk.answers("notice", "show", number)["entered_afterwards"] == "原公告已于当日见报"


def test_notice_of_a_day_to_come_is_scheduled_and_published_by_the_next_command_after_it(desk: Desk) -> None:
    desk.on("2026-03-01").does(*ENTER)
    desk.does("draft", "new", PROJECT, "--published-on", "2026-03-02")
    answer = desk.answers("draft", "publish", PROJECT)
    assert answer["scheduled_at"] == "2026-03-02T00:00:00+08:00"
    assert desk.answers("notice", "list")["notices"] == []
    assert [each["state"] for each in desk.on("2026-03-02").answers("notice", "list")["notices"]] == ["published"]  # type: ignore[attr-defined]


def test_draft_given_another_day_is_scheduled_no_longer(desk: Desk) -> None:
    desk.on("2026-03-01").does(*ENTER)
    desk.does("draft", "new", PROJECT, "--published-on", "2026-03-02")
    desk.does("draft", "publish", PROJECT)
    desk.does("draft", "change", PROJECT, "--published-on", "2026-03-03")
    assert desk.on("2026-03-02").answers("notice", "list")["notices"] == []
    assert [each["publish_at"] for each in desk.answers("draft", "list")["drafts"]] == [None]  # type: ignore[attr-defined]
    desk.does("draft", "publish", PROJECT)
    desk.does("draft", "discard", PROJECT, "--reason", "重新定价")
    assert desk.on("2026-03-03").answers("notice", "list")["notices"] == []
