"""The form of a notice as its template shows it: sections, notes under fields, what was typed."""

from collections.abc import Mapping, Sequence

from disposal.pages.claim_entry.claim_form import ShownSection, shown_field
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.typed_notes import TypedNotes, told_of
from disposal.services.claim_entry.fields import FieldKind
from disposal.services.claim_entry.sections import EntrySection
from disposal.services.claim_entry.typed import Typed
from disposal.services.notice_entry.amendment_sections import SAID
from disposal.services.notice_entry.fields import CLAIMS, LIMB_SECTIONS, SECTIONS
from disposal.services.notice_entry.saving import NEW_PROJECT
from disposal.web.posted_form import Items, typed_texts
from notices.content.limbs import LimbCode, standard_words
from notices.reading import Problem
from notices.working_days.calendar import WorkingCalendar

OWN_FIELDS = ("csrf", "do", "rows", "opened", "words", "view", "reason")
"""Fields of the form that are no fields of the notice."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "contacts": ("role", "name", "phones", "department"),
    "media": ("medium", "kind", "published_on", "paper"),
    "placed": ("medium", "kind", "published_on", "paper"),
    "changes": ("element", "after"),
}
_MANY = frozenset({"terms-modes", CLAIMS})
_KINDS = {
    field.name: "amount" if field.kind is FieldKind.amount else "day"
    for section in (*SECTIONS, SAID)
    for field in section.fields
    if field.kind in (FieldKind.amount, FieldKind.day)
} | {"book_value": "sum"}


def typed_from(items: Items) -> dict[str, str]:
    """Return what is typed of a notice from the fields of a form."""
    return typed_texts(items, besides=OWN_FIELDS)


def entry_form(typed: Typed, problems: tuple[Problem, ...], notes: Mapping[str, str]) -> EntryForm:
    """Return the form, with problems at their fields."""
    items: list[tuple[str, str]] = []
    for name, text in typed.items():
        parts = [part for part in text.split("、") if part] if name in _MANY else [text]
        items += [(name, part) for part in parts]
    defaults = {section.name: section.defaults for section in SECTIONS if section.is_table}
    spare = {"contacts": 2, "media": 2}
    return EntryForm(tuple(items), problems, notes=notes, defaults=defaults, spare=spare)


def notes_of(typed: Typed, calendar: WorkingCalendar, *, language: str) -> TypedNotes:
    """Return the words under amounts and days."""
    return told_of(typed.items(), _KINDS, calendar, language=language)


def shown_sections(language: str) -> dict[str, ShownSection]:
    """Return all sections with their fields, in one language."""
    return {section.name: shown_section(section, language) for section in (NEW_PROJECT, *SECTIONS)}


def shown_limbs(language: str) -> tuple[tuple[ShownSection, str], ...]:
    """Return the barred categories with the usual words of each."""
    return tuple((shown_section(section, language), _usual_words(code)) for code, section in LIMB_SECTIONS.items())


def _usual_words(code: LimbCode) -> str:
    """Return what prints where no words are given, for the whole category and for the narrower one."""
    whole = standard_words(code, is_state_owned_only=False, is_handling_staff_only=False)
    narrow = standard_words(code, is_state_owned_only=True, is_handling_staff_only=True)
    return whole if whole == narrow else f"{whole}；勾选“仅限”的：{narrow}"


def labels_of(language: str) -> dict[str, str]:
    """Return the words of each field that stands in no table, by its name in the form."""
    sections = (section for section in (NEW_PROJECT, *SECTIONS) if not section.is_table)
    return {
        f"{section.name}-{field.name}": shown_field(field, language).label
        for section in sections
        for field in section.fields
    }


def shown_section(section: EntrySection, language: str, *, only: Sequence[str] = ()) -> ShownSection:
    """Return a section in one language; ``only`` are the fields to show, in their order."""
    fields = [field for name in only if (field := section.field(name))] or list(section.fields)
    shown = [shown_field(each, language) for each in fields if each.kind is not FieldKind.hidden]
    columns = _COLUMNS.get(section.name, ())
    rest = [each for each in shown if each.name not in columns]
    title = section.name.removeprefix("limb_").replace("_", " ").capitalize() if language == "en" else section.noun
    return ShownSection(
        section.name,
        title,
        tuple(next(each for each in shown if each.name == column) for column in columns),
        tuple(each for each in rest if not each.is_rare),
        tuple(each for each in rest if each.is_rare),
    )
