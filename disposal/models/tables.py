"""Every table of the registry: the files of the rooms of models, found and not listed."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from sqlalchemy import MetaData
from sqlmodel import SQLModel

import disposal.models
from disposal.models.records.record import Record


@cache
def every_table() -> tuple[type[Record], ...]:
    """Return the class of each table by its file and name. Imports all models, which makes their tables known.

    Only what must look at every table asks for it: a command imports no models but those it works on.
    """
    for file in pkgutil.walk_packages(disposal.models.__path__, f"{disposal.models.__name__}."):
        import_module(file.name)
    return tuple(sorted(_tables_of(Record), key=lambda table: (table.__module__, table.__name__)))


def whole_schema() -> MetaData:
    """Return the schema with every table in it."""
    every_table()
    return SQLModel.metadata


def _tables_of(base: type[Record]) -> Iterator[type[Record]]:
    """Yield the tables below a class; what tables share in a class of its own is none."""
    for each in base.__subclasses__():
        yield from [each] if hasattr(each, "__table__") else _tables_of(each)
