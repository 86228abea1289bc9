"""Read numbers in lists: resident IDs, credit codes, masked numbers, and other documents."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from disposal.eligibility.matching.numbers import read_number as read_printed
from disposal.identifiers import IdentityDocument, mask_document_number, mask_personal_number
from disposal.models.lists.entry import ListNumberKind
from disposal.services.lists.row_problems import CellRefused
from disposal.services.sheets.sheet import Cell, CellError
from notices.resident_ids import check_digit
from notices.written.documents import (
    has_length_of_credit_code,
    has_length_of_resident_id,
    is_credit_code,
    is_organisation_code,
    is_shaped_like_resident_id,
    plain_number,
    read_credit_code,
    read_resident_id,
)
from notices.written.identity_cards import is_hong_kong_card, is_macau_card, is_written_as_card, masked_card

_TRAVEL_DOCUMENT = re.compile("[A-Z]{1,3}[0-9]{6,10}")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]{1,2}")
_MASKED = re.compile(r"[*×✕■□●○◆◇☆★?]|XX")
_CODE_LETTER = re.compile("[A-WYZ]")
_OF_RESIDENTS = re.compile("身份证?|^二代证?$|^id( ?card)?$")
_OF_OTHERS = re.compile("[香澳台外境]|居留|居住|军")
_OF_CARDS = re.compile("[港澳].*身份证|(?<![a-z])hkid", re.I)
_MASKED_RESIDENT = re.compile("[1-9][0-9]{3,}[*×]{4,}[0-9]{0,4}[0-9X]?")
_OF_DOCUMENTS = re.compile("护照|通行证|身份|证件|居留|台胞证|回乡证|passport|identity", re.I)
_DOCUMENT_NUMBER = re.compile("(?=(?:[^0-9]*[0-9]){4})[0-9A-Z]{5,20}")
_EXACT_AS_FLOAT = 10**15
_LONGEST = 40
_LEAST_DIGITS = 3
_LEAST_HIDDEN = 4
"""If fewer digits are hidden, the full number can be derived from the check digit. So more digits are masked."""


class EntryNumber(NamedTuple):
    """A number that was read: a person's full number in ``clear`` and its masked form, or an organisation's code."""

    kind: ListNumberKind | None = None
    clear: str | None = None
    shown: str | None = None
    credit_code: str | None = None


NO_NUMBER = EntryNumber()


def written_number(cell: Cell) -> str:
    """Return a number as text: half-width, upper case, without spaces and hyphens; empty if there is none.

    Raises: CellRefused if a spreadsheet turned it into a figure and lost digits, or for a formula.
    """
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        raise CellRefused("cell_failed")
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise CellRefused("wrong_length", cell)
    if not isinstance(cell, str):
        if cell >= _EXACT_AS_FLOAT or cell != int(cell) or cell < 0:
            raise CellRefused("digits_lost", cell)
        return str(int(cell))
    if cell.lstrip().startswith("="):
        raise CellRefused("formula_as_text", cell)
    text = plain_number(cell)
    if _SCIENTIFIC.fullmatch(text):
        raise CellRefused("digits_lost", cell)
    if len(text) > _LONGEST:
        raise CellRefused("wrong_length", cell)
    return text


def is_masked(text: str) -> bool:
    """Return whether some digits of a number are hidden."""
    return _MASKED.search(text) is not None


def shows_letters(text: str) -> bool:
    """Return whether a masked number shows a letter that occurs in credit codes but not in resident IDs."""
    return _CODE_LETTER.search(text) is not None


def read_number(
    text: str, *, is_organisation: bool, is_other_document: bool, may_be_masked: bool, is_card: bool = False
) -> EntryNumber:
    """Check and return a number; ``text`` comes from ``written_number``.

    ``is_card``: the row calls it, or writes it as, that of a Hong Kong or Macau identity card.

    Raises: CellRefused.
    """
    if is_masked(text):
        return _read_masked(text, is_organisation=is_organisation, may_be_masked=may_be_masked)
    if is_shaped_like_resident_id(text) and not is_organisation and not _is_code_alone(text):
        return _resident(text)  # whatever the row calls the document
    if is_card and not is_organisation and (is_hong_kong_card(text) or is_macau_card(text)):
        return EntryNumber(ListNumberKind.other_document, text, masked_card(text))
    if is_other_document:
        return _other_document(text)
    if not is_organisation and has_length_of_resident_id(text) and not is_credit_code(text):
        return _resident(text)
    if not is_organisation and _TRAVEL_DOCUMENT.fullmatch(text):
        return _other_document(text)
    if is_organisation or has_length_of_credit_code(text) or is_organisation_code(text):
        return EntryNumber(credit_code=check_credit_code(text, may_be_masked=may_be_masked))
    raise CellRefused("wrong_length", text)


def is_other_document(document: str) -> bool:
    """Return whether the words for a document mean another one than the resident ID; no words mean none."""
    words = document.casefold()
    return bool(words) and (_OF_RESIDENTS.search(words) is None or _OF_OTHERS.search(words) is not None)


def is_card(cell: Cell, document: str) -> bool:
    """Return whether a row names a Hong Kong or Macau identity card, or writes the number as only these have it."""
    if _OF_CARDS.search(document) is not None:
        return True
    return isinstance(cell, str) and is_written_as_card("".join(unicodedata.normalize("NFKC", cell).split()).upper())


def is_clearly_a_number(cell: Cell, *, heading: str = "") -> bool:
    """Return whether a cell can only be a resident ID, whole or masked, or a credit code.

    Or, under a heading that names a document, any number with as many digits as those of documents have.
    """
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return False
    if _OF_DOCUMENTS.search(heading) and _DOCUMENT_NUMBER.fullmatch(plain_number(cell)):
        return True
    if len(cell) < 15:
        return False
    text = plain_number(cell)
    return is_shaped_like_resident_id(text) or is_credit_code(text) or _MASKED_RESIDENT.fullmatch(text) is not None


def check_credit_code(text: str, *, may_be_masked: bool) -> str:
    """Return a credit code (18 characters) or organisation code (9), after checking its check digit.

    Raises: CellRefused.
    """
    if is_masked(text):
        return _read_masked(text, is_organisation=True, may_be_masked=may_be_masked).credit_code or ""
    return _checked(read_credit_code, text)


def _read_masked(text: str, *, is_organisation: bool, may_be_masked: bool) -> EntryNumber:
    if not may_be_masked:
        raise CellRefused("hidden_digits", text)
    printed = read_printed(text, is_person=not is_organisation)
    if printed is None:
        raise CellRefused("nothing_shown", text)
    if is_organisation:
        return EntryNumber(credit_code=printed.text)
    hidden = printed.text.count("*")
    shown = printed.text if hidden >= _LEAST_HIDDEN or len(printed.text) != 18 else mask_personal_number(printed.text)
    return EntryNumber(ListNumberKind.masked, shown=shown)


def _resident(text: str) -> EntryNumber:
    number = _checked(read_resident_id, text)
    return EntryNumber(ListNumberKind.resident_id, number, mask_personal_number(number))


def _checked(read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except PydanticCustomError as refusal:
        raise CellRefused(refusal.type, text) from None


def _other_document(text: str) -> EntryNumber:
    digits = [sign for sign in text if sign.isdigit()]
    if len(digits) < _LEAST_DIGITS or len(set(text)) == 1:  # 无, 不详, 000000000: else all who have it are one
        raise CellRefused("no_number", text)
    return EntryNumber(ListNumberKind.other_document, text, mask_document_number(text, IdentityDocument.other))


def _is_code_alone(text: str) -> bool:
    """Return whether a number has the check digit of a credit code and not that of a resident ID."""
    return check_digit(text) != text[-1] and is_credit_code(text)  # in this order: nearly all are resident IDs
