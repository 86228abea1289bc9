"""Read the tables in ``data``: text files in which a line beginning with # is a comment."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a table, split at spaces, without comments and empty lines."""
    text = (files(__package__) / "data" / f"{name}.txt").read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("#"))


def words(name: str) -> Iterator[str]:
    """Yield every word of a table in order."""
    for line in lines(name):
        yield from line
