"""The person acting on the command line: given by `--as`, otherwise the system user; recorded in every audit entry."""

import getpass
import os

import typer

from disposal.services.records.validation import read_actor


def system_user() -> str:
    """Return the login name, or the numeric user id if the system has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def named(actor: str) -> str:
    """Return who acts: the name given with `--as`, or the system user.

    Raises: InvalidRecord if the name cannot stand in an audit entry.
    """
    return read_actor(actor) if actor.strip() else system_user()


def acting(context: typer.Context) -> str:
    """Return the actor of this call."""
    root = context.find_root()
    return str((root.obj or {}).get("actor") or system_user())
