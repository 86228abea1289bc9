"""Ids of records as somebody writes or sends them."""

from uuid import UUID


def record_id_in(text: str) -> UUID | None:
    """Return the id that a text is, without blanks around it; None where it is none."""
    try:
        return UUID(text.strip())
    except ValueError:  # no id: callers look for something else, or for nothing
        return None
