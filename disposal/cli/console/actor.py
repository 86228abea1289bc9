"""The person acting on the command line: given by `--as`, otherwise the system user; recorded in every audit entry."""

import getpass
import os

import typer


def system_user() -> str:
    """Return the login name, or the numeric user id if the system has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def acting(context: typer.Context) -> str:
    """Return the actor of this call."""
    root = context.find_root()
    return str((root.obj or {}).get("actor") or system_user())
