"""The statutory floor of the notice of 2022-08-03 and of reviews around holidays."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from notices.law.floor import BOTH_ENDS_LEFT_OUT, InvalidFloorDate, earliest_review, statutory_floor
from notices.law.issuers import IssuerKind
from notices.working_days.calendar import CalendarYearMissing
from tests.support.calendars import UNTIL_2026

BOOK_VALUE = Decimal("193474338.54")
SMALL = Decimal("5000000")
NAMED = IssuerKind.named_amc


def test_notice_of_2022_was_early_enough_for_a_review_on_the_first_of_september() -> None:
    found = statutory_floor(BOOK_VALUE, date(2022, 9, 1), UNTIL_2026)  # Thu
    assert f"{found.latest_publication_on:%a %Y-%m-%d}" == "Wed 2022-08-03"
    assert found.was_early_enough(date(2022, 8, 2))
    assert found.was_early_enough(date(2022, 8, 3))
    assert not found.was_early_enough(date(2022, 8, 4))
    assert (found.tier.notice_days, found.medium) == (20, "newspaper_province")
    assert found.source.number == "财金〔2008〕87号"
    assert (found.working_days[0], found.working_days[-1]) == (date(2022, 8, 4), date(2022, 8, 31))
    assert len(found.working_days) == 20


@pytest.mark.parametrize(
    ("review_on", "book_value", "latest"),
    [
        (date(2022, 8, 31), BOOK_VALUE, "Tue 2022-08-02"),
        (date(2022, 9, 1), SMALL, "Mon 2022-08-22"),
        # Reviews of Sat 08-06 and Mon 08-08 need the same seven days, Thu 07-28 to Fri 08-05.
        (date(2022, 8, 6), SMALL, "Wed 2022-07-27"),
        (date(2022, 8, 8), SMALL, "Wed 2022-07-27"),
        # The first of the seven is Mon 08-15, so the Sunday before it is still in time.
        (date(2022, 8, 24), SMALL, "Sun 2022-08-14"),
        # Over National Day: make-up days Sat 10-08 and Sun 10-09 count.
        (date(2022, 10, 13), SMALL, "Wed 2022-09-28"),
        # Over New Year: Tue 01-03 and six days from Fri 12-23 on.
        (date(2023, 1, 4), SMALL, "Thu 2022-12-22"),
    ],
    ids=lambda value: f"{value:%a %Y-%m-%d}" if isinstance(value, date) else None,
)
def test_latest_publication_leaves_full_working_days(review_on: date, book_value: Decimal, latest: str) -> None:
    found = statutory_floor(book_value, review_on, UNTIL_2026)
    assert f"{found.latest_publication_on:%a %Y-%m-%d}" == latest


@pytest.mark.parametrize(
    ("book_value", "latest"),
    [
        ("9999999.99", "Mon 2022-08-22"),
        ("10000000.00", "Mon 2022-08-22"),  # 7 working days, Tue 08-23 to Wed 08-31
        ("10000000.01", "Wed 2022-08-17"),  # 10, from Thu 08-18
        ("50000000.00", "Wed 2022-08-17"),
        ("50000000.01", "Wed 2022-08-10"),  # 15, from Thu 08-11
        ("100000000.00", "Wed 2022-08-10"),
        ("100000000.01", "Wed 2022-08-03"),  # 20, from Thu 08-04
    ],
)
def test_floor_on_both_sides_of_each_tier_and_day(book_value: str, latest: str) -> None:
    found = statutory_floor(Decimal(book_value), date(2022, 9, 1), UNTIL_2026, issuer_kind=NAMED)
    day = found.latest_publication_on
    assert f"{day:%a %Y-%m-%d}" == latest
    assert [found.was_early_enough(day + timedelta(days=n)) for n in (-1, 0, 1)] == [True, True, False]
    assert earliest_review(Decimal(book_value), day, UNTIL_2026).review_on == date(2022, 9, 1)


@pytest.mark.parametrize(
    ("published_on", "earliest"),
    [(date(2022, 8, 2), "Wed 2022-08-31"), (date(2022, 8, 3), "Thu 2022-09-01"), (date(2022, 8, 4), "Fri 2022-09-02")],
    ids=lambda value: f"{value:%a %Y-%m-%d}" if isinstance(value, date) else None,
)
def test_earliest_review_is_the_day_after_the_last_one_counted(published_on: date, earliest: str) -> None:
    found = earliest_review(BOOK_VALUE, published_on, UNTIL_2026)
    assert f"{found.review_on:%a %Y-%m-%d}" == earliest
    assert found.was_early_enough(published_on)


def test_verdict_says_with_dates_whether_a_notice_was_early_enough() -> None:
    found = statutory_floor(BOOK_VALUE, date(2022, 9, 1), UNTIL_2026, issuer_kind=NAMED)
    assert found.verdict(date(2022, 8, 3)) == (
        "2022年8月3日（星期三）刊登的公告符合法定期限：审核日2022年9月1日（星期四），最迟应于2022年8月3日（星期三）刊登",
        "a notice published on 2022-08-03 (Wed) was early enough for a review on 2022-09-01 (Thu); "
        "the latest lawful day was 2022-08-03 (Wed)",
    )


@pytest.mark.parametrize(
    ("published_on", "actual", "lacking"),
    [
        (date(2022, 8, 4), 19, 1),  # Thu
        (date(2022, 8, 5), 18, 2),  # Fri: the weekend after it brings none
        (date(2022, 8, 7), 18, 2),  # Sun
        (date(2022, 8, 30), 1, 19),  # Tue
        (date(2022, 9, 1), 0, 20),  # Thu, the day of the review
        (date(2022, 9, 5), 0, 20),  # Mon, after it
    ],
)
def test_verdict_on_a_late_notice_counts_the_working_days_there_were(
    published_on: date, actual: int, lacking: int
) -> None:
    floor = statutory_floor(BOOK_VALUE, date(2022, 9, 1), UNTIL_2026, issuer_kind=NAMED)
    zh, en = floor.verdict(published_on)
    assert "迟于法定期限" in zh
    assert zh.endswith(f"须满20个工作日，实有{actual}个工作日，缺{lacking}个")
    assert "was too late" in en
    assert en.endswith(f"20 full working days are asked, {actual} lay between them, {lacking} too few")


def test_rule_is_said_with_the_law_of_its_date() -> None:
    assert statutory_floor(BOOK_VALUE, date(2022, 9, 1), UNTIL_2026).rule == (
        "刊登当日与审核日均不计入，其间须满20个工作日（《民法典》第二百零一条）"
    )
    assert "民法通则" in statutory_floor(BOOK_VALUE, date(2016, 9, 1), UNTIL_2026).rule


def test_convention_has_a_name_and_a_reason_and_is_in_the_answer() -> None:
    found = statutory_floor(BOOK_VALUE, date(2022, 9, 1), UNTIL_2026)
    assert found.convention is BOTH_ENDS_LEFT_OUT
    assert found.as_json()["convention"]["code"] == "both_ends_left_out"
    assert "刊登日、审核日均不计入" in found.as_json()["convention"]["zh"]
    assert "按任何算法都及时" in found.as_json()["convention"]["reason_zh"]
    assert "最后一次必需的刊登" in found.as_json()["counted_from"]["zh"]


@pytest.mark.parametrize(
    ("kind", "binding", "words"),
    [
        (IssuerKind.named_amc, "binds", "适用：发布人是87号文列名的金融资产管理公司"),
        (IssuerKind.referred_company, "binds", "适用：发布人是87号文以引用方式适用的公司"),
        (IssuerKind.national_amc, "compared", "参照：财金〔2008〕87号不约束其他全国性金融资产管理公司"),
        (IssuerKind.local_amc, "compared", "参照：财金〔2008〕87号不约束地方资产管理公司"),
        (IssuerKind.bank, "compared", "参照：财金〔2008〕87号不约束银行"),
        (IssuerKind.other, "compared", "参照：财金〔2008〕87号不约束其他发布人"),
        (None, "not_stated", "参照：未说明发布人类别"),
    ],
)
def test_floor_says_whether_it_binds_the_issuer(kind: IssuerKind | None, binding: str, words: str) -> None:
    found = statutory_floor(BOOK_VALUE, date(2022, 9, 1), UNTIL_2026, issuer_kind=kind)
    answer = found.as_json()
    assert (answer["binding"]["code"], answer["confirmed"]) == (binding, binding == "binds")
    assert answer["applies"]["zh"].startswith(words)
    assert ("〔未证实〕" in answer["source"]) is (binding != "binds")
    assert answer["latest_publication_on"] == "2022-08-03"
    zh, en = found.verdict(date(2022, 8, 4))
    assert ("迟于法定期限" in zh) is (binding == "binds")
    assert ("迟于参照期限" in zh, "compare with" in en) == (binding != "binds", binding != "binds")


def test_floor_that_needs_a_missing_year_is_refused_or_provisional() -> None:
    review_on = date(2027, 1, 12)
    with pytest.raises(CalendarYearMissing):
        statutory_floor(BOOK_VALUE, review_on, UNTIL_2026)
    found = statutory_floor(BOOK_VALUE, review_on, UNTIL_2026, allow_provisional=True)
    assert found.is_provisional
    assert found.as_json()["provisional_because"].startswith("2027年放假安排尚未载入")
    with pytest.raises(CalendarYearMissing):
        earliest_review(BOOK_VALUE, date(2026, 12, 15), UNTIL_2026)


def test_floor_in_the_last_december_is_provisional() -> None:
    assert statutory_floor(SMALL, date(2026, 12, 1), UNTIL_2026).is_provisional
    assert not statutory_floor(SMALL, date(2026, 11, 30), UNTIL_2026).is_provisional


def test_review_given_as_an_instant_is_refused() -> None:
    with pytest.raises(InvalidFloorDate, match="a day without an hour"):
        statutory_floor(SMALL, datetime(2022, 9, 1, 9, tzinfo=UTC), UNTIL_2026)
