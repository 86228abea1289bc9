"""The list of notices: filters agree with what the rows say, pages neither repeat nor lose a notice."""

from typing import Any

import pytest

from disposal.services.public.filters import NoticesQuery
from disposal.services.public.notice_list import NoticeCount, NoticeListPage, count_notices, find_notices, provinces
from disposal.services.public.status import PublicStatus
from disposal.storage.database import Database
from notices.dates import ONE_DAY
from tests.support.calendars import UNTIL_2026
from tests.support.website import HUARONG, instant

NEWEST_FIRST = [
    "XGCS-2026-0001",
    *(f"XGCS-2022-000{serial}" for serial in (6, 4, 2, 8, 9, 7, 5, 3, 1)),
    HUARONG,
]


def found(shelf: Database, at: str = "2022-08-15 10:00", **asked: Any) -> NoticeListPage:
    """Ask for notices at an instant."""
    query = NoticesQuery.model_validate({"limit": 50, **asked})
    with shelf.session() as session:
        return find_notices(session, query, calendar=UNTIL_2026, now=instant(at))


def counted(shelf: Database, **asked: Any) -> NoticeCount:
    """Count notices on Mon 2022-08-15."""
    query = NoticesQuery.model_validate(asked)
    with shelf.session() as session:
        return count_notices(session, query, calendar=UNTIL_2026, now=instant("2022-08-15 10:00"))


def numbers(page: NoticeListPage) -> list[str]:
    return [notice.number for notice in page.notices]


def test_list_without_filter_shows_every_published_notice_newest_first(shelf: Database) -> None:
    page = found(shelf)
    assert numbers(page) == NEWEST_FIRST
    assert (page.next_after, page.previous_before) == (None, None)


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 11])
def test_pages_forward_and_back_show_each_notice_once(shelf: Database, limit: int) -> None:
    forward: list[list[str]] = []
    page = found(shelf, limit=limit)
    while True:
        forward.append(numbers(page))
        if page.next_after is None:
            break
        page = found(shelf, limit=limit, after=page.next_after)
    assert [number for page_numbers in forward for number in page_numbers] == NEWEST_FIRST
    back = [forward[-1]]
    while page.previous_before is not None:
        page = found(shelf, limit=limit, before=page.previous_before)
        back.insert(0, numbers(page))
    assert back == forward


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("纤", [HUARONG]),
        ("萧山", [HUARONG]),
        ("浙江华欣控股集团", [HUARONG]),
        ("虚构乙担保", ["XGCS-2022-0004", "XGCS-2022-0003"]),
        ("虚构银行", [n for n in NEWEST_FIRST if n not in {HUARONG, *(f"XGCS-2022-000{s}" for s in (6, 4, 2))}]),
        ("xgcs-2022-0008", ["XGCS-2022-0008"]),
        ("不存在的公司", []),
    ],
    ids=["one character", "place", "guarantor", "one guarantor", "creditor", "number", "nothing"],
)
def test_search_finds_by_names_places_and_numbers(shelf: Database, words: str, expected: list[str]) -> None:
    assert numbers(found(shelf, q=words)) == expected


@pytest.mark.parametrize("at", ["2022-08-02 12:00", "2022-08-15 10:00", "2022-08-30 17:00", "2022-09-16 00:00"])
@pytest.mark.parametrize("status", list(PublicStatus))
def test_filter_by_status_finds_those_whose_row_says_so(shelf: Database, at: str, status: PublicStatus) -> None:
    expected = [notice.number for notice in found(shelf, at).notices if notice.status is status]
    assert numbers(found(shelf, at, status=status)) == expected


@pytest.mark.parametrize("at", ["2022-08-03 09:00", "2022-08-14 23:59", "2022-08-15 00:00", "2022-08-31 23:59"])
@pytest.mark.parametrize("days_left", [0, 1, 10, 11, 12, 13, 14, 19, 20, 21, 23, 30, 365])
def test_filter_by_days_left_finds_those_whose_row_says_so(shelf: Database, at: str, days_left: int) -> None:
    tomorrow = instant(at).date() + ONE_DAY
    begun = [notice for notice in found(shelf, at).notices if (notice.starts_on or tomorrow) <= tomorrow]
    left = {notice.number: notice.working_days_left for notice in begun}
    expected = [number for number, days in left.items() if days is not None and days <= days_left]
    assert numbers(found(shelf, at, days_left=days_left)) == expected


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"min_amount": "193474338.54"}, True),
        ({"min_amount": "193474338.55"}, False),
        ({"max_amount": "193474338.54"}, True),
        ({"max_amount": "193474338.53"}, False),
        ({"province": "浙江省"}, True),
        ({"province": "测试省"}, False),
        ({"kind": "disposal"}, True),
        ({"kind": "withdrawal"}, False),
        ({"provisional": True}, False),
    ],
)
def test_filters_hold_at_their_bounds(shelf: Database, asked: dict[str, Any], is_found: bool) -> None:
    assert (HUARONG in numbers(found(shelf, **asked))) is is_found


def test_filter_by_provisional_finds_the_window_whose_year_is_not_announced(shelf: Database) -> None:
    assert numbers(found(shelf, provisional=True)) == ["XGCS-2026-0001"]


def test_row_tells_what_a_reader_looks_for(shelf: Database) -> None:
    row = next(notice for notice in found(shelf).notices if notice.number == HUARONG)
    assert (row.debtor_names, row.debtor_count) == (("杭州华成聚合纤有限公司",), 1)
    assert f"{row.total_amount:.2f}" == "193474338.54"
    assert row.issuer == "中国华融资产管理股份有限公司浙江省分公司"
    assert row.window is not None
    assert row.window.ends_on.isoformat() == "2022-08-31"  # Wed


@pytest.mark.parametrize(
    ("at", "left"),
    [
        ("2022-08-02 10:00", None),
        ("2022-08-03 00:00", 20),
        ("2022-08-04 00:00", 20),
        ("2022-08-04 23:59", 20),
        ("2022-08-05 00:00", 19),
        ("2022-08-06 12:00", 18),
        ("2022-08-08 12:00", 18),
        ("2022-08-31 23:59", 1),
        ("2022-09-01 00:00", None),
    ],
    ids=["Tue before", "Wed published", "Thu first", "Thu end", "Fri", "Sat", "Mon", "Wed last", "Thu after"],
)
def test_days_left_count_today_until_the_window_closes(shelf: Database, at: str, left: int | None) -> None:
    row = next(notice for notice in found(shelf, at).notices if notice.number == HUARONG)
    assert row.working_days_left == left


def test_provinces_offered_are_those_with_a_notice(shelf: Database) -> None:
    with shelf.session() as session:
        assert provinces(session) == ("测试省", "浙江省")


@pytest.mark.parametrize(
    ("at", "is_found"),
    [
        ("2022-08-15 10:00", False),
        ("2022-08-29 23:59", False),
        ("2022-08-31 00:00", True),
        ("2022-09-01 00:00", True),
        ("2022-09-02 00:00", True),
    ],
    ids=["Mon published", "Mon before", "Wed begun", "Thu first", "Fri second"],
)
def test_extension_is_not_among_days_left_before_it_begins(shelf: Database, at: str, is_found: bool) -> None:
    assert ("XGCS-2022-0006" in numbers(found(shelf, at, days_left=365))) is is_found


@pytest.mark.parametrize("asked", [{}, {"q": "虚构"}, {"q": "龘"}, {"days_left": 30}, {"status": "open"}, {"limit": 3}])
def test_count_is_of_all_pages(shelf: Database, asked: dict[str, Any]) -> None:
    whole = {name: value for name, value in asked.items() if name != "limit"}
    assert counted(shelf, **asked) == NoticeCount(len(numbers(found(shelf, **whole))), is_more=False)


def test_count_stops_at_its_bound(shelf: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disposal.services.public.notice_list.MOST_COUNTED", len(NEWEST_FIRST))
    assert counted(shelf) == NoticeCount(len(NEWEST_FIRST), is_more=False)
    monkeypatch.setattr("disposal.services.public.notice_list.MOST_COUNTED", len(NEWEST_FIRST) - 1)
    assert counted(shelf) == NoticeCount(len(NEWEST_FIRST) - 1, is_more=True)


@pytest.mark.parametrize(
    "asked", [{"q": "虚构"}, {"q": "虚构", "status": "open"}, {"q": "虚构", "limit": 2}, {"q": "龘"}]
)
def test_words_in_very_many_notices_find_the_same(
    shelf: Database, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    looked_up = found(shelf, **asked), counted(shelf, **asked)
    monkeypatch.setattr("disposal.services.public.notice_list.RARE", 0)
    assert (found(shelf, **asked), counted(shelf, **asked)) == looked_up
