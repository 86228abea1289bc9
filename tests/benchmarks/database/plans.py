"""The plans of what a piece of work asks the database, and which tables they read from end to end."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

_SCAN = re.compile(r"Seq Scan on (\w+)")


@dataclass
class Asked:
    """Every statement asked, with its parameters."""

    statements: list[tuple[str, Any]] = field(default_factory=list)


@contextmanager
def noted(engine: Engine) -> Iterator[Asked]:
    """Note what is asked within the block."""
    asked = Asked()

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        asked.statements.append((statement, parameters[0] if isinstance(parameters, list) else parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def scans(engine: Engine, asked: Asked) -> dict[str, str]:
    """Return each table that a plan reads from end to end, with the statement; nothing is run."""
    found: dict[str, str] = {}
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        for statement, parameters in asked.statements:
            if statement.split(maxsplit=1)[0] in {"SELECT", "WITH", "INSERT", "UPDATE", "DELETE"}:
                cursor.execute(f"EXPLAIN {statement}", parameters)
                plan = "\n".join(row[0] for row in cursor.fetchall())
                found |= dict.fromkeys(_SCAN.findall(plan), f"{statement}\n{plan}")
    return found
