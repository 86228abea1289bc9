"""The pages of 录入申报 and of a bidder to be screened, put together."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import Request, Response

from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.records.record import new_id
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening, ScreeningStage
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.screening.dossier_fields import BIDDER_FIELDS, PERSON_FIELDS, STATED, TABLES, DossierField
from disposal.pages.screening.dossier_problems import labels_of
from disposal.pages.screening.frame import Visit, status_of
from disposal.pages.site import Place
from disposal.services.accounts.identity import acting as actor_in
from disposal.services.accounts.permissions import may
from disposal.services.bidders.dossier_drafts import OwnDossier
from disposal.services.bidders.pending_rescreenings import pending_of
from disposal.services.records.writing import found
from disposal.services.screening.screenings import newest_screening
from disposal.services.sign_in.sessions import SignedIn
from notices.content.limbs import LimbCode
from notices.errors import NoticesError


@dataclass(frozen=True, slots=True)
class DossierTable:
    """A table of the form: its words, its columns as the macro of tables takes them, its cells and second line."""

    name: str
    title: str
    columns: tuple[tuple[str, str, str], ...]
    cells: tuple[DossierField, ...]
    more: tuple[DossierField, ...]


@dataclass(frozen=True, slots=True)
class DraftShown:
    """The draft that the page keeps, and one's own that may be gone on with."""

    id: UUID
    others: tuple[OwnDossier, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierPage:
    """The form, with the words of its fields for the summary of problems."""

    form: EntryForm
    language: str
    labels: dict[str, str]
    bidder: tuple[DossierField, ...]
    person: tuple[DossierField, ...]
    stated: DossierField
    tables: dict[str, DossierTable]
    limbs: tuple[LimbCode, ...]
    is_upload: bool
    draft: DraftShown


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """A bidder, its newest screening, what has changed since, and what stands against a new one."""

    bidder: Bidder
    party: Party
    project: DisposalProject
    newest: Screening | None
    pending: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    is_entered: bool
    may_screen: bool
    error: NoticesError | None


def bidder_form_page(
    request: Request,
    acting: SignedIn,
    form: EntryForm,
    *,
    status: int = 200,
    draft: DraftShown | None = None,
) -> Response:
    """Return 录入申报 as it was typed."""
    language = Place.of(request).language
    at = language == "en"
    tables = {
        name: DossierTable(name, (zh, en)[at], tuple((c.name, (c.zh, c.en)[at], c.need) for c in cells), cells, more)
        for name, (zh, en, cells, more) in TABLES.items()
    }
    shown = DossierPage(
        form=form,
        language=language,
        labels=labels_of(form, language),
        bidder=BIDDER_FIELDS,
        person=PERSON_FIELDS,
        stated=STATED,
        tables=tables,
        limbs=tuple(LimbCode),
        is_upload=draft is None,
        draft=draft or DraftShown(new_id()),
    )
    return staff_page(request, "screening/dossier.html.j2", menu_of(request, acting), status=status, shown=shown)


def screen_page(
    visit: Visit, bidder_id: UUID, *, is_entered: bool = False, error: NoticesError | None = None
) -> Response:
    """Return the page from which a bidder is screened. Raises: RecordNotFound."""
    request, acting, session = visit.request, visit.acting, visit.session
    bidder = found(session, Bidder, bidder_id)
    actor = actor_in(session)
    is_english = Place.of(request).language == "en"
    shown = ScreenPage(
        bidder=bidder,
        party=found(session, Party, bidder.party_id),
        project=found(session, DisposalProject, bidder.project_id),
        newest=newest_screening(session, bidder_id),
        pending=tuple((each.zh, each.en) for each in pending_of(session, bidder_id)),
        stages=tuple((each.value, each.en if is_english else each.zh) for each in ScreeningStage),
        is_entered=is_entered,
        may_screen=actor is not None and may(actor, "screening.made"),
        error=error,
    )
    return staff_page(
        request, "screening/bidder.html.j2", menu_of(request, acting), status=status_of(error), shown=shown
    )
