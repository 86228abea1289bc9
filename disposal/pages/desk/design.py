"""The design page (设计样页): every component of the staff pages in each state. It reads nothing of the register."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from disposal.pages.desk.design_samples import design_page
from disposal.pages.desk.menu import ENTRIES, Menu, entries_of
from disposal.pages.site import page
from disposal.web.dependencies import Language

router = APIRouter(include_in_schema=False)
Look = Literal["system", "light", "dark"]


@router.get("/desk/design")
async def design(request: Request, language: Language, look: Annotated[Look, Query()] = "system") -> Response:
    """Show the design system."""
    person, branch = ("Chen Jing", "Zhejiang") if language == "en" else ("陈静", "浙江")
    training = "Training: nothing here is real" if language == "en" else "培训系统：内容均为虚构，不作依据"
    entries = entries_of([entry.path for entry in ENTRIES], waiting=6)
    menu = Menu(entries, person=person, branch=branch, token="", training=training, look=look)
    return page(request, "desk/design.html.j2", menu=menu, shown=design_page(language))
