"""Who acts on the command line: the account that `--as` names, otherwise the system user."""

import getpass
import os

import typer

from disposal.acting import Actor, Channel


def system_user() -> str:
    """Return the login name, or the numeric user id if the system has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def acting(context: typer.Context) -> Actor:
    """Return who acts in this call: the account or, before the first account, the name that ``--as`` gave."""
    root = context.find_root()
    said, user = str((root.obj or {}).get("actor") or ""), system_user()
    return Actor(said or user, channel=Channel.command_line, os_user=user)
