"""Each end of a window, one second before, at, and after: what the public is told, and what is recorded."""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.window_event import WindowEventKind
from disposal.services.public.notice import notice_summary
from disposal.services.windows.events import due_notices, record_due
from disposal.services.windows.standing import PublicStatus
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import published_on, recorded_events
from tests.support.website import instant

SECOND = timedelta(seconds=1)
ENDS = [
    (date(2022, 8, 3), None, "2022-09-01 00:00:00"),  # Wed 2022-08-31 24:00
    (date(2022, 8, 3), "17:00", "2022-08-31 17:00:00"),
    (date(2022, 8, 3), "21:30", "2022-08-31 21:30:00"),
    (date(2025, 12, 3), None, "2026-01-01 00:00:00"),  # Wed 2025-12-31 24:00
    (date(2025, 12, 3), "21:30", "2025-12-31 21:30:00"),
    (date(2026, 12, 15), None, "2027-01-14 00:00:00"),  # provisional, Wed 2027-01-13 24:00
]


@pytest.fixture(params=["Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let the server stand in a time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def status_at(session: Session, notice: Notice, at: datetime) -> PublicStatus:
    return notice_summary(session, str(notice.number), calendar=UNTIL_2026, now=at).status


def recorded_at(session: Session, notice: Notice, at: datetime) -> list[str]:
    return [each.kind.value for each in record_due(session, notice.id, at=at, calendar=UNTIL_2026)]


@pytest.mark.parametrize(("day", "closes_at", "end"), ENDS, ids=[end for _, _, end in ENDS])
def test_window_is_open_until_the_second_before_its_end_and_closed_from_its_end_on(
    session: Session, day: date, closes_at: str | None, end: str
) -> None:
    notice, ends_at = published_on(session, day, closes_at=closes_at), instant(end)
    told = [status_at(session, notice, ends_at + shift) for shift in (-SECOND, 0 * SECOND, SECOND)]
    assert told == [PublicStatus.open, PublicStatus.closed, PublicStatus.closed]
    assert recorded_at(session, notice, ends_at - SECOND) == ["opened", "closing_soon"]
    assert notice.id not in due_notices(session, at=ends_at - SECOND, calendar=UNTIL_2026)
    assert notice.id in due_notices(session, at=ends_at, calendar=UNTIL_2026)
    assert recorded_at(session, notice, ends_at) == ["closed"]
    assert recorded_at(session, notice, ends_at + SECOND) == []
    assert notice.id not in due_notices(session, at=ends_at + SECOND, calendar=UNTIL_2026)


def test_window_opens_at_the_first_second_of_its_day(session: Session) -> None:
    notice = published_on(session)
    assert recorded_at(session, notice, instant("2022-08-02 23:59:59")) == []
    assert recorded_at(session, notice, instant("2022-08-03 00:00:00")) == ["opened"]


def test_server_in_another_time_zone_closes_windows_at_the_same_instant(session: Session, zone: str) -> None:
    notice, ends_at = published_on(session), instant("2022-09-01 00:00:00")
    assert zone
    assert notice.window_ends_at == ends_at
    assert status_at(session, notice, ends_at - SECOND) is PublicStatus.open
    assert status_at(session, notice, ends_at) is PublicStatus.closed
    assert recorded_at(session, notice, ends_at - SECOND) == ["opened", "closing_soon"]
    (closed,) = record_due(session, notice.id, at=ends_at, calendar=UNTIL_2026)
    assert (closed.at, closed.recorded_at) == (ends_at, ends_at)


def test_reminder_is_due_from_the_first_second_of_the_third_working_day_before_the_end(session: Session) -> None:
    notice = published_on(session)  # to Wed 2022-08-31; three working days are left from Mon 2022-08-29 on
    assert recorded_at(session, notice, instant("2022-08-28 23:59:59")) == ["opened"]
    assert notice.id not in due_notices(session, at=instant("2022-08-28 23:59:59"), calendar=UNTIL_2026)
    assert notice.id in due_notices(session, at=instant("2022-08-29 00:00:00"), calendar=UNTIL_2026)
    assert recorded_at(session, notice, instant("2022-08-29 00:00:00")) == ["closing_soon"]
    assert recorded_at(session, notice, instant("2022-08-30 00:00:00")) == []


def test_reminder_of_a_window_that_has_closed_is_not_made_up_for(session: Session) -> None:
    notice = published_on(session)
    assert recorded_at(session, notice, instant("2022-09-08 00:00:00")) == ["opened", "closed"]
    closed = (WindowEventKind.closed, instant("2022-09-01 00:00:00"))
    assert recorded_events(session, notice.id)[-1] == closed
