"""Counting every row of every table, to show that a refusal leaves none behind."""

from sqlmodel import Session, func, select

from disposal.models.tables import whole_schema


def row_counts(session: Session) -> dict[str, int]:
    """Return the number of rows of each table."""
    tables = whole_schema().sorted_tables
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
