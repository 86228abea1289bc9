"""Times of receipt as staff write them; what is no day and hour is refused with what to write."""

import pytest

from disposal.models.enquiries.enquiry import EnquiryCreate
from disposal.services.records.validation import InvalidRecord, read
from tests.support.website import instant


def received(written: object) -> object:
    return read(EnquiryCreate, {"words": "厂房是否出租", "received_at": written}).received_at


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2022-08-31 14:05", "2022-08-31 14:05"),
        ("2022-8-31T14:05:09", "2022-08-31 14:05:09"),
        ("2022年8月31日 14：05", "2022-08-31 14:05"),
        ("2022年8月31日14:05", "2022-08-31 14:05"),
        ("2022年8月31日14时05分", "2022-08-31 14:05"),
        ("2022年8月31日17时", "2022-08-31 17:00"),
        ("2022-08-31 23:59:59", "2022-08-31 23:59:59"),
        ("2022-08-31 24:00", "2022-09-01 00:00"),
        ("2022年8月31日24时", "2022-09-01 00:00"),
        ("2022-08-31T16:00:00Z", "2022-09-01 00:00"),
        ("2022-08-31 14:05:00+08:00", "2022-08-31 14:05"),
    ],
)
def test_instant_is_read_in_beijing_time_unless_it_says_otherwise(written: str, meant: str) -> None:
    assert received(written) == instant(meant)


@pytest.mark.parametrize(
    "written",
    [
        20220831,  # would be a second of 1970
        1661925900.0,
        "昨天下午",
        pytest.param("2022-08-31" + " " * 1_000_000 + "午", id="a million blanks, which were searched for hours"),
        "2022-08-31",
        "2022-08-31 下午2:05",
        "2022-08-31 24:01",
        "2022-08-31 14:60",
        "9999-12-31 24:00",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_what_is_no_day_and_hour_is_refused_with_what_to_write(written: object) -> None:
    with pytest.raises(InvalidRecord) as refused:
        received(written)
    (problem,) = refused.value.problems
    assert problem.path == "received_at"
    assert "2022-08-31 14:05" in problem.zh
    assert "2022-08-31 14:05" in problem.en
