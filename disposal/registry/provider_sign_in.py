"""Sign in at the company's identity provider: its answer counts once; its code is exchanged outside any transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from disposal.acting import Actor, Channel
from disposal.identity_provider.errors import AuthenticationOld, IdentityUnknown, ProviderDeclined, TokenRefused
from disposal.models.accounts.account import Account
from disposal.registry.sign_in import IssuedSession, actor_of, issued_session, who_is_signed_in
from disposal.services.accounts.provider_links import account_with_identity
from disposal.services.accounts.tokens import PROOF_FRESH
from disposal.services.sign_in.attempts import Visitor
from disposal.services.sign_in.provider_requests import new_request, take_request
from disposal.services.sign_in.sessions import (
    BY_PROVIDER,
    BY_PROVIDER_TWICE,
    begin_session,
    end_session,
    renew_session,
)
from disposal.storage.database import Database

if TYPE_CHECKING:
    from disposal.identity_provider.id_token import Identity


@dataclass(frozen=True, slots=True)
class ProviderSays:
    """What the browser brings back from the provider."""

    state: str
    code: str = ""
    error: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class FromBrowser:
    """The browser that asks: the secret of its cookie, from where, and the token of a sign-in that it has already."""

    bound_to: str
    visitor: Visitor
    token: str = ""


def provider_address(database: Database, wanted: str, *, is_again: bool, bound_to: str, at: datetime) -> str:
    """Return the address at the provider at which a browser signs in.

    Raises: ProviderUnset, ProviderUnreachable, ProviderUnfit.
    """
    with database.session() as session:
        request = new_request(session, wanted, is_again=is_again, bound_to=bound_to, at=at)
    from disposal.identity_provider.provider import authorization_address  # loads the protocol

    return authorization_address(database.settings, request.binding)


def sign_in_by_provider(
    database: Database, said: ProviderSays, *, browser: FromBrowser, at: datetime
) -> tuple[IssuedSession, str]:
    """Sign in the account that the provider's identity is linked to; return its session and the page it wanted.

    A browser that proves the same account again keeps its session, with a new token.

    Raises: AnswerOutdated, ProviderDeclined, TokenRefused, IdentityUnknown, AccountDisabled, AuthenticationOld; what
    ``provider_address`` raises.
    """
    with database.unidentified() as session:
        request = take_request(session, said.state, bound_to=browser.bound_to, at=at)
    if said.issuer not in {"", database.settings.oidc_issuer}:
        raise TokenRefused
    if said.error or not said.code:
        raise ProviderDeclined(said.error)
    from disposal.identity_provider.provider import identity_for_code

    identity = identity_for_code(database.settings, said.code, request.binding, at=at)
    if request.binding.is_again and not _is_fresh(identity, at):
        raise AuthenticationOld
    with database.session() as session:
        account = account_with_identity(session, identity.issuer, identity.subject)
    if account is None:
        raise IdentityUnknown(identity.subject)
    token = _begun(database, account, identity, browser=browser, at=at)
    return issued_session(database, token, account.login, visitor=browser.visitor, at=at), request.wanted


def _begun(database: Database, account: Account, identity: "Identity", *, browser: FromBrowser, at: datetime) -> str:
    """Begin a session, or renew the one that the browser has; a session of another account ends. Returns the token."""
    proof = BY_PROVIDER_TWICE if identity.has_factor else BY_PROVIDER
    held = who_is_signed_in(database, browser.token, at=at) if browser.token else None
    if held is not None and held.account_id != account.id:
        with database.session(actor_of(held)) as session:
            end_session(session, held.session_id, at=at)
        held = None
    actor = Actor(account.login, channel=Channel.page, account_id=account.id, login=account.login, proof=proof)
    with database.session(actor) as session:
        if held is not None and _is_fresh(identity, at):
            return renew_session(session, held.session_id, proof=proof, at=at)
        if held is not None:
            end_session(session, held.session_id, at=at)
        asked_at = min(identity.authenticated_at or at - PROOF_FRESH, at)
        return begin_session(session, proof=proof, browser=browser.visitor.browser, at=at, proved_at=asked_at)


def _is_fresh(identity: "Identity", at: datetime) -> bool:
    """Return whether the provider says that it has authenticated the person just now. Without a word of it: no."""
    return identity.authenticated_at is not None and at - identity.authenticated_at < PROOF_FRESH
