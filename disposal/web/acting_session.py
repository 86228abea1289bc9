"""A session in which the person of a request acts. It is committed when the block ends, before anything is answered."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request
from sqlmodel import Session

from disposal.registry.sign_in import actor_of
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.dependencies import register


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
