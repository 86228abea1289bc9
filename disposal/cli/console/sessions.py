"""The session of a command on the register: who acts, what has become due before, and how a refusal is told."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from sqlmodel import Session

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import refusals_as_json
from disposal.registry.due_publications import open_register
from disposal.services.accounts.permissions import require
from disposal.settings import get_settings


@contextmanager
def writing_session(context: typer.Context, *, as_json: bool = False) -> Iterator[Session]:
    """Yield a session of whoever calls; a refusal is printed as JSON if ``as_json``. Raises: what ``identify`` does."""
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(acting(context)) as session,
    ):
        yield session


@contextmanager
def reading_session(context: typer.Context, verb: str, *, as_json: bool = False) -> Iterator[Session]:
    """Yield a read-only session of whoever calls, for a command that shows what only staff may see.

    ``verb`` is the right that it needs, such as ``claims.read``; the session sees the caller's issuers only.

    Raises: PermissionRefused, ScopeRefused, and what ``identify`` raises.
    """
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(acting(context), is_read_only=True) as session,
    ):
        require(session, verb)
        yield session
