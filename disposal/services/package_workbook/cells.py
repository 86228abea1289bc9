"""Read the cells of a package workbook: each kind as people fill it in, by the readers of ``notices.written``."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pydantic_core import PydanticCustomError

from disposal.services.package_workbook.columns import CellKind, PackageColumn
from disposal.services.sheets.sheet import Cell, CellError
from notices.content.amounts import Amount, MoneyUnit
from notices.reading.explain import code_facts, excerpt, sentences
from notices.written.amounts import CURRENCY_WORDS
from notices.written.characters import tidied, visible
from notices.written.dates import read_day
from notices.written.fields import NOT_CHECKED
from notices.written.numbers import read_figure, read_yes_or_no, whole_number_in

_SEVERAL = re.compile(r"[、；;\n]+")
_MOST_EXACT = Decimal(10) ** 15  # a spreadsheet keeps 15 digits
_PAPERS = {"原件": True, "复印件": False}
_MOST_PLACES = 6


class CellUnreadable(Exception):
    """A cell cannot be read as its column asks; it says what to do."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code)
        self.code, self.words = code, (zh, en)


def read_cell(column: PackageColumn, cell: Cell, *, unit: MoneyUnit) -> Any:
    """Return the value of a cell, None for an empty one; ``unit`` is that of the heading.

    Raises: CellUnreadable.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, CellError):
        raise CellUnreadable(
            "cell_failed", "公式出错（如 #N/A）；请填写数值", "is a failed formula (#N/A); fill in a value"
        )
    try:
        if column.kind is CellKind.amount:
            return read_amount_cell(cell, unit)
        if column.kind is CellKind.code:
            return _code(column, _text(cell))
        return _READERS[column.kind](cell)
    except PydanticCustomError as refusal:
        raise _unreadable(refusal, cell) from None


def read_amount_cell(cell: Cell, unit: MoneyUnit) -> Amount:
    """Return an amount: a number in the unit of the heading, or a text, whose own unit counts if it has one."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise CellUnreadable("not_an_amount", *sentences("not_an_amount", {}))
    if isinstance(cell, str):
        return _written_amount(cell, unit)
    value = _exact(cell)
    if value < 0:
        raise CellUnreadable("negative", "不得为负数；请核对", "must not be negative; check it")
    places = _places(value)
    if unit is MoneyUnit.yuan and places <= 2:
        value = value.quantize(Decimal("0.01"))
    return _amount(value, unit, cell)


def at_places(amount: Amount, places: int) -> Amount:
    """Return an amount with at least so many decimals: a spreadsheet drops the zeros behind the point."""
    if _places(amount.value) >= places:
        return amount
    return amount.model_copy(update={"value": amount.value.quantize(Decimal(1).scaleb(-places))})


def places_of(amount: Amount) -> int:
    """Return the decimals of an amount, at most six."""
    return min(_places(amount.value), _MOST_PLACES)


def shown(cell: Cell) -> str:
    """Return a cell as a message quotes it: short, with numbers of persons masked."""
    return excerpt(cell if isinstance(cell, str) else plain(cell))


def _written_amount(text: str, unit: MoneyUnit) -> Amount:
    words = tidied(text)
    try:
        value = read_figure(words)
    except PydanticCustomError:
        try:
            return Amount.model_validate(text)
        except ValueError:
            raise CellUnreadable("not_an_amount", *sentences("not_an_amount", {})) from None
    if value < 0:
        raise CellUnreadable("negative", "不得为负数；请核对", "must not be negative; check it")
    return _amount(value, unit, text).model_copy(update={"is_grouped": False})


def _amount(value: Decimal, unit: MoneyUnit, cell: Cell) -> Amount:
    try:
        return Amount(value=value, unit=unit)
    except ValueError:
        raise CellUnreadable(
            "below_a_cent", f"{shown(cell)} 细于0.01元或过大；请四舍五入到分，并核对单位",
            f"{shown(cell)} is finer than 0.01 or too large; round it to the cent and check the unit",
        ) from None  # fmt: skip


def _code(column: PackageColumn, word: str) -> Any:
    codes = column.codes
    if codes is None:
        raise TypeError(column.heading)
    found = codes.members_called(word)
    if len(found) == 1:
        return found[0]
    facts = code_facts(word, ", ".join(member.value for member in codes))
    known = "、".join(member.zh for member in codes)
    raise CellUnreadable(
        "enum", f"“{shown(word)}”不在可选的词中{facts['nearest_zh']}；可填：{known}",
        f'"{shown(word)}" is none of the words{facts["nearest_en"]}; use one of {known}',
    )  # fmt: skip


def _unreadable(refusal: PydanticCustomError, cell: Cell) -> CellUnreadable:
    zh, en = sentences(refusal.type, refusal.context or {})
    return CellUnreadable(refusal.type, f"“{shown(cell)}”{zh}", f'"{shown(cell)}" {en}')


def _text(cell: Cell) -> str:
    """Return a cell as text; a number as its digits, if a spreadsheet has kept them all."""
    if isinstance(cell, str):
        return visible(cell).strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        if abs(_exact(cell)) >= _MOST_EXACT:
            raise CellUnreadable(
                "digits_lost", "数字超过15位，末几位已被表格改成0；请将该格设为文本后重新填写",
                "is a number of more than 15 digits, whose last ones are lost; make the cell text and type it again",
            )  # fmt: skip
        return plain(cell)
    return plain(cell)


def plain(cell: Cell) -> str:
    """Return a cell as the text a spreadsheet shows."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
    return format(_exact(cell), "f")


def _exact(number: float) -> Decimal:
    """Return a number as a spreadsheet shows it: with 15 digits."""
    value = Decimal(f"{number:.15g}")
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < _MOST_EXACT else value


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _lines(cell: Cell) -> list[str]:
    return [part.strip() for part in _SEVERAL.split(_text(cell)) if part.strip()]


def _day(cell: Cell) -> date:
    if isinstance(cell, str):
        return read_day(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return read_day(plain(cell))  # 20251231


def _whole(cell: Cell) -> int:
    found = whole_number_in(_text(cell))
    if not isinstance(found, int):
        raise CellUnreadable("int_parsing", *sentences("int_parsing", {}))
    return found


def _measure(cell: Cell) -> str:
    return format(read_figure(_text(cell).removesuffix("%")), "f")


def _yes_no(cell: Cell) -> bool:
    found = read_yes_or_no(_text(cell))
    if found is None:
        raise CellUnreadable("bool", f"“{shown(cell)}”；请填写是或否", f'"{shown(cell)}"; write 是 or 否')
    return found


def _checked(cell: Cell) -> bool | None:
    return None if _text(cell) == NOT_CHECKED else _yes_no(cell)


def _papers(cell: Cell) -> bool:
    word = _text(cell)
    if word not in _PAPERS:
        raise CellUnreadable("papers", f"“{shown(word)}”；请填写原件或复印件", f'"{shown(word)}"; write 原件 or 复印件')
    return _PAPERS[word]


def currency_of(word: str) -> str | None:
    """Return the code of a currency from its code or its word, or None: 美元 and usd are USD."""
    plain = tidied(word)
    if plain in {"人民币", "元", "RMB"}:
        return "CNY"
    by_word = {known: code for code, known in CURRENCY_WORDS.items()}
    return plain.upper() if plain.upper() in CURRENCY_WORDS else by_word.get(plain)


_READERS: MappingProxyType[CellKind, Callable[[Cell], Any]] = MappingProxyType({
    CellKind.line: _text,
    CellKind.prose: _text,
    CellKind.lines: _lines,
    CellKind.number: _text,
    CellKind.measure: _measure,
    CellKind.whole: _whole,
    CellKind.day: _day,
    CellKind.yes_no: _yes_no,
    CellKind.checked: _checked,
    CellKind.papers: _papers,
})  # fmt: skip
