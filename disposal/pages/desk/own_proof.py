"""Forms of the desk: what was typed with the error that undid it, and the proof that a form asks for again."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import Response

from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.services.sign_in.sessions import ProofOutdated, SignedIn
from disposal.web.posted_form import Items
from disposal.web.writer import PROOF_FIELD, Writer
from notices.errors import NoticesError
from notices.reading import Problem

_OF_PROOF = frozenset({"code_refused", "sign_in_refused", "proof_outdated", "too_many_attempts", "passkey_refused",
                       "own_factor_needed"})  # fmt: skip
"""Errors that belong to the field of the proof, whatever field they name."""


def proof_kind(signed: SignedIn, now: datetime, *, is_always: bool = False, is_anew: bool = False) -> str:
    """Return what a form asks for: ``passkey`` (or code), ``code``, ``password``; nothing while a proof is fresh.

    ``none yet``: it needs a factor that the person has not.
    ``provider``: there is no password either, so that the person signs in at the identity provider again.
    """
    is_asked = (is_anew and not signed.proves_at_provider) or (is_always and signed.has_factor)
    if is_always and signed.is_production and not signed.has_factor:
        return "none yet"
    if signed.is_proved(now) and not is_asked:
        return ""
    if signed.has_passkey:
        return "passkey"
    if signed.proves_at_provider:
        return "provider"
    return "code" if signed.has_factor else "password"


@dataclass(frozen=True, slots=True)
class ExportProof:
    """The page that asks for a proof: where it posts what was asked, the way back, and the kind of proof."""

    path: str
    back: str
    asked: Items
    form: EntryForm
    proof: str


def proof_before_export(write: Writer) -> Response | None:
    """Return the page that asks who exports for a proof; None where one is fresh, or came with this form.

    What is exported leaves the register, so a proof of the last five minutes is needed.
    """
    error = write.attempt(lambda session: None, proof="fresh").error
    if error is None:
        return None
    path = write.request.url.path.removeprefix("/en")
    kind = proof_kind(write.signed, write.at)
    form = form_after(write, None if isinstance(error, ProofOutdated) else error)  # that the page says itself
    shown = ExportProof(path, path.rpartition("/")[0], write.typed, form, kind)
    page = staff_page(
        write.request, "desk/export.html.j2", menu_of(write.request, write.signed), status=error.status, shown=shown
    )
    return write.answered(page)


def form_after(write: Writer, error: NoticesError | None) -> EntryForm:
    """Return the form as typed, with the error at its field; passwords and proofs are typed again."""
    return form_with(write.typed, error)


def form_with(items: Items, error: NoticesError | None) -> EntryForm:
    """Return fields with the problems of an error."""
    return EntryForm(items, problems_of(error) if error else ())


def problems_of(error: NoticesError) -> tuple[Problem, ...]:
    """Return the problems of an error, each at the field that a person filled in."""
    several: tuple[Problem, ...] = getattr(error, "problems", ())
    if several:
        return several
    is_of_proof = error.code in _OF_PROOF
    return (Problem(path=PROOF_FIELD if is_of_proof else error.field, value="", zh=error.zh, en=error.en),)
