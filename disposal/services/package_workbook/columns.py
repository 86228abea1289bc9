"""What a column of a package workbook is: its heading, its help, how its cells are read, the field they fill."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType

from notices.codes import Coded


class CellKind(Enum):
    """How the cells of a column are read."""

    line = auto()
    prose = auto()
    lines = auto()  # several, parted by 、 ； or a line break
    amount = auto()  # in the unit of the heading, or with a unit of its own
    measure = auto()
    whole = auto()
    day = auto()
    code = auto()
    yes_no = auto()
    checked = auto()  # 是, 否 or 未核实
    papers = auto()  # 原件 or 复印件
    number = auto()  # of a person or a company: never shown in a message


@dataclass(frozen=True, slots=True)
class PackageColumn:
    """A column: ``path`` is the record and its field, such as ``claim.five_class``.

    ``also`` are further headings that mean it. ``unit`` stands in brackets behind the heading.
    """

    heading: str
    path: str
    kind: CellKind = CellKind.line
    help: str = ""
    is_required: bool = False
    codes: type[Coded] | None = None
    unit: str = ""
    also: tuple[str, ...] = ()
    width: int = 16

    @property
    def title(self) -> str:
        """Return the heading as the template writes it: ``*本金（元）``."""
        return f"{'*' if self.is_required else ''}{self.heading}{f'（{self.unit}）' if self.unit else ''}"

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words that the template offers in a list, in Chinese."""
        if self.codes is not None:
            return tuple(member.zh for member in self.codes)
        return _CHOICES.get(self.kind, ())


_CHOICES: Mapping[CellKind, tuple[str, ...]] = MappingProxyType({
    CellKind.yes_no: ("是", "否"),
    CellKind.checked: ("未核实", "是", "否"),
    CellKind.papers: ("原件", "复印件"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackageSheet:
    """A sheet of the workbook: what it is for, its columns, and a row that shows how it is filled in."""

    name: str
    help: str
    columns: tuple[PackageColumn, ...]
    example: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = False

    def column_of(self, path: str) -> PackageColumn | None:
        """Return the column that fills a field, or None."""
        return next((column for column in self.columns if column.path == path), None)
