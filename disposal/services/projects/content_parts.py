"""Build the parts of a notice's content from records: obligors, security, guarantees, claims. Pure; no session."""

from itertools import groupby
from typing import Any
from uuid import UUID

from disposal.models.claims.assignment import Assignment
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.litigation_status import LitigationStatus
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.services.claims.loading import ClaimRecords
from notices.codes import PartyKind
from notices.content import content as said
from notices.content.parties import Obligor
from notices.content.security import CollateralItem, GuaranteeItem, LitigationStatusItem, Security

_ALWAYS = frozenset({"name", "kind", "is_masked", "name_bases", "is_state_organ"})
MEASURES = ("building_area_m2", "land_area_m2", "land_area_mu", "gross_tonnage", "quantity", "quantity_unit")
"""Collateral attributes that the content stores as figures. The other attributes are part of the text."""


class Naming:
    """Name parties in the order of the notice. A company's particulars are printed where it is first named.

    For a natural person only the name is printed.
    """

    def __init__(self, records: ClaimRecords, *, with_particulars: bool) -> None:
        self._records = records
        self._with_particulars = with_particulars
        self._named: set[UUID] = set()

    def obligor(self, party_id: UUID) -> Obligor:
        """Return the party as the notice names it here."""
        party = self._records.parties[party_id]
        is_first = party_id not in self._named
        self._named.add(party_id)
        is_full = self._with_particulars and is_first and party.kind is not PartyKind.natural_person
        fields = set(Obligor.model_fields) if is_full else _ALWAYS
        return Obligor.model_validate(party.model_dump(include=set(fields)))


def claim_item(
    claim: Claim, statement: ClaimStatement | None, *, records: ClaimRecords, naming: Naming, record_date: Any = None
) -> said.ClaimItem:
    """Return one claim as the notice states it; set ``record_date`` only if it differs from the notice's own."""
    return said.ClaimItem(
        name=claim.name,
        contract_numbers=tuple(claim.contract_numbers),
        record_date=record_date,
        amounts=statement.as_amounts(currency=claim.currency) if statement else None,
        conditional_amounts=statement.conditional_amounts if statement else (),
        security=tuple(security(each, records=records, naming=naming) for each in records.interests[claim.id]),
        guarantees=guarantees(records.guarantees[claim.id], naming=naming),
        litigation=tuple(
            litigation(status, party=records.parties[status.party_id] if status.party_id else None)
            for status in records.litigation[claim.id]
            if status.party_id != claim.debtor_id
        ),
        five_class=claim.five_class,
        unfinished_settlement=claim.unfinished_settlement,
        are_documents_originals=claim.are_documents_originals,
        details=claim.details,
        is_personal_loan=claim.is_personal_loan,
        personal_loan_basis=claim.personal_loan_basis,
    )


def security(interest: SecurityInterest, *, records: ClaimRecords, naming: Naming) -> Security:
    """Return a security interest as a notice states it."""
    thing = records.collateral[interest.collateral_id]
    return Security(
        kind=interest.kind,
        owner=naming.obligor(thing.owner_id),
        collateral=collateral(thing),
        ceiling=interest.ceiling,
        rank=interest.rank,
        is_registered=interest.is_registered,
        registration_number=interest.registration_number,
        share_words=interest.share_words,
        other_claims_words=interest.other_claims_words,
    )


def collateral(thing: Collateral) -> CollateralItem:
    """Return a collateral as the notice describes it: measures as figures, other attributes as text."""
    typed = thing.typed
    measures = {name: getattr(typed, name) for name in MEASURES if name in type(typed).model_fields}
    # This copy has no figures. It is not validated; it only provides the text of the other attributes.
    words = typed.model_copy(update=dict.fromkeys(measures)).details() if thing.prints_attributes else ()
    return CollateralItem(
        type=thing.type_code,
        description=thing.description or typed.label_zh,
        place=thing.place,
        **measures,
        certificate_numbers=tuple(thing.certificate_numbers),
        details="，".join([*words, *([thing.details] if thing.details else [])]) or None,
        conditions=thing.conditions,
    )


def guarantees(given: list[Guarantee], *, naming: Naming) -> tuple[GuaranteeItem, ...]:
    """Return guarantees as the notice states them. Neighbouring guarantors with the same terms are grouped."""
    return tuple(
        GuaranteeItem(
            mode=alike[0].mode,
            guarantors=tuple(naming.obligor(guarantee.guarantor_id) for guarantee in alike),
            ceiling=alike[0].ceiling,
            period_words=alike[0].period_words,
        )
        for alike in alike_guarantees(given)
    )


def alike_guarantees(given: list[Guarantee]) -> list[list[Guarantee]]:
    """Return guarantees in groups of neighbours with the same terms, as the notice states them."""
    return [list(alike) for _, alike in groupby(given, key=lambda g: (g.mode, g.ceiling, g.period_words))]


def litigation(status: LitigationStatus, *, party: Party | None) -> LitigationStatusItem:
    """Return a litigation status as the notice states it; ``party`` is set if it concerns one obligor only."""
    return LitigationStatusItem(
        code=status.code,
        words=status.words,
        party=party.name if party else None,
        court=status.court,
        case_number=status.case_number,
        as_of=status.as_of,
    )


def chain(records: ClaimRecords, claim: Claim, *, seller: str = "") -> tuple[said.AssignmentItem, ...]:
    """Return the chain of title of a claim as a notice states it.

    One link from the original creditor to the ``seller``, without day and number, says no more than that the seller
    bought the claim from the creditor: the notice says that without a chain.
    """
    links = records.chains[claim.id]
    if len(links) == 1 and _is_plain_purchase(links[0], claim, seller):
        return ()
    return tuple(
        said.AssignmentItem(
            assignor=link.assignor,
            assignee=link.assignee,
            assigned_on=link.assigned_on,
            agreement_number=link.agreement_number,
        )
        for link in links
    )


def _is_plain_purchase(link: Assignment, claim: Claim, seller: str) -> bool:
    is_bare = link.assigned_on is None and link.agreement_number is None
    return is_bare and bool(seller) and link.assignee == seller and link.assignor == claim.original_creditor


def original_creditor(records: ClaimRecords, claim: Claim) -> str | None:
    """Return the original creditor's name as written in the documents, otherwise the name of its party record."""
    if claim.original_creditor or claim.original_creditor_id is None:
        return claim.original_creditor
    return records.parties[claim.original_creditor_id].name
