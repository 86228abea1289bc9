"""Warn of contract numbers that claims on record have already, for the same debtor."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from disposal.models.claims.claim import Claim
from disposal.services.package_import.claim_planning import PlannedClaim
from disposal.services.package_import.planning import Planning
from disposal.services.projects.loan_identity import plain
from disposal.services.records.id_sets import among


def warn_of_contracts(session: Session, planning: Planning, claims: Collection[PlannedClaim]) -> None:
    """Warn of each claim whose debtor, on record already, has a claim with the same contract number."""
    debtors = {claim.debtor.known.id for claim in claims if claim.debtor.known}
    if not debtors:
        return
    query = select(Claim.debtor_id, Claim.contract_numbers).where(among(col(Claim.debtor_id), debtors))
    known = {(debtor, plain(number)) for debtor, numbers in session.exec(query).all() for number in numbers}
    for claim in claims:
        for number in claim.row.values.get("claim.contract_numbers", ()):
            if (claim.debtor.key, plain(number)) in known:
                zh = f"{claim.debtor.name}已登记有合同编号为{number}的债权；请核对是否重复录入"
                en = f"{claim.debtor.name} has a claim with contract {number} on record already; check for a duplicate"
                planning.warn(claim.row, "claim.contract_numbers", "contract_on_record", (zh, en))
