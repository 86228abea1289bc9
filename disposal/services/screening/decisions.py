"""Decisions on findings (核定): confirm, dismiss until a day, or override a barred finding with a second person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Refusal
from disposal.eligibility.findings.finding import Finding, Outcome, worst
from disposal.errors import RecordRefused
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.models.screening.screening import Screening
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import actor_of, entries_of, may_have_written
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import enter, found
from disposal.services.screening.screenings import newest_screening, read_whole
from notices.composition.phrases import date_zh

_DECIDED = {
    Verdict.confirmed: Outcome.barred,
    Verdict.dismissed: Outcome.clear,
    Verdict.override_approved: Outcome.overridden,
}
_FOR_A_PERSON = "decision.other_law"


class SecondPersonNeeded(Refusal):
    """An override was approved by the person who requested it, or by someone who may be the same person."""

    code: ClassVar[str] = "second_person_needed"
    status: ClassVar[int] = 409

    def __init__(self, name: str, approver: str) -> None:
        by_zh, by_en = (approver, approver) if approver else ("未具名者", "nobody named")
        super().__init__(
            zh=(
                f"破例由 {name} 申请，须由另一人批准；{by_zh} 与其可能为同一人。请由另一人以 --as 写明本人全名后批准；"
                "确系姓名相近的两人，由第三人批准；申请时未写全名的，请以全名重新申请。"
            ),
            en=(
                f"The override was asked for by {name}; another person must approve it; {by_en} may be the same one. "
                "Let another person act under their own full name, named by --as; where two people have names that are "
                "alike, let a third approve; where it was asked for without a full name, ask again under one."
            ),
            field="approved_by",
            verb="screening_decision.override_approved",
        )


@dataclass(frozen=True, slots=True)
class DecidedFinding:
    """A finding with its decisions, oldest first; ``reopened`` is the reason why the last one no longer applies."""

    number: int
    finding: Finding
    decisions: tuple[ScreeningDecision, ...]
    reopened: tuple[str, str] | None

    @property
    def decision(self) -> ScreeningDecision | None:
        """Return the newest decision, or None."""
        return self.decisions[-1] if self.decisions else None

    @property
    def outcome(self) -> Outcome:
        """Return the outcome of the finding after the decision that applies."""
        return applied(self.finding.outcome, self.decision, self.reopened)


def applied(found: Outcome, decision: ScreeningDecision | None, reopened: tuple[str, str] | None) -> Outcome:
    """Return an outcome after the newest decision on it; ``reopened`` is why that no longer applies.

    A possible match that a person confirmed stays barred until a person decides otherwise, even if facts change.
    """
    if decision is None:
        return found
    is_confirmed = decision.verdict is Verdict.confirmed and found is Outcome.possible
    return _DECIDED.get(decision.verdict, found) if reopened is None or is_confirmed else found


def decided_findings(session: Session, screening: Screening, *, on: date) -> tuple[DecidedFinding, ...]:
    """Return every finding of a screening with its decisions, in order; numbers start from 1."""
    query = select(ScreeningDecision).where(ScreeningDecision.bidder_id == screening.bidder_id)
    made: defaultdict[str, list[ScreeningDecision]] = defaultdict(list)
    for decision in session.exec(query.order_by(col(ScreeningDecision.id))).all():
        made[decision.finding_key].append(decision)
    result = read_whole(screening).result
    return tuple(
        DecidedFinding(number, finding, own, reopened(own[-1], mark["fingerprint"], on) if own else None)
        for number, (finding, mark, own) in enumerate(
            zip(result.findings, screening.marks, own_decisions(screening.marks, made), strict=True), start=1
        )
    )


def own_decisions(
    marks: Sequence[Mapping[str, str]], made: Mapping[str, Sequence[ScreeningDecision]]
) -> Iterator[tuple[ScreeningDecision, ...]]:
    """Yield the decisions on each finding, oldest first; ``made`` holds those of the bidder by the key of a finding.

    Two findings may share a key. A decision with the fingerprint of one of them belongs to that one only.
    """
    current = {(mark["key"], mark["fingerprint"]) for mark in marks}
    for mark in marks:
        others = current - {(mark["key"], mark["fingerprint"])}
        own = made.get(mark["key"], ())
        yield tuple(each for each in own if (each.finding_key, each.fingerprint) not in others)


def overall(found_now: tuple[DecidedFinding, ...]) -> Outcome:
    """Return the worst outcome, with decisions applied."""
    return worst(each.outcome for each in found_now)


def confirm(session: Session, screening_id: UUID, *, number: int, reason: str, on: date) -> ScreeningDecision:
    """Confirm a possible match: the bidder is barred. Raises: RecordNotFound, RecordRefused, InvalidRecord."""
    require(session, "screening_decision.confirmed")
    return _decide(session, _open(session, screening_id, number, on), Verdict.confirmed, reason)


def dismiss(session: Session, screening_id: UUID, *, number: int, reason: str, expires_on: date) -> ScreeningDecision:
    """Dismiss a possible match until a day. It reopens after that day, or if either party changes.

    Raises: RecordNotFound, RecordRefused, InvalidRecord.
    """
    require(session, "screening_decision.dismissed")
    row = _open(session, screening_id, number, expires_on)
    return _decide(session, row, Verdict.dismissed, reason, expires_on=expires_on)


def request_override(session: Session, screening_id: UUID, *, number: int, reason: str) -> ScreeningDecision:
    """Request to override a barred finding. It stays barred until another person approves.

    Raises: RecordNotFound, RecordRefused, InvalidRecord.
    """
    require(session, "screening_decision.override_requested")
    screening, finding = _finding(session, screening_id, number)
    if finding.outcome is not Outcome.barred:
        raise _refusal(number, finding, zh="只有“不得购买”可申请破例", en="only what is barred can be overridden")
    return _decide(session, (screening, number), Verdict.override_requested, reason)


def approve_override(
    session: Session, request_id: UUID, *, reason: str, expires_on: date | None = None
) -> ScreeningDecision:
    """Approve an override requested by another person.

    Raises: RecordNotFound, SecondPersonNeeded, RecordRefused, InvalidRecord, RecordExists.
    """
    require(session, "screening_decision.override_approved")
    request = found(session, ScreeningDecision, request_id)
    if request.verdict is not Verdict.override_requested:
        raise RecordRefused(
            field="request_id",
            zh=f"{request_id} 不是破例申请；请核对编号。",
            en=f"{request_id} is no request for an override; check the id.",
        )
    approver = actor_of(session)
    asked = entries_of(session, "screening_decision.override_requested", [request.id])
    if any(may_have_written(each, approver) for each in asked):
        raise SecondPersonNeeded(request.decided_by, approver.name)
    screening, _ = _finding(session, request.screening_id, request.finding_no)
    row = _row(session, (screening, request.finding_no), Verdict.override_approved, reason)
    row.request_id, row.requested_by, row.expires_on = request.id, request.decided_by, expires_on
    return enter(session, row, event="screening_decision.override_approved")


def is_for_a_person(finding: Finding) -> bool:
    """Return whether a person must decide: on a possible match, or on a bar under another law."""
    return finding.outcome is Outcome.possible or _FOR_A_PERSON in finding.asks


def reopened(decision: ScreeningDecision, fingerprint: str, on: date) -> tuple[str, str] | None:
    """Return the reason why a decision no longer applies, or None."""
    if decision.fingerprint != fingerprint:
        return "一方资料已变更", "one of the two sides has changed"
    if decision.expires_on is not None and decision.expires_on < on:
        return f"核定已于{date_zh(decision.expires_on)}到期", f"the decision held until {decision.expires_on}"
    return None


def _open(session: Session, screening_id: UUID, number: int, on: date) -> tuple[Screening, int]:
    screening, finding = _finding(session, screening_id, number)
    if not is_for_a_person(finding):
        raise _refusal(
            number, finding, zh="只有待人核定的结论可以确认或排除", en="only what a person must decide can be"
        )
    if on < screening.judged_on:
        raise RecordRefused(
            field="expires_on",
            zh=f"到期日{date_zh(on)}早于审查日{date_zh(screening.judged_on)}；请更正。",
            en=f"It would expire on {on}, before the day judged, {screening.judged_on}; correct it.",
        )
    return screening, number


def _finding(session: Session, screening_id: UUID, number: int) -> tuple[Screening, Finding]:
    """Return the bidder's newest screening and one of its findings. Raises: RecordNotFound, RecordRefused."""
    screening = found(session, Screening, screening_id)
    newest = newest_screening(session, screening.bidder_id)
    if newest is not None and newest.id != screening.id:
        raise RecordRefused(
            field="screening_id",
            zh=f"该竞买人已有更新的审查 {newest.id}；请在最新审查上核定。",
            en=f"The bidder has been screened again since: {newest.id}. Decide on that screening.",
        )
    findings = read_whole(screening).result.findings
    if not 1 <= number <= len(findings):
        raise RecordRefused(
            field="finding_no",
            zh=f"没有第 {number} 项结论；该审查共 {len(findings)} 项。",
            en=f"There is no finding {number}; the screening has {len(findings)}.",
        )
    return screening, findings[number - 1]


def _decide(
    session: Session, at: tuple[Screening, int], verdict: Verdict, reason: str, *, expires_on: date | None = None
) -> ScreeningDecision:
    row = _row(session, at, verdict, reason)
    row.expires_on = expires_on
    return enter(session, row, event=f"screening_decision.{verdict.value}")


def _row(session: Session, at: tuple[Screening, int], verdict: Verdict, reason: str) -> ScreeningDecision:
    screening, number = at
    mark = screening.marks[number - 1]
    return ScreeningDecision(
        screening_id=screening.id,
        bidder_id=screening.bidder_id,
        finding_no=number,
        finding_key=mark["key"],
        fingerprint=mark["fingerprint"],
        verdict=verdict,
        reason=read_reason(reason),
        decided_by=str(session.info.get("actor") or ""),
    )


def _refusal(number: int, finding: Finding, *, zh: str, en: str) -> RecordRefused:
    return RecordRefused(
        field="finding_no",
        zh=f"第 {number} 项结论为“{finding.outcome.zh}”：{zh}。请核对序号。",
        en=f"Finding {number} is {finding.outcome.en}: {en}. Check the number.",
    )
