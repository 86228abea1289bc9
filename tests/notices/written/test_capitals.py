"""Capital numerals (大写) by the examples of 银发〔1997〕393号 and of the trade."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notices.written.capitals import from_capitals, in_capitals

WORDS = {
    "12000.01": "壹万贰仟元零壹分", "100000": "壹拾万元整", "200000000": "贰亿元整",
    "1903971": "壹佰玖拾万叁仟玖佰柒拾壹元整", "0.01": "壹分", "0": "零元整", "0.00": "零元整", "0.10": "壹角",
    "0.12": "壹角贰分", "1": "壹元整", "10": "壹拾元整", "10.50": "壹拾元伍角", "100": "壹佰元整",
    "101": "壹佰零壹元整", "110": "壹佰壹拾元整", "1001": "壹仟零壹元整", "1010": "壹仟零壹拾元整",
    "10010": "壹万零壹拾元整", "10001": "壹万零壹元整", "1409.50": "壹仟肆佰零玖元伍角",
    "6007.14": "陆仟零柒元壹角肆分", "1680.32": "壹仟陆佰捌拾元叁角贰分", "107000.53": "壹拾万柒仟元伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分", "325.04": "叁佰贰拾伍元零肆分", "13400000": "壹仟叁佰肆拾万元整",
    "134000000": "壹亿叁仟肆佰万元整", "193474338.54": "壹亿玖仟叁佰肆拾柒万肆仟叁佰叁拾捌元伍角肆分",
    "100000001": "壹亿零壹元整", "100050000": "壹亿零伍万元整", "1200003456": "壹拾贰亿零叁仟肆佰伍拾陆元整",
    "1000000000000": "壹万亿元整",
    "9999999999999999.99": "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}  # fmt: skip


@pytest.mark.parametrize(("amount", "words"), WORDS.items())
def test_amount_is_written_in_capitals_and_read_back(amount: str, words: str) -> None:
    assert in_capitals(Decimal(amount)) == words
    assert from_capitals(words) == Decimal(amount)


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "10000000000000000"])
def test_amount_that_no_cheque_holds_has_no_words(amount: str) -> None:
    assert in_capitals(Decimal(amount)) is None


@pytest.mark.parametrize(
    "words",
    ["", "零", "壹", "壹仟伍元", "壹佰壹元", "壹零元", "壹元零零壹分", "壹元壹分壹角", "佰元", "壹万万元", "亿元"],
)
def test_words_that_are_not_written_by_the_rules_are_refused(words: str) -> None:
    assert from_capitals(words) is None


@given(st.decimals(min_value=0, max_value=10**16, places=2).filter(lambda amount: amount < 10**16))
@example(Decimal("107000.53"))
@example(Decimal("100100000000"))
@example(Decimal("10001000.05"))
def test_words_are_those_of_a_library_of_the_trade(amount: Decimal) -> None:
    assert in_capitals(amount) == cn2an.an2cn(str(amount), "rmb")
