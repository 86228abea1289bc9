"""A project as it is typed in the form of its notice: every field as text."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.claim_entry.fields import FieldKind
from disposal.services.claim_entry.sections import EntrySection
from disposal.services.claim_entry.typed import flat
from disposal.services.claim_entry.typed_records import typed_text
from disposal.services.notice_entry.fields import (
    ASSETS,
    CLAIMS,
    CONTACTS,
    LIMB_SECTIONS,
    MEDIA,
    RESTRICTIONS,
    REVIEW_SECTION,
    TERMS,
    WINDOW,
    WORDS,
)
from disposal.services.projects.projects import claims_of
from notices.codes import ContactRole
from notices.content.amounts import Amount

TICKED = "yes"
_BY_SECTION = (ASSETS, REVIEW_SECTION, WORDS)
_PARAGRAPHS = frozenset({"disclaimers", "statements", "void_if"})


def typed_of(session: Session, project: DisposalProject, *, published_on: date) -> dict[str, str]:
    """Return a project as the form of its notice shows it."""
    typed = {CLAIMS: "、".join(str(link.claim_id) for link in claims_of(session, project.id))}
    for section in _BY_SECTION:
        typed |= _in(section, _texts(section, project))
    typed |= _in(ASSETS, _texts(ASSETS, project.package, prefix={"package_name": "name"}) if project.package else {})
    typed |= _in(TERMS, _terms(project))
    typed |= _restrictions(project)
    typed |= _in(WINDOW, _window(project) | {"published_on": published_on.isoformat()})
    typed |= _rows(CONTACTS, project.contacts) or flat(
        {"contacts": [{"role": ContactRole.deal.zh}, {"role": ContactRole.discipline.zh}]}
    )
    typed |= _rows(MEDIA, project.media)
    return {name: text for name, text in typed.items() if text}


def _terms(project: DisposalProject) -> dict[str, str]:
    terms = project.terms
    if terms is None:
        return {}
    payment = _texts(TERMS, terms.payment, prefix={"payment_wording": "wording"}) if terms.payment else {}
    return _texts(TERMS, terms) | payment


def _restrictions(project: DisposalProject) -> dict[str, str]:
    if project.restrictions is None:
        return {}
    typed = _in(RESTRICTIONS, _texts(RESTRICTIONS, project.restrictions))
    for limb in project.restrictions.limbs:
        section = LIMB_SECTIONS[limb.code]
        typed |= _in(section, {"chosen": TICKED} | _texts(section, limb))
    return typed


def _window(project: DisposalProject) -> dict[str, str]:
    found: dict[str, str] = {}
    if project.window:
        found |= _texts(WINDOW, project.window)
        found["closes_at"] = f"{project.window.closes_at:%H:%M}" if project.window.closes_at else ""
    if project.validity:
        names = {"validity_count": "count", "validity_unit": "unit", "validity_wording": "wording"}
        found |= _renamed(project.validity, names)
    if project.extension:
        names = {"trigger_bidders": "trigger_bidders", "extension_length": "length", "extension_unit": "unit",
                 "max_cycles": "max_cycles", "extension_wording": "wording"}  # fmt: skip
        found |= _renamed(project.extension, names)
    return found


def _rows(section: EntrySection, items: Iterable[BaseModel]) -> dict[str, str]:
    return flat({section.name: [_texts(section, item) for item in items]})


def _renamed(record: BaseModel, names: Mapping[str, str]) -> dict[str, str]:
    return {name: _text(getattr(record, of)) for name, of in names.items()}


def _texts(section: EntrySection, record: BaseModel, *, prefix: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the fields of a section that a record has, as texts; ``prefix`` names some that it calls otherwise."""
    found: dict[str, str] = {}
    for field in section.fields:
        name = (prefix or {}).get(field.name, field.name)
        if name not in type(record).model_fields:
            continue
        value = getattr(record, name)
        if field.kind is FieldKind.check:
            found[field.name] = TICKED if value else ""
        elif field.name in _PARAGRAPHS:
            found[field.name] = "\n\n".join(value)
        elif field.name == "attachments":
            found[field.name] = "\n".join(value)
        else:
            found[field.name] = _text(value)
    return found


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, Amount):
        return value.printed.removesuffix("元") if value.currency == "CNY" else value.printed
    if isinstance(value, tuple | list):
        return "、".join(_text(each) for each in value)
    return typed_text(value)


def _in(section: EntrySection, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{section.name}-{name}": text for name, text in texts.items()}
