"""工作台: what waits, what was begun and done, the windows of the week, a timeline of the open ones; and 消息.

Opening a message marks it as read, and so does one button for all.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.services.worklist.home import count_waiting, staff_home
from disposal.services.worklist.messages import count_unread, mark_all_read, mark_read, message_page
from disposal.web.acting import Acting, StaffSession
from disposal.web.acting_session import reading_session
from disposal.web.dependencies import Calendar, Language, Now
from disposal.web.writer import Write

router = APIRouter(include_in_schema=False)
MESSAGES = "/desk/messages"
_MOST = 2**63 - 1


@router.get("/desk")
def home(request: Request, acting: Acting, language: Language, now: Now, calendar: Calendar) -> Response:
    """Show the home of the person who is signed in."""
    with reading_session(request, acting) as session:
        shown = staff_home(session, calendar=calendar, now=now, language=language)
        unread = count_unread(session)
    return staff_page(
        request,
        "desk/home.html.j2",
        menu_of(request, acting, waiting=len(shown.waiting), messages=unread),
        shown=shown,
        may_enter=acting.may("claim_draft.opened"),
    )


@router.get("/desk/waiting")
def waiting(request: Request, acting: Acting, now: Now, calendar: Calendar) -> Response:
    """Say how many items wait for the person, and how many messages are not read, for the head of every page."""
    with reading_session(request, acting) as session:
        found = {"waiting": count_waiting(session, calendar=calendar, now=now), "messages": count_unread(session)}
    return JSONResponse(found)


@router.get(MESSAGES)
def messages_page(
    request: Request,
    signed: Acting,
    session: StaffSession,
    before: Annotated[int | None, Query(ge=1, le=_MOST)] = None,
    unread: str = "",
) -> Response:
    """List the messages, newest first; with ``unread`` those that are not read."""
    page = message_page(session, before=before, unread_only=bool(unread))
    menu = menu_of(request, signed, messages=page.unread)
    return staff_page(request, "desk/messages.html.j2", menu, page=page, before=before, unread=bool(unread))


@router.post(MESSAGES + "/{message_id}/open")
def message_opened(request: Request, write: Write, message_id: Annotated[int, Path(ge=1, le=_MOST)]) -> Response:
    """Mark a message as read, and go to the page that it is about."""
    done = write.attempt(lambda session: mark_read(session, message_id))
    if done.value is None:
        raise done.error or AssertionError
    return write.answered(see_other(request, done.value.path))


@router.post(MESSAGES + "/read")
def all_read(request: Request, write: Write) -> Response:
    """Mark all messages as read (全部标为已读), up to the newest that the page showed."""
    typed = write.form.value("through")
    through = min(int(typed), _MOST) if typed.isdecimal() and len(typed) <= len(str(_MOST)) else 0
    done = write.attempt(lambda session: mark_all_read(session, through=through))
    if done.error is not None:
        raise done.error
    return write.answered(see_other(request, MESSAGES))
