"""Days as staff write them: today in every field of a day, a day without its year where it tells of what has been."""

from datetime import date

import pytest

from disposal.web.days_in_full import with_days_in_full
from disposal.web.posted_form import PostedForm


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("received_at", "8-24 9:30", "2022-08-24 9:30"),
        ("received_at", "今天 9:30", "2022-08-25 9:30"),
        ("received_at", "9:30", "2022-08-25 9:30"),
        ("received_at", "8月24日9时30分", "2022-08-24 9时30分"),
        ("received_at", "2022-8-24 9:30", "2022-8-24 9:30"),
        ("received_at", "昨天 9:30", "昨天 9:30"),
        ("postmark_on", "8/23", "2022-08-23"),
        ("means-0-dated_on", "8-23", "2022-08-23"),
        ("declared_on", "2022年8月20日", "2022年8月20日"),
        ("in_force_from", " 今天 ", "2022-08-25"),
        ("in_force_from", "8-26", "8-26"),  # what is to come may be of next year
        ("words", "今天", "今天"),
        ("number", "8-23", "8-23"),
    ],
)
def test_day_is_read_in_full_where_it_is_one_and_stays_as_typed_elsewhere(name: str, typed: str, read: str) -> None:
    form = with_days_in_full(PostedForm(((name, typed),)), today=date(2022, 8, 25))
    assert form.value(name) == read
