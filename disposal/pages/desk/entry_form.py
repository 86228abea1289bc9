"""A form of many fields and rows, as the macros of ``templates/_desk`` show it: everything typed stays as it was."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from disposal.web.posted_form import TypedFields
from notices.reading import Problem

SPARE_ROWS = 3
"""Empty rows of a child table on a page without script; with script one is left."""
TEMPLATE_ROW = "ROW"
"""Stands in the names of the row that script copies, in place of its number."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a child table: ``security-2`` is the key of a row of ``security``, ``number`` its place on screen."""

    section: str
    key: str
    number: str
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class EntryForm(TypedFields):
    """What was typed, with what the server says about it.

    ``notes`` are words under a field: an amount in capital numerals, a day of the week, 已有主体. ``doubts`` say of
    a pasted cell why it is 待核对. ``defaults`` are the values that an empty row of a table already has. ``spare``
    is the number of empty rows of a table where it is not three.
    """

    problems: tuple[Problem, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spare: Mapping[str, int] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Return the HTTP status of a page with this form."""
        return 422 if self.problems else 200

    def problem(self, name: str) -> Problem | None:
        """Return the first problem of a field, or None."""
        return next((problem for problem in self.problems if problem.path == name), None)

    def note(self, name: str) -> str:
        """Return the words under a field."""
        return self.notes.get(name, "")

    def doubt(self, name: str) -> str:
        """Return why the words of a cell are to be checked; empty where they are not."""
        return self.doubts.get(name, "")

    def rows(self, section: str) -> tuple[FormRow, ...]:
        """Return the rows of a table that hold something, in order, then the empty ones.

        An empty row keeps the number it was sent with, so that what is missing in the first one stands at its fields.
        """
        found = self._numbers(section)
        filled = [number for number in found if not self._is_blank(section, number)]
        free = max((int(number) for number in filled), default=-1) + 1
        numbers = [*filled, *(str(free + n) for n in range(self.spare.get(section, SPARE_ROWS)))]
        return tuple(
            FormRow(section, f"{section}-{number}", str(place), bool(self.value(f"{section}-{number}-deleted")))
            for place, number in enumerate(numbers, 1)
        )

    def template_row(self, section: str) -> FormRow:
        """Return the row that script copies."""
        return FormRow(section, f"{section}-{TEMPLATE_ROW}", TEMPLATE_ROW)

    def _numbers(self, section: str) -> Iterable[str]:
        begun = re.compile(rf"{re.escape(section)}-(\d{{1,6}})-")
        return list(dict.fromkeys(found[1] for name, _ in self.items if (found := begun.match(name))))

    def _is_blank(self, section: str, number: str) -> bool:
        """Tell whether a row holds nothing but what an empty row has."""
        start = f"{section}-{number}-"
        usual = self.defaults.get(section, {})
        held = ((name.removeprefix(start), value) for name, value in self.items if name.startswith(start))
        return all(not value.strip() or value == usual.get(name) for name, value in held)
