"""The worker: it does what is due, leaves the queue clean, and goes on where another was killed."""

import asyncio
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import select
from typer.testing import CliRunner

from disposal.acting import Role
from disposal.cli.main import app
from disposal.jobs.worker import work
from disposal.models.publication.notice import Notice
from disposal.models.publication.window_recount import WindowRecount
from disposal.registry.opening import open_database
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.failed_jobs.failed_jobs import retry_failed
from disposal.services.publication import publication
from disposal.services.queue.deferring import EVERYTHING_DUE
from disposal.serving.app import create_app
from disposal.settings import Settings, reset_settings
from disposal.storage.database import Database
from notices.working_days.calendar import calendar_directory, store_calendar_year
from tests.acceptance.defences.two_issuers import signed_in
from tests.support.accounts import open_account
from tests.support.calendars import LONGER, UNTIL_2026, file_of_2027
from tests.support.publishing import CONTEXT, drafted_on, events_in_the_trail, published_on
from tests.support.website import Clock, desk_on, instant

ENDS_AT = "2022-09-01 00:00"
_CRON_JOB = """
    INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, queueing_lock, status)
    VALUES ('default', CAST(:name AS text), CAST(:name AS text), CAST(:status AS jobs.procrastinate_job_status))
"""


def at(when: str) -> Callable[[], datetime]:
    return lambda: instant(when)


def jobs_left(database: Database) -> list[tuple[str, str]]:
    with database.session() as session:
        statement = "SELECT task_name, status::text FROM jobs.procrastinate_jobs ORDER BY id"
        return [(row[0], row[1]) for row in session.execute(text(statement))]


@pytest.mark.filled(by=published_on)
def test_worker_records_what_is_due_once_and_leaves_no_job_behind(database: Database) -> None:
    for _ in range(2):
        asyncio.run(work(database, clock=at(ENDS_AT), is_once=True))
    with database.session() as session:
        assert events_in_the_trail(session) == ["window_event.opened", "window_event.closed"]
    assert {status for _, status in jobs_left(database)} <= {"todo"}


def test_worker_publishes_a_scheduled_notice_at_its_time_and_not_before(database: Database) -> None:
    with database.session("测试员") as session:
        before = publication.PublicationContext(UNTIL_2026, CONTEXT.public_base_url, at("2022-08-02 10:00"))
        publication.publish_or_schedule(session, drafted_on(session).id, context=before)
    for when, number in (("2022-08-02 23:59", None), ("2022-08-03 00:00", "XGCS-2022-0001")):
        asyncio.run(work(database, clock=at(when), is_once=True))
        with database.session() as session:
            assert session.exec(select(Notice.number)).one() == number


@pytest.mark.filled(by=published_on)
def test_job_that_a_killed_worker_had_begun_is_taken_up_again(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE jobs.procrastinate_jobs SET status = 'doing'"))
    asyncio.run(work(database, clock=at(ENDS_AT), is_once=True))
    with database.session() as session:
        assert events_in_the_trail(session) == ["window_event.opened", "window_event.closed"]
    assert "doing" not in {status for _, status in jobs_left(database)}


@pytest.mark.filled(by=published_on)
def test_job_that_a_killed_worker_had_begun_while_an_equal_one_waits_stops_no_worker(database: Database) -> None:
    with database.engine.begin() as connection:
        for status in ("doing", "todo"):
            connection.execute(text(_CRON_JOB), {"name": EVERYTHING_DUE, "status": status})
    asyncio.run(work(database, clock=at(ENDS_AT), is_once=True))
    with database.session() as session:
        assert events_in_the_trail(session) == ["window_event.opened", "window_event.closed"]
    assert "doing" not in {status for _, status in jobs_left(database)}


@pytest.mark.filled(by=published_on)
def test_worker_beside_the_site_records_without_any_request(database: Database) -> None:
    def recorded() -> list[str]:
        with database.session() as session:
            return events_in_the_trail(session)

    with TestClient(create_app(database, clock=Clock(ENDS_AT), runs_jobs=True)):
        until = time.monotonic() + 60
        while len(recorded()) < 2 and time.monotonic() < until:
            time.sleep(0.05)
    assert recorded() == ["window_event.opened", "window_event.closed"]


@pytest.mark.filled(by=published_on)
def test_command_worker_does_what_is_due_by_the_clock_that_is_set(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_NOW", "2022-08-31T23:00:00+08:00")
    reset_settings()
    assert CliRunner().invoke(app, ["worker", "--once"]).exit_code == 0
    reset_settings()
    with database.session() as session:
        assert events_in_the_trail(session) == ["window_event.opened", "window_event.closing_soon"]


def test_worker_counts_anew_by_a_year_that_the_operator_has_loaded(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    with database.session("测试员") as session:
        published_on(session, date(2026, 12, 15))
    with open_database(settings.model_copy(update={"data_dir": tmp_path / "var"}), migrate=False) as ours:
        asyncio.run(work(ours, clock=at("2026-12-16 09:00"), is_once=True))
        store_calendar_year(file_of_2027(tmp_path, LONGER), calendar_directory(tmp_path / "var"))
        for _ in range(2):
            asyncio.run(work(ours, clock=at("2026-12-20 09:00"), is_once=True))
    with database.session() as session:
        (made,) = session.exec(select(WindowRecount)).all()
        assert (made.ended_on, made.ends_on) == (date(2027, 1, 13), date(2027, 1, 15))


@pytest.mark.filled(by=published_on)
def test_failed_jobs_are_seen_and_run_again_by_administrators_only(database: Database) -> None:
    open_account(database, "guanli", Role.administrator)
    open_account(database, "fawu", Role.legal_officer, by="guanli")
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE jobs.procrastinate_jobs SET status = 'doing'"))
        connection.execute(text("UPDATE jobs.procrastinate_jobs SET status = 'failed'"))
        for status in ("failed", "failed", "todo"):
            connection.execute(text(_CRON_JOB), {"name": EVERYTHING_DUE, "status": status})
    with database.session("fawu") as session, pytest.raises(PermissionRefused):
        retry_failed(session)
    with desk_on(database, ENDS_AT) as browser:
        assert signed_in(browser, database, "fawu").get("/desk/jobs").status_code == 403
        page = signed_in(browser, database, "guanli").get("/desk/jobs").text
        assert "重新运行失败的任务" in page
        assert browser.post("/desk/jobs/retry").status_code == 303
        assert "已重新排队" in browser.get("/desk/jobs?done=1").text
        assert browser.post("/desk/jobs/retry").status_code == 409
    assert {status for _, status in jobs_left(database)} == {"todo"}
    asyncio.run(work(database, clock=at(ENDS_AT), is_once=True))
    with database.session() as session:
        assert events_in_the_trail(session) == ["window_event.opened", "window_event.closed"]
