"""Identifiers: check digits, and personal numbers that are never shown whole. All numbers are invented."""

import pytest

from disposal.identifiers import (
    mask_personal_number,
    mask_personal_numbers_in,
    validate_credit_code,
    validate_personal_number,
)

CREDIT_CODE = "91330000MA00000007"
PERSON = "999999199001010016"


def test_credit_code_with_its_check_digit_is_returned_compact() -> None:
    assert validate_credit_code(" 91330000 ma000000 07 ") == CREDIT_CODE


@pytest.mark.parametrize(
    "code",
    [CREDIT_CODE[:-1] + "X", CREDIT_CODE[:-1], CREDIT_CODE + "0", "I" + CREDIT_CODE[1:], "", "统一社会信用代码"],
)
def test_credit_code_that_is_wrong_is_refused_with_where_to_copy_it_from(code: str) -> None:
    with pytest.raises(ValueError, match="business licence"):
        validate_credit_code(code)


@pytest.mark.parametrize(
    "number",
    [
        "999999199001010017",  # check digit
        "999999199002300015",  # the 30th of February
        "999999188912310016",  # born in 1889
        "99999919900101001",  # 17 characters
        "099999199001010016",
    ],
)
def test_personal_number_that_is_wrong_is_refused_without_being_shown(number: str) -> None:
    with pytest.raises(ValueError, match="identity card") as refused:
        validate_personal_number(number)
    assert number not in str(refused.value)


def test_personal_number_typed_in_full_width_digits_or_with_a_small_x_is_read_plain() -> None:
    assert validate_personal_number("9999991990010100１6") == PERSON
    assert validate_personal_number(" 99999919900101018x") == "99999919900101018X"


def test_personal_number_is_masked_to_area_and_last_four() -> None:
    assert mask_personal_number("330102000000001234") == "330102********1234"
    assert mask_personal_number("12345") == "*****"


def test_personal_numbers_within_texts_are_masked_and_other_numbers_stay() -> None:
    found = {"words": f"保证人（{PERSON}）", "list": [PERSON], "contract": "330102199001011235", "count": 18}
    assert mask_personal_numbers_in(found) == {
        "words": "保证人（999999********0016）",
        "list": ["999999********0016"],
        "contract": "330102199001011235",
        "count": 18,
    }
