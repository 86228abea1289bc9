"""名单: all lists, one list with its versions, its entries searched, two versions compared; a list opened."""

from typing import Any

from fastapi import APIRouter, Request, Response

from disposal.models.lists.restricted_list import RestrictedList, RestrictedListCreate
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.staff_page import see_other
from disposal.pages.screening.frame import form_after, status_of
from disposal.pages.screening.list_page import Asked, list_page, lists_page, new_list_page
from disposal.services.accounts.permissions import require
from disposal.services.lists.restricted_lists import open_list
from disposal.services.records.validation import read
from disposal.web.acting import Acting
from disposal.web.acting_session import reading_session
from disposal.web.writer import Write

router = APIRouter(include_in_schema=False)
_FIELDS = ("code", "title", "title_en", "owner", "provenance", "entry_kind")


@router.get("/desk/lists")
def all_lists_shown(request: Request, acting: Acting) -> Response:
    """Show every list with its newest version and how long it holds."""
    with reading_session(request, acting) as session:
        require(session, "lists.read")
        return lists_page(request, acting, session)


@router.get("/desk/lists/new")
def new_list(request: Request, acting: Acting) -> Response:
    """Show the form on which a list is opened."""
    with reading_session(request, acting) as session:
        require(session, "restricted_list.opened")
        return new_list_page(request, acting, EntryForm((("is_mask_exact", "yes"),)))


@router.post("/desk/lists/new")
def list_posted(request: Request, acting: Acting, write: Write) -> Response:
    """Open a list, empty until a sheet is imported."""

    def make(session: Any) -> RestrictedList:
        require(session, "restricted_list.opened")
        values: dict[str, Any] = {name: write.form.value(name).strip() or None for name in _FIELDS}
        values["title_en"] = values["title_en"] or values["title"]
        values |= {"limbs": list(write.form.values("limbs"))}
        values |= {name: write.form.value(name) == "yes" for name in ("is_public", "is_mask_exact")}
        given = {name: value for name, value in values.items() if value is not None}
        return open_list(session, read(RestrictedListCreate, given))

    done = write.attempt(make)
    if done.error is not None:
        form = form_after(write.form.without("csrf"), done.error)
        return new_list_page(request, acting, form, status=status_of(done.error))
    return see_other(request, f"/desk/lists/{write.form.value('code').strip()}?opened=1")


@router.get("/desk/lists/{code}")
def one_list(request: Request, acting: Acting, code: str) -> Response:
    """Show a list, what was searched in it, and two of its versions compared."""
    with reading_session(request, acting) as session:
        require(session, "lists.read")
        return list_page(request, acting, session, code, asked=Asked.of(request.query_params))
