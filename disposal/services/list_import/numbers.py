"""Read numbers in lists: resident ID (GB 11643-1999), credit code (GB 32100-2015), masked, other documents."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from stdnum.cn import ric, uscc

from disposal.eligibility.matching import canonical_number
from disposal.eligibility.matching.numbers import read_number as read_printed
from disposal.identifiers import IdentityDocument, mask_document_number, mask_personal_number
from disposal.models import ListNumberKind
from disposal.services.lists.row_problems import CellRefused
from disposal.services.sheets.sheet import Cell, CellError

_AROUND = re.compile(r"[\s'’‘`´\-–—()]")
_RESIDENT = re.compile("[1-9][0-9]{16}[0-9X]")
_OLD_RESIDENT = re.compile("[1-9][0-9]{14}")
_CREDIT = re.compile("[0-9A-HJ-NPQRTUWXY]{18}")
_ORGANISATION = re.compile("[0-9A-Z]{8}[0-9X]")
_TRAVEL_DOCUMENT = re.compile("[A-Z]{1,3}[0-9]{6,10}")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]{1,2}")
_MASKED = re.compile(r"[*×✕■□●○◆◇☆★?]|XX")
_CODE_LETTER = re.compile("[A-WYZ]")
_EXACT_AS_FLOAT = 10**15
_LONGEST = 40
_LEAST_HIDDEN = 4
"""If fewer digits are hidden, the full number can be derived from the check digit. So more digits are masked."""
_EARLIEST_BIRTH = date(1890, 1, 1)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


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
    if _RESIDENT.fullmatch(cell):
        return cell
    if cell.lstrip().startswith("="):
        raise CellRefused("formula_as_text", cell)
    text = _AROUND.sub("", unicodedata.normalize("NFKC", cell)).upper()
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


def read_number(text: str, *, is_organisation: bool, is_other_document: bool, may_be_masked: bool) -> EntryNumber:
    """Check and return a number; ``text`` comes from ``written_number``.

    Raises: CellRefused.
    """
    if is_masked(text):
        return _read_masked(text, is_organisation=is_organisation, may_be_masked=may_be_masked)
    if is_other_document:
        return _other_document(text)
    if not is_organisation and _RESIDENT.fullmatch(text) and (_is_resident(text) or not _is_credit_code(text)):
        return _resident(text)
    if not is_organisation and _OLD_RESIDENT.fullmatch(text):
        return _resident(canonical_number(text))
    if not is_organisation and _TRAVEL_DOCUMENT.fullmatch(text):
        return _other_document(text)
    if is_organisation or _CREDIT.fullmatch(text) or _is_organisation_code(text):
        return EntryNumber(credit_code=check_credit_code(text, may_be_masked=may_be_masked))
    raise CellRefused("wrong_length", text)


def check_credit_code(text: str, *, may_be_masked: bool) -> str:
    """Return a credit code (18 characters) or organisation code (9), after checking its check digit.

    Raises: CellRefused.
    """
    if is_masked(text):
        return _read_masked(text, is_organisation=True, may_be_masked=may_be_masked).credit_code or ""
    if _is_credit_code(text) or _is_organisation_code(text):
        return text
    raise CellRefused("wrong_credit_code", text)


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
    """Return a resident ID after checking its birth date and check digit."""
    try:
        born_on = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise CellRefused("wrong_birth_date", text) from None
    if born_on < _EARLIEST_BIRTH:
        raise CellRefused("wrong_birth_date", text)
    if ric.calc_check_digit(text) != text[-1]:
        raise CellRefused("wrong_check_digit", text)
    return EntryNumber(ListNumberKind.resident_id, text, mask_personal_number(text))


def _other_document(text: str) -> EntryNumber:
    return EntryNumber(ListNumberKind.other_document, text, mask_document_number(text, IdentityDocument.other))


def _is_resident(text: str) -> bool:
    return bool(ric.calc_check_digit(text) == text[-1])


def _is_credit_code(text: str) -> bool:
    return _CREDIT.fullmatch(text) is not None and bool(uscc.calc_check_digit(text) == text[-1])


def _is_organisation_code(text: str) -> bool:
    """Check an organisation code: GB 11714-1997, weights 3 7 9 10 5 8 4 2, modulus 11."""
    if not _ORGANISATION.fullmatch(text):
        return False
    total = sum(int(character, 36) * weight for character, weight in zip(text, _ORGANISATION_WEIGHTS, strict=False))
    return "0123456789X"[(11 - total % 11) % 11] == text[-1]
