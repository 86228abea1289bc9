"""The home page's two lists: the windows that close this week, Monday to Sunday, and what was published today."""

import pytest

from disposal.services.public.home import HomeList, HomeView, home
from disposal.storage.database import Database
from tests.support.calendars import UNTIL_2026
from tests.support.website import HUARONG, instant


def seen(shelf: Database, at: str) -> HomeView:
    with shelf.session() as session:
        return home(session, calendar=UNTIL_2026, now=instant(at))


def numbers(found: HomeList) -> list[str]:
    return [row.offer.number for row in found.rows]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2022-08-28 23:59", set()),
        ("2022-08-29 00:00", {"XGCS-2022-0009", "XGCS-2022-0001", HUARONG}),
        ("2022-08-30 16:59", {"XGCS-2022-0009", "XGCS-2022-0001", HUARONG}),
        ("2022-08-30 17:00", {"XGCS-2022-0001", HUARONG}),
        ("2022-08-31 23:59", {"XGCS-2022-0001", HUARONG}),
        ("2022-09-01 00:00", set()),
        ("2022-09-12 00:00", {"XGCS-2022-0005"}),
    ],
    ids=["Sun before", "Mon", "Tue before 17:00", "Tue closed", "Wed last minute", "Thu", "Mon of the extension"],
)
def test_offers_that_close_this_week_are_shown_until_they_close(shelf: Database, at: str, expected: set[str]) -> None:
    assert set(numbers(seen(shelf, at).closing)) == expected


def test_what_closes_soonest_stands_first_with_its_days_left(shelf: Database) -> None:
    first, *others = seen(shelf, "2022-08-29 10:00").closing.rows
    assert (first.offer.number, first.offer.working_days_left) == ("XGCS-2022-0009", 2)
    assert {row.offer.working_days_left for row in others} == {3}


@pytest.mark.parametrize(
    ("at", "sunday", "left"),
    [
        ("2022-08-29 00:00", "2022-09-04", 5),
        ("2022-09-04 23:59", "2022-09-04", 0),
        ("2022-10-08 10:00", "2022-10-09", 2),
    ],
    ids=["Mon", "Sun", "Sat that is worked, before a Sun that is worked"],
)
def test_week_ends_on_sunday(shelf: Database, at: str, sunday: str, left: int) -> None:
    view = seen(shelf, at)
    assert (view.week_ends_on.isoformat(), view.days_left) == (sunday, left)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2022-08-02 23:59", []),
        ("2022-08-09 00:00", ["XGCS-2022-0008"]),
        ("2022-08-10 12:00", ["XGCS-2022-0003", "XGCS-2022-0001"]),
        ("2022-08-15 23:59", ["XGCS-2022-0005"]),
        ("2022-08-16 00:00", []),
    ],
    ids=["Tue before", "Tue", "Wed, with later notices", "Mon, with an extension", "Tue after"],
)
def test_offers_published_today_or_with_a_later_notice_of_today(shelf: Database, at: str, expected: list[str]) -> None:
    assert numbers(seen(shelf, at).published) == expected


def test_list_of_more_than_it_shows_says_so(shelf: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    published = seen(shelf, "2022-08-03 10:00").published  # Wed
    assert (len(published.rows), published.is_more) == (5, True)
    monkeypatch.setattr("disposal.services.public.home.MOST_SHOWN", 6)
    published = seen(shelf, "2022-08-03 10:00").published
    assert (len(published.rows), published.is_more) == (6, False)
