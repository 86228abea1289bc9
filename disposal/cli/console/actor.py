"""Who acts on the command line: named by `--as`, else the system's user; stands in every audit entry."""

import getpass
import os

import typer


def system_user() -> str:
    """Return the login name, or the numeric user id where the system knows no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def acting(context: typer.Context) -> str:
    """Return who acts in this call."""
    root = context.find_root()
    return str((root.obj or {}).get("actor") or system_user())
