"""Load the facts for the register checks: a project's claims, and other claims with the same numbers."""

from datetime import date
from uuid import UUID

from sqlalchemy import Text, cast, or_
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Session, col, select

from disposal.models.claims.claim import Claim, ClaimStatus
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.claims.loading import ClaimRecords, load_claims
from disposal.services.projects.content_parts import original_creditor
from disposal.services.projects.loans_elsewhere import loans_elsewhere
from disposal.services.projects.projects import claims_of
from disposal.services.projects.warning_duties import preemption_warnings
from disposal.services.projects.warning_facts import ClaimFact, GuaranteeFact, PartyFact, RegisterWarning, SecurityFact
from disposal.services.projects.warnings import warnings_of
from disposal.services.records.dates import today_in_china
from disposal.services.records.writing import found
from notices.codes import GuaranteeMode, SecurityKind
from notices.duties.preemption import is_state_owned

_ENTERED_IN_THE_LAND_REGISTER = {"land_use_right", "building", "unfinished_building"}


def review_project(session: Session, project_id: UUID, *, today: date | None = None) -> tuple[RegisterWarning, ...]:
    """Run the register checks on a project as of ``today``. Raises: RecordNotFound."""
    elsewhere = loans_elsewhere(session, project_id)
    return (*(each.warning() for each in elsewhere), *review_claims(session, project_id, today=today))


def review_claims(session: Session, project_id: UUID, *, today: date | None = None) -> tuple[RegisterWarning, ...]:
    """Run the checks on a project's claims that compare no offers. Raises: RecordNotFound."""
    project = found(session, DisposalProject, project_id, field="project_id")
    own = load_claims(session, [link.claim_id for link in claims_of(session, project_id)])
    shared = (*_claims_sharing_collateral(session, own), *_claims_sharing_contracts(session, own))
    others = load_claims(session, shared)
    day, claims = today or today_in_china(), facts_in(own, record_date=project.record_date)
    odd = warnings_of(claims, today=day, sharing=facts_in(others, record_date=None))
    due = preemption_warnings(session, project, claims, today=day)
    return (*odd, *due)


def facts_in(records: ClaimRecords, *, record_date: date | None) -> list[ClaimFact]:
    """Convert claims to facts for the checks; amounts are at ``record_date``, otherwise at the latest statement."""
    return [_claim(claim, records=records, record_date=record_date) for claim in records.claims.values()]


def _claims_sharing_collateral(session: Session, own: ClaimRecords) -> list[UUID]:
    """Return other held claims secured by the same collateral or the same certificate numbers."""
    numbers = sorted({number for thing in own.collateral.values() for number in thing.certificate_numbers})
    certificates = cast(col(Collateral.certificate_numbers), JSONB)
    query = (
        select(SecurityInterest.claim_id)
        .join(Collateral, col(Collateral.id) == SecurityInterest.collateral_id)
        .join(Claim, col(Claim.id) == SecurityInterest.claim_id)
        .where(or_(col(Collateral.id).in_(own.collateral), certificates.has_any(cast(numbers, ARRAY(Text)))))
        .where(col(Claim.status) == ClaimStatus.held, col(Claim.id).not_in(own.claims))
        .distinct()
        .order_by(col(SecurityInterest.claim_id))
    )
    return list(session.exec(query).all())


def _claims_sharing_contracts(session: Session, own: ClaimRecords) -> list[UUID]:
    """Return other held claims with one of the same contract numbers."""
    numbers = sorted({number for claim in own.claims.values() for number in claim.contract_numbers})
    contracts = cast(col(Claim.contract_numbers), JSONB)
    query = (
        select(Claim.id)
        .where(contracts.has_any(cast(numbers, ARRAY(Text))))
        .where(col(Claim.status) == ClaimStatus.held, col(Claim.id).not_in(own.claims))
        .order_by(col(Claim.id))
    )
    return list(session.exec(query).all()) if numbers else []


def _claim(claim: Claim, *, records: ClaimRecords, record_date: date | None) -> ClaimFact:
    statements = records.statements[claim.id]
    stated = next(
        (each for each in statements if each.record_date == record_date), statements[-1] if statements else None
    )
    debtor = records.debtor(claim)
    name = claim.name or "、".join(claim.contract_numbers[:1])
    return ClaimFact(
        id=claim.id,
        label=f"{debtor.name}（{name}）" if name else debtor.name,
        debtor=_party(debtor),
        total=stated.total_to_print if stated else None,
        record_date=stated.record_date if stated else None,
        security=tuple(_security(interest, claim, records=records) for interest in records.interests[claim.id]),
        guarantees=tuple(
            _guarantee(given, records.parties[given.guarantor_id]) for given in records.guarantees[claim.id]
        ),
        contract_numbers=tuple(claim.contract_numbers),
        creditor=original_creditor(records, claim) or "",
        due_on=claim.due_on,
    )


def _guarantee(given: Guarantee, guarantor: Party) -> GuaranteeFact:
    return GuaranteeFact(
        _party(guarantor),
        given.period_ends_on,
        period_words=given.period_words or "",
        asked_on=given.asked_on,
        evidence=given.asked_evidence or "",
        is_general=given.mode is GuaranteeMode.general,
    )


def _security(interest: SecurityInterest, claim: Claim, *, records: ClaimRecords) -> SecurityFact:
    thing = records.collateral[interest.collateral_id]
    is_mortgage = interest.kind is SecurityKind.mortgage
    return SecurityFact(
        collateral_id=thing.id,
        collateral=thing.phrase,
        owner=_party(records.parties[thing.owner_id]),
        certificates=tuple(thing.certificate_numbers),
        # Amounts in two currencies cannot be compared.
        ceiling=interest.ceiling_amount if interest.ceiling_currency == claim.currency else None,
        rank=interest.rank,
        needs_registration=is_mortgage and thing.type_code in _ENTERED_IN_THE_LAND_REGISTER,
        is_registered=interest.is_registered,
        conditions=tuple(condition.code for condition in thing.conditions),
        has_share=interest.share_words is not None,
    )


def _party(party: Party) -> PartyFact:
    return PartyFact(
        id=party.id,
        name=party.name,
        status=party.status,
        bankruptcy_stage=party.bankruptcy_stage,
        is_state_organ=party.is_state_organ,
        kind=party.kind,
        former_names=tuple(party.former_names),
        is_masked=party.is_masked,
        is_state_owned=is_state_owned(party.is_state_owned, party.company_type),
        address=party.address or "",
    )
