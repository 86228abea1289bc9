"""Branches (分公司): who publishes, entered and changed by administrators; accounts belong to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from disposal.models.approvals.submission import RequiredStep
from disposal.models.projects.issuer import Issuer, IssuerCreate
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.forms import Choice, choices
from disposal.services.accounts.permissions import require
from disposal.services.approvals.steps import steps_of
from disposal.services.projects.issuers import change_issuer, enter_issuer, own_issuer, own_issuers
from disposal.services.records.validation import read
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting, StaffSession
from disposal.web.middleware import language_of
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write
from notices.codes import PersonNames
from notices.law.issuers import IssuerKind

router = APIRouter(include_in_schema=False)
ISSUERS = "/desk/issuers"
FIELDS = (
    "code", "name", "branch", "self_reference", "kind", "province", "website", "credit_code", "person_names",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IssuerPage:
    """One branch, or the form of a new one: its row, its steps of approval, and what can be chosen."""

    row: Issuer | None
    steps: Sequence[RequiredStep]
    kinds: tuple[Choice, ...]
    names: tuple[Choice, ...]
    done: str


@router.get(ISSUERS)
def issuers_page(request: Request, signed: Acting, session: StaffSession) -> Response:
    """List the branches."""
    require(session, "issuer.changed")
    rows = [(each, steps_of(session, each.id)) for each in own_issuers(session)]
    may_enter = signed.may("issuer.entered")
    menu = menu_of(request, signed)
    return staff_page(request, "accounts/issuers.html.j2", menu, form=EntryForm(), rows=rows, may_enter=may_enter)


@router.get(f"{ISSUERS}/new")
def new_issuer_page(request: Request, signed: Acting, session: StaffSession) -> Response:
    """Show the form of a new branch."""
    require(session, "issuer.entered")
    return _issuer(request, signed, session, form=EntryForm())


@router.post(f"{ISSUERS}/new")
def issuer_entered(request: Request, write: Write) -> Response:
    """Enter a branch."""
    values = _values(write.form)
    values["code"] = (values.get("code") or "").upper()
    done = write.attempt(lambda session: enter_issuer(session, read(IssuerCreate, values)).code)
    if done.error is None:
        return write.answered(see_other(request, f"{ISSUERS}/{done.value}?done=new"))
    with write.reading() as session:
        require(session, "issuer.entered")
        page = _issuer(request, write.signed, session, form=form_after(write, done.error))
    return write.answered(page)


@router.get(f"{ISSUERS}/{{code}}")
def issuer_page(request: Request, signed: Acting, session: StaffSession, code: str) -> Response:
    """Show a branch and the form that changes it."""
    require(session, "issuer.changed")
    row = own_issuer(session, code)
    stored = tuple((name, _typed(getattr(row, name))) for name in FIELDS)
    return _issuer(request, signed, session, form=EntryForm(stored), row=row)


@router.post(f"{ISSUERS}/{{code}}")
def issuer_changed(request: Request, write: Write, code: str) -> Response:
    """Change a branch; what is already published stays as it was."""
    values = {name: value for name, value in _values(write.form, keep_empty=True).items() if name != "code"}
    reason = write.form.value("reason")
    done = write.attempt(lambda session: change_issuer(session, own_issuer(session, code).id, values, reason=reason))
    if done.error is None:
        return write.answered(see_other(request, f"{ISSUERS}/{code}?done=changed"))
    with write.reading() as session:
        require(session, "issuer.changed")
        form, row = form_after(write, done.error), own_issuer(session, code)
        page = _issuer(request, write.signed, session, form=form, row=row)
    return write.answered(page)


def _values(form: PostedForm, *, keep_empty: bool = False) -> dict[str, str | None]:
    """Return what was typed by field; an empty field is nothing."""
    typed = {name: form.value(name).strip() or None for name in FIELDS}
    return {name: value for name, value in typed.items() if keep_empty or value}


def _typed(value: object) -> str:
    return "" if value is None else str(getattr(value, "value", value))


def _issuer(
    request: Request, signed: SignedIn, session: StaffSession, *, form: EntryForm, row: Issuer | None = None
) -> Response:
    language = language_of(request.scope)
    shown = IssuerPage(
        row=row,
        steps=steps_of(session, row.id) if row else (),
        kinds=(("", "—"), *choices(IssuerKind, language)),
        names=choices(PersonNames, language),
        done=request.query_params.get("done", ""),
    )
    menu = menu_of(request, signed)
    return staff_page(
        request, "accounts/issuer.html.j2", menu, status=422 if form.problems else 200, form=form, shown=shown
    )
