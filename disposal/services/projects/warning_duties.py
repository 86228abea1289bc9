"""Duties beside the notice as register warnings: guarantees that may have lapsed, rights of first refusal."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from disposal.models.projects.disposal_project import DisposalProject, ProjectStatus
from disposal.services.projects.preemption_notices import preemption_facts
from disposal.services.projects.warning_facts import ClaimFact, RegisterWarning
from notices.codes import SoldAs
from notices.completeness import Severity
from notices.duties.advice import Advice
from notices.duties.guarantees import GuaranteeTerms, guarantee_advice
from notices.duties.preemption import StateDebtor, preemption_advice

_SALE_IS_PLANNED = {ProjectStatus.draft, ProjectStatus.announced}


def guarantee_period_over(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if a guarantee period ended and the guarantor was not asked within it. Its last day still counts."""
    for claim in claims:
        given = [
            (
                str(claim.id),
                GuaranteeTerms(
                    guarantor=each.guarantor.name,
                    period_words=each.period_words,
                    due_on=claim.due_on,
                    ends_on=each.period_ends_on,
                    asked_on=each.asked_on,
                    evidence=each.evidence,
                    is_general=each.is_general,
                ),
            )
            for each in claim.guarantees
        ]
        yield from (_warning(advice) for advice in guarantee_advice(given, on=today, label=f"{claim.label}："))


def preemption_warnings(
    session: Session, project: DisposalProject, claims: Sequence[ClaimFact], *, today: date
) -> list[RegisterWarning]:
    """Return what a planned sale of claims on state-owned debtors still asks for."""
    debtors = {claim.debtor.id: claim.debtor for claim in claims}
    owned = [StateDebtor(each.name, each.address) for each in debtors.values() if each.is_state_owned]
    if not owned or project.status not in _SALE_IS_PLANNED:
        return []
    is_package = len(debtors) > 1 and not (project.package and project.package.sold_as is SoldAs.singly)
    sent = preemption_facts(session, project.id)
    return [
        _warning(advice)
        for advice in preemption_advice(owned, sent, is_package=is_package, field=str(project.id), today=today)
    ]


def _warning(advice: Advice) -> RegisterWarning:
    """Return advice as a register warning; its field is the record it is about."""
    severity = Severity.warning if advice.is_warning else Severity.note
    return RegisterWarning(advice.code, severity, advice.field, advice.zh, advice.en, advice.source)
