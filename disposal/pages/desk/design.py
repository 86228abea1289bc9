"""The design page (设计样页): every component of the staff pages in each state. It reads nothing of the register."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from disposal.pages.desk.design_samples import SUGGESTIONS, design_page
from disposal.pages.desk.menu import ENTRIES, Menu, entries_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.desk.typed_notes import told_of
from disposal.web.cross_site import refuse_other_sites
from disposal.web.dependencies import Calendar, Language, register
from disposal.web.nested_rows import after, row_act
from disposal.web.posted_form import Posted

router = APIRouter(include_in_schema=False)
Look = Literal["system", "light", "dark"]
_AMOUNTS, _DAYS = ("principal", "interest", "ceiling"), ("record_on", "signed_on", "registered_on")


@router.get("/desk/design")
async def design(request: Request, language: Language, look: Annotated[Look, Query()] = "system") -> Response:
    """Show the design system."""
    return staff_page(request, "desk/design.html.j2", _menu(language, look), shown=design_page(language))


@router.post("/desk/design")
async def design_posted(request: Request, language: Language, posted: Posted) -> Response:
    """Show the page as typed, with a row added, deleted or restored; nothing is stored."""
    refuse_other_sites(request.method, request.headers, origins=register(request).database.settings.origins)
    act = row_act(posted.value("rows"))
    items = posted.without("rows", "do")
    spare = {act.key: 6} if act and act.verb == "add" else {}
    shown = design_page(language, after(items, act) if act else items, spare=spare)
    return staff_page(request, "desk/design.html.j2", _menu(language, "system"), shown=shown)


@router.post("/desk/design/notes")
async def design_notes(request: Request, language: Language, calendar: Calendar, posted: Posted) -> Response:
    """Say what was read in each amount and day of the form; nothing is stored."""
    refuse_other_sites(request.method, request.headers, origins=register(request).database.settings.origins)
    kinds = dict.fromkeys(_AMOUNTS, "amount") | dict.fromkeys(_DAYS, "day")
    told = told_of(posted.items, kinds, calendar, language=language)
    return JSONResponse({"notes": told.notes, "doubts": told.doubts, "totals": {"total": told.total}})


@router.get("/desk/design/suggest")
async def design_suggest(q: str = "") -> Response:
    """Suggest parties of the samples by a part of their name."""
    found = [each for each in SUGGESTIONS if len(q) > 1 and q in each["value"]]
    return JSONResponse({"suggestions": found})


def _menu(language: str, look: Look) -> Menu:
    person, branch = ("Chen Jing", "Zhejiang") if language == "en" else ("陈静", "浙江")
    training = "Training: nothing here is to be relied on" if language == "en" else "培训系统：所载内容不作依据"
    entries = entries_of([entry.path for entry in ENTRIES], waiting=6)
    return Menu(entries, person=person, branch=branch, training=training, look=look, messages=3)
