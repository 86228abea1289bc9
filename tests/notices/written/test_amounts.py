"""Amounts as people write them: each form with the digits, unit and currency it means, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.content.amounts import Amount
from notices.reading import InvalidContent
from notices.written.amounts import read_amount, yuan_in
from notices.written.capitals import in_capitals
from notices.written.numbers import read_figure, read_yes_or_no
from tests.support.notice_samples import make_content

PRINTED = {
    "134000000.00": "134000000.00元", "134000000": "134000000元", "0": "0元", "0.00": "0.00元", "0.5亿元": "0.5亿元",
    "3433万元": "3433万元", "3433万": "3433万元", "22725.2353万元": "22725.2353万元", "1.5亿": "1.5亿元",
    "200,000,000元": "200,000,000元", "1,340万元": "1,340万元", "1，340万元": "1,340万元",
    "１，３４０万元": "1,340万元", "１３４００００００．００": "134000000.00元", "￥1,340.00": "1,340.00元",
    "¥1340": "1340元", "￥ 1,340万元": "1,340万元", "人民币1340万元": "1340万元", "人民币 1,340.50 元": "1,340.50元",
    "人民币：1340元": "1340元", "人民币￥500元": "500元", "RMB1340": "1340元", "rmb 1,340.00": "1,340.00元",
    "RMB：500万元": "500万元", "CNY 500.00": "500.00元", "1340万元人民币": "1340万元", "500RMB": "500元",
    "1340元整": "1340元", "1,340万元整": "1,340万元", "500圆": "500元", "500元正": "500元", " 500 万元 ": "500万元",
    "500 元": "500元", "'500.00": "500.00元", "1340 万 元": "1340万元", "人民币壹仟捌佰万元整": "18000000元",
    "壹仟捌佰万元整": "18000000元", "壹仟捌佰万圆整": "18000000元", "人民币（大写）壹仟捌佰万元整": "18000000元",
    "壹万贰仟元零壹分": "12000.01元", "壹分": "0.01元", "伍角": "0.5元", "壹拾万元整": "100000元",
    "拾万元整": "100000元", "贰亿元整": "200000000元", "貳億元整": "200000000元",
    "壹佰玖拾万叁仟玖佰柒拾壹元整": "1903971元", "叁佰贰拾伍元零肆分": "325.04元", "零元整": "0元",
    "壹拾万柒仟元零伍角叁分": "107000.53元", "壹拾万零柒仟元伍角叁分": "107000.53元", "壹佰元": "100元",
    "1,340万元（大写：壹仟叁佰肆拾万元整）": "1,340万元", "￥500.00（伍佰元整）": "500.00元",
    "18000000元(大写:人民币壹仟捌佰万元整)": "18000000元", "1800万元（人民币壹仟捌佰万元整）": "1800万元",
    "500万美元": "500万美元", "USD 500": "500美元", "1,000.00美元": "1,000.00美元", "500港元": "500港元",
    "JPY500": "500日元", "2,750.00萬圓": "2,750.00万元", "0.275億元": "0.275亿元",
    "贰仟柒佰伍拾万元零角零分": "27500000元", "人民币叁佰元零角": "300元", "壹萬元零角零分整": "10000元",
    "500万新加坡元": "500万新加坡元", "usd 2万": "2万美元", "港币500万元": "500万港元", "500万港币": "500万港元",
    "HK$500万": "500万港元", "us$500": "500美元", "美元500万": "500万美元", "€500.00": "500.00欧元",
    "500万日圆": "500万日元",
}  # fmt: skip
REFUSED = (
    "", " ", "元", "万元", "￥", "-1.00", "－1.00", "约500万元", "500万元左右", "1,93,474", "1.340,00", "1,340,00",
    "1 340", "134 000 000", "1,3400", ",340", "1340,", "1.", ".5", "1..5", "3千万", "3千元", "5百万元", "1亿3400万元",
    "1万亿元", "一千元", "一百元", "两万元", "壹仟伍元", "壹元零", "元整", "壹佰", "仟元", "壹壹元", "万壹元",
    "壹佰元伍", "壹元角", "$500", "USD 500元", "￥500日元", "500美分", "USD壹佰元", "1e5", "0x10", "NaN", "1/2",
    "港币500美元", "美元500日元", "US$500元", "壹佰港币",
    "500-600万元", "500万元（大写）", "500元（大写：壹佰元整）", "1,340万元（大写：壹仟叁佰肆拾元整）",
    "500元；600元", "人民币", "9" * 300, "٣٤", "①",
)  # fmt: skip


@pytest.mark.parametrize(("written", "printed"), PRINTED.items())
def test_amount_is_read_with_the_digits_that_are_printed(written: str, printed: str) -> None:
    amount = Amount.model_validate(written)
    assert amount.printed == printed
    assert Amount.model_validate(printed) == amount


@pytest.mark.parametrize("written", REFUSED)
def test_amount_that_is_none_or_unsure_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        read_amount(written)
    assert yuan_in(written.replace(" ", "x")) is None


def test_amount_written_in_words_is_exact_and_plain() -> None:
    amount = Amount.model_validate("人民币壹仟捌佰万元整")
    assert (amount.exact, amount.digits, amount.is_grouped) == (Decimal(18_000_000), "18000000", False)


@given(st.decimals(min_value=0, max_value=10**16, places=2).filter(lambda amount: amount < 10**16))
def test_every_amount_is_read_back_from_its_capital_numerals(amount: Decimal) -> None:
    words = in_capitals(amount)
    assert words is not None
    assert read_amount(f"人民币{words}").exact == amount


@given(st.text(alphabet="0123456789,.，。万亿元圆整￥人民币RMB壹贰叁肆零拾佰仟角分（）大写：- ", max_size=20))
def test_any_text_is_one_amount_or_refused(written: str) -> None:
    try:
        amount = read_amount(written)
    except ValueError:
        return
    assert amount.exact >= 0
    assert amount.currency == "CNY"


@pytest.mark.parametrize("unit", ["", "万", "亿"])
@given(number=st.integers(0, 10**9), is_grouped=st.booleans())
def test_figures_are_read_alike_in_half_and_full_width(unit: str, number: int, is_grouped: bool) -> None:
    written = f"{number:,}{unit}元" if is_grouped else f"{number}{unit}元"
    wide = written.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert read_amount(wide) == read_amount(written) == read_amount(f"人民币{wide}整")


def test_difference_of_figures_and_words_is_told_in_both_languages() -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(items__0__claims__0__amounts__total="1,340万元（大写：壹仟叁佰肆拾元整）")
    problem = refused.value.problems[0]
    assert "小写金额与大写金额不一致" in problem.zh
    assert "the figures and the words of the amount differ" in problem.en


@pytest.mark.parametrize(
    ("written", "yuan"),
    [("50000000", "50000000"), ("5000万", "50000000"), ("0.5 亿元", "50000000"), ("￥5,000万", "50000000"),
     ("伍仟万元整", "50000000"), ("500万美元", None), ("0.001", None), ("9" * 17, None)],
)  # fmt: skip
def test_yuan_asked_for_are_read_from_the_same_forms(written: str, yuan: str | None) -> None:
    assert yuan_in(written) == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize(
    ("written", "figure"),
    [("12,893.13", "12893.13"), ("１２８９３．１３", "12893.13"), ("12000.50", "12000.50"), (" 5 ", "5"), ("-1", "-1")],
)
def test_figure_keeps_its_digits(written: str, figure: str) -> None:
    assert str(read_figure(written)) == figure


@pytest.mark.parametrize("written", ["", "1,2", "12亩", "1.2.3", "1e5", "inf", "约5"])
def test_figure_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="number"):
        read_figure(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [("是", True), ("否", False), ("有", True), ("无", False), ("Yes", True), ("no", False),
     ("√", True), ("TRUE", True), ("maybe", None), ("", None), ("是否", None)],
)  # fmt: skip
def test_yes_and_no_are_read_and_nothing_else(written: str, said: bool | None) -> None:
    assert read_yes_or_no(written) is said


def test_content_reads_figures_and_yes_as_people_write_them() -> None:
    thing = "items__0__claims__0__security__0__collateral__land_area_m2"
    written = make_content(**{thing: "12，893.50", "has_demand": "是", "accepts_enquiries": "否"})
    assert written == make_content(**{thing: Decimal("12893.50"), "has_demand": True, "accepts_enquiries": False})
