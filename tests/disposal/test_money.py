"""Money: two places, exact, and nothing that only looks like an amount."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disposal.money import format_yuan, parse_yuan


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("134000000.00", "134000000.00"),
        ("0", "0.00"),
        (" 59474338.5 ", "59474338.50"),
        ("999999999999999999.99", "999999999999999999.99"),
        (1, "1.00"),
        (Decimal("1E+3"), "1000.00"),
        ("-0.01", "-0.01"),
        ("1,000.00", "1000.00"),
        ("１２.00", "12.00"),
        ("1.34亿元", "134000000.00"),
        ("￥134,000,000", "134000000.00"),
        ("人民币壹佰元整", "100.00"),
        ("-5万", "-50000.00"),
    ],
)
def test_amount_written_plainly_is_read_with_two_places(written: object, amount: str) -> None:
    assert str(parse_yuan(written)) == amount


@pytest.mark.parametrize(
    "written",
    [
        0.1, True, None, "", "NaN", "Infinity", "1e3", "1.001", "1000000000000000000", "1,00.00", "500美元", "12.",
        "--1", "1亿亿", "0.0000001万",
        "1\x00", "0x10", Decimal("NaN"), Decimal("Infinity"), Decimal("0.001"), Decimal("1e18"), b"1", [1],
    ],
    ids=repr,
)  # fmt: skip
def test_amount_that_is_inexact_or_malformed_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"write at most 18 digits|write it in quotes"):
        parse_yuan(written)


@given(st.decimals(min_value=Decimal("-1e17"), max_value=Decimal("1e17"), places=2))
def test_amount_of_two_places_survives_writing_and_reading(amount: Decimal) -> None:
    assert parse_yuan(format(amount, "f")) == amount
    assert parse_yuan(format_yuan(amount).removesuffix("元")) == amount


def test_amount_is_printed_as_notices_do() -> None:
    assert format_yuan(Decimal("193474338.54")) == "193474338.54元"
    assert format_yuan(Decimal("193474338.54"), is_grouped=True) == "193,474,338.54元"
