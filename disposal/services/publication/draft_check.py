"""The data for checking a draft: facts that it does not print, and the warnings of the register."""

from dataclasses import replace

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.projects.content import facts_of
from disposal.services.projects.loans_elsewhere import ON_OFFER, loans_elsewhere
from disposal.services.projects.warning_facts import RegisterWarning
from disposal.services.projects.warning_loading import review_claims
from disposal.services.publication import versions
from disposal.services.publication.amendment_effects import EFFECTS
from disposal.services.publication.amendments_lost import amendments_lost
from disposal.services.publication.buyers import BarredBuyer, buyers_not_confirmed
from disposal.services.publication.loan_overrides import loans_not_overridden
from notices.completeness import CompletenessFacts, Report, Severity, Shortcoming
from notices.content.content import NoticeContent
from notices.kinds import kind_of
from notices.law.provisions import REGISTER_RULE

_SAME_FINDING = {
    "guarantor_is_debtor": "guarantor_is_debtor",
    "state_organ_owes": "state_organ",
    "state_organ_in_package": "state_organ_in_package",
}
"""Register warnings, and the equivalent finding of the completeness check for a disposal notice."""

_SPEAKS_OF_THE_EARLIER = ("correction", "extension", "result")
"""Kinds whose rules compare them with the notice they speak of."""


def completeness_facts(session: Session, notice: Notice) -> CompletenessFacts:
    """Return the unprinted facts for checking a draft; for some kinds also the notice that it speaks of."""
    facts = facts_of(session, notice)
    if notice.kind not in _SPEAKS_OF_THE_EARLIER or notice.amends_notice_id is None:
        return facts
    earlier = session.get_one(Notice, notice.amends_notice_id)
    return replace(facts, amended=versions.newest_content(session, earlier))


def with_register_warnings(session: Session, notice: Notice, content: NoticeContent, *, report: Report) -> Report:
    """Add what the register knows on the day of publication: warnings, loans on offer, and a result's barred buyer."""
    if not _keeps_claims_on_offer(notice.kind):
        return report.including(_buyer(each) for each in buyers_not_confirmed(session, notice, content))
    elsewhere = loans_elsewhere(session, notice.project_id)
    blocked = {str(each.project_id) for each in loans_not_overridden(session, notice, elsewhere)}
    odd = review_claims(session, notice.project_id, today=content.published_on)
    warnings = (*(each.warning() for each in elsewhere), *odd)
    told = {finding.code for finding in report.findings} if kind_of(notice.kind).offers_assets else set()
    found = (
        _finding(each, blocks=each.code == ON_OFFER and each.subject in blocked)
        for each in warnings
        if _SAME_FINDING.get(each.code) not in told
    )
    return report.including((*amendments_lost(session, notice, content), *found))


def _buyer(barred: BarredBuyer) -> Shortcoming:
    zh, en = barred.words
    return Shortcoming(Severity.blocker, "buyer_barred", "outcome.buyer", zh, en, REGISTER_RULE)


def _keeps_claims_on_offer(kind: str) -> bool:
    """Return whether claims are for sale after a notice of this kind; not after a withdrawal or result."""
    return kind_of(kind).offers_assets or EFFECTS[kind].verb == "amend"


def _finding(warning: RegisterWarning, *, blocks: bool) -> Shortcoming:
    severity = Severity.blocker if blocks else warning.severity
    return Shortcoming(severity, warning.code, "register", warning.zh, warning.en, warning.source, warning.subject)
