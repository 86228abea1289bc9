"""Numbers that identify: the unified social credit code (GB 32100-2015) and the resident ID (GB 11643-1999)."""

from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError as WrongNumber

from notices.resident_ids import is_resident_id, mask_resident_ids, masked_resident_id


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
    if not is_resident_id(number):
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
    return masked_resident_id(number)


def mask_personal_numbers_in(value: Any) -> Any:
    """Return a copy of a JSON value in which every resident ID number within its texts is masked."""
    if isinstance(value, str):
        return mask_resident_ids(value)
    if isinstance(value, dict):
        return {key: mask_personal_numbers_in(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_personal_numbers_in(item) for item in value]
    return value


CreditCode = Annotated[str, StringConstraints(max_length=40), AfterValidator(validate_credit_code)]
"""A unified social credit code (统一社会信用代码)."""

PersonalNumber = Annotated[str, StringConstraints(max_length=40), AfterValidator(validate_personal_number)]
"""A resident ID number (居民身份证号码); keep it no longer than it takes to encrypt it."""
