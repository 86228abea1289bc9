"""The columns of a list, and the rows under them. Pages and exports show the same cells."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from notices.codes import Coded


class ColumnKind(StrEnum):
    """What stands in a column."""

    text = "text"
    amount = "amount"
    number = "number"
    day = "day"
    state = "state"
    digest = "digest"


@dataclass(frozen=True, slots=True)
class CellWords:
    """Words of a cell in both languages. ``badge`` is the sign that stands with a state on screen."""

    zh: str
    en: str
    badge: str = "plain"


class RecordName(str):
    """What another record is called, with the address of its page in ``path``; exports and the API show the words."""

    path: str

    def __new__(cls, name: str, path: str) -> "RecordName":
        """Make the words of a cell."""
        made = super().__new__(cls, name)
        made.path = path
        return made


Cell = str | Decimal | int | date | CellWords | None
"""What a cell holds. An amount is in yuan; None is empty, which is not 0."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its words, what it holds, and the sort that its head asks for, empty where no index carries one.

    Columns that are not ``is_brief`` are left out on the phone, where a row is a card of a few lines.
    """

    zh: str
    en: str
    kind: ColumnKind = ColumnKind.text
    sort: str = ""
    is_brief: bool = False

    @property
    def field(self) -> str:
        """Return the name of the field in the API: purchase_batch."""
        return self.en.lower().replace(" ", "_")


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row: the id of its record, and one cell for each column. ``name`` is what the record is called in links."""

    id: UUID
    name: str
    cells: tuple[Cell, ...]


def words_of(code: Coded | None, badges: dict[str, str] | None = None) -> CellWords | None:
    """Return the words of a code, with its badge."""
    return None if code is None else CellWords(code.zh, code.en, (badges or {}).get(code.value, "plain"))


def named(names: list[str], *, most: int = 2, unit: str = "户") -> str:
    """Return some names, and that there are more: 甲、乙等5户."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}{unit}"
