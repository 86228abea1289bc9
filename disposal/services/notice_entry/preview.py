"""How a notice would print if it were published as it is typed: its words, what stands against it, its days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session

from disposal.models.projects.disposal_project import DisposalProject, DisposalProjectRead, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.records.record import new_id
from disposal.services.claim_entry.typed import Typed
from disposal.services.notice_entry.claim_links import ClaimLinks
from disposal.services.notice_entry.links import field_at
from disposal.services.notice_entry.reading import ReadNotice, read_notice
from disposal.services.notice_entry.saving import open_draft_of
from disposal.services.projects.content import StatementMissing, content_with_gaps, facts_from
from disposal.services.projects.projects import claims_of
from disposal.services.public.floor_calculator import FloorAnswer, FloorQuery, floor_for
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.draft_check import with_register_warnings
from disposal.services.publication.versions import marked_if_training
from disposal.services.records.validation import InvalidRecord
from disposal.services.records.writing import found
from notices.completeness import Report, check
from notices.composition.composition import compose
from notices.composition.missing_glyphs import naming_the_field
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.errors import NoticesError
from notices.privacy.public_form import public_form
from notices.reading import Problem
from notices.rendering.pdf import render_pdf
from notices.typesetting.document import NoticeDocument
from notices.windows.window import NoticeWindow, count_window


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """What the form says now. ``document`` is None where it cannot be composed; ``problems`` say why.

    ``floor`` is the statutory floor for the book value, from the review or, without one, from the publication.
    """

    content: NoticeContent | None
    document: NoticeDocument | None
    report: Report
    problems: tuple[Problem, ...]
    window: NoticeWindow | None
    floor: FloorAnswer | None
    claims: ClaimLinks | None = None

    @property
    def barred(self) -> str:
        """Return the sentence of who may buy and who may not, as it prints; empty where none prints."""
        paragraphs = self.document.paragraphs if self.document else ()
        return next((each.text for each in paragraphs if each.source == "restrictions"), "")


def preview_notice(session: Session, project_id: UUID, typed: Typed, *, context: PublicationContext) -> NoticePreview:
    """Return how the notice of a project would print as typed; nothing is stored. Raises: RecordNotFound."""
    project = found(session, DisposalProject, project_id)
    read = read_notice(typed, project, today=context.today)
    planned = as_typed(project, read)
    links = _links(session, project.id, read.claim_ids)
    made = _Made()
    try:
        _make(session, planned, links, made, (read.published_on, context))
    except NoticesError as error:
        made.against.append(error)
    claims = ClaimLinks.of(session, planned, links)
    return NoticePreview(
        made.content,
        made.document,
        _without_unread(made.report, read.problems),
        (*read.problems, *made.problems(claims)),
        _window(planned, read, context),
        _floor(session, planned, read, context),
        claims,
    )


def _without_unread(report: Report, problems: Sequence[Problem]) -> Report:
    """Return a report without what it misses only because the field was typed and could not be read."""
    unread = {each.path for each in problems}
    return Report(tuple(each for each in report.findings if field_at(each.field) not in unread))


@dataclass
class _Made:
    """What could be made of a notice, and what stood against the rest: everything is said that can be known."""

    report: Report = field(default_factory=lambda: Report(()))
    content: NoticeContent | None = None
    document: NoticeDocument | None = None
    against: list[NoticesError] = field(default_factory=list)

    def problems(self, claims: ClaimLinks) -> Iterator[Problem]:
        """Yield what stands against it, each at its field, but what the check says too."""
        told = {finding.field for finding in self.report.blockers}
        for each in self.against:
            if isinstance(each, StatementMissing):
                yield Problem(claims.address(each.claim_id, "s4"), "", each.zh, each.en)
            elif each.field not in told:
                yield Problem(field_at(each.field), "", each.zh, each.en)


def _make(
    session: Session,
    planned: DisposalProject,
    links: list[ProjectClaim],
    made: _Made,
    on: tuple[date, PublicationContext],
) -> None:
    """Build, check and compose; a notice with gaps is checked and not composed. Raises: what any of it raises."""
    published_on, context = on
    stated, made.against = content_with_gaps(session, planned, links, published_on=published_on)
    try:
        stated = resolve(stated, context.calendar, allow_provisional=True)
    except NoticesError as error:
        made.against.append(error)
    made.report = _checked(session, planned, stated, context=context)
    if not made.against:
        made.content = public_form(stated).content
        made.document = compose(made.content)


def as_typed(project: DisposalProject, read: ReadNotice) -> DisposalProject:
    """Return the project as it would be with the typed values; it belongs to no session."""
    names = set(DisposalProjectRead.model_fields)
    stored = {name: getattr(project, name) for name in names if name in DisposalProject.model_fields}
    return DisposalProject.model_validate({**stored, **read.changes})


def _links(session: Session, project_id: UUID, claim_ids: Sequence[UUID]) -> list[ProjectClaim]:
    """Return the claims as the project would hold them: those it has, and new ones that belong to no session."""
    held = {link.claim_id: link for link in claims_of(session, project_id)}
    staying = [link for claim_id, link in held.items() if claim_id in claim_ids]
    last = max((link.ordinal for link in held.values()), default=0)
    added = [claim_id for claim_id in claim_ids if claim_id not in held]
    return [*staying, *(_link(project_id, claim_id, last + at) for at, claim_id in enumerate(added, 1))]


def _link(project_id: UUID, claim_id: UUID, ordinal: int) -> ProjectClaim:
    return ProjectClaim.model_validate({"project_id": project_id, "claim_id": claim_id, "ordinal": ordinal})


def _checked(
    session: Session, planned: DisposalProject, content: NoticeContent, *, context: PublicationContext
) -> Report:
    """Return what stands against the notice as typed, and what the register warns of on the records as stored."""
    report = check(content, calendar=context.calendar, facts=facts_from(session, planned))
    draft = open_draft_of(session, planned.id)
    values = {"project_id": planned.id, "issuer_id": planned.issuer_id, "kind": content.kind, "title": planned.name}
    notice = draft or Notice.model_validate({**values, "id": new_id()})
    return with_register_warnings(session, notice, content, report=report)


def _window(planned: DisposalProject, read: ReadNotice, context: PublicationContext) -> NoticeWindow | None:
    if planned.window is None:
        return None
    try:
        return count_window(planned.window.rule, read.published_on, context.calendar, allow_provisional=True)
    except NoticesError:
        return None  # the finding of the check says which year is missing


def _floor(
    session: Session, planned: DisposalProject, read: ReadNotice, context: PublicationContext
) -> FloorAnswer | None:
    values = {"book_value": planned.book_value, "review_on": planned.review_meeting_on, "provisional": True}
    kind = found(session, Issuer, planned.issuer_id).kind
    query = FloorQuery.model_validate({**values, "published_on": read.published_on, "issuer_kind": kind})
    try:
        return floor_for(query, context.calendar)
    except NoticesError:  # what is missing for a floor, the check tells
        return None


def preview_pdf(session: Session, project_id: UUID, typed: Typed, *, context: PublicationContext) -> bytes:
    """Return what is typed as a PDF. Raises: InvalidRecord where it cannot be composed; GlyphMissing."""
    content, document = _whole(preview_notice(session, project_id, typed, context=context))
    with naming_the_field(content):
        return render_pdf(marked_if_training(session, document), canonical_json=content.canonical_json())


def preview_word(session: Session, project_id: UUID, typed: Typed, *, context: PublicationContext) -> bytes:
    """Return what is typed as a Word file. Raises: InvalidRecord where it cannot be composed."""
    from notices.rendering.word import render_word  # only here is what is typed set for Word

    return render_word(_whole(preview_notice(session, project_id, typed, context=context))[1])


def _whole(preview: NoticePreview) -> tuple[NoticeContent, NoticeDocument]:
    if preview.content is None or preview.document is None:
        raise InvalidRecord(preview.problems)
    return preview.content, preview.document
