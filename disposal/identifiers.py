"""Identity numbers: unified social credit code (GB 32100-2015), resident ID (GB 11643-1999), passports, permits."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from notices.codes import Coded
from notices.resident_ids import mask_resident_ids, masked_resident_id
from notices.written.documents import is_credit_code, plain_number, read_resident_id
from notices.written.identity_cards import is_hong_kong_card, is_macau_card, masked_card

_LETTERS = re.compile("[A-Z]")
_LEAST_DIGITS = 4
_OLD_RESIDENT = re.compile(r"(?=[0-9]{6}([0-9]{6})[0-9]{3})")
"""Fifteen digits with a birth date. Every 18-digit number contains such digits before its check digit."""


class IdentityDocument(Coded):
    """The document that a person's number belongs to (身份证件种类).

    Residence permits of people from Hong Kong, Macao and Taiwan, and the permanent resident card of 2023, have numbers
    of the same form as a resident ID. They count as one.
    """

    resident_id = "resident_id", "居民身份证", "resident ID", "身份证"
    passport = "passport", "护照", "passport"
    hk_macao_permit = "hk_macao_permit", "港澳居民来往内地通行证", "Hong Kong and Macao travel permit", "回乡证"
    taiwan_permit = "taiwan_permit", "台湾居民来往大陆通行证", "Taiwan travel permit", "台胞证"
    hk_macao_identity = "hk_macao_identity", "港澳居民身份证", "Hong Kong or Macao identity card", "港澳身份证"
    other = "other", "其他身份证件", "other document"

    @property
    def is_for_life(self) -> bool:
        """Check whether the holder keeps the number for life. Other documents are renewed with a new number."""
        return self in {IdentityDocument.resident_id, IdentityDocument.hk_macao_identity}


_FORMS = {
    IdentityDocument.passport: ("[A-Z]{1,2}[0-9]{6,9}|[0-9]{9}", "1至2位字母加6至9位数字，或9位数字",
                                "1 or 2 letters and 6 to 9 digits, or 9 digits"),
    IdentityDocument.hk_macao_permit: ("[HM]([0-9]{8}|[0-9]{10})", "H 或 M 加8位或10位数字",
                                       "H or M and 8 or 10 digits"),
    IdentityDocument.taiwan_permit: ("[0-9]{8}|[0-9]{10}[A-Z]", "8位数字，或10位数字加括号内1位字母",
                                     "8 digits, or 10 digits and a letter in brackets"),
    IdentityDocument.hk_macao_identity: ("[A-Z]{1,2}[0-9]{6}[0-9A]|[157][0-9]{7}",
                                         "香港：1至2位字母、6位数字和校验码；澳门：8位数字，首位为1、5或7",
                                         "Hong Kong: 1 or 2 letters, 6 digits, check digit; Macao: 8 digits, the first "
                                         "1, 5 or 7"),
    IdentityDocument.other: ("[A-Z0-9]{5,20}", "5至20位字母和数字，其中数字至少4位",
                             "5 to 20 letters and digits, of which at least 4 digits"),
}  # fmt: skip
"""The form of each number without spaces, hyphens and brackets, and its description in both languages."""


def validate_credit_code(text: str) -> str:
    """Return the credit code in upper case without spaces.

    Raises: PydanticCustomError (a ValueError) if length, characters or check digit are wrong.
    """
    code = plain_number(text)
    if not is_credit_code(code):
        raise PydanticCustomError(
            "wrong_credit_code",
            "{code} is not a unified social credit code (18 characters, check digit last); "
            "copy it from the business licence",
            {"code": text[:40]},
        )
    return code


def validate_personal_number(text: str) -> str:
    """Return the resident ID of 18 characters in upper case without spaces; one of 15 digits is converted.

    Raises: PydanticCustomError (a ValueError), with the number masked, if it is wrong.
    """
    try:
        return read_resident_id(text)
    except PydanticCustomError:
        raise PydanticCustomError(
            "wrong_personal_number",
            "{masked} is not a resident ID number (18 characters, date of birth, check digit last); "
            "copy it from the identity card",
            {"masked": mask_personal_number(plain_number(text))},
        ) from None


def birth_date(number: str) -> date:
    """Return the birth date in a valid resident ID number."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def validate_document_number(text: str, document: IdentityDocument) -> str:
    """Return the number of the document in half-width capitals, without spaces and hyphens.

    Raises: PydanticCustomError (a ValueError) if it is wrong. The error does not show a number that is not a resident
    ID.
    """
    if document is IdentityDocument.resident_id:
        return validate_personal_number(text)
    number = plain_number(text)
    form, form_zh, form_en = _FORMS[document]
    if _is_shaped_like_resident_id(number):
        raise PydanticCustomError(
            "resident_id_as_document",
            "is shaped like a resident ID number; leave identity_document out, or give the other number",
        )
    is_card = document is not IdentityDocument.hk_macao_identity or is_hong_kong_card(number) or is_macau_card(number)
    has_digits = sum(letter.isdigit() for letter in number) >= _LEAST_DIGITS
    if len(set(number)) == 1:  # 000000000 stands for no number
        form_zh, form_en = f"{form_zh}，各位不全相同", f"{form_en}, not all alike"
    if not re.fullmatch(form, number) or not has_digits or not is_card or len(set(number)) == 1:
        raise PydanticCustomError(
            "wrong_document_number",
            "is not the number of a {document}: {form}; copy it from the document",
            {"document": document.en, "document_zh": document.zh, "form": form_en, "form_zh": form_zh},
        )
    return number


def _is_shaped_like_resident_id(number: str) -> bool:
    """Check whether a resident ID, old or new, complete or not, is anywhere in the number."""
    digits = _LETTERS.sub("", number)
    return any(_is_day(f"20{birth[1]}") for birth in _OLD_RESIDENT.finditer(digits))  # 2000 was a leap year, 1900 none


def _is_day(text: str) -> bool:
    try:
        return bool(date(int(text[:4]), int(text[4:6]), int(text[6:])))
    except ValueError:  # February 30th: no such day
        return False


def of_its_document(number: str | None, info: ValidationInfo) -> str | None:
    """Validate ``personal_number`` by the field ``identity_document``, which is declared before it."""
    document = info.data.get("identity_document") or IdentityDocument.resident_id
    return None if number is None else validate_document_number(number, document)


def mask_document_number(number: str, document: IdentityDocument) -> str:
    """Return the number masked. Of a Hong Kong or Macao card its kind stays; of others even the length is hidden."""
    if document is IdentityDocument.hk_macao_identity:
        return masked_card(number)
    return mask_personal_number(number) if document is IdentityDocument.resident_id else "*" * 8


def mask_personal_number(number: str) -> str:
    """Return the number with its middle hidden: ``330102********1234``. Other lengths are hidden completely."""
    if len(number) != 18:
        return "*" * min(len(number), 18)
    return masked_resident_id(number)


def mask_personal_numbers_in(value: Any) -> Any:
    """Return a copy of a JSON value with every resident ID number in its texts masked."""
    if isinstance(value, str):
        return mask_resident_ids(value)
    if isinstance(value, dict):
        return {key: mask_personal_numbers_in(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_personal_numbers_in(item) for item in value]
    return value


CreditCode = Annotated[str, StringConstraints(max_length=40), AfterValidator(validate_credit_code)]
"""A unified social credit code (统一社会信用代码)."""

PersonalNumber = Annotated[str, StringConstraints(max_length=40)]
"""A person's number, of a resident ID unless another document is named. Keep it only until encrypted."""
