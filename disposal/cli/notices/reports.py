"""Print a completeness report; needs no database."""

import typer

from disposal.cli.console.answers import SEVERITY_COLOURS
from notices.completeness import Report


def print_report(title: str, report: Report) -> None:
    """Print each finding with its field, correction and source, then the verdict."""
    typer.echo(title)
    for finding in report.findings:
        head = f"{finding.severity.zh} {finding.severity.en} [{finding.field}]"
        typer.secho(head, fg=SEVERITY_COLOURS[finding.severity])
        typer.echo(f"  {finding.zh}\n  {finding.en}\n  {finding.source.with_kind}")
    counts = (len(report.blockers), len(report.warnings), len(report.notes))
    verdict, verdict_en = (
        ("可以发布", "may be published") if report.is_publishable else ("不得发布", "must not be published")
    )
    typer.echo("{}：{}项阻断，{}项警告，{}项提示".format(verdict, *counts))
    typer.echo("{}: {} blocker(s), {} warning(s), {} note(s)".format(verdict_en, *counts))
