"""Bulk reads and writes: the driver connection for COPY, and batches of rows from a server-side cursor."""

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import tuple_row
from sqlmodel import Session

_STRETCH = 10_000
_CURSORS = count()


def driver(session: Session) -> psycopg.Connection[Any]:
    """Return the psycopg connection of a session, for COPY and server-side cursors."""
    connection = session.connection().connection.driver_connection
    if not isinstance(connection, psycopg.Connection):
        raise TypeError(connection)
    return connection


def stretches(
    session: Session, query: str, facts: tuple[UUID, ...] = ()
) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """Yield batches of rows from a server-side cursor, each with the number of rows read so far."""
    done = 0
    name = f"stretches_{next(_CURSORS)}"
    with driver(session).cursor(name, row_factory=tuple_row) as cursor:
        cursor.execute(query, facts)
        while rows := cursor.fetchmany(_STRETCH):
            done += len(rows)
            yield done, rows
