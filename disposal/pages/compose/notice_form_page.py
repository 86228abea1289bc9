"""The page of a notice's form, put together from what is typed and what the server says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from disposal.models.approvals.submission_return import SubmissionReturn
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.pages.claim_entry.claim_form import ShownSection
from disposal.pages.compose.notice_form_fields import entry_form, labels_of, notes_of, shown_limbs, shown_sections
from disposal.pages.day_rows import DayRow, rows_of
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.site import Place
from disposal.services.approvals.submissions import newest_returns
from disposal.services.claim_entry.typed import Typed
from disposal.services.notice_entry.claims_to_offer import OfferedClaim, chosen_claims, claims_to_offer
from disposal.services.notice_entry.conflicts import DifferingText
from disposal.services.notice_entry.links import blockers_and_hints, section_of
from disposal.services.notice_entry.preview import NoticePreview, preview_notice
from disposal.services.notice_entry.reading import claim_ids_in
from disposal.services.notice_entry.saving import open_draft_of, position_of
from disposal.services.notice_entry.typed_drafts import FormDraft
from disposal.services.notice_entry.typed_notice import typed_of
from disposal.services.publication.context import PublicationContext
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.dependencies import register
from notices.dates import SHANGHAI
from notices.reading import Problem


@dataclass(frozen=True, slots=True)
class FormState:
    """What the form shows: the typed texts, what was refused, and what an act before has left.

    ``words`` are searched for among the claims. ``differing`` are fields that somebody else has changed meanwhile.
    ``asks_all``: the notice was to be submitted, so that all that stands against it is told at once. ``left`` is what
    was typed before and not stored yet, shown in place of what the project has.
    """

    typed: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    words: str = ""
    is_searched: bool = False
    done: str = ""
    differing: Sequence[DifferingText] = ()
    status: int = 200
    asks_all: bool = False
    left: FormDraft | None = None


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """The preview as its template shows it: what to correct, what to look at, the days of the window."""

    preview: NoticePreview
    blockers: tuple[Problem, ...]
    hints: tuple[Problem, ...]
    days: tuple[DayRow, ...]

    def with_all(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Return problems with all else that stands against the notice, each once, where it is mended."""
        said = {each.zh for each in self.blockers}
        return (*(each for each in problems if each.zh not in said), *self.blockers)

    def part_of(self, source: str) -> str:
        """Return the section of the form that a printed paragraph comes from."""
        return section_of(source)


@dataclass(frozen=True, slots=True)
class ClaimChoice:
    """The claims of the project, and those found by the words searched for."""

    chosen: Sequence[OfferedClaim] = ()
    found: Sequence[OfferedClaim] = ()
    words: str = ""
    is_searched: bool = False
    is_wrong: Problem | None = None


@dataclass(frozen=True, slots=True)
class NoticeFormPage:
    """All that the page of the form shows."""

    project: DisposalProject
    form: EntryForm
    sections: Mapping[str, ShownSection]
    limbs: tuple[tuple[ShownSection, str], ...]
    labels: Mapping[str, str]
    claims: ClaimChoice
    said: ShownPreview
    draft: Notice | None
    opened: int
    done: str = ""
    differing: Sequence[DifferingText] = field(default_factory=tuple)
    returned: SubmissionReturn | None = None
    left_at: datetime | None = None

    @property
    def saved(self) -> str:
        """Return the hour at which the form was last kept, or nothing."""
        return f"{self.left_at.astimezone(SHANGHAI):%H:%M}" if self.left_at else ""


def context_in(request: Request) -> PublicationContext:
    """Return what composing needs: the calendar, the public address and the clock of the register."""
    found = register(request)
    return PublicationContext(found.calendar, found.database.settings.public_base_url, found.clock)


def stored_form(request: Request, session: Any, project: DisposalProject) -> dict[str, str]:
    """Return the form as the project has it: the day is that of its draft, of its media, or today."""
    draft = open_draft_of(session, project.id)
    planned = project.media[0].published_on if project.media else context_in(request).today
    day = draft.published_on if draft else project.intended_on
    return typed_of(session, project, published_on=day or planned)


def show_form(request: Request, acting: SignedIn, session: Any, project: DisposalProject, state: FormState) -> Response:
    """Return the page of the form."""
    language = Place.of(request).language
    notes = notes_of(state.typed, register(request).calendar, language=language)
    said = shown_preview(request, session, project.id, state.typed)
    problems = said.with_all(state.problems) if state.asks_all else state.problems
    draft = open_draft_of(session, project.id)
    page = NoticeFormPage(
        project=project,
        form=entry_form(state.typed, problems, notes.notes),
        sections=shown_sections(language),
        limbs=shown_limbs(language),
        labels=labels_of(language),
        claims=claims_in(session, state, issuer_id=project.issuer_id),
        said=said,
        draft=draft,
        opened=state.left.position if state.left else position_of(session, project.id),
        left_at=state.left.saved_at if state.left else None,
        done=state.done,
        differing=state.differing,
        returned=newest_returns(session, [draft.id]).get(draft.id) if draft else None,
    )
    return staff_page(request, "compose/notice.html.j2", menu_of(request, acting), status=state.status, shown=page)


def shown_preview(request: Request, session: Any, project_id: UUID, typed: Typed) -> ShownPreview:
    """Return the preview of what is typed."""
    context = context_in(request)
    preview = preview_notice(session, project_id, typed, context=context)
    blockers, hints = blockers_and_hints(preview.report.findings, preview.claims)
    days = rows_of(preview.window.days_in_short, today=context.today) if preview.window else ()
    return ShownPreview(preview, (*preview.problems, *blockers), hints, days)


def claims_in(session: Any, state: FormState, *, issuer_id: UUID | None) -> ClaimChoice:
    """Return the claims that are chosen, and those to choose from where somebody searches or none is chosen."""
    ids = claim_ids_in(state.typed)
    is_open = state.is_searched or not ids
    found = claims_to_offer(session, state.words, besides=ids, issuer_id=issuer_id) if is_open else []
    wrong = next((each for each in state.problems if each.path == "claims-chosen"), None)
    return ClaimChoice(chosen_claims(session, ids), found, state.words, is_open, wrong)
