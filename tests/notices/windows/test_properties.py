"""What holds for every window: length, conventions, extension, and the explanation beside the count."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from notices.law.floor import earliest_review, statutory_floor
from notices.law.tiers import TIERS, tier_for
from notices.windows.extension_cycles import extend
from notices.windows.window import CountingConvention, WindowRule, WindowUnit, count_window
from tests.support.calendars import UNTIL_2026

quick = settings(max_examples=150, deadline=None)
# Two years short of the last, so that the longest window stays inside what is loaded.
publications = st.dates(date(2015, 1, 1), date(2023, 12, 31))
counts = st.integers(1, 250)
units = st.sampled_from(WindowUnit)
conventions = st.sampled_from(CountingConvention)
book_values = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


@quick
@given(publications, counts, units, conventions)
def test_longer_window_never_ends_earlier(
    published_on: date, count: int, unit: WindowUnit, convention: CountingConvention
) -> None:
    shorter = count_window(WindowRule(count, unit, convention), published_on, UNTIL_2026)
    longer = count_window(WindowRule(count + 1, unit, convention), published_on, UNTIL_2026)
    assert shorter.ends_on <= longer.ends_on
    if unit is WindowUnit.working_days:
        assert shorter.ends_on < longer.ends_on


@quick
@given(publications, counts, units)
def test_first_day_not_counted_never_ends_earlier(published_on: date, count: int, unit: WindowUnit) -> None:
    ends = [
        count_window(WindowRule(count, unit, convention), published_on, UNTIL_2026).ends_on
        for convention in (CountingConvention.first_day_counted, CountingConvention.first_day_not_counted)
    ]
    assert ends[0] <= ends[1]


@quick
@given(publications, st.integers(1, 60), units, conventions)
def test_as_many_days_are_counted_as_promised(
    published_on: date, count: int, unit: WindowUnit, convention: CountingConvention
) -> None:
    window = count_window(WindowRule(count, unit, convention), published_on, UNTIL_2026)
    counted = [day for day in window.days if day.counted]
    assert [day.ordinal for day in counted] == list(range(1, count + 1))
    assert window.days[0].date == published_on
    assert window.days[-1].date == window.ends_on
    assert UNTIL_2026.is_working_day(window.ends_on)
    if unit is WindowUnit.working_days:
        assert counted[-1].date == window.ends_on


@quick
@given(publications, st.integers(1, 60), st.integers(1, 20), st.integers(0, 4))
def test_extension_adds_to_the_window(published_on: date, count: int, length: int, cycles: int) -> None:
    extended = extend(
        count_window(WindowRule(count), published_on, UNTIL_2026),
        WindowRule(length),
        cycles=cycles,
        calendar=UNTIL_2026,
    )
    whole = count_window(WindowRule(count + cycles * length), published_on, UNTIL_2026)
    assert (extended.ends_on, extended.ends_at) == (whole.ends_on, whole.ends_at)


@quick
@given(st.dates(date(2016, 6, 1), date(2026, 6, 1)), book_values)
def test_floor_leaves_full_working_days_and_one_day_less_does_not(review_on: date, book_value: object) -> None:
    found = statutory_floor(book_value, review_on, UNTIL_2026)  # type: ignore[arg-type]
    tier = tier_for(book_value, review_on)  # type: ignore[arg-type]
    assert tier in TIERS
    latest, day = found.latest_publication_on, timedelta(days=1)
    assert UNTIL_2026.working_days_between(latest + day, review_on - day) == tier.notice_days
    assert UNTIL_2026.working_days_between(latest + day + day, review_on - day) == tier.notice_days - 1
    # A promised window as long as the floor is over before the meeting.
    promised = count_window(WindowRule(tier.notice_days), latest, UNTIL_2026)
    assert promised.ends_on < review_on
    back = earliest_review(book_value, latest, UNTIL_2026)  # type: ignore[arg-type]
    assert back.review_on <= review_on
