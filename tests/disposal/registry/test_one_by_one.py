"""One notice whose record is broken keeps no other from its publication, its recount and its events."""

import asyncio
import json
import logging
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.jobs.worker import work
from disposal.mode import Mode
from disposal.models.publication.notice import Notice
from disposal.registry.clocks import run_clocks
from disposal.registry.due_publications import publish_due
from disposal.registry.one_by_one import DueWorkFailed, OneByOne
from disposal.services.publication import publication
from disposal.services.queue.deferring import EVERYTHING_DUE
from disposal.services.records.audit_trail import entries
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import signed_in
from tests.disposal.jobs.test_worker import jobs_left
from tests.disposal.services.windows.test_events import at
from tests.support.accounts import open_account
from tests.support.calendars import LONGER, UNTIL_2026, with_2027
from tests.support.listing import number_of
from tests.support.publishing import CONTEXT, drafted_on, published_on, recorded_events
from tests.support.website import desk_on, instant, site_on

BEFORE, ON_THE_DAY = "2022-08-02 10:00", "2022-08-03 00:00"
SCHEDULED = date(2022, 8, 3)


def context_at(when: str) -> publication.PublicationContext:
    return publication.PublicationContext(UNTIL_2026, CONTEXT.public_base_url, lambda: instant(when))


def break_record(database: Database, statement: str, **values: object) -> None:
    """Change a row as no verb could, past the triggers, as a fault of disk or of an older release would."""
    with database.engine.begin() as connection:
        tables = ("notice", "notice_version")
        for table in tables:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(text(statement), values)
        for table in tables:
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))


def schedule_two(session: Session) -> None:
    for label in ("甲", "乙"):
        publication.publish_or_schedule(session, drafted_on(session, SCHEDULED, label).id, context=context_at(BEFORE))


def break_first_draft(database: Database) -> None:
    with database.session() as session:
        first = session.exec(select(Notice.id).order_by(Notice.id)).first()  # type: ignore[arg-type]
    break_record(database, "UPDATE notice SET draft = '{\"kind\": 1}' WHERE id = :id", id=first)


@pytest.mark.filled(by=schedule_two)
def test_draft_that_breaks_keeps_no_other_from_publication_and_is_tried_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    break_first_draft(database)
    each = OneByOne()
    assert publish_due(database, context=context_at(ON_THE_DAY), one_by_one=each) == ["XGCS-2022-0001"]
    with database.session() as session:
        broken, _ = session.exec(select(Notice).order_by(Notice.id))  # type: ignore[arg-type]
        assert (broken.state, broken.publish_at) == ("draft", instant(ON_THE_DAY))
    assert each.failed == {broken.id}
    assert [record.levelno for record in caplog.records if str(broken.id) in record.message] == [logging.ERROR]
    break_record(database, "UPDATE notice SET draft = NULL WHERE id = :id", id=broken.id)
    assert publish_due(database, context=context_at(ON_THE_DAY), one_by_one=each) == ["XGCS-2022-0002"]
    assert each.failed == frozenset()


@pytest.mark.filled(by=schedule_two)
def test_log_of_a_draft_that_breaks_holds_nothing_that_stands_in_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.session() as session:
        first = session.exec(select(Notice.id).order_by(Notice.id)).first()  # type: ignore[arg-type]
    number = number_of(1)
    draft = json.dumps({"kind": 1, "personal_number": number})
    break_record(database, "UPDATE notice SET draft = CAST(:draft AS jsonb) WHERE id = :id", id=first, draft=draft)
    assert publish_due(database, context=context_at(ON_THE_DAY)) == ["XGCS-2022-0001"]
    assert "personal_number" in caplog.text
    assert number not in caplog.text


@pytest.mark.filled(by=schedule_two)
def test_site_answers_while_a_due_draft_breaks_and_asks_of_it_once_a_minute(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    break_first_draft(database)
    with site_on(database, ON_THE_DAY) as site:
        for _ in range(2):
            assert [each["number"] for each in site.get("/api/v1/notices").json()["notices"]] == ["XGCS-2022-0001"]
            site.app.state.next_due.asked_at_s -= 1  # type: ignore[attr-defined]
    assert len([record for record in caplog.records if "due publication" in record.message]) == 1


@pytest.mark.filled(by=schedule_two)
def test_clocks_apart_unschedule_nothing_and_publication_follows_once_they_are_right(database: Database) -> None:
    training = database.settings
    database.settings = training.model_copy(update={"mode": Mode.production})
    assert publish_due(database, context=context_at(ON_THE_DAY)) == []  # by a clock of years ago
    with database.session() as session:
        for notice_id in session.exec(select(Notice.id)):
            assert entries(session, subject_id=notice_id)[-1].event == "notice.scheduled"
    database.settings = training
    assert len(publish_due(database, context=context_at(ON_THE_DAY))) == 2


def publish_two(session: Session) -> None:
    for label in ("甲", "乙"):
        published_on(session, label=label)


@pytest.mark.filled(by=publish_two)
def test_window_that_breaks_keeps_no_other_from_its_events(database: Database) -> None:
    with database.session() as session:
        broken, sound = session.exec(select(Notice.id).order_by(Notice.number))  # type: ignore[arg-type]
    break_record(database, "UPDATE notice SET window_ends_on = '9999-12-31' WHERE id = :id", id=broken)
    for when, expected in (("2022-08-30 09:00", ["opened", "closing_soon"]), ("2022-09-01 00:00", ["closed"])):
        done = run_clocks(database, context=at(when))
        assert done.failed == ({broken} if when < "2022-09" else frozenset())
        with database.session() as session:
            found = [kind.value for kind, moment in recorded_events(session, sound)]
        assert set(expected) <= set(found)


def test_recount_that_breaks_keeps_no_other_from_its_recount(database: Database, tmp_path: Path) -> None:
    with database.session("测试员") as session:
        broken, sound = (published_on(session, date(2026, 12, 15), label).id for label in ("甲", "乙"))
    break_record(
        database,
        'UPDATE notice_version SET content = \'{"window": 1, "published_on": 2}\' WHERE notice_id = :id',
        id=broken,
    )
    done = run_clocks(database, context=at("2026-12-20 10:00", with_2027(tmp_path, LONGER)))
    assert (done.recounted, done.failed) == (1, {broken})
    with database.session() as session:
        assert session.get_one(Notice, sound).window_ends_on == date(2027, 1, 15)


@pytest.mark.filled(by=publish_two)
def test_failure_stands_once_at_the_page_of_jobs_until_a_later_run_does_it(database: Database) -> None:
    open_account(database, "guanli", Role.administrator)
    with database.session() as session:
        broken = session.exec(select(Notice.id).order_by(Notice.number)).first()  # type: ignore[arg-type]
    break_record(database, "UPDATE notice SET window_ends_on = '9999-12-31' WHERE id = :id", id=broken)
    for _ in range(2):
        asyncio.run(work(database, clock=lambda: instant("2022-08-30 09:00"), is_once=True))
    assert jobs_left(database).count((EVERYTHING_DUE, "failed")) == 1  # though it failed in each run
    assert "失败 " in jobs_page(database)
    break_record(database, "UPDATE notice SET window_ends_on = '2022-08-31' WHERE id = :id", id=broken)
    asyncio.run(work(database, clock=lambda: instant("2022-08-30 09:01"), is_once=True))
    assert "失败 " not in jobs_page(database)


def jobs_page(database: Database) -> str:
    with desk_on(database, "2022-08-30 09:00") as desk:
        return str(signed_in(desk, database, "guanli").get("/desk/jobs").text)


def test_hundred_that_fail_alike_leave_one_trace_and_a_line_each(caplog: pytest.LogCaptureFixture) -> None:
    def breaks() -> None:
        raise ValueError

    each, keys = OneByOne(), [uuid4() for _ in range(100)]
    for key in keys:
        each.attempt("due publication", key, breaks)
    assert sum(record.exc_info not in (None, False) for record in caplog.records) == 1
    assert all(any(str(key) in record.message for record in caplog.records) for key in keys)
    assert len(DueWorkFailed(each.failed).zh) < 600
