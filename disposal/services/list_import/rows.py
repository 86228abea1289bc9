"""Convert one row of a sheet to an entry, or to the reasons why that is not possible."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from disposal.models.lists.restricted_list import RestrictedList
from disposal.services.list_import.columns import Columns
from disposal.services.list_import.dates import first_day, last_day
from disposal.services.list_import.numbers import (
    NO_NUMBER,
    EntryNumber,
    check_credit_code,
    is_card,
    is_clearly_a_number,
    is_masked,
    is_other_document,
    read_number,
    shows_letters,
    written_number,
)
from disposal.services.lists.row_problems import CellRefused, RowProblem, problem, shown_text
from disposal.services.sheets.errors import SheetNumbersUnread
from disposal.services.sheets.sheet import Cell, CellError, SheetRow, is_blank
from notices.codes import PartyKind
from notices.text import LINE_LENGTH
from notices.written.characters import visible
from notices.written.names import holds_several, one_name

T = TypeVar("T")

LONGEST_REMARK = 2000
_LARGEST_CODE = 10**9
_ESCAPED = re.compile("(?:_x[0-9A-Fa-f]{4}_)+")
_GARBLED = re.compile("锟斤拷|烫烫烫|屯屯屯|锘[夸垮挎跨胯块]")
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2061-\u206f\ud800-\udfff\ue000-\uf8ff\ufff9-\ufffd\U000e0000-\U0010ffff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f]"
)
_PLAIN_NAME = re.compile("[\u4e00-\u9fff]{2,40}")
_SEVERAL = re.compile("[、,，;；/|]")
_ORGANISATION = re.compile(
    "(公司|厂|中心|银行|信用社|合作社|事务所|集团|学校|医院|委员会|政府|局|厅|店|部|院|所|会|行|社|企业|合伙|基金|工作室)"
    r"([（(].{1,20}[)）])?$|\b(Ltd|Inc|LLC|Corp|Limited|GmbH|Co)\.?$"
)
_KINDS = {
    **dict.fromkeys(("自然人", "个人", "公民", "natural_person", "person"), PartyKind.natural_person),
    **dict.fromkeys(("个体工商户", "个体户", "individual_business"), PartyKind.individual_business),
    **dict.fromkeys(
        (
            "单位", "法人", "企业", "机构", "组织", "公司", "法人或其他组织", "法人及其他组织", "法人和其他组织",
            "非自然人", "organisation", "organization", "company",
        ),
        PartyKind.organisation,
    ),
}  # fmt: skip


@dataclass(slots=True)
class EntryDraft:
    """The content of a row. The number is in clear text only until it is encrypted."""

    row: int
    kind: PartyKind
    name: str
    former_names: list[str]
    number: EntryNumber
    employer: str | None
    position: str | None
    remark: str | None
    valid_from: date | None
    valid_until: date | None


class RowReader:
    """Reads the rows of one sheet for one list."""

    def __init__(self, columns: Columns, restricted_list: RestrictedList) -> None:
        self._columns = columns
        self._may_be_masked = restricted_list.is_public
        self._usual_kind = restricted_list.entry_kind
        self._problems: list[RowProblem] = []
        self._row = SheetRow(0, ())

    def read(self, row: SheetRow) -> EntryDraft | list[RowProblem]:
        """Return the entry of a row, or everything that is wrong with it."""
        self._row, self._problems = row, []
        self._check_unread()
        name = self._take("name", _read_name) or ""
        stated = self._take("kind", _read_kind)
        number = self._number(stated, name)
        self._check_name(number)
        kind = stated or self._kind_of(number, name)
        self._check_kind(stated, number)
        valid_from = self._take("valid_from", first_day)
        valid_until = self._take("valid_until", last_day)
        if valid_from and valid_until and valid_until < valid_from:
            self._refuse("valid_until", CellRefused("ends_before_it_begins", valid_until))
        draft = EntryDraft(
            row.number,
            kind,
            name,
            self._take("former_names", _read_names) or [],
            number,
            self._take("employer", read_line),
            self._take("position", read_line),
            self._take("remark", _read_remark),
            valid_from,
            valid_until,
        )
        if len(row.cells) > self._columns.width and not is_blank(row.cells[self._columns.width :]):
            self._refuse("", CellRefused("cells_beyond_headings"))
        return self._problems or draft

    def _take(self, field: str, read: Callable[[Cell], T]) -> T | None:
        """Read a field with ``read``; record the reason if that fails."""
        if field not in self._columns.positions:
            return None
        try:
            return read(self._cell(field))
        except CellRefused as refusal:
            self._refuse(field, refusal)
            return None

    def _cell(self, field: str) -> Cell:
        at = self._columns.positions.get(field, len(self._row.cells))
        return self._row.cells[at] if at < len(self._row.cells) else None

    def _refuse(self, field: str, refusal: CellRefused) -> None:
        heading = self._columns.headings.get(field, "")
        self._problems.append(problem(refusal, row=self._row.number, field=field, heading=heading))

    def _number(self, stated: PartyKind | None, name: str) -> EntryNumber:
        """Return the number of a row: from the number column, the code column, or both."""
        document = self._take("number_kind", read_line) or ""
        number = self._take("number", lambda cell: self._read_number(cell, stated, name=name, document=document))
        code = self._take("credit_code", self._read_code)
        number = number or NO_NUMBER
        return number._replace(credit_code=code) if code else number

    def _read_number(self, cell: Cell, stated: PartyKind | None, *, name: str, document: str) -> EntryNumber:
        text = written_number(cell)
        if not text:
            return NO_NUMBER
        is_organisation = stated is PartyKind.organisation
        if stated is None and is_masked(text):
            is_organisation = looks_like_organisation(name) or shows_letters(text)
        return read_number(
            text,
            is_organisation=is_organisation,
            is_other_document=is_other_document(document),
            may_be_masked=self._may_be_masked,
            is_card=is_card(cell, document),
        )

    def _read_code(self, cell: Cell) -> str | None:
        text = written_number(cell)
        return check_credit_code(text, may_be_masked=self._may_be_masked) if text else None

    def _kind_of(self, number: EntryNumber, name: str) -> PartyKind:
        if number.credit_code:
            return PartyKind.individual_business if number.clear else PartyKind.organisation
        if number.kind is not None:
            return PartyKind.natural_person
        if self._usual_kind is not None:
            return self._usual_kind
        return PartyKind.organisation if looks_like_organisation(name) else PartyKind.natural_person

    def _check_name(self, number: EntryNumber) -> None:
        """Refuse a name that may be those of several parties: joined, they are a party nobody is."""
        written = self._cell("name")
        if isinstance(written, str) and holds_several(written, has_code=number.credit_code is not None):
            self._refuse("name", CellRefused("several_names", shown_text(" ".join(written.split()))))

    def _check_unread(self) -> None:
        """Refuse the sheet if a column that is not read holds numbers, though no number is read."""
        for at in self._columns.unread:
            if at < len(self._row.cells) and is_clearly_a_number(self._row.cells[at]):
                raise SheetNumbersUnread(self._columns.unread[at], row=self._row.number)

    def _check_kind(self, stated: PartyKind | None, number: EntryNumber) -> None:
        if stated is PartyKind.organisation and number.kind is not None:
            self._refuse("number", CellRefused("number_of_an_organisation", number.shown))
        if stated is PartyKind.natural_person and number.credit_code:
            self._refuse("credit_code", CellRefused("code_of_a_person", number.credit_code))


def looks_like_organisation(name: str) -> bool:
    """Return whether a name has an ending typical of organisations."""
    return len(name) > 3 and _ORGANISATION.search(name) is not None


def tidy(cell: Cell, *, limit: int = LINE_LENGTH) -> str:
    """Return a cell's text on one line, without invisible characters, with resident IDs masked.

    Raises: CellRefused for a figure, a failed formula, a forbidden character, or text that is too long.
    """
    if isinstance(cell, str):
        return _tidy_text(cell, limit) if cell else ""
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        raise CellRefused("cell_failed")
    if isinstance(cell, float) and cell == int(cell) and abs(cell) < _LARGEST_CODE:
        return str(int(cell))
    raise CellRefused("text_is_a_number", cell)


@lru_cache(maxsize=20_000)
def _tidy_text(written: str, limit: int) -> str:
    """Tidy a text; cached, as employers and positions repeat."""
    text = " ".join(_unescaped(visible(written)).split())
    garbled = _GARBLED.search(text)
    if garbled:
        raise CellRefused("text_garbled", garbled=garbled[0])
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        raise CellRefused("text_not_printable", character=f"{ord(forbidden[0]):04X}")
    if text.startswith("="):
        raise CellRefused("formula_as_text", text)
    if len(text) > limit:
        raise CellRefused("text_too_long", limit=limit)
    return shown_text(text)


def _unescaped(written: str) -> str:
    """Return a text with the characters that Excel files spell out: _x000D_ is a line break; half a pair stays half."""
    if "_x" not in written:
        return written
    return _ESCAPED.sub(lambda run: _utf_16(run[0].replace("_x", "").replace("_", "")), written)


def _utf_16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")


def read_line(cell: Cell) -> str | None:
    """Return a cell's text, or None if it is empty. Raises: CellRefused."""
    return tidy(cell) or None


def _read_remark(cell: Cell) -> str | None:
    return tidy(cell, limit=LONGEST_REMARK) or None


def _read_name(cell: Cell) -> str:
    """Return a name, without the spaces that align 张　三 with three-character names."""
    if isinstance(cell, str) and _PLAIN_NAME.fullmatch(cell) and not _GARBLED.search(cell):
        return cell
    text = tidy(cell)
    if not text:
        raise CellRefused("name_missing")
    return one_name(text)


def _read_names(cell: Cell) -> list[str]:
    names = [name for name in _SEVERAL.split(tidy(cell)) if name.strip()]
    for name in names:
        if holds_several(name):
            raise CellRefused("several_names", name)
    return [_read_name(name) for name in names]


def _read_kind(cell: Cell) -> PartyKind | None:
    text = tidy(cell).casefold()
    if text and text not in _KINDS:
        raise CellRefused("kind_unknown", text)
    return _KINDS.get(text)
