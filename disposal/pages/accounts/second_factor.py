"""Second factor (二次验证): codes by time are set up with a QR code, and removed; recovery codes are shown once."""

from dataclasses import dataclass

import segno
from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from disposal.models.accounts.passkey import Passkey
from disposal.pages.accounts.account_settings import ME
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after, proof_kind
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.registry.sign_in import actor_of
from disposal.services.sign_in.own_account import confirm_factor, own_account
from disposal.services.sign_in.second_factors import (
    Enrolment,
    begin_enrolment,
    pending_enrolment,
    remove_codes,
    renew_recovery_codes,
)
from disposal.services.sign_in.sessions import SignedIn, StillNeeded
from disposal.web.acting import Enrolling
from disposal.web.dependencies import Now, register
from disposal.web.writer import Write, WriteFactor, Writer
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
FACTOR = f"{ME}/factor"


@dataclass(frozen=True, slots=True)
class FactorPage:
    """What the page shows: the seed with its QR code, or what is set up; ``proof`` is what its forms ask for."""

    enrolment: Enrolment | None
    drawing: Markup
    has_factor: bool
    has_codes: bool
    passkeys: tuple[Passkey, ...]
    may_have_passkeys: bool
    proof: str
    need: StillNeeded | None


@router.get(FACTOR)
def factor_page(request: Request, signed: Enrolling) -> Response:
    """Say what a second factor is, and offer to set one up."""
    return _page(request, signed, EntryForm())


@router.post(FACTOR)
def factor_begun(request: Request, write: WriteFactor, now: Now) -> Response:
    """Make a seed and show its QR code."""
    done = write.attempt(lambda session: begin_enrolment(session, at=now), proof="fresh")
    if done.error:
        return write.answered(factor_again(request, write, done.error))
    return write.answered(_page(request, write.signed, EntryForm(), enrolment=done.value))


@router.post(f"{FACTOR}/confirm")
def factor_confirmed(request: Request, write: WriteFactor, now: Now) -> Response:
    """Confirm the seed by a first code; show the recovery codes, this once."""
    code, here = write.form.value("code"), write.signed.session_id
    done = write.attempt(lambda session: confirm_factor(session, code, here=here, at=now))
    if done.value is None:
        with write.reading() as session:
            enrolment = pending_enrolment(session)
        form = form_after(write, done.error)
        return write.answered(_page(request, write.signed, form, enrolment=enrolment, status=422))
    write.renewed(done.value.token, write.signed)
    return write.answered(codes_page(request, write.signed, done.value.recovery_codes))


@router.post(f"{FACTOR}/recovery")
def recovery_renewed(request: Request, write: Write) -> Response:
    """Make ten new recovery codes in place of the old ones; show them, this once."""
    done = write.attempt(renew_recovery_codes, proof="fresh")
    if done.value is None:
        return write.answered(factor_again(request, write, done.error))
    return write.answered(codes_page(request, write.signed, done.value))


@router.post(f"{FACTOR}/remove")
def factor_removed(request: Request, write: Write) -> Response:
    """Remove the codes by time."""
    done = write.attempt(remove_codes, proof="fresh")
    if done.error:
        return write.answered(factor_again(request, write, done.error))
    return write.answered(see_other(request, f"{ME}?done=factor"))


def _page(
    request: Request, signed: SignedIn, form: EntryForm, *, enrolment: Enrolment | None = None, status: int = 200
) -> Response:
    """Return the page of the second factor: what it is or, with a seed, the QR code and the field of the first code."""
    drawn = segno.make(enrolment.address, error="m").svg_inline(scale=5, border=3) if enrolment else ""
    drawing = Markup(drawn)  # noqa: S704 - segno draws it from a seed and a login of small letters
    served = register(request)
    with served.database.session(actor_of(signed), is_read_only=True) as session:
        own = own_account(session, at=served.clock())
    shown = FactorPage(
        enrolment=enrolment,
        drawing=drawing,
        has_factor=own.has_codes or bool(own.passkeys),
        has_codes=own.has_codes,
        passkeys=own.passkeys,
        may_have_passkeys=bool(served.database.settings.passkey_host),
        proof=proof_kind(signed, served.clock()),
        need=signed.need,
    )
    return staff_page(
        request, "accounts/second_factor.html.j2", menu_of(request, signed), status=status, form=form, shown=shown
    )


def factor_again(request: Request, write: Writer, error: NoticesError | None) -> Response:
    """Return the page with the error that undid a change."""
    return _page(request, write.signed, form_after(write, error), status=error.status if error else 200)


def codes_page(request: Request, signed: SignedIn, codes: tuple[str, ...]) -> Response:
    """Return the page of recovery codes, which are shown this once."""
    return staff_page(request, "accounts/recovery_codes.html.j2", menu_of(request, signed), codes=codes)
