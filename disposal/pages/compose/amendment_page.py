"""The page of an amendment's form, put together from what is typed and the notice that it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from disposal.models.publication.notice import Notice
from disposal.pages.claim_entry.claim_form import ShownSection
from disposal.pages.compose.notice_form_fields import notes_of, shown_section, typed_from
from disposal.pages.compose.notice_form_page import ShownPreview, context_in
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.desk.typed_notes import TypedNotes
from disposal.pages.site import Place
from disposal.services.notice_entry.amending import amendment_as_typed, field_at, preview_amendment, quotes_of
from disposal.services.notice_entry.amendment_sections import CHANGES, FIELDS_OF, PLACED, SAID
from disposal.services.publication.versions import newest_content
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.dependencies import register
from disposal.web.posted_form import PostedForm
from notices.completeness import Severity
from notices.content.content import NoticeContent
from notices.kinds import Kind, kind_of
from notices.reading import Problem


@dataclass(frozen=True, slots=True)
class AmendmentState:
    """What the form shows: its kind, the typed texts, what was refused, the draft that was made."""

    kind: str
    typed: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    drafted: UUID | None = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """All that the page shows."""

    notice: Notice
    kind: Kind
    form: EntryForm
    said_section: ShownSection
    changes: ShownSection | None
    placed: ShownSection
    said: ShownPreview
    drafted: UUID | None


def opened_form(request: Request, session: Any, notice: Notice, kind: str) -> dict[str, str]:
    """Return the form as it is prefilled from the notice."""
    return amendment_as_typed(newest_content(session, notice), kind, today=context_in(request).today)


def show_amendment(request: Request, acting: SignedIn, session: Any, notice: Notice, state: AmendmentState) -> Response:
    """Return the page of the form."""
    language = Place.of(request).language
    told = newest_content(session, notice)
    notes = notes_of(state.typed, register(request).calendar, language=language).notes | quotes_of(state.typed, told)
    fields = FIELDS_OF[state.kind]
    section = shown_section(SAID, language, only=fields)
    said = _preview(request, session, notice, state)
    problems = said.with_all(state.problems) if state.status == 422 else state.problems
    page = AmendmentPage(
        notice=notice,
        kind=kind_of(state.kind),
        form=EntryForm(
            tuple(state.typed.items()), problems, notes=notes, defaults={"placed": PLACED.defaults},
            spare={"placed": 1, "changes": 2},
        ),
        said_section=section,
        changes=shown_section(CHANGES, language) if state.kind == "correction" else None,
        placed=shown_section(PLACED, language),
        said=said,
        drafted=state.drafted,
    )  # fmt: skip
    return staff_page(request, "compose/amendment.html.j2", menu_of(request, acting), status=state.status, shown=page)


def preview_page(request: Request, acting: SignedIn, session: Any, notice: Notice, state: AmendmentState) -> Response:
    """Return the answer that renews the preview."""
    said = _preview(request, session, notice, state)
    return staff_page(request, "compose/amendment_preview.html.j2", menu_of(request, acting), said=said)


def notes_in(request: Request, told: NoticeContent, posted: PostedForm) -> TypedNotes:
    """Return the words under amounts, days and chosen elements."""
    typed = typed_from(posted.items)
    notes = notes_of(typed, register(request).calendar, language=Place.of(request).language)
    return TypedNotes(notes.notes | quotes_of(typed, told), notes.doubts, notes.total)


def _preview(request: Request, session: Any, notice: Notice, state: AmendmentState) -> ShownPreview:
    preview = preview_amendment(session, notice, state.kind, state.typed, context=context_in(request))
    found = preview.report.findings
    told = [(each.severity is Severity.blocker, Problem(field_at(each.field), "", each.zh, each.en)) for each in found]
    blockers = tuple(each for is_blocker, each in told if is_blocker)
    hints = tuple(each for is_blocker, each in told if not is_blocker)
    return ShownPreview(preview, (*preview.problems, *blockers), hints, ())
