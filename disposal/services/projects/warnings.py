"""Register checks: pure functions over frozen facts. They warn and never block.

民法典 第四百零二条 (registration makes the mortgage of land and buildings), 第四百二十条 (maximum amount);
企业破产法 第四十六条 (interest stops); Guarantee periods: ``warning_duties``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from disposal.services.projects.warning_contradictions import (
    certificate_of_two_owners,
    contract_in_two_claims,
    one_name_of_two_parties,
)
from disposal.services.projects.warning_duties import guarantee_period_over
from disposal.services.projects.warning_facts import ClaimFact, PartyFact, RegisterWarning, SecurityFact
from disposal.services.projects.warning_state_organs import state_organ_in_package, state_organ_owes
from notices.codes import BankruptcyStage, BusinessStatus, CollateralCondition
from notices.completeness import Severity
from notices.law.provisions import REGISTER_RULE
from notices.legal_source import LegalSource, SourceKind, civil_code

REGISTRATION = civil_code("四百零二", "402", kind=SourceKind.quoted)
RANKS = civil_code("四百一十四", "414", kind=SourceKind.quoted)
CEILINGS = civil_code("四百二十", "420", kind=SourceKind.statute)
INTEREST_STOPS = LegalSource(
    document="企业破产法", kind=SourceKind.statute, article="四十六", english="Enterprise Bankruptcy Law art. 46"
)

Check = Callable[[Sequence[ClaimFact], date], Iterator[RegisterWarning]]


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _warn(code: str, subject: UUID | str, *, zh: str, en: str, source: LegalSource = REGISTER_RULE) -> RegisterWarning:
    return RegisterWarning(code, Severity.warning, str(subject), zh, en, source)


def _note(code: str, subject: UUID | str, *, zh: str, en: str, source: LegalSource) -> RegisterWarning:
    return replace(_warn(code, subject, zh=zh, en=en, source=source), severity=Severity.note)


def certificate_in_two_claims(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if a certificate number secures several claims, or appears on several collaterals."""
    places: dict[str, list[tuple[ClaimFact, SecurityFact]]] = {}
    for claim in claims:
        for security in claim.security:
            for certificate in security.certificates:
                places.setdefault(certificate, []).append((claim, security))
    for certificate, found in sorted(places.items()):
        labels = list(dict.fromkeys(claim.label for claim, _ in found))
        records = {security.collateral_id: security.collateral for _, security in found}
        if len({claim.id for claim, _ in found}) > 1:
            yield _warn(
                "certificate_in_two_claims",
                certificate,
                zh=f"权证{certificate}同时担保{len(labels)}项债权：{'；'.join(labels)}。请核对顺位与担保范围。",
                en=f"Certificate {certificate} secures {len(labels)} claims: {'; '.join(labels)}. "
                "Check their ranks and what each secures.",
            )
        if len(records) > 1:
            yield _warn(
                "certificate_on_two_collaterals",
                certificate,
                zh=f"权证{certificate}登记于{len(records)}件担保物：{'；'.join(records.values())}。请合并为一件。",
                en=f"Certificate {certificate} stands on {len(records)} collaterals: {'; '.join(records.values())}. "
                "Enter it as one.",
            )


def rank_held_twice(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if two claims have the same rank on one collateral."""
    held: dict[tuple[UUID, int], list[str]] = {}
    names: dict[UUID, str] = {}
    for claim in claims:
        for security in claim.security:
            names[security.collateral_id] = security.collateral
            if security.rank is not None:
                held.setdefault((security.collateral_id, security.rank), []).append(claim.label)
    for (collateral, rank), labels in held.items():
        if len(labels) > 1:
            yield _warn(
                "rank_held_twice",
                collateral,
                zh=f"{names[collateral]}的第{rank}顺位有{len(labels)}项债权：{'；'.join(labels)}。请核对登记。",
                en=f"{names[collateral]}: rank {rank} is held by {len(labels)} claims: {'; '.join(labels)}. "
                "Check the registration.",
                source=RANKS,
            )


def ceiling_above_claim(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Note if one ceiling, or the sum of the ceilings, exceeds the claim."""
    for claim in claims:
        ceilings = [(security, security.ceiling) for security in claim.security if security.ceiling is not None]
        if claim.total is None or not ceilings:
            continue
        for security, ceiling in ceilings:
            if ceiling > claim.total:
                yield _note(
                    "ceiling_above_claim",
                    claim.id,
                    zh=f"{claim.label}：{security.collateral}的最高额{_yuan(ceiling)}元超过债权总额"
                    f"{_yuan(claim.total)}元。请核对金额单位。",
                    en=f"{claim.label}: the ceiling {_yuan(ceiling)} on {security.collateral} exceeds the claim's "
                    f"total {_yuan(claim.total)}. Check the unit.",
                    source=CEILINGS,
                )
        together = sum((ceiling for _, ceiling in ceilings), Decimal(0))
        if together > claim.total and len(ceilings) > 1:
            yield _note(
                "ceilings_above_claim",
                claim.id,
                zh=f"{claim.label}：各最高额合计{_yuan(together)}元，超过债权总额{_yuan(claim.total)}元。",
                en=f"{claim.label}: the ceilings together, {_yuan(together)}, exceed the claim's total "
                f"{_yuan(claim.total)}.",
                source=CEILINGS,
            )


def guarantor_is_debtor(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if the debtor guarantees its own claim, which adds nothing for the creditor."""
    for claim in claims:
        if any(guarantee.guarantor.id == claim.debtor.id for guarantee in claim.guarantees):
            yield _warn(
                "guarantor_is_debtor",
                claim.id,
                zh=f"{claim.label}：保证人{claim.debtor.name}就是债务人。请核对保证合同。",
                en=f"{claim.label}: the guarantor {claim.debtor.name} is the debtor. Check the guarantee.",
            )


def mortgage_not_registered(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if a mortgage on land or a building is not registered."""
    for claim in claims:
        for security in claim.security:
            if security.needs_registration and security.is_registered is False:
                yield _warn(
                    "mortgage_not_registered",
                    claim.id,
                    zh=f"{claim.label}：{security.collateral}未办理抵押登记，抵押权尚未设立。请核对登记簿。",
                    en=f"{claim.label}: the mortgage of {security.collateral} is not registered, so it does not exist "
                    "yet. Check the land register.",
                    source=REGISTRATION,
                )


def collateral_gone(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if a collateral marked as lost or disposed of is still recorded as security."""
    gone = {CollateralCondition.lost, CollateralCondition.disposed}
    for claim in claims:
        for security in claim.security:
            for condition in (c for c in security.conditions if c in gone):
                yield _warn(
                    "collateral_gone",
                    claim.id,
                    zh=f"{claim.label}：{security.collateral}已标记为“{condition.zh}”。请核对其是否仍可担保。",
                    en=f"{claim.label}: {security.collateral} is marked {condition.en}. "
                    "Check whether it still secures.",
                )


def _parties(claim: ClaimFact) -> dict[UUID, tuple[PartyFact, str, str]]:
    """Return each party of a claim once, with its first role in Chinese and English."""
    parties = {claim.debtor.id: (claim.debtor, "债务人", "debtor")}
    for guarantee in claim.guarantees:
        parties.setdefault(guarantee.guarantor.id, (guarantee.guarantor, "保证人", "guarantor"))
    for security in claim.security:
        parties.setdefault(security.owner.id, (security.owner, "担保物所有人", "owner of collateral"))
    return parties


def party_gone(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if a party is deregistered or its licence is revoked."""
    for claim in claims:
        for party, role, role_en in _parties(claim).values():
            if party.status in {BusinessStatus.deregistered, BusinessStatus.revoked}:
                yield _warn(
                    "party_gone",
                    party.id,
                    zh=f"{claim.label}：{role}{party.name}已{party.status.zh}。请确认承继主体或清算责任人。",
                    en=f"{claim.label}: the {role_en} {party.name} is {party.status.en}. "
                    "Find out who succeeds it or answers for its liquidation.",
                )


def party_bankrupt(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Note if a party is in bankruptcy: interest stops when the petition is accepted."""
    for claim in claims:
        for party, role, role_en in _parties(claim).values():
            if party.bankruptcy_stage is not BankruptcyStage.none:
                yield _note(
                    "party_bankrupt",
                    party.id,
                    zh=f"{claim.label}：{role}{party.name}{party.bankruptcy_stage.zh}。请核对利息是否计至受理日止。",
                    en=f"{claim.label}: the {role_en} {party.name} is in bankruptcy ({party.bankruptcy_stage.en}). "
                    "Check that interest stops on the day the petition was accepted.",
                    source=INTEREST_STOPS,
                )


ACROSS_CLAIMS: tuple[Check, ...] = (
    certificate_in_two_claims,
    rank_held_twice,
    contract_in_two_claims,
    certificate_of_two_owners,
    one_name_of_two_parties,
)
"""Checks that also read other claims with the same collateral or contract numbers."""

OF_EACH_CLAIM: tuple[Check, ...] = (
    ceiling_above_claim,
    guarantor_is_debtor,
    guarantee_period_over,
    mortgage_not_registered,
    collateral_gone,
    party_gone,
    state_organ_owes,
    party_bankrupt,
)
"""Checks of one claim at a time."""

OF_THE_PROJECT: tuple[Check, ...] = (state_organ_in_package,)
"""Checks of all claims of a project together."""


def warnings_of(
    claims: Sequence[ClaimFact], *, today: date, sharing: Sequence[ClaimFact] = ()
) -> tuple[RegisterWarning, ...]:
    """Run all checks on these claims as of ``today``; return each warning once, in the order of the checks.

    ``sharing`` are other claims that share collateral, certificates or contract numbers with them.
    """
    across = (warning for check in ACROSS_CLAIMS for warning in check((*claims, *sharing), today))
    of_each = (warning for check in (*OF_EACH_CLAIM, *OF_THE_PROJECT) for warning in check(claims, today))
    return tuple(dict.fromkeys((*across, *of_each)))
