"""The private page of an objection: where it stands, questions and answers, further files, the receipt, taking back.

Whoever has the address reads it. The token in it is stored as a digest, and no page or log repeats it.
"""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from disposal.pages.filings import ACCEPT, PRIVATE, uploaded, with_problems
from disposal.pages.forms import Form
from disposal.pages.site import HTML, public_body
from disposal.registry.public_filing import Filer, answer_publicly, take_back_publicly
from disposal.services.filings.published import FilingContext
from disposal.services.objection_register.letters import letter_for_objector
from disposal.services.objection_register.overview import ObjectionView, view_of
from disposal.services.objection_register.receipts import receipt_pdf
from disposal.services.objections.deciding import has_link_alone
from disposal.services.objections.lookup import objection_behind
from disposal.web.dependencies import Calendar, Now, Today, register
from disposal.web.middleware import language_of
from disposal.web.writer import FiledForm
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
PATH = "/objections/{token}"


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What the objector sees."""

    view: ObjectionView
    form: Form
    has_reply: bool
    may_take_back: bool
    done: str = ""
    error: NoticesError | None = None
    accept: str = ACCEPT


@router.get(PATH)
def objection_page(request: Request, token: str, now: Now, calendar: Calendar, done: str = "") -> Response:
    """Show an objection to its objector."""
    return _page(request, token, FilingContext(now, calendar), done=done)


@router.post(PATH)
def objection_answered(request: Request, token: str, now: Now, calendar: Calendar, form: FiledForm) -> Response:
    """Take what the objector says, with files; or take the objection back."""
    filer = Filer(request.client.host if request.client else "", FilingContext(now, calendar))
    database, is_end = register(request).database, form.value("do") == "withdraw"
    try:
        if is_end:
            take_back_publicly(database, token, form.value("reason"), filer=filer)
        else:
            answer_publicly(database, token, form.value("words"), uploaded(form), filer=filer)
    except NoticesError as error:
        fields = ("reason",) if is_end else ("words", "files")
        return _page(
            request, token, filer.context, undone=(with_problems(Form(dict(form.items)), error, fields), error)
        )
    prefix = "/en" if language_of(request.scope) == "en" else ""
    done = "withdrawn" if is_end else "answered"
    return Response(status_code=303, headers={"location": f"{prefix}/objections/{token}?done={done}", **PRIVATE})


@router.get(PATH + "/receipt.pdf")
def receipt(request: Request, token: str, today: Today, calendar: Calendar) -> Response:
    """Send the receipt (回执) as PDF."""
    with register(request).database.session() as session:
        view = view_of(session, objection_behind(session, token), calendar=calendar)
        pdf = receipt_pdf(session, view, on=today)
    return _pdf(pdf, f"receipt-{view.row.receipt}.pdf")


@router.get(PATH + "/letter.pdf")
def letter(request: Request, token: str, today: Today, calendar: Calendar) -> Response:
    """Send the reply (答复函) as PDF, once it was sent."""
    with register(request).database.session() as session:
        view = view_of(session, objection_behind(session, token), calendar=calendar)
        pdf = letter_for_objector(session, view, on=today)
    return _pdf(pdf, f"reply-{view.row.receipt}.pdf")


def _pdf(pdf: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', **PRIVATE}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _page(
    request: Request,
    token: str,
    context: FilingContext,
    *,
    done: str = "",
    undone: tuple[Form, NoticesError] | None = None,
) -> Response:
    """Return the page; ``undone`` is the form as typed with the error that undid it."""
    with register(request).database.session() as session:
        view = view_of(session, objection_behind(session, token), calendar=context.calendar)
        may_take_back = has_link_alone(session, view.row)
    has_reply = not view.row.state.is_open and bool(view.replies)
    form, error = undone or (Form(), None)
    shown = LinkPage(view, form, has_reply, may_take_back, done=done, error=None if form.problems else error)
    body = public_body(request, "public/objection.html.j2", shown=shown, token=token)
    return Response(body, status_code=error.status if error else 200, headers={"content-type": HTML, **PRIVATE})
