"""Who acts on the command line: the account of an API token, or that `--as` names, otherwise the system user."""

import getpass
import os

import typer

from disposal.acting import Actor, Channel

TOKEN_VARIABLE = "DISPOSAL_TOKEN"  # noqa: S105 - the name of a variable


def system_user() -> str:
    """Return the login name, or the numeric user id if the system has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may stand in no list of the system
        return f"uid {os.getuid()}"


def named(actor: str) -> str:
    """Return the name or login given with `--as`, empty where none is given.

    Raises: InvalidRecord if the name cannot stand in an audit entry.
    """
    if not actor.strip():
        return ""
    from disposal.services.records.validation import read_actor

    return read_actor(actor)


def acting(context: typer.Context) -> Actor:
    """Return who acts in this call: the account or, before the first account, the name that ``--as`` gave.

    An API token in the environment proves its account; a register in production asks for one.
    """
    root = context.find_root()
    said, user = str((root.obj or {}).get("actor") or ""), system_user()
    bearer = os.environ.get(TOKEN_VARIABLE, "").strip() or None
    claimed = said or None if bearer else None
    return Actor(said or user, channel=Channel.command_line, login=claimed, os_user=user, bearer=bearer)
