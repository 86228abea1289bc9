"""What the register warns of, told where a draft is checked."""

from sqlmodel import Session

from disposal.models import Notice
from disposal.services.projects.warning_facts import RegisterWarning
from disposal.services.projects.warning_loading import review_project
from disposal.services.publication.amendment_effects import EFFECTS
from notices.completeness import Report, Shortcoming
from notices.content.content import NoticeContent
from notices.kinds import kind_of

_SAME_FINDING = {"guarantor_is_debtor": "guarantor_is_debtor", "state_organ_owes": "state_organ"}
"""Warnings of the register, and the finding by which the completeness check says the same of a disposal notice."""


def with_register_warnings(session: Session, notice: Notice, content: NoticeContent, *, report: Report) -> Report:
    """Add to a draft's report what the register warns of on the day of publication; none of it blocks."""
    if not _keeps_claims_on_offer(notice.kind):
        return report
    warnings = review_project(session, notice.project_id, today=content.published_on)
    told = {finding.code for finding in report.findings} if kind_of(notice.kind).offers_assets else set()
    return report.including(_finding(each) for each in warnings if _SAME_FINDING.get(each.code) not in told)


def _keeps_claims_on_offer(kind: str) -> bool:
    """Tell whether claims are for sale once a notice of this kind is out: not after a withdrawal or a result."""
    return kind_of(kind).offers_assets or EFFECTS[kind].verb == "amend"


def _finding(warning: RegisterWarning) -> Shortcoming:
    return Shortcoming(warning.severity, warning.code, "register", warning.zh, warning.en, warning.source)
