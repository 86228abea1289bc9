"""Where the stored project and the typed form of its notice differ, once somebody else has changed the project."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.claim_entry.fields import FieldKind
from disposal.services.claim_entry.typed import Typed, row_in, rows_in
from disposal.services.notice_entry.fields import SECTIONS
from disposal.services.notice_entry.preview import as_typed
from disposal.services.notice_entry.reading import read_notice
from disposal.services.notice_entry.typed_notice import typed_of


@dataclass(frozen=True, slots=True)
class DifferingText:
    """One field as the project has it, and as it is typed."""

    field: str
    before: str | None
    after: str | None


def differing_texts(session: Session, project: DisposalProject, typed: Typed, *, today: date) -> list[DifferingText]:
    """Return the fields in which the form differs from the project as it is stored now, in the order of the form."""
    read = read_notice(typed, project, today=today)
    stored = _labelled(typed_of(session, project, published_on=read.published_on))
    wanted = _labelled(typed_of(session, as_typed(project, read), published_on=read.published_on))
    names = [*wanted, *(name for name in stored if name not in wanted)]
    return [
        DifferingText(name, stored.get(name), wanted.get(name))
        for name in names
        if stored.get(name) != wanted.get(name)
    ]


def _labelled(typed: Typed) -> dict[str, str]:
    """Return the texts of a form by the words of their fields."""
    found: dict[str, str] = {}
    for section in SECTIONS:
        for row in rows_in(typed, section) if section.is_table else (row_in(typed, section),):
            for field in section.fields:
                if text := row.text(field.name):
                    shown = "是" if field.kind is FieldKind.check else text
                    found[f"{row.place} · {field.label}"] = shown
    return found
