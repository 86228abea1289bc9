"""Who acts in a request of the desk. Every route of a staff page depends on ``Acting``, or on what is built on it.

A route that shows takes ``StaffSession``: a read-only session of the person, limited to the person's issuers; it asks
``require(session, "claims.read")`` or calls a service that does. A route that changes takes ``Write`` (see ``writer``).
"""

from collections.abc import Callable, Iterator
from typing import Annotated, ClassVar

from fastapi import Depends, Request
from sqlmodel import Session

from disposal.errors import DisposalError
from disposal.registry.sign_in import actor_of, who_is_signed_in
from disposal.services.sign_in.sessions import SignedIn, StillNeeded
from disposal.web.cookies import SESSION, before_sign_in, cookie
from disposal.web.cross_site import new_token
from disposal.web.dependencies import Now, register
from disposal.web.errors import AddressUnknown


class SignInNeeded(DisposalError):
    """Nobody is signed in."""

    code: ClassVar[str] = "sign_in_needed"
    status: ClassVar[int] = 401

    def __init__(self) -> None:
        super().__init__(
            zh="打开业务台的网页须先登录。请登录后再打开。",
            en="pages of the desk need a sign-in; sign in and open the page again",
        )


class StepMissing(DisposalError):
    """Who is signed in must first give a code, set a password or set up a second factor."""

    code: ClassVar[str] = "step_missing"
    status: ClassVar[int] = 403

    def __init__(self, need: StillNeeded) -> None:
        self.need = need
        super().__init__(
            zh=f"请先完成一步：{need.zh}，再打开此页。", en=f"one step is missing: {need.en}, then open the page again"
        )


def signed_in_but(*allowed: StillNeeded) -> Callable[[Request, Now], SignedIn]:
    """Return the dependency that yields who is signed in; of those signed in by half only such with these needs."""

    def dependency(request: Request, now: Now) -> SignedIn:
        token = cookie(request, SESSION)
        signed = who_is_signed_in(register(request).database, token, at=now) if token else None
        if signed is None:
            raise SignInNeeded
        if signed.need is not None and signed.need not in allowed:
            raise StepMissing(signed.need)
        return signed

    return dependency


acting = signed_in_but()
Acting = Annotated[SignedIn, Depends(acting)]
"""Who is signed in. Raises: SignInNeeded, which leads to the sign-in and back; StepMissing, which leads to the step."""
GivingCode = Annotated[SignedIn, Depends(signed_in_but(StillNeeded.factor))]
SettingPassword = Annotated[SignedIn, Depends(signed_in_but(StillNeeded.password))]
Enrolling = Annotated[SignedIn, Depends(signed_in_but(StillNeeded.enrolment))]


def discipline_officer(request: Request, now: Now) -> SignedIn:
    """Return the discipline officer who is signed in; for everybody else the address does not exist.

    Raises: AddressUnknown. No refusal of it is recorded.
    """
    try:
        signed = acting(request, now)
    except (SignInNeeded, StepMissing):
        raise AddressUnknown from None
    if not signed.may("reports.read"):
        raise AddressUnknown
    return signed


OfficerActing = Annotated[SignedIn, Depends(discipline_officer)]


def staff_session(request: Request, signed: Acting) -> Iterator[Session]:
    """Yield a read-only session of the person signed in."""
    with register(request).database.session(actor_of(signed), is_read_only=True) as session:
        yield session


StaffSession = Annotated[Session, Depends(staff_session)]


def form_secret(request: Request, signed: SignedIn | None) -> bytes:
    """Return the secret that binds forms to a sign-in or, before it, to the browser."""
    keys = register(request).database.secrets
    bound_to = str(signed.session_id) if signed else before_sign_in(request)
    return bytes.fromhex(keys.digest("forms", bound_to))


def form_token(request: Request, signed: SignedIn | None) -> str:
    """Return the token that every form of a page carries in its field ``csrf``."""
    return new_token(form_secret(request, signed))
