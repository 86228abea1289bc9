"""Totals of the page: one arithmetic, words under each amount, and what differs from the paper."""

from decimal import Decimal

import pytest

from disposal.services.claim_entry.amounts import totals, words_of_amounts
from disposal.services.claim_entry.read_page import read_typed
from tests.disposal.services.claim_entry.pages_as_typed import page_of_2022, small_page


def test_total_of_2022_is_the_sum_in_figures_capitals_and_as_printed() -> None:
    (total,) = totals(page_of_2022())
    assert total.sum == Decimal("193474338.54")
    assert total.words.full == "193,474,338.54"
    assert total.words.capitals == "壹亿玖仟叁佰肆拾柒万肆仟叁佰叁拾捌元伍角肆分"
    assert (total.words.printed, total.difference_words, total.unread) == ("193474338.54元", "", 0)


def test_words_stand_under_every_amount_that_can_be_read() -> None:
    words = words_of_amounts(small_page(statements__0__interest="看不懂", security__0__ceiling="3433万元"))
    assert set(words) == {"statements-0-principal", "security-0-ceiling"}
    principal = words["statements-0-principal"]
    assert (principal.full, principal.capitals, principal.printed) == (
        "13,400,000.00", "壹仟叁佰肆拾万元整", "1,340万元",
    )  # fmt: skip


def test_sum_of_parts_in_several_units_is_printed_in_yuan() -> None:
    page = small_page(statements__0__interest="2,345,678.9", statements__0__penalty_interest="123000")
    (total,) = totals(page)
    assert total.words.printed == "15,868,678.90元"


def test_part_that_cannot_be_read_is_left_out_and_counted() -> None:
    (total,) = totals(small_page(statements__0__interest="看不懂", statements__0__penalty_interest="60万"))
    assert (total.sum, total.unread) == (Decimal("14000000.00"), 1)


@pytest.mark.parametrize(
    ("stated", "difference", "is_beyond"),
    [
        ("1,340万元", "", False),
        ("13400000.01", "材料所载合计比各项之和多0.01元", False),
        ("1,339万元", "材料所载合计比各项之和少10,000.00元", False),
        ("1,350万元", "材料所载合计比各项之和多100,000.00元", True),
    ],
)
def test_stated_total_never_blocks_and_its_difference_is_asked_for_before_a_notice(
    stated: str, difference: str, is_beyond: bool
) -> None:
    page = small_page(statements__0__stated_total=stated)
    (total,) = totals(page)
    read = read_typed(page)
    assert (total.difference_words, total.is_beyond_rounding, read.problems) == (difference, is_beyond, ())
    paths = {each.path for each in read.before_notice}
    assert ("statements-0-total_difference_words" in paths) is bool(difference)


def test_each_record_date_has_its_own_total_in_the_currency_of_the_claim() -> None:
    page = small_page(claim__currency="美元", statements__0__principal="500万", statements__1__record_date="2022-6-30",
                      statements__1__principal="400万美元", statements__1__interest="1.5")  # fmt: skip
    first, second = totals(page)
    assert (first.words.printed, second.words.printed) == ("500万美元", "4000001.50美元")
    assert first.words.capitals is None


@pytest.mark.parametrize(("interest", "is_told"), [("499999999999999999.99", False), ("500000000000000000", True)])
def test_parts_whose_sum_no_amount_can_hold_are_told_at_the_first(interest: str, is_told: bool) -> None:
    page = small_page(statements__0__principal="500000000000000000", statements__0__interest=interest)
    assert (totals(page)[0].sum == 0) is is_told
    told = {each.path: each.zh for each in read_typed(page).problems}
    assert set(told) == ({"statements-0-principal"} if is_told else set())
    assert all("请核对金额和单位" in words for words in told.values())
