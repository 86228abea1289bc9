"""What a claim page says when it is read: records to make, parties they name, and what is still to be corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from disposal.models.records.record import Payload, new_id
from disposal.services.claim_entry.fields import Need, TypedField
from disposal.services.claim_entry.sections import SECTION_OF
from disposal.services.claim_entry.typed import TypedRow
from disposal.services.claim_entry.values import Misread, read_value
from disposal.services.records.validation import InvalidRecord, read
from notices.reading import Problem

M = TypeVar("M", bound=BaseModel)
DEBTOR = "debtor"
"""The section without rows whose problems say whose they are: other rows have names and numbers, too."""


@dataclass(frozen=True, slots=True)
class EntryStep:
    """One record that the page describes. ``key`` stands for its id until it has one; ``row`` is where it is typed.

    ``named`` gives the field of the page for a field of the record, where the two differ.
    """

    row: str
    data: Payload
    key: UUID
    named: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartyPlan:
    """One party that the page names, at one place or several.

    ``party_id`` is the existing party that was chosen. ``stated`` are the fields that are filled. ``paths`` are the
    flat names by the field of the party, where each is typed first. ``distinct`` are parties that it is not, as
    somebody said.
    """

    key: UUID
    party_id: UUID | None
    stated: Mapping[str, Any]
    paths: Mapping[str, str]
    distinct: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page describes: parties, and records in the order in which they are entered."""

    parties: tuple[PartyPlan, ...]
    steps: tuple[EntryStep, ...]


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """A page as read. ``wrong`` is not understood or contradicts itself, ``needed`` is missing for 完成录入.

    ``before_notice`` is missing for a notice only. ``entry`` holds what could be read, whole only without problems.
    ``order`` is the place on the page of each section or row, by what stands before its fields.
    """

    entry: Entry
    wrong: tuple[Problem, ...]
    needed: tuple[Problem, ...]
    before_notice: tuple[Problem, ...]
    order: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what stands against 完成录入, in the order of the page."""
        return self.in_order((*self.wrong, *self.needed))

    def in_order(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems in the order of their fields on the page."""
        return tuple(sorted(problems, key=self._place))

    def _place(self, problem: Problem) -> tuple[int, int]:
        """Return the place of a problem's field; an unknown one stands last."""
        key, _, name = problem.path.rpartition("-")
        section = SECTION_OF.get(key.partition("-")[0])
        fields = [each.name for each in section.fields] if section else []
        place = self.order.index(key) if key in self.order else len(self.order)
        return place, fields.index(name) if name in fields else len(fields)


@dataclass
class PageReader:
    """Reads the fields of a page, and collects what is wrong, missing, and to be entered."""

    today: date
    currency: str = "CNY"
    steps: list[EntryStep] = field(default_factory=list)
    found: dict[Need, list[Problem]] = field(default_factory=lambda: {need: [] for need in Need})

    def value(self, row: TypedRow, name: str) -> Any:
        """Return the value of a field; None where nothing, or nothing that can be read, is typed."""
        asked = row.section.field(name)
        text = row.text(name)
        if asked is None or not text:
            return None
        try:
            return read_value(asked, text, today=self.today, currency=self.currency)
        except Misread as error:
            self.refuse(row, name, zh=error.zh, en=error.en)
            return None

    def values(self, row: TypedRow, *names: str) -> dict[str, Any]:
        """Return the values of fields that are filled, by name."""
        values = {name: self.value(row, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}

    def refuse(self, row: TypedRow, name: str, *, zh: str, en: str, need: Need = Need.never) -> None:
        """Note a problem of a field: one that is wrong, or missing for a record or a notice."""
        is_placed = row.section.is_table or row.section.name == DEBTOR
        place, place_en = (f"{row.place}：", f"{row.place_en}: ") if is_placed else ("", "")
        problem = Problem(path=row.path(name), value="", zh=f"{place}{zh}", en=f"{place_en}{en}")
        if problem not in self.found[need]:  # a field may be read for several records
            self.found[need].append(problem)

    def lacks(self, row: TypedRow, asked: TypedField, *, need: Need | None = None) -> None:
        """Note that a field is to be filled in."""
        noun = "选择" if asked.choices else "填写"
        self.refuse(
            row,
            asked.name,
            zh=f"{noun}{asked.label}",
            en=f"fill in {asked.name.replace('_', ' ')}",
            need=need or asked.need,
        )

    def check_needs(self, row: TypedRow) -> None:
        """Note every field that is needed and empty."""
        for asked in row.section.fields:
            if asked.need is not Need.never and not row.text(asked.name):
                self.lacks(row, asked)

    def read(self, row: TypedRow, model: type[M], values: Mapping[str, Any], *, named: Mapping[str, str]) -> M | None:
        """Validate values as a model, and note what is wrong at the fields of the row."""
        try:
            return read(model, values)
        except InvalidRecord as error:
            self.note(row, error, named=named)
            return None

    def note(self, row: TypedRow, error: InvalidRecord, *, named: Mapping[str, str]) -> None:
        """Note the problems of a record at the fields of a row."""
        for each in error.problems:
            name = field_of(each.path, named)
            asked = row.section.field(name)
            label = f"{asked.label}：" if asked else ""
            self.refuse(row, name, zh=f"{label}{each.zh}", en=f"{name}: {each.en}")

    def add(self, row: TypedRow, model: type[Payload], values: Mapping[str, Any], **named: str) -> UUID:
        """Plan a record and return the key by which later ones refer to it."""
        key = new_id()
        data = self.read(row, model, values, named=named)
        if data is not None:
            self.steps.append(EntryStep(row.key, data, key, named))
        return key


def field_of(path: str, named: Mapping[str, str]) -> str:
    """Return the field of the page for the path of a field of a record: ``attributes.place`` is ``place``."""
    first, _, rest = path.partition(".")
    if first == "attributes" and rest:
        return rest.partition(".")[0]
    return named.get(first, first)
