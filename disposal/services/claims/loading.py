"""Load claims with all related records, one query per table for any number of claims."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from disposal.models.claims.assignment import Assignment
from disposal.models.claims.claim import Claim
from disposal.models.claims.co_debtor import CoDebtor
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.litigation_status import LitigationStatus
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.models.records.record import Record

T = TypeVar("T", bound=SQLModel)
R = TypeVar("R", bound=Record)
_LOADED = "claims_loaded"


@dataclass(frozen=True, slots=True)
class ClaimRecords:
    """Claims by id with their parties, statements, chain, security, guarantees and litigation, each sorted."""

    claims: dict[UUID, Claim]
    parties: dict[UUID, Party]
    statements: dict[UUID, list[ClaimStatement]]
    chains: dict[UUID, list[Assignment]]
    interests: dict[UUID, list[SecurityInterest]]
    collateral: dict[UUID, Collateral]
    guarantees: dict[UUID, list[Guarantee]]
    litigation: dict[UUID, list[LitigationStatus]]
    co_debtors: dict[UUID, list[CoDebtor]]

    def debtor(self, claim: Claim) -> Party:
        """Return the debtor of a claim."""
        return self.parties[claim.debtor_id]

    def owner(self, interest: SecurityInterest) -> Party:
        """Return the owner of a collateral."""
        return self.parties[self.collateral[interest.collateral_id].owner_id]

    def statement(self, claim: Claim, on: date) -> ClaimStatement | None:
        """Return the statement of a claim at a record date, or None."""
        return next((each for each in self.statements[claim.id] if each.record_date == on), None)


@contextmanager
def loaded_once(session: Session) -> Iterator[None]:
    """Load claims once for all that is asked of them in a block. Nothing in it may change them."""
    session.info[_LOADED] = {}
    try:
        yield
    finally:
        del session.info[_LOADED]


def load_claims(session: Session, claim_ids: Iterable[UUID]) -> ClaimRecords:
    """Load these claims with all related records, in the given order; in a ``loaded_once`` block once."""
    ids = list(dict.fromkeys(claim_ids))
    known: dict[frozenset[UUID], ClaimRecords] | None = session.info.get(_LOADED)
    if known is None:
        return _load(session, ids)
    same = frozenset(ids)
    records = known.get(same) or known.setdefault(same, _load(session, ids))
    return replace(records, claims={each: records.claims[each] for each in ids if each in records.claims})


def _load(session: Session, ids: list[UUID]) -> ClaimRecords:
    """Load these claims with all related records, in the given order; unknown ids are ignored.

    Nothing is asked about no claims, nor about collateral where no claim has any.
    """
    known = _by_id(session, Claim, ids)
    claims = {claim_id: known[claim_id] for claim_id in ids if claim_id in known}
    statements = _of_claims(session, ClaimStatement, ids, order=col(ClaimStatement.record_date))
    chains = _of_claims(session, Assignment, ids, order=col(Assignment.ordinal))
    interests = _of_claims(session, SecurityInterest, ids, order=col(SecurityInterest.ordinal))
    guarantees = _of_claims(session, Guarantee, ids, order=col(Guarantee.ordinal))
    litigation = _of_claims(session, LitigationStatus, ids, order=col(LitigationStatus.created_at))
    co_debtors = _of_claims(session, CoDebtor, ids, order=col(CoDebtor.ordinal))
    given = {interest.collateral_id for rows in interests.values() for interest in rows}
    collateral = _by_id(session, Collateral, given)
    named = {claim.debtor_id for claim in claims.values()} | {thing.owner_id for thing in collateral.values()}
    named |= {claim.original_creditor_id for claim in claims.values() if claim.original_creditor_id}
    named |= {guarantee.guarantor_id for rows in guarantees.values() for guarantee in rows}
    named |= {each.party_id for rows in co_debtors.values() for each in rows}
    named |= {status.party_id for rows in litigation.values() for status in rows if status.party_id}
    parties = _by_id(session, Party, named)
    return ClaimRecords(claims, parties, statements, chains, interests, collateral, guarantees, litigation, co_debtors)


def _by_id(session: Session, table: type[R], ids: Collection[UUID]) -> dict[UUID, R]:
    rows = session.exec(select(table).where(col(table.id).in_(ids))).all() if ids else ()
    return {row.id: row for row in rows}


def _of_claims(session: Session, table: type[T], ids: list[UUID], *, order: Any) -> dict[UUID, list[T]]:
    """Return the rows of a table by claim id; a claim without rows has an empty list."""
    columns: Any = table
    found: dict[UUID, list[T]] = defaultdict(list)
    query = select(table).where(columns.claim_id.in_(ids)).order_by(order, columns.id)
    rows: Sequence[Any] = session.exec(query).all() if ids else ()
    for row in rows:
        found[row.claim_id].append(row)
    return found
