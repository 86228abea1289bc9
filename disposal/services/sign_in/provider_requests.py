"""Requests to the identity provider: what binds its answer to the browser that asked, and lets it count once.

Nothing is stored when a browser asks. The state that travels says until when it holds and where the person wanted to
go, under a keyed digest over the browser's cookie; nonce and PKCE verifier are derived from both, so that no other
browser can use the state. The answer is marked as taken before its code is used.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, delete

from disposal.identity_provider.binding import BrowserBinding
from disposal.identity_provider.errors import AnswerOutdated
from disposal.models.accounts.provider_identity import ProviderAnswer
from disposal.models.records.record import new_id
from disposal.personal_data.secrets_key import Secrets
from disposal.services.accounts.modes import secrets_of

LASTS = timedelta(minutes=10)
LONGEST_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """What the provider is asked with, and the page that the person wanted."""

    binding: BrowserBinding
    wanted: str
    expires_at: datetime


def new_request(session: Session, wanted: str, *, is_again: bool, bound_to: str, at: datetime) -> ProviderRequest:
    """Return a request bound to the browser whose cookie says ``bound_to``."""
    kind = "again" if is_again else "once"
    page = base64.urlsafe_b64encode(wanted.encode() if len(wanted) <= LONGEST_ADDRESS else b"").decode().rstrip("=")
    said = f"{int((at + LASTS).timestamp())}.{kind}.{secrets.token_urlsafe(24)}.{page}"
    keys = secrets_of(session)
    return _read(keys, f"{said}.{_mark(keys, said, bound_to)}", bound_to=bound_to)


def take_request(session: Session, state: str, *, bound_to: str, at: datetime) -> ProviderRequest:
    """Return the request that an answer belongs to, and let no second answer to it count.

    Raises: AnswerOutdated for the state of another browser, one that is too old, or one that was answered.
    """
    request = _read(secrets_of(session), state, bound_to=bound_to)
    if at >= request.expires_at:
        raise AnswerOutdated
    session.execute(delete(ProviderAnswer).where(col(ProviderAnswer.expires_at) < at))
    digest = hashlib.sha256(state.encode()).hexdigest()
    row = {"id": new_id(), "created_at": at, "request_sha256": digest, "expires_at": request.expires_at}
    taking = insert(ProviderAnswer).values(row).on_conflict_do_nothing().returning(col(ProviderAnswer.id))
    if session.execute(taking).first() is None:
        raise AnswerOutdated
    return request


def _read(keys: Secrets, state: str, *, bound_to: str) -> ProviderRequest:
    """Return the request of a state. Raises: AnswerOutdated unless this browser was given it."""
    said, _, mark = state.rpartition(".")
    if not (bound_to and hmac.compare_digest(mark.encode(), _mark(keys, said, bound_to).encode())):
        raise AnswerOutdated
    until, kind, _, page = said.split(".")
    binding = BrowserBinding(
        state=state,
        nonce=keys.digest("oidc nonce", f"{bound_to} {state}"),
        verifier=keys.digest("oidc verifier", f"{bound_to} {state}"),
        is_again=kind == "again",
    )
    wanted = base64.urlsafe_b64decode(page + "=" * (-len(page) % 4)).decode(errors="replace")
    return ProviderRequest(binding, wanted, datetime.fromtimestamp(int(until), UTC))


def _mark(keys: Secrets, said: str, bound_to: str) -> str:
    return keys.digest("oidc state", f"{bound_to} {said}")
