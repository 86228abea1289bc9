"""Code shared by commands: the operator's calendar, parsing of dates, tables, JSON answers and errors."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import typer

from disposal.cli.console.failures import failure_in, failures
from disposal.settings import get_settings
from notices.errors import NoticesError
from notices.working_days.calendar import WorkingCalendar, calendar_directory, calendar_with_overrides
from notices.written.dates import read_day

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError
    from rich.console import Console
    from rich.table import Table

SEVERITY_COLOURS = {"blocker": typer.colors.RED, "warning": typer.colors.YELLOW, "note": typer.colors.BLUE}
_PIPED_WIDTH = 300  # columns: wide enough to keep each reason on one line for grep


def operator_calendar() -> WorkingCalendar:
    """Return the built-in calendar with the years loaded by the operator."""
    return calendar_with_overrides(calendar_directory(get_settings().data_dir))


def parse_day(text: str) -> date:
    """Parse a date in any form that ``notices.written.dates`` accepts.

    Raises: typer.BadParameter.
    """
    try:
        return read_day(text)
    except ValueError as error:
        from notices.reading.explain import sentences

        refusal = cast("PydanticCustomError", error)
        zh, en = sentences(refusal.type, {})
        message = f"{text!r} is not a date: {en} · 不是可用的日期：{zh}"
        raise typer.BadParameter(message) from None


def parse_pairs(written: list[str], example: str) -> dict[str, str]:
    """Parse words of the form FIELD=VALUE.

    Raises: typer.BadParameter for a word without ``=``.
    """
    pairs = {}
    for pair in written:
        field, sign, value = pair.partition("=")
        if not sign:
            message = f"“{pair}”中没有 =，请写成 {example} 的形式 · {pair!r} has no =; write it like {example}"
            raise typer.BadParameter(message)
        pairs[field.strip()] = value.strip()
    return pairs


def console() -> "Console":
    """Return the console for tables: as wide as the terminal, or very wide if the output is piped."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH, highlight=False)


def days_table() -> "Table":
    """Return an empty table of days with reasons in both languages; long reasons are wrapped, never cut."""
    from rich.table import Table

    table = Table()
    for heading in ("日期 day", "计数 no."):
        table.add_column(heading, no_wrap=True)
    for heading in ("原因", "because"):
        table.add_column(heading, overflow="fold")
    return table


def print_json(answer: dict[str, Any]) -> None:
    """Print an answer as JSON with unescaped Chinese."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def tell(answer: dict[str, Any], words: str, *, as_json: bool) -> None:
    """Print an answer: as JSON if asked for, else in words."""
    if as_json:
        print_json(answer)
    else:
        typer.echo(words)


@contextmanager
def refusals_as_json(as_json: bool) -> Iterator[None]:
    """Print an error as JSON with status 1 if ``as_json``; otherwise leave it to the root command."""
    try:
        yield
    except failures() as error:
        told = error if isinstance(error, NoticesError) else failure_in(error)
        if told is None or not as_json:
            raise
        print_json({"error": told.as_json()})
        raise typer.Exit(1) from error
