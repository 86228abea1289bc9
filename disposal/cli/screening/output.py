"""Print a screening: findings with their decisions, as text lines or as one JSON object."""

from collections.abc import Sequence
from typing import Any

import typer
from pydantic import TypeAdapter

from disposal.eligibility.findings.basis import kind_words
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.models import Screening
from disposal.services.screening.decisions import DecidedFinding, overall

COLOURS = {
    Outcome.barred: typer.colors.RED, Outcome.error: typer.colors.MAGENTA, Outcome.possible: typer.colors.YELLOW,
    Outcome.undecided: typer.colors.YELLOW, Outcome.overridden: typer.colors.YELLOW, Outcome.clear: typer.colors.GREEN,
}  # fmt: skip
_FINDING: TypeAdapter[Finding] = TypeAdapter(Finding)


def as_json(row: Screening, found: Sequence[DecidedFinding], *, bidder: str) -> dict[str, Any]:
    """Return a screening with its findings and decisions as JSON values."""
    outcome = overall(tuple(found))
    return {
        "id": str(row.id),
        "bidder_id": str(row.bidder_id),
        "bidder": bidder,
        "stage": row.stage,
        "on": row.judged_on.isoformat(),
        "asked_by": row.asked_by,
        "overall": row.overall,
        "overall_decided": outcome,
        "overall_zh": outcome.zh,
        "sha256": row.sha256,
        "lists": row.list_versions,
        "engine_version": row.engine_version,
        "rule_versions": row.rule_versions,
        "findings": [_finding(each) for each in found],
    }


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


def _finding(each: DecidedFinding) -> dict[str, Any]:
    decision = each.decision
    told: dict[str, Any] = {"number": each.number, "outcome_decided": each.outcome}
    if decision is not None:
        told["decision"] = {
            "id": str(decision.id),
            "verdict": decision.verdict,
            "reason": decision.reason,
            "decided_by": decision.decided_by,
            "requested_by": decision.requested_by,
            "expires_on": decision.expires_on.isoformat() if decision.expires_on else None,
            "reopened": each.reopened[1] if each.reopened else None,
        }
    values: dict[str, Any] = _FINDING.dump_python(each.finding, mode="json")
    values["source"]["confirmed"] = each.finding.source.confirmed
    known_zh, known_en = kind_words(each.finding)
    return told | values | {"known_from": known_zh, "known_from_en": known_en}


def _decision_lines(each: DecidedFinding) -> list[str]:
    decision = each.decision
    if decision is None:
        return []
    until = f"，有效至{decision.expires_on}" if decision.expires_on else ""
    lines = [f"→ {decision.verdict.zh} {decision.verdict.en}: {decision.decided_by}，{decision.reason}{until}"]
    lines += [f"   申请 request {decision.id}"] if decision.verdict == "override_requested" else []
    lines += [f"   重新待定：{each.reopened[0]} · open again: {each.reopened[1]}"] if each.reopened else []
    return lines
