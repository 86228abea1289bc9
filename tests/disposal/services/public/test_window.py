"""The window of a published notice beside what the calendar of today makes of it."""

from datetime import date, datetime, timedelta

import pytest

from disposal.services.public.extensions import ExtensionView
from disposal.services.public.window import WindowView, window_view
from notices.content.terms import WindowTerms
from notices.dates import SHANGHAI
from notices.windows.window import WindowRule, count_window
from notices.working_days.calendar import CalendarYear
from tests.support.calendars import UNTIL_2026

LATER = UNTIL_2026.with_year(
    CalendarYear.model_validate(
        {
            "year": 2027,
            "circulars": [
                {"number": "国办发明电〔2026〕99号", "issued_on": date(2026, 11, 25), "title": "虚构的2027年放假安排"}
            ],
            "holidays": [
                {
                    "name": "元旦",
                    "first_on": date(2027, 1, 1),
                    "last_on": date(2027, 1, 4),
                    "make_up": [date(2026, 12, 27), date(2027, 1, 10)],
                },
                {"name": "春节", "first_on": date(2027, 2, 5), "last_on": date(2027, 2, 12)},
                {"name": "清明节", "first_on": date(2027, 4, 3), "last_on": date(2027, 4, 5)},
                {"name": "劳动节", "first_on": date(2027, 5, 1), "last_on": date(2027, 5, 5)},
                {"name": "端午节", "first_on": date(2027, 6, 9), "last_on": date(2027, 6, 9)},
                {"name": "中秋节", "first_on": date(2027, 9, 15), "last_on": date(2027, 9, 15)},
                {"name": "国庆节", "first_on": date(2027, 10, 1), "last_on": date(2027, 10, 7)},
            ],
        }
    )
)

EXTENSION = ExtensionView(number="XGCS-2022-0006", rule=WindowRule(count=8), moved_from=date(2022, 8, 31))


def stated(published_on: date, ends_on: date | None = None, **terms: object) -> WindowTerms:
    """Return the terms of a window of 20 working days as a notice of that day states them."""
    given = WindowTerms.model_validate({"count": 20, **terms})
    counted = count_window(given.rule, given.begins_on or published_on, UNTIL_2026, allow_provisional=True)
    end = ends_on or counted.ends_on
    at = datetime.combine(end + timedelta(days=1), datetime.min.time(), SHANGHAI)
    return given.resolved(ends_on=end, ends_at=at, is_provisional=counted.is_provisional)


def viewed(terms: WindowTerms, published_on: date, *, extensions: tuple[ExtensionView, ...] = ()) -> WindowView:
    """Return the view of stated terms by the built-in calendar."""
    found = window_view(terms, published_on=published_on, calendar=UNTIL_2026, extensions=extensions)
    assert found is not None
    return found


def test_window_as_published_is_counted_day_by_day() -> None:
    view = viewed(stated(date(2022, 8, 3)), date(2022, 8, 3))
    assert (view.counted, view.days[0].date, view.days[-1].date) == (20, date(2022, 8, 3), date(2022, 8, 31))
    assert (view.recounted_ends_on, view.provisional, view.was_provisional) == (None, None, False)
    assert (view.dates.first_counted_on, view.closing_hour) == (date(2022, 8, 4), "24:00")
    assert view.days[0].because == "发布当日不计入（《民法典》第二百零一条）"
    assert view.words == "20个工作日（发布当日不计入）"


def test_window_that_begins_later_counts_from_that_day() -> None:
    view = viewed(stated(date(2022, 8, 3), begins_on=date(2022, 8, 8)), date(2022, 8, 3))
    assert (view.begins_on, view.dates.first_counted_on) == (date(2022, 8, 8), date(2022, 8, 9))
    assert view.days[0].date == date(2022, 8, 8)  # Mon
    assert view.days[0].because == "起算日不计入（《民法典》第二百零一条）"
    assert view.words == "自2022年8月8日（星期一）起20个工作日（起算日不计入）"
    assert view.words_en == "20 working days from 2022-08-08 (Mon) (that day not counted)"


@pytest.mark.parametrize("extensions", [(EXTENSION,), ()], ids=["extended", "not extended"])
def test_window_that_ends_later_than_its_rule_says_goes_on_with_its_working_days(
    extensions: tuple[ExtensionView, ...],
) -> None:
    terms = stated(date(2022, 8, 3), ends_on=date(2022, 9, 13))  # Tue; Mon 2022-09-12 is off
    view = viewed(terms, date(2022, 8, 3), extensions=extensions)
    assert [day.ordinal for day in view.days[-4:]] == [None, None, None, 28]
    assert ("延期公告" in view.days[-1].because) is bool(extensions)
    assert view.recounted_ends_on == (None if extensions else date(2022, 8, 31))
    assert (view.length, view.total, view.total_en) == ("20个工作日", "28个工作日", "28 working days")


def test_window_that_ends_before_its_rule_says_stops_where_the_notice_says() -> None:
    view = viewed(stated(date(2022, 8, 3), ends_on=date(2022, 8, 30)), date(2022, 8, 3))
    assert view.days[-1].date == date(2022, 8, 30)  # Tue
    assert view.recounted_ends_on == date(2022, 8, 31)


def test_provisional_window_recounted_by_the_arrangement_keeps_the_day_it_states() -> None:
    terms = stated(date(2026, 12, 15))
    view = window_view(terms, published_on=date(2026, 12, 15), calendar=LATER)
    assert view is not None
    assert terms.ends_on == date(2027, 1, 13)  # Wed, by weekends and 元旦 alone
    assert view.dates.ends_on == date(2027, 1, 13)
    # Mon 2027-01-04 is off by the arrangement, Sun 2026-12-27 and Sun 2027-01-10 are worked.
    assert view.recounted_ends_on == date(2027, 1, 12)
    assert (view.was_provisional, view.provisional) == (True, None)


def test_terms_that_were_never_counted_have_no_window_to_show() -> None:
    terms = WindowTerms(count=20)
    assert window_view(terms, published_on=date(2022, 8, 3), calendar=UNTIL_2026) is None
