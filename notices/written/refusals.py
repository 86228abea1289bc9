"""What written words may be refused for: codes whose sentences stand in ``notices.reading.messages``."""

from pydantic_core import PydanticCustomError

DATE_REFUSALS = {
    "date_parsing": "is no date; write it like 2022-08-03",
    "date_ambiguous": "may be read as several dates; write it like 2022-08-03",
    "date_without_day": "names no day; write it like 2022-08-03",
    "date_without_year": "names no year; write it like 2022-08-03",
    "date_does_not_exist": "there is no such day in the calendar",
    "date_with_an_hour": "must be a day without an hour",
    "date_on_another_weekday": "is another day of the week than it says; check both",
    "date_is_a_number": "is a number, not a date; write it like 2022-08-03",
}
AMOUNT_REFUSALS = {
    "not_an_amount": "not an amount; write digits with at most a unit, such as 134000000.00 or 3433万元",
    "amount_words_differ": "the figures and the words of the amount differ",
    "decimal_parsing": "is no number; write digits such as 12893.13",
    "int_parsing": "is no whole number; write digits such as 20",
}
NUMBER_REFUSALS = {
    "wrong_length": "is no resident ID of 18 (or formerly 15) digits and no credit code",
    "wrong_birth_date": "the birth date within the resident ID cannot be",
    "wrong_check_digit": "the check digit of the resident ID is wrong",
    "wrong_credit_code": "length or check digit of the credit code is wrong",
}
CONTACT_REFUSALS = {
    "phone_not_dialled": "has fewer than 5 digits and looks like no telephone number; check it",
    "email_incomplete": "is no whole e-mail address; write it like name@example.com",
}
HOUR_REFUSALS = {"not_a_closing_hour": "not an hour of the day in Asia/Shanghai such as 17:00"}


def refusal(code: str) -> PydanticCustomError:
    """Return the refusal of a written word by its code; it is a ValueError."""
    sentences = {**DATE_REFUSALS, **AMOUNT_REFUSALS, **NUMBER_REFUSALS, **CONTACT_REFUSALS, **HOUR_REFUSALS}
    return PydanticCustomError(code, sentences[code])
