"""工作台: what waits, what was begun and done, the windows of the week, a timeline of the open ones."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.services.messages.messages import count_unread
from disposal.services.worklist.home import count_waiting, staff_home
from disposal.web.acting import Acting
from disposal.web.acting_session import reading_session
from disposal.web.dependencies import Calendar, Language, Now

router = APIRouter(include_in_schema=False)


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
