"""An issuer's own rules on objections (本公司规定): postmark, answer clock, public count. No rule reaches back."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.objections.rule import ObjectionRule, ObjectionRuleCreate
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.permissions import require
from disposal.services.objections.errors import ObjectionInvalid
from disposal.services.records.id_sets import among
from disposal.services.records.validation import read
from disposal.services.records.writing import enter, found


def enter_rule(session: Session, issuer_id: UUID, values: Mapping[str, Any], *, today: date) -> ObjectionRule:
    """Enter a rule that holds from today or a later day on.

    Raises: RecordNotFound, InvalidRecord; ObjectionInvalid for a day past; RecordExists for a day that has a rule.
    """
    require(session, "objection_rule.entered")
    issuer = found(session, Issuer, issuer_id)
    data = read(ObjectionRuleCreate, values)
    if data.in_force_from < today:
        raise ObjectionInvalid(
            field="in_force_from",
            zh=f"施行日 {data.in_force_from} 早于今天（{today}）；规定不溯及既往，请填今天或以后的日期。",
            en=f"in force from {data.in_force_from} lies before today ({today}); no rule reaches back, so give "
            "today or a later day",
        )
    row = ObjectionRule.model_validate({**data.model_dump(), "issuer_id": issuer.id})
    return enter(session, row, event="objection_rule.entered")


def rules_of(session: Session, issuer_id: UUID) -> list[ObjectionRule]:
    """Return the rules of an issuer, the newest first."""
    return rules_of_issuers(session, {issuer_id})[issuer_id]


def rules_of_issuers(session: Session, issuer_ids: Set[UUID]) -> dict[UUID, list[ObjectionRule]]:
    """Return the rules of several issuers, each the newest first."""
    found: dict[UUID, list[ObjectionRule]] = {each: [] for each in issuer_ids}
    query = select(ObjectionRule).where(among(ObjectionRule.issuer_id, issuer_ids))
    for rule in session.exec(query.order_by(col(ObjectionRule.in_force_from).desc())):
        found[rule.issuer_id].append(rule)
    return found


def rule_on(rules: Sequence[ObjectionRule], day: date) -> ObjectionRule | None:
    """Return which of an issuer's rules, the newest first, is in force on a day, or None."""
    return next((rule for rule in rules if rule.in_force_from <= day), None)


def rule_before(rules: Sequence[ObjectionRule], day: date) -> ObjectionRule | None:
    """Return the rule that was in force before a day, or None: one that begins on that day came too late."""
    return next((rule for rule in rules if rule.in_force_from < day), None)
