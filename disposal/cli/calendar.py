"""`disposal calendar`: show a year's holiday arrangement, or load a new one from a file."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from disposal.cli.console.answers import console, operator_calendar, print_json, refusals_as_json
from disposal.private_files import make_private_folder
from disposal.settings import get_settings
from notices.dates import dated
from notices.working_days.calendar import (
    CalendarYear,
    CalendarYearMissing,
    WorkingCalendar,
    calendar_directory,
    load_calendar_year,
    store_calendar_year,
)

calendar_app = typer.Typer(
    name="calendar",
    help="放假安排 · Holiday arrangements of the State Council.",
    no_args_is_help=True,
)


@calendar_app.command("show")
def show(
    year: Annotated[int, typer.Argument(min=1949, max=9999, help="calendar year")],
    as_json: Annotated[bool, typer.Option("--json", help="answer as JSON")] = False,
) -> None:
    """查看某年放假安排 · Show a year's days off, its make-up working days and its circulars.

    Example: disposal calendar show 2026
    """
    with refusals_as_json(as_json):
        calendar = operator_calendar()
        if year not in calendar.years:
            raise CalendarYearMissing(year)
    if as_json:
        print_json(_answer(calendar, year))
    else:
        _print_year(calendar, year)


@calendar_app.command("load")
def load(
    file: Annotated[Path, typer.Argument(help="TOML file of one year")],
    as_json: Annotated[bool, typer.Option("--json", help="answer as JSON")] = False,
) -> None:
    """载入某年放假安排 · Check a year's file and keep it; an arrangement of the same year is replaced.

    Example: disposal calendar load 2027.toml
    """
    with refusals_as_json(as_json):
        data_dir = get_settings().data_dir
        load_calendar_year(file)  # a file that is refused leaves nothing behind
        make_private_folder(data_dir)
        directory = calendar_directory(data_dir)
        year = store_calendar_year(file, directory)
        calendar = operator_calendar()
    if as_json:
        zh, en = year.warning or ("", "")
        print_json({**_answer(calendar, year.year), "warnings": [{"zh": zh, "en": en}] if zh else []})
        return
    numbers = "、".join(circular.number for circular in year.circulars)
    typer.echo(f"已载入{year.year}年放假安排（{numbers}）：{directory / f'{year.year}.toml'}")
    typer.echo(f"loaded the holiday arrangement for {year.year} ({numbers})")
    if year.warning:
        typer.echo(f"警告：{year.warning[0]}\nwarning: {year.warning[1]}")


def _print_year(calendar: WorkingCalendar, year: int) -> None:
    arrangement = calendar.years[year]
    for circular in arrangement.circulars:
        typer.echo(f"{circular.title}（{circular.number}，{circular.issued_on}）")
        typer.echo(f"  {circular.link or '—'}")
    console().print(_table(arrangement))
    if not calendar.is_final(year):
        typer.echo(f"{year}年12月暂定：{year + 1}年放假安排尚未载入")
        typer.echo(f"December {year} is provisional until the arrangement for {year + 1} is loaded")


def _table(arrangement: CalendarYear) -> Table:
    table = Table("节日 holiday", "放假 off", "调休上班 make-up working days", "依据 circular")
    for holiday in arrangement.holidays:
        table.add_row(
            f"{holiday.name} {holiday.english}",
            f"{dated(holiday.first_on)} – {dated(holiday.last_on)}",
            ", ".join(dated(day) for day in holiday.make_up) or "—",
            arrangement.circular_of(holiday).number,
        )
    return table


def _answer(calendar: WorkingCalendar, year: int) -> dict[str, Any]:
    arrangement = calendar.years[year]
    answer = arrangement.model_dump(mode="json")
    for shown, holiday in zip(answer["holidays"], arrangement.holidays, strict=True):
        shown["name_en"] = holiday.english
        shown["circular"] = arrangement.circular_of(holiday).number
    return {**answer, "is_final": calendar.is_final(year)}
