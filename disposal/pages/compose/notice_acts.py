"""What the buttons of a notice's form do."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from disposal.models.projects.disposal_project import DisposalProject
from disposal.pages.compose.files import attached
from disposal.pages.compose.notice_form_fields import typed_from
from disposal.pages.compose.notice_form_page import FormState, context_in, show_form
from disposal.pages.desk.staff_page import see_other
from disposal.services.claim_entry.typed import Typed
from disposal.services.four_eyes.submitting import submit
from disposal.services.notice_entry.conflicts import DifferingText, differing_texts
from disposal.services.notice_entry.preview import preview_pdf, preview_word
from disposal.services.notice_entry.saving import at_fields, draft_from_form, position_of, save_notice
from disposal.services.notice_entry.typed_drafts import close_form, keep_form
from disposal.services.publication.errors import NoticeIncomplete
from disposal.services.records.validation import InvalidRecord
from disposal.services.records.writing import found
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting_session import acting_session
from disposal.web.nested_rows import after, row_act
from disposal.web.posted_form import PostedForm
from notices.errors import NoticesError
from notices.reading import Problem

Act = Callable[[Request, Any, UUID, Typed], Response]


def answer_to(request: Request, acting: SignedIn, project_id: UUID, posted: PostedForm) -> Response:
    """Return the answer to a button of the form; a refusal shows the form as it was typed."""
    if act := row_act(posted.value("rows")):
        typed = typed_from(after(posted.without("csrf"), act))
        return _shown(request, acting, project_id, FormState(typed))
    typed = typed_from(posted.items)
    todo = _ACTS.get(posted.value("do"))
    if todo is None:
        is_searched = posted.value("do") == "search"
        state = FormState(typed, words=posted.value("words"), is_searched=is_searched)
        return _shown(request, acting, project_id, state)
    if differing := _changed_by_others(request, acting, project_id, posted):
        return _shown(request, acting, project_id, FormState(typed, differing=differing, status=409))
    try:
        with acting_session(request, acting) as session:
            return todo(request, session, project_id, typed)
    except NoticesError as error:
        asks_all = posted.value("do") == "submit"
        if acting.may("notice_form_draft.saved"):
            with acting_session(request, acting) as session:
                keep_posted(session, project_id, posted)
        return _shown(request, acting, project_id, FormState(typed, problems_in(error), status=422, asks_all=asks_all))


def keep_posted(session: Any, project_id: UUID, posted: PostedForm) -> datetime:
    """Keep the form as it was typed, and return when."""
    opened = posted.value("opened")
    position = int(opened) if opened.isdecimal() and len(opened) < 19 else position_of(session, project_id)
    return keep_form(session, project_id, typed_from(posted.items), position=position)


def problems_in(error: NoticesError) -> tuple[Problem, ...]:
    """Return a refusal as problems of the fields of the form."""
    if isinstance(error, InvalidRecord):
        return at_fields(error.problems)
    if isinstance(error, NoticeIncomplete):
        return ()  # told as what stands against the notice, each where it is mended
    return at_fields((Problem(error.field, "", error.zh, error.en),))


def _shown(request: Request, acting: SignedIn, project_id: UUID, state: FormState) -> Response:
    with acting_session(request, acting) as session:
        project = found(session, DisposalProject, project_id)
        return show_form(request, acting, session, project, state)


def _changed_by_others(request: Request, acting: SignedIn, project_id: UUID, posted: PostedForm) -> list[DifferingText]:
    """Return what differs where somebody else has changed the project since the form was opened."""
    if posted.value("do") in ("pdf", "word"):
        return []
    with acting_session(request, acting) as session:
        project = found(session, DisposalProject, project_id)
        if posted.value("opened") in ("", str(position_of(session, project_id))):
            return []
        today = context_in(request).today
        return differing_texts(session, project, typed_from(posted.items), today=today)


def _save(request: Request, session: Any, project_id: UUID, typed: Typed) -> Response:
    save_notice(session, project_id, typed, today=context_in(request).today)
    close_form(session, project_id)
    return see_other(request, f"/desk/projects/{project_id}/notice?done=saved")


def _draft(request: Request, session: Any, project_id: UUID, typed: Typed) -> Response:
    draft_from_form(session, project_id, typed, today=context_in(request).today)
    close_form(session, project_id)
    return see_other(request, f"/desk/projects/{project_id}/notice?done=drafted")


def _submit(request: Request, session: Any, project_id: UUID, typed: Typed) -> Response:
    context = context_in(request)
    draft = draft_from_form(session, project_id, typed, today=context.today)
    submit(session, draft.id, context=context)
    close_form(session, project_id)
    return see_other(request, f"/desk/notices/{draft.id}/approve?done=submit")


def _pdf(request: Request, session: Any, project_id: UUID, typed: Typed) -> Response:
    made = preview_pdf(session, project_id, typed, context=context_in(request))
    return attached(made, "公告草稿.pdf", is_inline=True)


def _word(request: Request, session: Any, project_id: UUID, typed: Typed) -> Response:
    return attached(preview_word(session, project_id, typed, context=context_in(request)), "公告草稿.docx")


_ACTS: Mapping[str, Act] = MappingProxyType(
    {"save": _save, "draft": _draft, "submit": _submit, "pdf": _pdf, "word": _word}
)
"""What each button of the form does."""
