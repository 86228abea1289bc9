"""`disposal window`: show when a notice's window ends, and why each day counts or not."""

import re
from contextlib import suppress
from datetime import date, time
from typing import TYPE_CHECKING, Annotated

import typer

from disposal.cli.console.answers import console, days_table, operator_calendar, parse_day, print_json, refusals_as_json
from disposal.cli.console.choices import code_of, metavar_of
from notices.dates import dated, weekday_zh
from notices.windows.window import (
    LONGEST_WINDOW,
    CountingConvention,
    NoticeWindow,
    WindowRule,
    WindowUnit,
    count_window,
)

if TYPE_CHECKING:
    from rich.table import Table

_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")  # Python also accepts 17, 1700, T17:00 and 17:00:30


def _parse_hour(text: str) -> time | None:
    """Parse an hour written as HH:MM; None for 24:00.

    Raises: typer.BadParameter.
    """
    if text == "24:00":
        return None
    if _HOUR.fullmatch(text) and text != "00:00":
        with suppress(ValueError):  # what is no hour is refused below
            return time.fromisoformat(text)
    message = (
        f"“{text}”不是截止钟点；请写成 17:00，当日终了写 24:00 · "
        f"{text!r} is not a closing hour; write it like 17:00, or 24:00 for the end of the day"
    )
    raise typer.BadParameter(message)


def window(
    published_on: Annotated[date, typer.Argument(parser=parse_day, metavar="DATE", help="day of publication")],
    working_days: Annotated[
        int | None, typer.Option(min=1, max=LONGEST_WINDOW, help="length of the window in working days")
    ] = None,
    natural_days: Annotated[
        int | None, typer.Option(min=1, max=LONGEST_WINDOW, help="or its length in natural days")
    ] = None,
    convention: Annotated[
        CountingConvention,
        typer.Option(
            parser=code_of(CountingConvention),
            metavar=metavar_of(CountingConvention),
            help="whether the day of publication counts",
        ),
    ] = CountingConvention.first_day_not_counted,
    closes: Annotated[str, typer.Option(metavar="HH:MM", help="closing hour of the last day")] = "24:00",
    explain: Annotated[bool, typer.Option("--explain", help="explain every day")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="answer as JSON")] = False,
    provisional: Annotated[
        bool, typer.Option("--provisional", help="answer from weekends and statutory holidays where a year is missing")
    ] = False,
) -> None:
    """公告期计算 · Count the window of a notice: its last day, and why.

    Example: disposal window 2022-08-03 --working-days 20 --explain
    """
    if (working_days is None) == (natural_days is None):
        message = "--working-days 与 --natural-days 请选写一个 · give either --working-days or --natural-days"
        raise typer.BadParameter(message)
    unit = WindowUnit.working_days if natural_days is None else WindowUnit.natural_days
    rule = WindowRule(working_days or natural_days or 0, unit, convention, _parse_hour(closes))
    with refusals_as_json(as_json):
        counted = count_window(rule, published_on, operator_calendar(), allow_provisional=provisional)
    if as_json:
        print_json(counted.as_json(with_days=explain))
        return
    _print_window(counted)
    if explain:
        console().print(_table(counted))


def _print_window(counted: NoticeWindow) -> None:
    first, last, rule = counted.published_on, counted.ends_on, counted.rule
    closing = f"{rule.closes_at:%H:%M}" if rule.closes_at else "24:00"
    typer.echo(f"公告期 {first} → {last}（{weekday_zh(last)}），{rule.words}")
    typer.echo(f"window {first} → {dated(last)}, {rule.words_en}")
    typer.echo(f"截止 closes at {last} {closing} Asia/Shanghai")
    if counted.is_provisional:
        typer.echo(f"暂定：{counted.provisional_because}")
        typer.echo(f"provisional: {counted.provisional_because_en}")


def _table(counted: NoticeWindow) -> "Table":
    table = days_table()
    for day in counted.days:
        style = None if day.counted else "dim"
        number = "—" if day.ordinal is None else str(day.ordinal)
        table.add_row(dated(day.date), number, day.because, day.because_en, style=style)
    return table
