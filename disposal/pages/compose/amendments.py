"""发起更正, 补充, 延期, 撤销, 结果: a form started from the published notice, prefilled; it makes a linked draft."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from disposal.pages.compose.amendment_page import AmendmentState, notes_in, opened_form, preview_page, show_amendment
from disposal.pages.compose.notice_form_fields import typed_from
from disposal.pages.compose.notice_form_page import context_in
from disposal.pages.desk.staff_page import see_other
from disposal.services.accounts.permissions import require
from disposal.services.four_eyes.submitting import submit
from disposal.services.notice_entry.amending import draft_typed_amendment, problems_in
from disposal.services.notice_entry.elements import elements_with
from disposal.services.publication.notices import published_notice
from disposal.services.publication.versions import newest_content
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session
from disposal.web.nested_rows import after, row_act
from disposal.web.writer import OwnForm
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
Kind = Literal["correction", "supplement", "extension", "withdrawal", "result"]
PATH = "/desk/notices/{notice_id}/amend/{kind}"


@router.get(PATH)
def amendment_form(
    request: Request, notice_id: UUID, kind: Kind, acting: Acting, drafted: UUID | None = None
) -> Response:
    """Show the form as it is prefilled, and what an act before has drafted."""
    with acting_session(request, acting) as session:
        require(session, "notice.drafted")
        notice = published_notice(session, notice_id)
        state = AmendmentState(kind, opened_form(request, session, notice, kind), drafted=drafted)
        return show_amendment(request, acting, session, notice, state)


@router.post(PATH)
def amendment_posted(request: Request, notice_id: UUID, kind: Kind, acting: Acting, posted: OwnForm) -> Response:
    """Draft the amendment, or draft and submit it; whatever is refused, everything typed stays."""
    act = row_act(posted.value("rows"))
    typed = typed_from(after(posted.items, act) if act else posted.items)
    state = AmendmentState(kind, typed)
    if act is None and posted.value("do") in ("draft", "submit"):
        try:
            is_submitted = posted.value("do") == "submit"
            draft_id = _drafted(request, acting, notice_id, (state, is_submitted))
            drafted = f"/desk/notices/{notice_id}/amend/{kind}?drafted={draft_id}"
            return see_other(request, f"/desk/notices/{draft_id}/approve?done=submit" if is_submitted else drafted)
        except NoticesError as error:
            state = AmendmentState(kind, typed, problems_in(error), status=422)
    with acting_session(request, acting) as session:
        require(session, "notice.drafted")
        return show_amendment(request, acting, session, published_notice(session, notice_id), state)


@router.post(PATH + "/preview")
def amendment_preview(request: Request, notice_id: UUID, kind: Kind, acting: Acting, posted: OwnForm) -> Response:
    """Show how the amendment would print as typed; nothing is stored."""
    with acting_session(request, acting) as session:
        require(session, "notices.read")
        notice = published_notice(session, notice_id)
        return preview_page(request, acting, session, notice, AmendmentState(kind, typed_from(posted.items)))


@router.post(PATH + "/notes")
def amendment_notes(request: Request, notice_id: UUID, kind: Kind, acting: Acting, posted: OwnForm) -> Response:
    """Say what was read, and quote what stands in the notice; nothing is stored."""
    with acting_session(request, acting) as session:
        require(session, "notices.read")
        told = notes_in(request, newest_content(session, published_notice(session, notice_id)), posted)
    return JSONResponse({"notes": told.notes, "doubts": told.doubts, "totals": {}})


@router.get("/desk/notices/{notice_id}/elements")
def notice_elements(request: Request, notice_id: UUID, acting: Acting, q: str = "") -> Response:
    """Suggest elements of a notice by their words or by what stands there."""
    with acting_session(request, acting) as session:
        require(session, "notices.read")
        found = elements_with(newest_content(session, published_notice(session, notice_id)), q)
    shown = [{"value": each.words, "label": each.words, "hint": each.printed[:60], "key": each.path} for each in found]
    return JSONResponse({"suggestions": shown})


def _drafted(request: Request, acting: Acting, notice_id: UUID, what: tuple[AmendmentState, bool]) -> UUID:
    """Draft what was typed, and submit it where that was asked; return the draft's id."""
    state, is_submitted = what
    with acting_session(request, acting) as session:
        notice, context = published_notice(session, notice_id), context_in(request)
        draft = draft_typed_amendment(session, notice, state.kind, state.typed, today=context.today)
        if is_submitted:
            submit(session, draft.id, context=context)
        return draft.id
