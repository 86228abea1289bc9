"""Numbers that identify: the unified social credit code (GB 32100-2015) and the resident ID (GB 11643-1999)."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError as WrongNumber

_RESIDENT_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")
_RESIDENT_ID_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_EARLIEST_BIRTH = date(1890, 1, 1)


def validate_credit_code(text: str) -> str:
    """Return the credit code in upper case without spaces.

    Raises: PydanticCustomError (a ValueError) when length, characters or check digit are wrong.
    """
    try:
        return str(uscc.validate(text))
    except WrongNumber:
        raise PydanticCustomError(
            "wrong_credit_code",
            "{code} is not a unified social credit code (18 characters, check digit last); "
            "copy it from the business licence",
            {"code": text[:40]},
        ) from None


def validate_personal_number(text: str) -> str:
    """Return the resident ID in upper case without spaces.

    Raises: PydanticCustomError (a ValueError), which shows the number masked, when it is wrong.
    """
    number = str(ric.compact(text))
    if not _is_personal_number(number):
        raise PydanticCustomError(
            "wrong_personal_number",
            "{masked} is not a resident ID number (18 characters, date of birth, check digit last); "
            "copy it from the identity card",
            {"masked": mask_personal_number(number)},
        )
    return number


def mask_personal_number(number: str) -> str:
    """Return the number with its middle hidden: ``330102********1234``; anything not 18 long is hidden whole."""
    if len(number) != 18:
        return "*" * min(len(number), 18)
    return f"{number[:6]}********{number[-4:]}"


def mask_personal_numbers_in(value: Any) -> Any:
    """Return a copy of a JSON value in which every resident ID number within its texts is masked."""
    if isinstance(value, str):
        return _RESIDENT_ID_IN_TEXT.sub(_masked_if_real, value)
    if isinstance(value, dict):
        return {key: mask_personal_numbers_in(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_personal_numbers_in(item) for item in value]
    return value


def _masked_if_real(found: re.Match[str]) -> str:
    number = found.group().upper()
    return mask_personal_number(number) if _is_personal_number(number) else found.group()


def _is_personal_number(number: str) -> bool:
    """Check shape, check digit and birth date; a county may have been renamed since, so it is not looked up."""
    if not _RESIDENT_ID.fullmatch(number) or ric.calc_check_digit(number) != number[-1]:
        return False
    try:
        born_on: date = ric.get_birth_date(number)
    except WrongNumber:
        return False
    return born_on >= _EARLIEST_BIRTH


CreditCode = Annotated[str, StringConstraints(max_length=40), AfterValidator(validate_credit_code)]
"""A unified social credit code (统一社会信用代码)."""

PersonalNumber = Annotated[str, StringConstraints(max_length=40), AfterValidator(validate_personal_number)]
"""A resident ID number (居民身份证号码); keep it no longer than it takes to encrypt it."""
