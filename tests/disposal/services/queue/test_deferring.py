"""What stands in the queue after a change: names, instants, and ids only."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from disposal.services.publication import publication
from disposal.services.queue.deferring import WINDOW_DUE, defer
from disposal.settings import Settings
from tests.support.publishing import CONTEXT, drafted_on, published_on
from tests.support.website import instant

ENDS_AT = instant("2022-09-01 00:00")


def queued(session: Session) -> list[tuple[str, dict[str, str], datetime | None]]:
    statement = "SELECT task_name, args, scheduled_at FROM jobs.procrastinate_jobs ORDER BY id"
    return [tuple(row) for row in session.execute(text(statement))]  # type: ignore[misc]


def test_published_notice_wakes_a_worker_soon_and_when_its_window_closes(session: Session) -> None:
    notice = published_on(session)
    about = {"notice_id": str(notice.id)}
    assert queued(session) == [(WINDOW_DUE, about, None), (WINDOW_DUE, about, ENDS_AT)]


def test_scheduled_notice_wakes_a_worker_at_its_time(session: Session) -> None:
    notice = drafted_on(session)
    before = instant("2022-08-02 10:00")
    context = publication.PublicationContext(CONTEXT.calendar, CONTEXT.public_base_url, lambda: before)
    publication.publish_or_schedule(session, notice.id, context=context)
    assert queued(session) == [("publications.due", {"notice_id": str(notice.id)}, instant("2022-08-03 00:00"))]


def test_job_that_waits_already_is_not_deferred_twice(session: Session) -> None:
    for _ in range(2):
        defer(session, WINDOW_DUE, at=ENDS_AT, notice_id=UUID(int=1))
    defer(session, WINDOW_DUE, notice_id=UUID(int=1))
    defer(session, WINDOW_DUE, at=ENDS_AT, notice_id=UUID(int=2))
    assert len(queued(session)) == 3


def test_job_of_a_set_clock_waits_by_the_real_one(session: Session) -> None:
    settings = Settings(now=ENDS_AT)
    session.info["settings"] = settings
    defer(session, WINDOW_DUE, at=ENDS_AT, notice_id=UUID(int=1))
    (_, _, scheduled_at), now = queued(session)[0], session.execute(text("SELECT clock_timestamp()")).scalar_one()
    assert scheduled_at is not None
    assert abs((now - scheduled_at).total_seconds()) < 60


def test_job_that_waits_is_woken_by_the_clock_as_it_has_been_set_anew(session: Session) -> None:
    for now in (instant("2022-08-01 00:00"), ENDS_AT):
        session.info["settings"] = Settings(now=now)
        defer(session, WINDOW_DUE, at=ENDS_AT, notice_id=UUID(int=1))
    ((_, _, scheduled_at),) = queued(session)
    assert scheduled_at is not None
    assert abs((session.execute(text("SELECT clock_timestamp()")).scalar_one() - scheduled_at).total_seconds()) < 60


def test_arguments_are_ids_only(session: Session) -> None:
    published_on(session)
    for _, args, _ in queued(session):
        assert all(UUID(value) for value in json.loads(json.dumps(args)).values())
