"""The list of notices: filters agree with what the rows say, pages neither repeat nor lose a notice."""

from typing import Any

import pytest

from disposal.services.public.filters import NoticesQuery
from disposal.services.public.notice_list import CommonSearches, NoticeCount, NoticeListPage, NoticeSearch, provinces
from disposal.services.public.queries import InvalidQuery
from disposal.services.windows.standing import PublicStatus
from disposal.storage.database import Database
from notices.dates import ONE_DAY
from tests.support.calendars import UNTIL_2026
from tests.support.website import HUARONG, instant

NEWEST_FIRST = [
    "XGCS-2026-0001",
    *(f"XGCS-2022-000{serial}" for serial in (8, 9, 7, 5, 3, 1)),
    HUARONG,
]
"""The offers; 0002, 0004 and 0006 stand under 0001, 0003 and 0005."""


def found(shelf: Database, at: str = "2022-08-15 10:00", **asked: Any) -> NoticeListPage:
    """Ask for notices at an instant."""
    query = NoticesQuery.model_validate({"limit": 50, **asked})
    with shelf.session() as session:
        return NoticeSearch(session, query, calendar=UNTIL_2026, now=instant(at)).page()


def counted(shelf: Database, **asked: Any) -> NoticeCount:
    """Count notices on Mon 2022-08-15."""
    query = NoticesQuery.model_validate(asked)
    with shelf.session() as session:
        return NoticeSearch(session, query, calendar=UNTIL_2026, now=instant("2022-08-15 10:00")).count()


def numbers(page: NoticeListPage) -> list[str]:
    return [notice.number for notice in page.notices]


def later_of(page: NoticeListPage) -> dict[str, list[str]]:
    """Return the numbers of the later notices under each offer of a page that has any."""
    return {row.offer.number: [later.number for later in row.later] for row in page.rows if row.later}


def test_list_without_filter_shows_every_offer_newest_first(shelf: Database) -> None:
    page = found(shelf)
    assert numbers(page) == NEWEST_FIRST
    assert (page.next_after, page.previous_before) == (None, None)
    assert later_of(page) == {f"XGCS-2022-000{n}": [f"XGCS-2022-000{n + 1}"] for n in (1, 3, 5)}


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
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
        ("虚构乙担保", ["XGCS-2022-0003"]),
        ("虚构银行", [n for n in NEWEST_FIRST if n != HUARONG]),
        ("查封", ["XGCS-2022-0001"]),
        ("清偿", ["XGCS-2022-0003"]),
        ("XGCS-2022-0006", ["XGCS-2022-0005"]),
        ("xgcs-2022-0008", ["XGCS-2022-0008"]),
        ("不存在的公司", []),
    ],
    ids=[
        "one character",
        "place",
        "guarantor",
        "one guarantor",
        "creditor",
        "supplement",
        "withdrawal",
        "number of an extension",
        "number",
        "nothing",
    ],
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
        ({"province": "浙江"}, True),
        ({"province": "浙"}, True),
        ({"province": "测试省"}, False),
        ({"province": "江苏"}, False),  # a province without a notice
        ({"q": "2022-08-03"}, True),
        ({"q": "2022/8/3 华成"}, True),
        ({"q": "2022年08月03日"}, True),
        ({"q": "2022-08"}, True),
        ({"q": "2022-08-30"}, False),
        ({"kind": "disposal"}, True),
        ({"kind": "withdrawal"}, False),
        ({"provisional": True}, False),
    ],
)
def test_filters_hold_at_their_bounds(shelf: Database, asked: dict[str, Any], is_found: bool) -> None:
    assert (HUARONG in numbers(found(shelf, **asked))) is is_found


@pytest.mark.parametrize("province", ["淅", "浙江江", "Zhejiang"])
def test_province_that_there_is_not_is_refused_with_those_there_are(shelf: Database, province: str) -> None:
    with pytest.raises(InvalidQuery, match="none of the choices; use 测试省, 浙江省") as refused:
        found(shelf, province=province)
    assert refused.value.field == "province"


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
    ("kind", "words", "expected"),
    [
        ("supplement", None, ["XGCS-2022-0001"]),
        ("withdrawal", None, ["XGCS-2022-0003"]),
        ("extension", None, ["XGCS-2022-0005"]),
        ("result", None, []),
        ("disposal", None, NEWEST_FIRST),
        ("withdrawal", "清偿", ["XGCS-2022-0003"]),
        ("supplement", "清偿", []),
        ("disposal", "清偿", []),
        ("disposal", "虚构丁制造", ["XGCS-2022-0008", "XGCS-2022-0007"]),
    ],
)
def test_kind_and_words_are_those_of_one_notice_of_the_row(
    shelf: Database, monkeypatch: pytest.MonkeyPatch, kind: str, words: str | None, expected: list[str]
) -> None:
    for most in (2_000, 0):
        monkeypatch.setattr("disposal.services.public.notice_list.RARE", most)
        page = found(shelf, kind=kind, **({"q": words} if words else {}))
        assert numbers(page) == expected
        assert counted(shelf, kind=kind, **({"q": words} if words else {})).number == len(expected)


@pytest.mark.parametrize(
    ("at", "left"),
    [
        ("2022-08-15 10:00", 23),
        ("2022-08-31 00:00", 11),
        ("2022-09-01 00:00", 10),
        ("2022-09-15 23:59", 1),
        ("2022-09-16 00:00", None),
    ],
    ids=["Mon published", "Wed begun", "Thu first", "Thu last", "Fri after"],
)
def test_extension_and_its_offer_count_the_same_days_to_their_one_last_day(
    shelf: Database, at: str, left: int | None
) -> None:
    [row] = found(shelf, at, q="虚构丙制造").rows
    [extension] = row.later
    assert [row.offer.working_days_left, extension.working_days_left] == [left, left]
    assert [row.offer.starts_on, extension.starts_on] == [None, None]


def test_filters_other_than_words_and_kind_speak_of_the_offer(shelf: Database) -> None:
    assert numbers(found(shelf, q="清偿", status="withdrawn")) == ["XGCS-2022-0003"]
    assert numbers(found(shelf, q="清偿", status="issued")) == []  # a withdrawal opens no window itself
    assert numbers(found(shelf, status="issued")) == []


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
    "asked",
    [
        {"q": "虚构"}, {"q": "虚构", "status": "open"}, {"q": "虚构", "limit": 2}, {"q": "龘"},
        {"q": "虚构", "province": "江苏"}, {"q": "清偿", "kind": "withdrawal", "status": "withdrawn"},
    ],
)  # fmt: skip
def test_words_in_very_many_notices_find_the_same(
    shelf: Database, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    looked_up = found(shelf, **asked), counted(shelf, **asked)
    monkeypatch.setattr("disposal.services.public.notice_list.RARE", 0)
    assert (found(shelf, **asked), counted(shelf, **asked)) == looked_up


@pytest.mark.parametrize("groups", [(1, 2), (2,), ()])
def test_offers_of_very_many_hits_are_counted_whatever_the_first_guess(
    shelf: Database, monkeypatch: pytest.MonkeyPatch, groups: tuple[int, ...]
) -> None:
    monkeypatch.setattr("disposal.services.public.notice_list.RARE", 0)
    monkeypatch.setattr("disposal.services.public.notice_list.GROUPS", groups)
    for most, number, is_more in ((7, 7, False), (6, 6, True)):
        monkeypatch.setattr("disposal.services.public.notice_list.MOST_COUNTED", most)
        assert counted(shelf, q="虚构资产管理") == NoticeCount(number, is_more=is_more)


@pytest.mark.parametrize("asked", [{"q": "虚构", "limit": 2}, {"kind": "disposal"}, {"q": "虚构", "status": "open"}])
def test_search_remembered_as_common_answers_as_before(
    shelf: Database, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    monkeypatch.setattr("disposal.services.public.notice_list.RARE", 5)
    monkeypatch.setattr("disposal.services.public.notice_list.MOST_COUNTED", 2)
    query, common = NoticesQuery.model_validate(asked), CommonSearches()
    answers = []
    for _ in range(2):
        with shelf.session() as session:
            now = instant("2022-08-15 10:00")
            search = NoticeSearch(session, query, calendar=UNTIL_2026, now=now, common=common)
            answers.append((search.page(), search.count()))
    assert (query.q, query.kind) in common
    assert answers[0] == answers[1]
