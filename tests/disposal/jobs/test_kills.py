"""A worker is killed again and again while windows open and close: nothing twice, missed, early or late.

A few kills in the suite; ``DISPOSAL_TEST_KILLS=100`` makes it a long run.
"""

import asyncio
import multiprocessing
import os
import random
import signal
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from disposal.jobs.worker import work
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.window_event import WindowEvent, WindowEventKind
from disposal.models.publication.window_recount import WindowRecount
from disposal.models.records.audit_entry import AuditEntry
from disposal.registry.opening import open_database
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.publication import publish_or_schedule
from disposal.services.windows.events import reminder_day
from disposal.settings import Settings
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.support.calendars import LONGER, UNTIL_2026, with_2027
from tests.support.publishing import CONTEXT, drafted_on, published_on
from tests.support.website import instant

KILLS = int(os.environ.get("DISPOSAL_TEST_KILLS", "5"))
NOTICES, DRAFTS = max(2, KILLS // 6), max(1, KILLS // 20)
PUBLISHED, SCHEDULED = date(2026, 11, 30), date(2026, 12, 15)
LAST = instant("2027-01-20 12:00")
SECOND = timedelta(seconds=1)


def enter(session: Session) -> None:
    """Publish notices that close at hours of their own, and schedule drafts whose windows end in 2027."""
    for n in range(NOTICES):
        published_on(session, PUBLISHED, f"甲{n}", closes_at=f"{9 + n // 6:02}:{n % 6}5")
    before = PublicationContext(UNTIL_2026, CONTEXT.public_base_url, lambda: instant("2026-12-01 09:00"))
    for n in range(DRAFTS):
        publish_or_schedule(session, drafted_on(session, SCHEDULED, f"乙{n}").id, context=before)


@pytest.fixture
def calendar_of_2027(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load a year by which the windows of December end later than was printed."""
    calendar = with_2027(tmp_path, LONGER)
    monkeypatch.setattr("notices.working_days.calendar._builtin", lambda: calendar)


def run_worker(settings: Settings, now: datetime, killed_at: int = 0) -> None:
    """Be a worker process at an instant; it is killed before it sends the register's statement of that number."""
    sent = count(1)

    def kill(*_: object) -> None:
        if next(sent) == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_database(settings, migrate=False) as database:
        event.listen(database.engine, "before_cursor_execute", kill)
        asyncio.run(work(database, clock=lambda: now, is_once=True))


def start_and_kill(settings: Settings, now: datetime, chance: random.Random) -> bool:
    """Start a worker and kill it, by turns at a statement and at a moment; return whether it was still at work."""
    is_at_statement = chance.random() < 0.7
    killed_at = chance.randint(1, 60) if is_at_statement else 0
    worker = multiprocessing.get_context("fork").Process(target=run_worker, args=(settings, now, killed_at))
    worker.start()
    worker.join(60 if is_at_statement else chance.uniform(0.05, 0.8))
    worker.kill()
    worker.join()
    return worker.exitcode == -signal.SIGKILL


def steps(session: Session) -> list[datetime]:
    """Return the instants of the clock, with a second before each, in order."""
    ends = {at for at in session.exec(select(Notice.window_ends_at)) if at}
    starts = {datetime.combine(day, datetime.min.time(), SHANGHAI) for day in (PUBLISHED, SCHEDULED)}
    return sorted({at + shift for at in ends | starts for shift in (-SECOND, timedelta(0))})


def is_day_of_publication(at: datetime) -> bool:
    return at.astimezone(SHANGHAI).date() == SCHEDULED


def expected(notice: Notice) -> Counter[tuple[WindowEventKind, datetime]]:
    assert notice.published_on is not None
    assert notice.window_ends_at is not None
    opened = datetime.combine(notice.published_on, datetime.min.time(), SHANGHAI)
    return Counter({(WindowEventKind.opened, opened): 1, (WindowEventKind.closed, notice.window_ends_at): 1})


@pytest.mark.filled(by=enter)
@pytest.mark.timeout(170 + 5 * KILLS)
@pytest.mark.usefixtures("calendar_of_2027")
def test_kills_of_the_worker_amid_clocks_leave_nothing_twice_missed_early_or_late(
    database: Database, settings: Settings
) -> None:
    chance = random.Random(2022)  # noqa: S311 - so that a failure can be repeated
    with database.session() as session:
        instants = steps(session)
    killed, last = 0, instants[0]
    while killed < KILLS:
        now = instants[killed * len(instants) // KILLS]
        if is_day_of_publication(last) and not is_day_of_publication(now):
            run_worker(settings, last)  # what no worker came to publish on its day leaves the schedule, rightly
        killed += start_and_kill(settings, now, chance)
        check(database, now)
        last = now
    run_worker(settings, LAST)
    check(database, LAST)
    with database.session() as session:
        for notice in session.exec(select(Notice)):
            assert notice.state == "published"
            assert recorded(session, notice) == expected(notice)
            assert not notice.window_is_provisional
        assert len(session.exec(select(WindowRecount)).all()) == NOTICES


def recorded(session: Session, notice: Notice) -> Counter[tuple[WindowEventKind, datetime]]:
    """Return how often each opening and closing of a notice stands in the audit trail."""
    rows = session.exec(select(WindowEvent).where(WindowEvent.notice_id == notice.id)).all()
    told = Counter(session.exec(select(AuditEntry.subject_id).where(AuditEntry.subject_type == "window_event")))
    found = {(row.kind, row.at): told[row.id] for row in rows if row.kind is not WindowEventKind.closing_soon}
    return Counter(found)


def check(database: Database, now: datetime) -> None:
    """Check what holds at any instant, however the worker ended."""
    with database.session() as session:
        for row, notice in session.exec(select(WindowEvent, Notice).join(Notice)):
            assert row.at <= row.recorded_at <= now
            if row.kind is WindowEventKind.closed:
                assert row.at == notice.window_ends_at, "closed early or late"
            if row.kind is WindowEventKind.closing_soon:
                assert row.at.astimezone(SHANGHAI).date() == reminder_day(notice.window_ends_on, UNTIL_2026)  # type: ignore[arg-type]
        serials = sorted(n for n in session.exec(select(Notice.number_serial)) if n)
        assert serials == list(range(1, len(serials) + 1))
        versions = Counter(session.exec(select(NoticeVersion.notice_id)))
        assert set(versions.values()) <= {1}
        recounts = Counter(session.exec(select(WindowRecount.notice_id)))
        assert set(recounts.values()) <= {1}
        early = select(Notice.id).where(col(Notice.number).is_not(None), Notice.published_on == SCHEDULED)
        assert not (session.exec(early).first() and now < instant("2026-12-15 00:00"))
