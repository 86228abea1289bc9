"""Home (工作台): where a person arrives after signing in."""

from fastapi import APIRouter, Request, Response

from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.web.acting import Acting

router = APIRouter(include_in_schema=False)


@router.get("/desk")
def home(request: Request, signed: Acting) -> Response:
    """Greet the person."""
    return staff_page(request, "desk/home.html.j2", menu_of(request, signed), signed=signed)
