"""录入债权 and 修改: one page for a new claim and for a change, kept as typed at each field that is left."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from disposal.models.records.record import new_id
from disposal.pages.claim_entry.claim_acts import answer_to, claim_of, keep
from disposal.pages.claim_entry.claim_form import said_of, typed_from
from disposal.pages.claim_entry.claim_page import ClaimState, conflict_page, show
from disposal.pages.desk.staff_page import see_other
from disposal.services.accounts.permissions import require
from disposal.services.claim_entry.changes import open_change
from disposal.services.claim_entry.drafts import discard, drafts_of, open_draft, owner_in, restore
from disposal.services.claim_entry.party_hints import party_notes
from disposal.services.parties.suggestions import suggest_parties
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session
from disposal.web.dependencies import Calendar, Language
from disposal.web.writer import OwnForm
from notices.dates import SHANGHAI

router = APIRouter(include_in_schema=False)


@router.get("/desk/claims/new")
def new_claim(request: Request, acting: Acting, after: UUID | None = None, discarded: UUID | None = None) -> Response:
    """Show an empty page, and one's own drafts to go on with."""
    with acting_session(request, acting) as session:
        require(session, "claim_draft.opened")
        drafts = tuple(drafts_of(session, owner_in(session)))
        state = ClaimState(new_id(), {}, drafts=drafts, entered=after, discarded=discarded)
        return show(request, acting, session, state)


@router.get("/desk/claims/drafts/{draft_id}")
def claim_draft(request: Request, draft_id: UUID, acting: Acting) -> Response:
    """Show one's own draft as it was typed."""
    with acting_session(request, acting) as session:
        require(session, "claim_draft.opened")
        opened = open_draft(session, draft_id, owner=owner_in(session))
        return show(request, acting, session, ClaimState.of_draft(opened))


@router.get("/desk/claims/{claim_id}/edit")
def claim_edit(request: Request, claim_id: UUID, acting: Acting, entered: str = "", changed: str = "") -> Response:
    """Show a claim to be changed, or one's own draft of a change. Nothing is stored until something is typed."""
    with acting_session(request, acting) as session:
        require(session, "claim_draft.opened")
        page = open_change(session, claim_id, owner=owner_in(session))
        state = ClaimState.of_change(claim_id, page, is_entered=bool(entered), is_changed=bool(changed))
        return show(request, acting, session, state)


@router.post("/desk/claims/drafts/{draft_id}")
def claim_posted(request: Request, draft_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Keep what was typed, whatever it is; then do what the button says."""
    with acting_session(request, acting) as session:
        typed = keep(session, draft_id, acting, posted)
    return answer_to(request, acting, draft_id, typed, posted)


@router.post("/desk/claims/drafts/{draft_id}/autosave")
def claim_autosaved(request: Request, draft_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Keep what was typed and say when."""
    with acting_session(request, acting) as session:
        keep(session, draft_id, acting, posted)
        saved_at = open_draft(session, draft_id, owner=owner_in(session)).draft.saved_at
    return JSONResponse({"saved_at": f"{saved_at.astimezone(SHANGHAI):%H:%M}"})


@router.post("/desk/claims/drafts/{draft_id}/discard")
def claim_draft_discarded(request: Request, draft_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Put one's own draft aside (作废)."""
    with acting_session(request, acting) as session:
        discard(session, draft_id, owner=owner_in(session), reason=posted.value("reason") or "不再需要")
    return see_other(request, f"/desk/claims/new?discarded={draft_id}")


@router.post("/desk/claims/drafts/{draft_id}/restore")
def claim_draft_restored(request: Request, draft_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Take a draft up again that was put aside (还原)."""
    with acting_session(request, acting) as session:
        restore(session, draft_id, owner=owner_in(session), reason="还原")
    return see_other(request, f"/desk/claims/drafts/{draft_id}")


@router.get("/desk/claims/drafts/{draft_id}/conflict")
def claim_conflict(request: Request, draft_id: UUID, acting: Acting) -> Response:
    """Show where somebody else's saved change and one's own draft differ (两处修改)."""
    with acting_session(request, acting) as session:
        require(session, "claim_draft.opened")
        return conflict_page(request, acting, session, draft_id)


@router.post("/desk/claims/notes")
def claim_notes(request: Request, acting: Acting, language: Language, calendar: Calendar, posted: OwnForm) -> Response:
    """Say what was read in the fields of the form; nothing is stored."""
    typed = typed_from(posted.items)
    with acting_session(request, acting) as session:
        require(session, "claim_draft.opened")
        parties = party_notes(session, typed, claim_id=claim_of(posted))
    said = said_of(typed, calendar, language=language)
    return JSONResponse({**said, "notes": {**said["notes"], **parties}})


@router.get("/desk/parties/suggest")
def party_suggestions(request: Request, acting: Acting, q: str = "") -> Response:
    """Suggest existing parties by any two characters of a name or a code."""
    with acting_session(request, acting) as session:
        require(session, "parties.read")
        found = suggest_parties(session, q)
    shown = [{"value": each.name, "label": each.name, "hint": each.hint, "key": str(each.party_id)} for each in found]
    return JSONResponse({"suggestions": shown})
