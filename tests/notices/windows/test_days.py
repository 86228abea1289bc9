"""Every calendar day of a window is named with its reason."""

from datetime import date

import pytest

from notices.content.counted_windows import counted
from notices.windows.window import CountingConvention, DayCounted, WindowRule, WindowUnit, count_window
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, sample


def days(published_on: date, rule: WindowRule) -> dict[str, DayCounted]:
    return {f"{day.date:%a %m-%d}": day for day in count_window(rule, published_on, UNTIL_2026).days}


def test_each_day_from_publication_to_end_stands_once_in_order() -> None:
    explained = count_window(WindowRule(20), date(2022, 9, 20), UNTIL_2026).days
    assert [day.date.toordinal() for day in explained] == list(
        range(date(2022, 9, 20).toordinal(), date(2022, 10, 21).toordinal() + 1)
    )
    assert [day.ordinal for day in explained if day.counted] == list(range(1, 21))
    assert all(day.because and day.because_en for day in explained)


def test_skipped_holidays_and_make_up_days_are_named_with_their_circular() -> None:
    explained = days(date(2022, 9, 20), WindowRule(20))
    holiday, make_up, weekend = explained["Fri 10-07"], explained["Sat 10-08"], explained["Sat 09-24"]
    assert (holiday.counted, holiday.because) == (False, "国庆节放假（国办发明电〔2021〕11号）")
    assert holiday.because_en == "National Day holiday (circular 国办发明电〔2021〕11号)"
    assert (make_up.counted, make_up.because) == (True, "国庆节调休上班日，星期六（国办发明电〔2021〕11号）")
    assert make_up.because_en == "Saturday, make-up working day for National Day (circular 国办发明电〔2021〕11号)"
    assert (weekend.counted, weekend.because, weekend.because_en) == (False, "周末，星期六", "weekend, Saturday")


@pytest.mark.parametrize(
    ("published_on", "law", "law_en"),
    [
        (date(2017, 9, 29), "《民法通则》第一百五十四条", "General Principles of Civil Law art. 154"),
        (date(2017, 9, 30), "《民法通则》第一百五十四条", "General Principles of Civil Law art. 154"),
        (date(2017, 10, 1), "《民法总则》第二百零一条", "General Provisions of Civil Law art. 201"),
        (date(2020, 12, 31), "《民法总则》第二百零一条", "General Provisions of Civil Law art. 201"),
        (date(2021, 1, 1), "《民法典》第二百零一条", "Civil Code art. 201"),
    ],
    ids=lambda value: f"{value:%a %Y-%m-%d}" if isinstance(value, date) else None,
)
def test_publication_day_is_left_out_by_the_law_of_its_date(published_on: date, law: str, law_en: str) -> None:
    first = count_window(WindowRule(5), published_on, UNTIL_2026).days[0]
    assert (first.counted, first.ordinal) == (False, None)
    assert first.because == f"发布当日不计入（{law}）"
    assert first.because_en == f"publication day not counted ({law_en})"


def test_publication_day_counted_by_agreement_cites_it() -> None:
    rule = WindowRule(20, convention=CountingConvention.first_day_counted)
    first = days(date(2022, 9, 22), rule)["Thu 09-22"]
    assert (first.counted, first.ordinal) == (True, 1)
    assert first.because == "发布当日计入（《民法典》第二百零四条），工作日，星期四"


def test_publication_on_a_day_off_is_not_counted_though_agreed() -> None:
    rule = WindowRule(1, convention=CountingConvention.first_day_counted)
    explained = days(date(2022, 8, 6), rule)
    assert not explained["Sat 08-06"].counted
    assert explained["Sat 08-06"].because == "发布当日非工作日，周末，星期六"
    assert explained["Mon 08-08"].ordinal == 1
    assert explained["Mon 08-08"].because == "工作日，星期一"


def test_count_from_the_next_day_cites_the_agreement() -> None:
    rule = WindowRule(5, convention=CountingConvention.from_next_day)
    first = days(date(2025, 10, 20), rule)["Mon 10-20"]
    assert (first.counted, first.because) == (False, "发布当日，公告自次日起算（《民法典》第二百零四条）")


def test_natural_days_explain_the_last_day_that_rolls_on() -> None:
    explained = days(date(2025, 9, 20), WindowRule(11, WindowUnit.natural_days))
    last = explained["Wed 10-01"]
    assert (last.counted, last.ordinal) == (True, 11)
    assert last.because.startswith("自然日，国庆节、中秋节放假（国办发明电〔2024〕12号）")
    assert last.because.endswith("期间的最后一日是休假日，顺延（《民法典》第二百零三条）")
    rolled = [explained[f"{date(2025, 10, d):%a %m-%d}"] for d in range(2, 9)]
    assert not any(day.counted for day in rolled)
    assert all(day.because.startswith("顺延，不计数，国庆节、中秋节放假") for day in rolled)
    assert explained["Thu 10-09"].because == "顺延后的最后一日，工作日，星期四"
    assert list(explained)[-1] == "Thu 10-09"


def test_natural_days_that_end_on_a_working_day_do_not_roll() -> None:
    explained = days(date(2022, 8, 3), WindowRule(2, WindowUnit.natural_days))
    assert [(key, day.ordinal) for key, day in explained.items()] == [
        ("Wed 08-03", None),
        ("Thu 08-04", 1),
        ("Fri 08-05", 2),
    ]
    assert "顺延" not in explained["Fri 08-05"].because


def test_provisional_days_say_so() -> None:
    window = count_window(WindowRule(20), date(2026, 12, 15), UNTIL_2026, allow_provisional=True)
    new_year = next(day for day in window.days if day.date == date(2027, 1, 1))
    assert not new_year.counted
    assert new_year.because.startswith("法定节假日元旦（《全国年节及纪念日放假办法》（国务院令第795号）第二条）")
    assert new_year.because.endswith("暂定，2027年放假安排尚未载入")


def test_first_day_of_an_extension_is_not_called_the_publication_day() -> None:
    content = make_content(sample("extension/sample"))
    assert content.window is not None
    first = counted(content.window, content, UNTIL_2026).days[0]
    assert first.because.startswith("起算日不计入")
    assert first.because_en.startswith("first day not counted")


def test_rule_of_one_day_is_in_the_singular() -> None:
    assert WindowRule(1).words_en.startswith("1 working day (")
    assert WindowRule(2).words_en.startswith("2 working days (")


def test_day_in_short_leaves_out_the_weekday_and_what_is_provisional() -> None:
    window = count_window(WindowRule(15), date(2026, 12, 15), UNTIL_2026, allow_provisional=True)  # Tue
    days = {day.date: day for day in window.days_in_short}
    assert [(day.date, day.ordinal) for day in window.days_in_short] == [(day.date, day.ordinal) for day in window.days]
    assert {day.awaits for day in window.days} == {2027}
    assert (days[date(2026, 12, 16)].because, days[date(2026, 12, 16)].because_en) == ("工作日", "working day")
    assert days[date(2026, 12, 19)].because == "周末"
    assert days[date(2027, 1, 1)].because == "法定节假日元旦（《全国年节及纪念日放假办法》（国务院令第795号）第二条）"
