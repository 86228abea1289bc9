"""A screening with its findings and decisions as JSON values; the command and the API say the same."""

from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from disposal.eligibility.findings.basis import kind_words
from disposal.eligibility.findings.finding import Finding
from disposal.models.parties.party import Party
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.decision import ScreeningDecision
from disposal.models.screening.screening import Screening
from disposal.services.bidders.pending_rescreenings import pending_of
from disposal.services.records.writing import found
from disposal.services.screening.decisions import DecidedFinding, overall
from disposal.services.screening.screening_words import screening_words
from disposal.services.screening.screenings import newest_screening

_FINDING: TypeAdapter[Finding] = TypeAdapter(Finding)


def screening_as_json(session: Session, row: Screening, decided: tuple[DecidedFinding, ...]) -> dict[str, Any]:
    """Return a screening with its findings, its decisions, and what has overtaken it (Chinese)."""
    outcome = overall(decided)
    return {
        "id": str(row.id),
        "bidder_id": str(row.bidder_id),
        "bidder": bidder_name(session, row),
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
        "findings": [_finding_as_json(each) for each in decided],
        "overtaken_by": [zh for zh, _ in overtaken_by(session, row)],
    }


def bidder_name(session: Session, row: Screening) -> str:
    """Return the name of the bidder that was screened."""
    return found(session, Party, found(session, Bidder, row.bidder_id).party_id).name


def overtaken_by(session: Session, row: Screening) -> list[tuple[str, str]]:
    """Return what has changed since a screening: a newer one, or what asks for one."""
    newest = newest_screening(session, row.bidder_id)
    if newest is not None and newest.id != row.id:
        zh, en = screening_words(newest)
        return [(f"已有更新的审查：{zh}", f"screened again since: {en}")]
    return [(each.zh, each.en) for each in pending_of(session, row.bidder_id)]


def decision_as_json(decision: ScreeningDecision) -> dict[str, Any]:
    """Return a decision as JSON values."""
    return {
        "id": str(decision.id),
        "verdict": decision.verdict,
        "reason": decision.reason,
        "decided_by": decision.decided_by,
        "requested_by": decision.requested_by,
        "expires_on": decision.expires_on.isoformat() if decision.expires_on else None,
    }


def _finding_as_json(each: DecidedFinding) -> dict[str, Any]:
    told: dict[str, Any] = {"number": each.number, "outcome_decided": each.outcome}
    if each.decision is not None:
        told["decision"] = {
            **decision_as_json(each.decision),
            "reopened": each.reopened[1] if each.reopened else None,
        }
    values: dict[str, Any] = _FINDING.dump_python(each.finding, mode="json")
    values["source"]["confirmed"] = each.finding.source.confirmed
    known_zh, known_en = kind_words(each.finding)
    return told | values | {"known_from": known_zh, "known_from_en": known_en}
