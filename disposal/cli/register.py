"""`disposal register`: check the register's records for contradictions."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from disposal.cli.console.answers import SEVERITY_COLOURS, parse_day, print_json
from disposal.cli.console.sessions import reading_session
from disposal.services.projects.codes import CodedProject, coded_projects
from disposal.services.projects.warning_facts import RegisterWarning
from disposal.services.projects.warning_loading import review_project
from disposal.services.records.dates import today_in_china
from notices.completeness import Severity

warnings_app = typer.Typer(
    name="register", help="登记数据 · The register: check its records against each other.", no_args_is_help=True
)
Checked = list[tuple[CodedProject, tuple[RegisterWarning, ...]]]


@warnings_app.command("check")
def check(
    context: typer.Context,
    project: Annotated[
        str | None, typer.Argument(metavar="PROJECT", help="id, code, or ISSUER/CODE; empty: every project")
    ] = None,
    on: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DATE", help="the day asked about; empty: today")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """检查登记数据有无矛盾 · Check claims, security and parties against each other: status 0, warnings block nothing.

    Example: disposal register check HRZJ-HUACHENG
    """
    day = on or today_in_china()
    with reading_session(context, "claims.read", as_json=as_json) as session:
        projects = coded_projects(session, project)
        checked = [(each, review_project(session, each.id, today=day)) for each in _shown(projects)]
    if as_json:
        print_json(_as_json(checked, day))
    else:
        _print(checked)


def _shown(projects: list[CodedProject]) -> Iterator[CodedProject]:
    """Yield the projects, with a progress bar on a terminal."""
    is_short = len(projects) == 1 or not sys.stderr.isatty()
    words = "检查登记数据 checking the register"
    yield from track(projects, words, console=Console(stderr=True), transient=True, disable=is_short)


def _counts(checked: Checked) -> tuple[int, int]:
    """Count warnings and notes."""
    weights = Counter(warning.severity for _, warnings in checked for warning in warnings)
    return weights[Severity.warning], weights[Severity.note]


def _as_json(checked: Checked, day: date) -> dict[str, object]:
    warnings, notes = _counts(checked)
    return {
        "on": day.isoformat(),
        "warnings": warnings,
        "notes": notes,
        "projects": [
            {"id": str(each.id), "project": each.code, "name": each.name, "findings": [one.as_json() for one in found]}
            for each, found in checked
        ],
    }


def _print(checked: Checked) -> None:
    for each, found in checked:
        if found:
            typer.echo(f"{each.code} {each.name}")
        for warning in found:
            head = f"  {warning.severity.zh} {warning.severity.en} [{warning.code}]"
            typer.secho(head, fg=SEVERITY_COLOURS[warning.severity])
            typer.echo(f"    {warning.zh}\n    {warning.en}\n    {warning.source.with_kind}")
    counts = (len(checked), *_counts(checked))
    typer.echo("已检查{}个项目：{}项警告，{}项提示".format(*counts))
    typer.echo("{} project(s) checked: {} warning(s), {} note(s)".format(*counts))
