"""How a page of the desk changes the register: as the person signed in, in one transaction, from a form of our own.

    @router.post("/desk/claims")
    def enter(request: Request, write: Write) -> Response:
        done = write.attempt(lambda session: enter_claim(session, …))
        if done.error:
            return write.answered(claim_page(request, write.signed, form_of(write.form, done.error)))
        return write.answered(see_other(request, f"/desk/claims/{done.value.id}"))

``Write`` refuses a post of another site or of another sign-in before anything is read. ``attempt`` commits, or rolls
everything back and returns the error, so that the page can show what was typed; a refusal of a right is recorded.
``proof="fresh"`` asks for a proof of the last five minutes (accounts, exports, numbers), ``proof="always"`` for one
with this very form where the account has a second factor (approvals), ``proof="anew"`` for one in any case (the
password; somebody without one signs in at the identity provider again); the form carries it in its field ``proof``
(macro ``own_proof``).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from fastapi import Depends, Request, Response
from sqlmodel import Session

from disposal.registry.sign_in import actor_of, prove_again
from disposal.services.sign_in.sessions import OwnFactorNeeded, ProofOutdated, SignedIn, StillNeeded
from disposal.storage.database import Database
from disposal.web.acting import acting, discipline_officer, form_secret, signed_in_but
from disposal.web.cookies import BEFORE, SESSION, cookie, set_cookie, visitor
from disposal.web.cross_site import TOKEN_FIELD, TOKEN_HEADER, refuse_other_sessions, refuse_other_sites
from disposal.web.days_in_full import with_days_in_full
from disposal.web.dependencies import Now, register
from disposal.web.posted_form import Items, Posted, PostedForm, filers_form, strangers_form
from notices.dates import SHANGHAI
from notices.errors import NoticesError

T = TypeVar("T")
Proof = Literal["none", "fresh", "always", "anew"]
PROOF_FIELD = "proof"


@dataclass(frozen=True, slots=True)
class Attempted(Generic[T]):
    """What became of a change: its value, or the error that undid it."""

    value: T | None = None
    error: NoticesError | None = None


class Writer:
    """One posted form of a person who is signed in."""

    def __init__(self, request: Request, signed: SignedIn, *, form: PostedForm, at: datetime) -> None:
        self.request = request
        self.signed = signed
        self.form = form
        self.at = at
        self._token = ""

    @property
    def database(self) -> Database:
        """Return the database of the register."""
        return register(self.request).database

    @property
    def typed(self) -> Items:
        """Return what was typed: the fields without the form's token and without proofs."""
        secret = {TOKEN_FIELD, PROOF_FIELD} | {name for name, _ in self.form.items if "password" in name}
        return self.form.without(*secret)

    def attempt(self, act: Callable[[Session], T], *, proof: Proof = "none") -> Attempted[T]:
        """Do ``act`` in one transaction and commit; on an error of the register undo all of it and return the error."""
        try:
            has_factor = self.signed.has_factor
            if proof == "always" and self.signed.is_production and not has_factor:
                raise OwnFactorNeeded
            if proof != "none":
                by_provider = self.signed.proves_at_provider
                self._prove(is_asked=(proof == "anew" and not by_provider) or (proof == "always" and has_factor))
            with self.database.session(actor_of(self.signed)) as session:
                value = act(session)
        except NoticesError as error:
            return Attempted(error=error)
        return Attempted(value)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a read-only session of the person, for the page that is shown again."""
        with self.database.session(actor_of(self.signed), is_read_only=True) as session:
            yield session

    def renewed(self, token: str, signed: SignedIn) -> None:
        """Note that a further proof has renewed the sign-in; ``answered`` gives the browser its token."""
        self._token, self.signed = token, signed

    def answered(self, response: Response) -> Response:
        """Return the response with the renewed token, if there is one. Every answer of a write passes through here."""
        if self._token:
            set_cookie(response, self.request, SESSION, self._token)
        return response

    def _prove(self, *, is_asked: bool) -> None:
        given = self.form.value(PROOF_FIELD)
        asks = is_asked or not self.signed.is_proved(self.at)
        if not (asks or given):
            return
        if not given:
            raise ProofOutdated(is_at_provider=self.signed.proves_at_provider)
        issued = prove_again(self.database, self.signed, given, visitor=visitor(self.request), at=self.at)
        self.renewed(issued.token, issued.signed)


async def same_site(request: Request) -> None:
    """Refuse a post of another site before its body is read. Raises: PostOfAnotherSite."""
    origins = register(request).database.settings.origins
    refuse_other_sites(request.method, request.headers, origins=origins)


SameSite = Annotated[None, Depends(same_site)]


def _own_form(of: Callable[..., SignedIn]) -> Callable[..., PostedForm]:
    """Return the dependency that yields a form posted from a page of this sign-in, for those whom ``of`` lets through.

    It raises PostOfAnotherSite before the body is read, and TokenOutdated.
    """

    def dependency(request: Request, signed: Annotated[SignedIn, Depends(of)], _: SameSite, form: Posted) -> PostedForm:
        token = form.value(TOKEN_FIELD) or request.headers.get(TOKEN_HEADER, "")
        refuse_other_sessions(token, secret=form_secret(request, signed))
        return form

    return dependency


def _writer(of: Callable[..., SignedIn]) -> Callable[..., Writer]:
    """Return the dependency that yields the writer of a form of our own, for those whom ``of`` lets through."""

    def dependency(
        request: Request,
        now: Now,
        signed: Annotated[SignedIn, Depends(of)],
        form: Annotated[PostedForm, Depends(_own_form(of))],
    ) -> Writer:
        today = now.astimezone(SHANGHAI).date()
        return Writer(request, signed, form=with_days_in_full(form, today=today), at=now)

    return dependency


def form_of_stranger(request: Request, _: SameSite, form: Annotated[PostedForm, Depends(strangers_form)]) -> PostedForm:
    """Return a form of somebody who is not signed in, from the page that this browser was shown.

    Raises: TokenOutdated, for a browser without the cookie too.
    """
    secret = form_secret(request, None) if cookie(request, BEFORE) else b""
    refuse_other_sessions(form.value(TOKEN_FIELD) if secret else "", secret=secret or b"none")
    return form


def form_of_filer(_: SameSite, form: Annotated[PostedForm, Depends(filers_form)]) -> PostedForm:
    """Return a form that anybody files on a public page. It carries no rights, so no cookie and no token.

    Raises: PostOfAnotherSite before the body is read.
    """
    return form


FiledForm = Annotated[PostedForm, Depends(form_of_filer)]
OwnForm = Annotated[PostedForm, Depends(_own_form(acting))]
"""A form that the person signed in has posted from a page of theirs; staff pages read no other."""
Write = Annotated[Writer, Depends(_writer(acting))]
WriteOfficer = Annotated[Writer, Depends(_writer(discipline_officer))]
WriteCode = Annotated[Writer, Depends(_writer(signed_in_but(StillNeeded.factor)))]
WritePassword = Annotated[Writer, Depends(_writer(signed_in_but(StillNeeded.password)))]
WriteFactor = Annotated[Writer, Depends(_writer(signed_in_but(StillNeeded.enrolment)))]
WriteEnd = Annotated[Writer, Depends(_writer(signed_in_but(*StillNeeded)))]
StrangersForm = Annotated[PostedForm, Depends(form_of_stranger)]
