"""Read the typed form of a notice into the fields of its project, with the problems of each field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from disposal.models.projects.disposal_project import DisposalProject
from disposal.record_ids import record_id_in
from disposal.services.claim_entry.entry import PageReader
from disposal.services.claim_entry.fields import Need
from disposal.services.claim_entry.typed import Typed, TypedRow, row_in, rows_in
from disposal.services.notice_entry.fields import (
    ASSETS,
    CLAIMS,
    CONTACTS,
    LIMB_SECTIONS,
    MEDIA,
    RESTRICTIONS,
    REVIEW_SECTION,
    WINDOW,
    WORDS,
)
from disposal.services.notice_entry.reading_terms import read_terms, read_window
from notices.content.amounts import Amount
from notices.content.parties import Contact, PlacementItem
from notices.content.terms import PackageTerms, RestrictionLimb, Restrictions
from notices.reading import Problem

_PARAGRAPH, _LINE = re.compile(r"\n\s*\n"), re.compile(r"\n")
_ZERO = Amount.model_validate("0.00")
_FLAGS = ("requires_written_intent", "accepts_enquiries", "is_not_an_offer", "has_demand", "amounts_in_words")


@dataclass(frozen=True, slots=True)
class ReadNotice:
    """A form as read: fields of the project, the claims it offers, the day it states, and what is to be corrected."""

    changes: Mapping[str, Any]
    claim_ids: tuple[UUID, ...]
    published_on: date
    problems: tuple[Problem, ...]


def read_notice(typed: Typed, project: DisposalProject, *, today: date) -> ReadNotice:
    """Read the form of a project's notice. Fields that the form does not have stay as the project has them."""
    reader = PageReader(today=today)
    words, review = row_in(typed, WORDS), row_in(typed, REVIEW_SECTION)
    published_on = _published_on(reader, typed, today)
    changes = {
        **_assets(reader, row_in(typed, ASSETS), project),
        **read_terms(reader, typed),
        "restrictions": _restrictions(reader, typed, project.restrictions),
        **read_window(reader, row_in(typed, WINDOW)),
        **_review(reader, review, project),
        "contacts": _contacts(reader, rows_in(typed, CONTACTS)),
        "media": _media(reader, rows_in(typed, MEDIA), published_on),
        "title": reader.value(words, "title"),
        "supervisor": reader.value(words, "supervisor"),
        "disclaimers": parts_of(words.text("disclaimers")),
        "statements": parts_of(words.text("statements")),
        "attachments": parts_of(words.text("attachments"), _LINE),
        **{name: bool(reader.value(words, name)) for name in _FLAGS},
    }
    return ReadNotice(changes, claim_ids_in(typed), published_on, tuple(reader.found[Need.never]))


def claim_ids_in(typed: Typed) -> tuple[UUID, ...]:
    """Return the claims that are chosen, in their order; what is no id is left out."""
    written = typed.get(CLAIMS, "").split("、")
    return tuple(dict.fromkeys(claim_id for text in written if (claim_id := record_id_in(text))))


def parts_of(text: str, parting: re.Pattern[str] = _PARAGRAPH) -> list[str]:
    """Return the paragraphs of a text."""
    return [part.strip() for part in parting.split(text) if part.strip()]


def _published_on(reader: PageReader, typed: Typed, today: date) -> date:
    row = row_in(typed, WINDOW)
    if not row.text("published_on"):
        reader.refuse(row, "published_on", zh="填写公告日期", en="fill in the publication date")
    found = reader.value(row, "published_on")
    return found if isinstance(found, date) else today


def _assets(reader: PageReader, row: TypedRow, project: DisposalProject) -> dict[str, Any]:
    return {
        "record_date": reader.value(row, "record_date"),
        "prints_particulars": bool(reader.value(row, "prints_particulars")),
        "package": _package(reader, row, project.package),
    }


def _package(reader: PageReader, row: TypedRow, stored: PackageTerms | None) -> PackageTerms | None:
    """Return the package terms; counts and totals are computed when the notice is composed."""
    if not row.text("package_name"):
        return None
    told = reader.values(row, "sold_as", "may_remove_debtor")
    known = stored.model_dump() if stored else {
        "debtor_count": 1, "loan_count": 1, "total_principal": _ZERO, "total_interest": _ZERO, "total": _ZERO,
    }  # fmt: skip
    values = {**known, "may_remove_debtor": False, **told, "name": row.text("package_name")}
    return reader.read(row, PackageTerms, values, named={"name": "package_name"})


def _review(reader: PageReader, row: TypedRow, project: DisposalProject) -> dict[str, Any]:
    book_value = reader.value(row, "book_value")
    if not row.text("book_value"):
        reader.refuse(row, "book_value", zh="填写账面价值", en="fill in the book value")
    return {
        "review_meeting_on": reader.value(row, "review_meeting_on"),
        "book_value": book_value.exact if isinstance(book_value, Amount) else project.book_value,
        "province": reader.value(row, "province"),
        "city": reader.value(row, "city"),
    }


def _restrictions(reader: PageReader, typed: Typed, stored: Restrictions | None) -> Restrictions | None:
    """Return the restrictions. Limbs keep the order and joints they have; new ones follow in that of the form."""
    row = row_in(typed, RESTRICTIONS)
    known = {limb.code: limb for limb in stored.limbs} if stored else {}
    chosen = {code: limb for code in LIMB_SECTIONS if (limb := _limb(reader, row_in(typed, LIMB_SECTIONS[code])))}
    order = [*(code for code in known if code in chosen), *(code for code in chosen if code not in known)]
    limbs = [chosen[code].model_copy(update={"joined_by": known[code].joined_by if code in known else None})
             for code in order]  # fmt: skip
    values = {**reader.values(row, "capacity", "verbatim"), "limbs": limbs}
    if values == {"limbs": []}:
        return None
    return reader.read(row, Restrictions, values, named={"limbs": "capacity"})


def _limb(reader: PageReader, row: TypedRow) -> RestrictionLimb | None:
    if not reader.value(row, "chosen"):
        return None
    names = [field.name for field in row.section.fields if field.name != "chosen"]
    values = {**reader.values(row, *names), "code": row.section.name.removeprefix("limb_")}
    return reader.read(row, RestrictionLimb, values, named={})


def _contacts(reader: PageReader, rows: Sequence[TypedRow]) -> tuple[Contact, ...]:
    """Return the contacts; a row that says nothing but what a contact is for is none."""
    found = []
    for row in rows:
        names = [field.name for field in row.section.fields]
        if not any(row.text(name) for name in names if name != "role"):
            continue
        item = reader.read(row, Contact, reader.values(row, *names), named={})
        if item is not None:
            found.append(item)
    return tuple(found)


def _media(reader: PageReader, rows: Sequence[TypedRow], published_on: date) -> tuple[PlacementItem, ...]:
    found = []
    for row in rows:
        values = {"published_on": published_on, **reader.values(row, *(field.name for field in row.section.fields))}
        item = reader.read(row, PlacementItem, values, named={})
        if item is not None:
            found.append(item)
    return tuple(found)
