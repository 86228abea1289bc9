"""Questions as people type them: what is understood, and each problem named with its field and remedy."""

from datetime import date, time
from decimal import Decimal

import pytest

from disposal.services.public.filters import NoticesQuery
from disposal.services.public.floor_calculator import FloorQuery
from disposal.services.public.queries import InvalidQuery, Query, parse
from disposal.services.public.window_calculator import WindowQuery


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("50000000", "50000000"),
        ("50,000,000.50", "50000000.50"),
        ("5000万", "50000000"),
        ("5000万元", "50000000"),
        ("1.93亿", "193000000"),
        ("１．９３亿", "193000000"),
        ("0", "0"),
    ],
)
def test_amount_is_understood_as_people_write_it(typed: str, yuan: str) -> None:
    assert parse(NoticesQuery, {"min_amount": typed}).min_amount == Decimal(yuan)


@pytest.mark.parametrize("typed", ["-1", "1e3", "NaN", "12,34", "1.234", "0.0000001万", "5000 dollars", "万", "9" * 30])
def test_amount_that_is_none_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse(NoticesQuery, {"min_amount": typed})
    assert caught.value.field == "min_amount"
    assert "5000万" in caught.value.zh


@pytest.mark.parametrize("typed", ["1659484800", "昨天", "0", "22-8-3", "3/8/2022", "8月3日", "2022年8月", "2022-8/3"])
def test_day_that_is_not_written_as_a_day_is_refused(typed: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse(WindowQuery, {"published_on": typed})
    assert caught.value.field == "published_on"
    assert "2022-08-03" in caught.value.zh


@pytest.mark.parametrize(("typed", "hour"), [("17:00", time(17)), ("24:00", None), ("", None), ("00:01", time(0, 1))])
def test_hour_is_read_and_the_end_of_the_day_is_none(typed: str, hour: time | None) -> None:
    assert parse(WindowQuery, {"published_on": "2022-08-03", "closes_at": typed}).closes_at == hour


@pytest.mark.parametrize("typed", ["00:00", "25:00", "17", "17:00:00", "61200", "5pm"])
def test_hour_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse(WindowQuery, {"published_on": "2022-08-03", "closes_at": typed})
    assert "17:00" in caught.value.zh


@pytest.mark.parametrize(
    ("typed", "is_fine"), [("0", False), ("1", True), ("365", True), ("366", False), ("1.5", False)]
)
def test_count_stays_within_a_year(typed: str, is_fine: bool) -> None:
    values = {"published_on": "2022-08-03", "count": typed}
    if is_fine:
        assert parse(WindowQuery, values).count == int(typed)
    else:
        with pytest.raises(InvalidQuery, match="1 to 365"):
            parse(WindowQuery, values)


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse(NoticesQuery, {"q": "，", "status": "gone", "kind": "x", "min_amount": "-1", "days_left": "x"})
    assert [problem.path for problem in caught.value.problems] == ["q", "status", "kind", "min_amount", "days_left"]
    assert all(problem.zh and problem.en for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("query", "values", "field"),
    [
        (NoticesQuery, {"min_amount": "2", "max_amount": "1"}, "min_amount"),
        (NoticesQuery, {"after": f"2022-08-03_{'0' * 32}", "before": f"2022-08-03_{'0' * 32}"}, "before"),
        (NoticesQuery, {"after": "2022-13-03_" + "0" * 32}, "after"),
        (FloorQuery, {"book_value": "1"}, "review_on"),
        (FloorQuery, {"review_on": "2022-09-01"}, "book_value"),
    ],
)
def test_values_that_do_not_fit_together_name_the_field_to_mend(
    query: type[Query], values: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse(query, values)
    assert caught.value.field == field
    assert caught.value.as_json()["problems"]


def test_form_leaves_out_what_is_empty_or_unknown() -> None:
    query = parse(NoticesQuery, {"q": "", "status": "", "utm_source": "x", "days_left": " "})
    assert query == NoticesQuery()
    assert not query.is_filtered


@pytest.mark.parametrize(
    "typed",
    ["２０２２-08-03", "2022-8-3", "20220803", "2022.8.3", "2022/8/3", "2022年8月3日", "2022年8月3日（星期三）",
     "2022-08-03T00:00", "二〇二二年八月三日", "'2022-08-03"],
)  # fmt: skip
def test_question_of_a_day_is_that_day_however_it_is_typed(typed: str) -> None:
    assert parse(WindowQuery, {"published_on": typed}).published_on == date(2022, 8, 3)


def test_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(InvalidQuery, match="no day of the calendar"):
        parse(WindowQuery, {"published_on": "2022-02-30"})
