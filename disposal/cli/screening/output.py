"""Print a screening: findings with their decisions, as text lines."""

from collections.abc import Sequence

import typer

from disposal.eligibility.findings.basis import kind_words
from disposal.eligibility.findings.finding import Outcome
from disposal.models.screening.screening import Screening
from disposal.services.screening.decisions import DecidedFinding, overall

COLOURS = {
    Outcome.barred: typer.colors.RED, Outcome.error: typer.colors.MAGENTA, Outcome.possible: typer.colors.YELLOW,
    Outcome.undecided: typer.colors.YELLOW, Outcome.overridden: typer.colors.YELLOW, Outcome.clear: typer.colors.GREEN,
}  # fmt: skip


def print_screening(row: Screening, found: Sequence[DecidedFinding], *, bidder: str) -> None:
    """Print a screening as text: the outcome first, then each finding with its sentences and decision."""
    outcome = overall(tuple(found))
    typer.secho(f"{bidder}：{outcome.zh} · {outcome.en}", fg=COLOURS.get(outcome), bold=True)
    lists = ", ".join(f"{code} v{version}" for code, version in sorted(row.list_versions.items())) or "—"
    typer.echo(f"审查 screening {row.id}  {row.stage.zh}  {row.judged_on}  {row.asked_by}  名单 lists {lists}")
    for each in found:
        finding = each.finding
        typer.secho(f"{each.number:>3} [{finding.rule}] {finding.outcome.zh} {finding.outcome.en}",
                    fg=COLOURS.get(finding.outcome))  # fmt: skip
        typer.echo(f"    {finding.zh}\n    {finding.en}\n    依据性质 known from  {' · '.join(kind_words(finding))}")
        for line in _decision_lines(each):
            typer.echo(f"    {line}")


def _decision_lines(each: DecidedFinding) -> list[str]:
    decision = each.decision
    if decision is None:
        return []
    until = f"，有效至{decision.expires_on}" if decision.expires_on else ""
    lines = [f"→ {decision.verdict.zh} {decision.verdict.en}: {decision.decided_by}，{decision.reason}{until}"]
    lines += [f"   申请 request {decision.id}"] if decision.verdict == "override_requested" else []
    lines += [f"   重新待定：{each.reopened[0]} · open again: {each.reopened[1]}"] if each.reopened else []
    return lines
