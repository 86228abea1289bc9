"""Forms of the desk: what was typed with the error that undid it, and the proof that a form asks for again."""

from datetime import datetime

from disposal.pages.desk.entry_form import EntryForm
from disposal.services.sign_in.sessions import SignedIn
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
