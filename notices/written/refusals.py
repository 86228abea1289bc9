"""What written words may be refused for: codes whose sentences stand in ``notices.reading.messages``."""

from pydantic_core import PydanticCustomError

DATE_REFUSALS = {
    "date_parsing": "is no date; write it like 2022-08-03",
    "date_ambiguous": "may be read as several dates; write it like 2022-08-03",
    "date_without_day": "names no day; write it like 2022-08-03",
    "date_without_year": "names no year; write it like 2022-08-03",
    "date_does_not_exist": "there is no such day in the calendar",
    "date_with_an_hour": "must be a day without an hour",
    "date_is_a_number": "is a number, not a date; write it like 2022-08-03",
}
AMOUNT_REFUSALS = {
    "not_an_amount": "not an amount; write digits with at most a unit, such as 134000000.00 or 3433万元",
    "amount_words_differ": "the figures and the words of the amount differ",
    "decimal_parsing": "is no number; write digits such as 12893.13",
}


def refusal(code: str) -> PydanticCustomError:
    """Return the refusal of a written word by its code; it is a ValueError."""
    return PydanticCustomError(code, {**DATE_REFUSALS, **AMOUNT_REFUSALS}[code])
