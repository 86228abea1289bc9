"""Identity numbers as people write them: resident IDs (GB 11643-1999) and credit codes (GB 32100-2015).

Read in half and full width, with blanks, hyphens, apostrophes or invisible characters between; a resident ID of 15
digits, as issued before 1999, becomes its number of 18. Refused: a wrong check digit, a birth date that cannot be.
"""

import re
import unicodedata
from datetime import date, datetime

from stdnum.cn import uscc

from notices.dates import SHANGHAI
from notices.resident_ids import EARLIEST_BIRTH, check_digit
from notices.written.characters import visible
from notices.written.refusals import refusal

_BETWEEN = re.compile(r"[\s'’‘`´\-–—()]")
_RESIDENT = re.compile("[1-9][0-9]{16}[0-9X]")
_OLD_RESIDENT = re.compile("[1-9][0-9]{14}")
_CREDIT = re.compile("[0-9A-HJ-NPQRTUWXY]{18}")
_ORGANISATION = re.compile("[0-9A-Z]{8}[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def plain_number(text: str) -> str:
    """Return a number in half-width capitals, without blanks, hyphens, brackets, apostrophes, invisible characters."""
    if _RESIDENT.fullmatch(text):
        return text
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", visible(text))).upper()


def read_resident_id(text: str, *, today: date | None = None) -> str:
    """Return the resident ID of 18 characters that a text writes; nobody is born after today (default: in China).

    Raises: PydanticCustomError, a ValueError, where its length, birth date or check digit cannot be.
    """
    number = plain_number(text)
    if _OLD_RESIDENT.fullmatch(number):
        number = f"{number[:6]}19{number[6:]}"
        number += check_digit(number)
    if not _RESIDENT.fullmatch(number):
        raise refusal("wrong_length")
    if not _can_be_born(number, today):
        raise refusal("wrong_birth_date")
    if check_digit(number) != number[-1]:
        raise refusal("wrong_check_digit")
    return number


def is_shaped_like_resident_id(number: str) -> bool:
    """Return whether a plain number has 18 characters and the birth date of somebody alive today: no other has both."""
    return _RESIDENT.fullmatch(number) is not None and _can_be_born(number, None)


def has_length_of_resident_id(number: str) -> bool:
    """Return whether a plain number has the length and characters of a resident ID, new or old."""
    return _RESIDENT.fullmatch(number) is not None or _OLD_RESIDENT.fullmatch(number) is not None


def read_credit_code(text: str) -> str:
    """Return the credit code (18 characters) or organisation code (9) that a text writes.

    Raises: PydanticCustomError, a ValueError, where its length, characters or check digit cannot be.
    """
    code = plain_number(text)
    if is_credit_code(code) or is_organisation_code(code):
        return code
    raise refusal("wrong_credit_code")


def is_credit_code(code: str) -> bool:
    """Return whether a plain code is a unified social credit code, check digit included."""
    return _CREDIT.fullmatch(code) is not None and bool(uscc.calc_check_digit(code) == code[-1])


def is_organisation_code(code: str) -> bool:
    """Return whether a plain code is an organisation code: GB 11714-1997, weights 3 7 9 10 5 8 4 2, modulus 11."""
    if not _ORGANISATION.fullmatch(code):
        return False
    total = sum(int(character, 36) * weight for character, weight in zip(code, _ORGANISATION_WEIGHTS, strict=False))
    return "0123456789X"[(11 - total % 11) % 11] == code[-1]


def has_length_of_credit_code(code: str) -> bool:
    """Return whether a plain code has the length and characters of a credit code."""
    return _CREDIT.fullmatch(code) is not None


def _can_be_born(number: str, today: date | None) -> bool:
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:  # February 30th: no such day
        return False
    return EARLIEST_BIRTH <= born_on <= (today or datetime.now(SHANGHAI).date())
