"""Passkeys (通行密钥): challenges for the person's device, signing in by one, making and removing them."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.pages.accounts.account_settings import ME
from disposal.pages.accounts.second_factor import FACTOR, codes_page, factor_again
from disposal.pages.accounts.sign_in import entered, strangers_page
from disposal.pages.desk.own_proof import form_with
from disposal.pages.desk.staff_page import SIGN_IN, see_other
from disposal.registry.sign_in import sign_in_by_passkey
from disposal.requests.next_address import next_address
from disposal.services.sign_in.attempts import network_of
from disposal.services.sign_in.own_account import add_passkey
from disposal.services.sign_in.passkeys import (
    PasskeyProof,
    own_sign_in_options,
    registration_options,
    remove_passkey,
    sign_in_options,
)
from disposal.web.cookies import before_sign_in, visitor
from disposal.web.dependencies import Now, register
from disposal.web.writer import StrangersForm, Write, WriteEnd, WriteFactor
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)
PASSKEYS = f"{ME}/passkeys"
_JSON = "application/json"


@router.post(f"{SIGN_IN}/passkey/options")
def sign_in_challenge(request: Request, now: Now, form: StrangersForm) -> Response:
    """Send a challenge to a browser that is not signed in; each is stored for a while, so a network gets only so many.

    Raises: TooManyRequests, PasskeysUnavailable.
    """
    register(request).rates.take(f"passkey {network_of(visitor(request).address)}")
    bound_to = before_sign_in(request)
    with register(request).database.unidentified() as session:
        return Response(sign_in_options(session, bound_to=bound_to, at=now), media_type=_JSON)


@router.post(f"{SIGN_IN}/passkey")
def signed_in_by_passkey(request: Request, now: Now, form: StrangersForm) -> Response:
    """Sign in by a passkey."""
    proof = PasskeyProof(form.value("passkey"), before_sign_in(request))
    try:
        issued = sign_in_by_passkey(register(request).database, proof, visitor=visitor(request), at=now)
    except NoticesError as error:
        return strangers_page(request, "accounts/sign_in.html.j2", form_with(form.without("passkey"), error), error)
    return entered(request, issued, next_address(form.value("next")))


@router.post(f"{PASSKEYS}/proof")
def proof_challenge(write: WriteEnd, now: Now) -> Response:
    """Send a challenge that proves again who acts, or completes a sign-in."""
    bound_to = str(write.signed.session_id)
    done = write.attempt(lambda session: own_sign_in_options(session, bound_to=bound_to, at=now))
    if done.value is None:
        raise done.error or AssertionError
    return Response(done.value, media_type=_JSON)


@router.post(f"{PASSKEYS}/options")
def new_challenge(write: WriteFactor, now: Now) -> Response:
    """Send the challenge of a new passkey."""
    bound_to = str(write.signed.session_id)
    done = write.attempt(lambda session: registration_options(session, bound_to=bound_to, at=now), proof="fresh")
    if done.value is None:
        raise done.error or AssertionError
    return write.answered(Response(done.value, media_type=_JSON))


@router.post(PASSKEYS)
def passkey_made(request: Request, write: WriteFactor, now: Now) -> Response:
    """Store a new passkey; show recovery codes if it is the first factor."""
    name, here = write.form.value("name"), write.signed.session_id
    proof = PasskeyProof(write.form.value("passkey"), str(here))
    done = write.attempt(lambda session: add_passkey(session, name, proof, here=here, at=now))
    if done.value is None:
        return write.answered(factor_again(request, write, done.error))
    write.renewed(done.value.token, write.signed)
    codes = done.value.recovery_codes
    return write.answered(codes_page(request, write.signed, codes) if codes else see_other(request, FACTOR))


@router.post(f"{PASSKEYS}/{{passkey_id}}/remove")
def passkey_removed(request: Request, write: Write, passkey_id: UUID) -> Response:
    """Remove one of one's own passkeys."""
    done = write.attempt(lambda session: remove_passkey(session, passkey_id), proof="fresh")
    return write.answered(factor_again(request, write, done.error) if done.error else see_other(request, FACTOR))
