"""The groups of routes that anybody may ask for, or an account: each file of this room that has a ``router``.

They are found and not listed, so that a new file is served as it stands. Their order is that of the files' names; no
address of one group is also one of another.
"""

import pkgutil
from importlib import import_module
from types import ModuleType

from fastapi import APIRouter

import disposal.api


def routers_in(room: ModuleType) -> tuple[APIRouter, ...]:
    """Return the ``router`` of each file of a room that has one."""
    files = [import_module(f"{room.__name__}.{file.name}") for file in pkgutil.iter_modules(room.__path__)]
    return tuple(file.router for file in files if hasattr(file, "router"))


ROUTERS = routers_in(disposal.api)
