"""What planning an import collects: the records to write, in order, and what is wrong, by cell. No session."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from disposal.errors import DisposalError
from disposal.models.records.record import Payload, Record, new_id
from disposal.services.package_workbook.problems import CellProblem, PackageRow
from disposal.services.records.bulk_writing import NewRecord
from disposal.services.records.validation import InvalidRecord, read

_NAMELESS = frozenset({"missing"})


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A record to write, and the row of its sheet."""

    new: NewRecord
    row: int


@dataclass
class Planning:
    """The records of each table, in order of writing, and the problems found on the way."""

    today: date
    records: dict[type[Record], list[PlannedRecord]] = field(default_factory=lambda: defaultdict(list))
    problems: list[CellProblem] = field(default_factory=list)

    def refuse(self, row: PackageRow, path: str, code: str, words: tuple[str, str]) -> None:
        """Note what stands against the import."""
        self.problems.append(row.problem(path, code, words))

    def warn(self, row: PackageRow, path: str, code: str, words: tuple[str, str]) -> None:
        """Note what a person should look at."""
        self.problems.append(row.problem(path, code, words, is_refusal=False))

    def read(
        self, row: PackageRow, record: str, model: type[Payload], values: Mapping[str, Any], **named: str
    ) -> Payload | None:
        """Validate a record; note each problem at the cell it comes from, and return None.

        ``record`` is the first part of the paths of its columns; ``named`` gives the path of a field that differs.
        """
        with self.noting(row, record, **named):
            return read(model, values)
        return None

    @contextmanager
    def noting(self, row: PackageRow, record: str, **named: str) -> Iterator[None]:
        """Note the refusals that the block raises at their cells, and go on."""
        try:
            yield
        except InvalidRecord as error:
            for each in error.problems:
                path = named.get(each.path.split(".")[0]) or _path_of(record, each.path)
                value = f"“{each.value}”" if each.value else ""
                self.refuse(row, path, "invalid", (value + each.zh, f"{value} {each.en}".strip()))
        except DisposalError as error:
            path = named.get(error.field) or _path_of(record, error.field)
            self.refuse(row, path, error.code, (error.zh.rstrip("。"), error.en.rstrip(".")))

    def add(
        self, table: type[Record], data: Payload, row: PackageRow | None = None, *, key: UUID | None = None, **more: Any
    ) -> UUID:
        """Plan a validated record and return its id; ``more`` are values of further columns."""
        planned = PlannedRecord(NewRecord(data, key or new_id(), more), row.number if row else 0)
        self.records[table].append(planned)
        return planned.new.id


def _path_of(record: str, field_path: str) -> str:
    first, _, rest = field_path.partition(".")
    if first == "attributes" and rest:
        return f"attributes.{rest.split('.')[0]}"
    return f"{record}.{first}"
