"""Dates as people write them: each form with the day it means, or with the reason why it is refused."""

import json
import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from notices.reading import InvalidContent, parse_content
from notices.reading.messages import MESSAGES
from notices.written.dates import day_in, read_day, read_last_day, read_month
from notices.written.refusals import AMOUNT_REFUSALS, DATE_REFUSALS
from tests.support.notice_samples import make_content, sample

AUG, NOV = date(2022, 8, 3), date(2026, 11, 3)
READ = {
    "2022-08-03": AUG, "2022-8-3": AUG, "2022-08-3": AUG, "2022/8/3": AUG, "2022/08/03": AUG, "2022.8.3": AUG,
    "2022.08.03": AUG, "2022.8.3.": AUG, "20220803": AUG, "2022年8月3日": AUG, "2022年08月03日": AUG,
    "2022年8月3号": AUG, "2022 年 8 月 3 日": AUG, "2022. 8. 3": AUG, " 2022-08-03 ": AUG, "\t2022-8-3\n": AUG,
    "2022—8—3": AUG, "2022–08–03": AUG, "2022－08－03": AUG, "２０２２-08-03": AUG, "２０２２．８．３": AUG,
    "２０２２／８／３": AUG, "２０２２年８月３日": AUG, "２０２２０８０３": AUG, "'2022-08-03": AUG, "’2022.8.3": AUG,
    "2022-08-03 00:00:00": AUG, "2022-08-03T00:00:00": AUG, "2022-08-03T00:00": AUG, "2022/8/3 0:00": AUG,
    "2026.11.3": NOV, "2026-11-3": NOV, "2026年11月3日": NOV, "二〇二六年十一月三日": NOV, "二○二六年十一月三日": NOV,
    "二零二六年十一月三号": NOV, "二〇二二年八月三日": AUG, "二〇二二年十月二十一日": date(2022, 10, 21),
    "二〇二二年十二月三十一日": date(2022, 12, 31), "二〇二二年一月十日": date(2022, 1, 10),
    "2024-2-29": date(2024, 2, 29), "1999.12.31": date(1999, 12, 31),
}  # fmt: skip
REFUSED = {
    "3/8/2022": "date_ambiguous", "31/12/2022": "date_ambiguous", "3.8.2022": "date_ambiguous",
    "08-03-22": "date_ambiguous", "22-8-3": "date_ambiguous", "22.8.3": "date_ambiguous",
    "22年8月3日": "date_ambiguous", "220803": "date_ambiguous", "２２．８．３": "date_ambiguous",
    "2022-08": "date_without_day", "2022.8": "date_without_day", "2022年8月": "date_without_day",
    "2022年8月份": "date_without_day", "二〇二二年八月": "date_without_day", "2022/8": "date_without_day",
    "8月3日": "date_without_year", "8-3": "date_without_year", "11.3": "date_without_year",
    "08/03": "date_without_year", "2022-02-30": "date_does_not_exist", "2023-2-29": "date_does_not_exist",
    "20221301": "date_does_not_exist", "2022年8月32日": "date_does_not_exist", "2022-0-3": "date_does_not_exist",
    "二〇二二年二月三十日": "date_does_not_exist", "0000-01-01": "date_does_not_exist",
    "二〇二二年十十月三日": "date_parsing", "2022-08-03 10:30": "date_with_an_hour",
    "2022-08-03T10:00:00": "date_with_an_hour", "2022-08-03T00:00:00Z": "date_with_an_hour", "": "date_parsing",
    "昨天": "date_parsing", "44776": "date_parsing", "1659484800": "date_parsing", "2022-W31-3": "date_parsing",
    "2022-8/3": "date_parsing", "2022年8月3": "date_parsing", "长期": "date_parsing",
    "2022-08-03 2022-08-04": "date_parsing", "-2022-08-03": "date_parsing", "2022 8 3": "date_parsing",
    "Aug 3, 2022": "date_parsing", "2022-08-03" * 9: "date_parsing", "٢٠٢٢-٠٨-٠٣": "date_parsing",
}  # fmt: skip


@pytest.mark.parametrize(("written", "day"), READ.items())
def test_date_that_can_be_read_in_one_way_only_is_read(written: str, day: date) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(("written", "code"), REFUSED.items())
def test_date_that_is_none_or_may_be_another_is_refused_by_its_reason(written: str, code: str) -> None:
    with pytest.raises(ValueError, match=re.escape(DATE_REFUSALS[code])):
        read_day(written)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_from_every_form(day: date) -> None:
    numbers = (day.year, day.month, day.day)
    for form in ("{}-{}-{}", "{}/{}/{}", "{}.{}.{}", "{}年{}月{}日", "{:04}-{:02}-{:02}", "{:04}{:02}{:02}"):
        assert read_day(form.format(*numbers)) == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_is_refused(written: str) -> None:
    try:
        day = read_day(written)
    except PydanticCustomError:
        return
    assert isinstance(day, date)


def test_every_refusal_has_its_sentences_in_both_languages() -> None:
    assert {*DATE_REFUSALS, *AMOUNT_REFUSALS} <= set(MESSAGES)


@pytest.mark.parametrize(
    ("written", "day"), [("长期", None), (" 无固定期限 ", None), ("永久", None), ("2026.11.3", NOV), ("'长期", None)]
)
def test_last_day_may_be_said_to_be_none(written: str, day: date | None) -> None:
    assert read_last_day(written) == day


@pytest.mark.parametrize(
    ("written", "month"), [("2022-08", (2022, 8)), ("2022年8月", (2022, 8)), ("２０２２．８", (2022, 8))]
)
def test_month_is_read_where_a_month_is_asked_for(written: str, month: tuple[int, int]) -> None:
    assert read_month(written) == month


@pytest.mark.parametrize("written", ["2022-13", "2022-08-03", "8月", "22-8"])
def test_month_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"date|day"):
        read_month(written)


def test_a_number_is_never_taken_for_a_date() -> None:
    for number in (20260803, 86400, 2026.11, True):
        with pytest.raises(ValueError, match="is a number, not a date"):
            day_in(number)
    for value in (None, AUG, datetime(2022, 8, 3), [2022]):  # noqa: DTZ001 - a day without zone is what files hold
        assert day_in(value) is value


@pytest.mark.parametrize("written", ["2022.8.3", "2022年8月3日", "20220803", "二〇二二年八月三日"])
def test_content_with_a_written_date_is_the_same_content_in_every_syntax(written: str) -> None:
    values = {**sample(), "published_on": written}
    text = json.dumps(values, ensure_ascii=False, default=str)
    for content in (make_content(values), parse_content(text.encode(), "json"), parse_content(text.encode(), "yaml")):
        assert content == make_content()
        assert content.canonical_json() == make_content().canonical_json()


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("3/8/2022", "年、月、日的顺序不明，请写成 2022-08-03 的形式", "the order of day, month and year is not known"),
        ("2022年8月", "缺少“日”", "names no day"),
        ("2022-02-30", "日历中没有这一天", "is no day of the calendar"),
        (20220803, "是数字，不是日期", "is a number, not a date"),
    ],
)
def test_refused_date_of_a_content_says_why_in_both_languages(value: object, zh: str, en: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(published_on=value)
    problem = refused.value.problems[0]
    assert problem.path == "published_on"
    assert zh in problem.zh
    assert en in problem.en


def test_day_and_next_day_differ() -> None:
    assert read_day("2022.8.4") - read_day("2022年8月3日") == timedelta(days=1)
