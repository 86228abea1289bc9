"""The claim page as its template shows it: fields by section, what was typed, and what the server says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from disposal.models.claims.claim_draft import ClaimDraft
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.typed_notes import day_note
from disposal.pages.forms import beside_field
from disposal.services.claim_entry.amounts import totals, words_of_amounts
from disposal.services.claim_entry.fields import FieldKind, TypedField
from disposal.services.claim_entry.party_hints import UndecidedDuplicate
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.claim_entry.sections import SECTION_OF, SECTIONS, attribute_fields
from disposal.services.claim_entry.typed import Typed, all_rows
from disposal.web.posted_form import Items, typed_texts
from notices.codes import CollateralType
from notices.reading import Problem
from notices.working_days.calendar import WorkingCalendar

OWN_FIELDS = ("csrf", "do", "rows", "draft", "claim", "opened", "reason", "told", "same", "other")
"""Fields of the form that are no fields of the claim."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "co_debtors": ("name", "role", "kind", "number"),
    "chain": ("assignor", "assignee", "assigned_on", "agreement_number", "notified_by", "served_on"),
    "contracts": ("number", "note_number", "signed_on", "amount", "due_on", "balance"),
    "statements": ("record_date", "principal", "interest", "penalty_interest", "compound_interest", "stated_total"),
    "security": ("kind", "type", "owner", "place", "ceiling", "ceiling_limits"),
    "guarantees": ("name", "kind", "mode", "contract_number", "ceiling", "ceiling_limits"),
    "litigation": ("against", "procedure", "case_number", "court", "code", "words"),
}
"""The cells of a row that stand in columns; the rest stands in its second line."""
_MANY = frozenset({FieldKind.choices})


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as a macro shows it: ``kind`` names the macro, ``pairs`` are its choices.

    Of a choice: the value, the words on screen, and what else a sheet may say for it (连带 for 连带责任保证).

    ``types`` are the types of collateral that have it; none: all.
    """

    name: str
    label: str
    kind: str
    need: str
    hint: str
    default: str
    pairs: tuple[tuple[str, str, str], ...] = ()
    types: tuple[str, ...] = ()
    is_rare: bool = False


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A table or group of fields: ``columns`` as the macro of tables takes them, then the second line and the rest."""

    name: str
    title: str
    cells: tuple[ShownField, ...]
    second: tuple[ShownField, ...]
    rare: tuple[ShownField, ...]

    @property
    def columns(self) -> tuple[tuple[str, str, str], ...]:
        """Return name, words and need of each column."""
        return tuple((each.name, each.label, each.need) for each in self.cells)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All that the page shows."""

    form: EntryForm
    sections: Mapping[str, ShownSection]
    draft_id: UUID
    claim_id: UUID | None = None
    opened: str = ""
    saved: str = ""
    total: str = ""
    open_points: int = 0
    duplicates: tuple[UndecidedDuplicate, ...] = ()
    before_notice: tuple[Problem, ...] = ()
    drafts: tuple[ClaimDraft, ...] = ()
    entered: UUID | None = None
    is_changed: bool = False
    discarded: UUID | None = None
    is_told: bool = False
    others: tuple[str, ...] = ()


def typed_from(items: Items) -> dict[str, str]:
    """Return what is typed of a claim from the fields of a form."""
    return typed_texts(items, besides=OWN_FIELDS)


def items_of(typed: Typed) -> Items:
    """Return the fields of a form from what is typed."""
    many = {row.path(each.name) for row in all_rows(typed) for each in row.section.fields if each.kind in _MANY}
    items: list[tuple[str, str]] = []
    for name, text in typed.items():
        parts = [part for part in text.replace("；", "、").split("、") if part] if name in many else [text]
        items += [(name, part) for part in parts]
    return tuple(items)


def entry_form(
    typed: Typed, problems: tuple[Problem, ...], notes: Mapping[str, str], *, spare: Mapping[str, int] | None = None
) -> EntryForm:
    """Return the form, with problems at their fields."""
    return EntryForm(
        items_of(typed),
        problems,
        notes=notes,
        defaults={section.name: section.defaults for section in SECTIONS},
        spare=spare or {},
    )


def notes_of(typed: Typed, calendar: WorkingCalendar, *, language: str) -> dict[str, str]:
    """Return the words under amounts and days, and under totals that differ from the paper."""
    notes: dict[str, str] = {}
    for name, words in words_of_amounts(typed).items():
        printed = (f"printed {words.printed}" if language == "en" else f"公告印作{words.printed}") * bool(words.printed)
        capitals = "" if language == "en" else words.capitals or ""
        notes[name] = " · ".join(filter(None, (words.full, capitals, printed)))
    for row in all_rows(typed):
        for each in row.section.fields:
            if each.kind is FieldKind.day and row.text(each.name):
                notes |= _day(row.path(each.name), row.text(each.name), calendar, language)
    for total in totals(typed):
        if total.difference_words:
            name = f"{total.key}-stated_total"
            notes[name] = " · ".join((notes.get(name, ""), total.difference_words))
    return notes


def total_of(typed: Typed) -> str:
    """Return the total of the last statement, as the foot of the page shows it."""
    found = totals(typed)
    return found[-1].words.full if found else ""


def said_of(typed: Typed, calendar: WorkingCalendar, *, language: str) -> dict[str, Any]:
    """Return what is said while a page is typed: notes, doubts, totals, open points, and which fields are missing."""
    read = read_typed(typed)
    filled = (each for each in read.wrong if typed.get(each.path, "").strip())
    totals = {"total": total_of(typed), "open_points": len(read.problems), "before_notice": len(read.before_notice)}
    return {
        "notes": notes_of(typed, calendar, language=language),
        "doubts": {each.path: _beside_field(each, language) for each in filled},
        "totals": totals,
        "missing": [each.path for each in (*read.problems, *read.before_notice)],
    }


def _beside_field(problem: Problem, language: str) -> str:
    section, _, name = problem.path.partition("-")
    asked = SECTION_OF[section].field(name.rpartition("-")[2]) if section in SECTION_OF else None
    return beside_field(problem.en if language == "en" else problem.zh, asked.label if asked else "")


def shown_sections(language: str) -> dict[str, ShownSection]:
    """Return all sections with their fields, in one language."""
    return {section.name: _shown_section(section.name, language) for section in SECTIONS}


def _day(name: str, text: str, calendar: WorkingCalendar, language: str) -> dict[str, str]:
    try:
        return {name: day_note(text, calendar, language=language)}
    except ValueError:
        return {}  # told as a problem of the field


def _shown_section(name: str, language: str) -> ShownSection:
    section = SECTION_OF[name]
    types = _types_by_field() if name == "security" else {}
    shown = [
        shown_field(each, language, types.get(each.name, ()))
        for each in section.fields
        if each.kind is not FieldKind.hidden
    ]
    columns = _COLUMNS.get(name, ())
    cells = tuple(next(each for each in shown if each.name == column) for column in columns)
    rest = [each for each in shown if each.name not in columns]
    title = section.noun if language == "zh" else section.name.replace("_", " ").capitalize()
    return ShownSection(
        name,
        title,
        cells,
        tuple(each for each in rest if not each.is_rare),
        tuple(each for each in rest if each.is_rare),
    )


def shown_field(asked: TypedField, language: str, types: tuple[str, ...] = ()) -> ShownField:
    """Return a field as a macro shows it, in one language."""
    is_english = language == "en"
    codes = {code.zh: code.en for code in asked.codes or ()}
    also = {code.zh: "、".join(code.also) for code in asked.codes or ()}
    pairs = tuple(
        (words, codes.get(words, words) if is_english else words, also.get(words, "")) for words in asked.choices
    )
    if asked.kind is FieldKind.choice and not asked.default:
        pairs = (("", "—", ""), *pairs)
    unit = f"（{asked.unit}）" if asked.unit else ""
    label = asked.name.replace("_", " ").capitalize() if is_english else f"{asked.label}{unit}"
    kinds = {FieldKind.tri: "choice", FieldKind.prose: "textarea", FieldKind.conditions: "textarea",
             FieldKind.choices: "checks", FieldKind.amount: "amount", FieldKind.day: "day",
             FieldKind.choice: "choice", FieldKind.check: "check"}  # fmt: skip
    kind = kinds.get(asked.kind, "text")
    if asked.name in ("name", "owner") and any(f"{asked.name}_id" == other for other in _hidden_ids(asked)):
        kind = "combobox"
    hint = "" if is_english else asked.hint
    return ShownField(asked.name, label, kind, asked.need.value, hint, asked.default, pairs, types, asked.is_rare)


def _hidden_ids(asked: TypedField) -> set[str]:
    """Return the hidden fields of the sections that have this very field."""
    return {
        each.name
        for section in SECTIONS
        if asked in section.fields
        for each in section.fields
        if each.kind is FieldKind.hidden
    }


def _types_by_field() -> dict[str, tuple[str, ...]]:
    """Return the types of collateral that have each attribute."""
    found: dict[str, list[str]] = {}
    for kind in CollateralType:
        for each in attribute_fields(kind.value):
            found.setdefault(each.name, []).append(kind.value)
    return {name: tuple(types) for name, types in found.items()}
