"""Engines of the tests of one worker: each statement is compiled once for all databases, not once for each."""

import os
import weakref
from functools import cache

import pytest
from sqlalchemy import URL, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from disposal.storage import database
from disposal.storage.database import create_registry_engine


def share_compiled(patch: pytest.MonkeyPatch, *, first: URL, kept: URL) -> Engine:
    """Let whoever opens a database share what was compiled for ``first``; return the one engine of ``kept``.

    Compiling was half of what a command costs, and of what filling a database costs.
    """
    compiling = create_registry_engine(first)
    with compiling.connect():
        pass
    compiling.dispose()

    def made(url: URL) -> Engine:
        engine = create_registry_engine(url)
        engine.dialect, engine._compiled_cache = compiling.dialect, compiling._compiled_cache
        return engine

    @cache
    def one(url: URL) -> Engine:
        engine = made(url)
        engine.pool._pre_ping = False  # its connections end with the test, and no server is started anew under it
        _close_what_comes_late(engine)
        return engine

    here = os.getpid()  # connections do not survive a fork

    def engine_of(url: URL) -> Engine:
        return one(url) if (url, os.getpid()) == (kept, here) else made(url)

    patch.setattr(database, "create_registry_engine", engine_of)
    return one(kept)


def _close_what_comes_late(engine: Engine) -> None:
    """Close a connection that comes back after a command in the same test closed the engine: no pool would."""

    def note(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["of"] = weakref.ref(engine.pool)

    def close(connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        if connection is not None and record.info["of"]() is not engine.pool:
            connection.close()

    event.listen(engine, "connect", note)
    event.listen(engine, "checkin", close)
