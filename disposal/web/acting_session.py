"""A session in which the person of a request acts. It is committed when the block ends, before anything is answered."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request
from sqlmodel import Session

from disposal.registry.sign_in import actor_of
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import form_secret
from disposal.web.cross_site import TOKEN_FIELD, TOKEN_HEADER, refuse_other_sessions, refuse_other_sites
from disposal.web.dependencies import register
from disposal.web.posted_form import PostedForm


@contextmanager
def acting_session(request: Request, acting: SignedIn) -> Iterator[Session]:
    """Yield a session in one transaction, in which this person acts."""
    with register(request).database.session(actor_of(acting)) as session:
        yield session


@contextmanager
def reading_session(request: Request, acting: SignedIn) -> Iterator[Session]:
    """Yield a session in which this person reads."""
    with register(request).database.session(actor_of(acting), is_read_only=True) as session:
        yield session


def refuse_forged(request: Request, acting: SignedIn, posted: PostedForm) -> None:
    """Refuse a post that does not come from a page of this sign-in. Raises: PostOfAnotherSite, TokenOutdated."""
    refuse_other_sites(request.method, request.headers, origins=register(request).database.settings.origins)
    refuse_other_sessions(
        posted.value(TOKEN_FIELD) or request.headers.get(TOKEN_HEADER, ""), secret=form_secret(request, acting)
    )
