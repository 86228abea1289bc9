"""Convert one row of a sheet to an entry, or to the reasons why that is not possible."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from disposal.models.lists.restricted_list import RestrictedList
from disposal.services.list_import.cell_texts import read_line, read_name, read_names, read_remark, tidy, unescaped
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
from disposal.services.lists.row_problems import NUMBER_FIELDS, CellRefused, RowProblem, problem, shown_text
from disposal.services.sheets.errors import SheetNumbersUnread
from disposal.services.sheets.sheet import Cell, SheetRow, is_blank
from notices.codes import PartyKind
from notices.written.names import holds_several

T = TypeVar("T")

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
        name = self._take("name", read_name) or ""
        stated = self._take("kind", _read_kind)
        number = self._number(stated, name)
        if number is NO_NUMBER and not any(each.field in NUMBER_FIELDS for each in self._problems):
            self._check_unread()
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
            self._take("former_names", read_names) or [],
            number,
            self._take("employer", read_line),
            self._take("position", read_line),
            self._take("remark", read_remark),
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
        if number is NO_NUMBER or "number" not in self._columns.positions:
            number = self._take("other_number", lambda cell: self._read_other(cell, document))
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

    def _read_other(self, cell: Cell, document: str) -> EntryNumber:
        """Return the number in a column of passports and permits, which stands beside that of resident IDs."""
        text = written_number(cell)
        if not text:
            return NO_NUMBER
        return read_number(
            text,
            is_organisation=False,
            is_other_document=True,
            may_be_masked=self._may_be_masked,
            is_card=is_card(cell, document or self._columns.headings["other_number"]),
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
        if isinstance(written, str) and holds_several(unescaped(written), has_code=number.credit_code is not None):
            self._refuse("name", CellRefused("several_names", shown_text(" ".join(written.split()))))

    def _check_unread(self) -> None:
        """Refuse the sheet if a column that is not read holds a number in a row of which no number is read."""
        for at in self._columns.unread:
            heading = self._columns.unread[at]
            if at < len(self._row.cells) and is_clearly_a_number(self._row.cells[at], heading=heading):
                raise SheetNumbersUnread(heading, row=self._row.number)

    def _check_kind(self, stated: PartyKind | None, number: EntryNumber) -> None:
        if stated is PartyKind.organisation and number.kind is not None:
            self._refuse("number", CellRefused("number_of_an_organisation", number.shown))
        if stated is PartyKind.natural_person and number.credit_code:
            self._refuse("credit_code", CellRefused("code_of_a_person", number.credit_code))


def looks_like_organisation(name: str) -> bool:
    """Return whether a name has an ending typical of organisations."""
    return len(name) > 3 and _ORGANISATION.search(name) is not None


def _read_kind(cell: Cell) -> PartyKind | None:
    text = tidy(cell).casefold()
    if text and text not in _KINDS:
        raise CellRefused("kind_unknown", text)
    return _KINDS.get(text)
