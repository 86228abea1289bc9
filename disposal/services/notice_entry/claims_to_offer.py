"""The claims that a project may offer: found by debtor, contract or asset number; those in a live notice say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Text, cast, or_
from sqlmodel import Session, col, select

from disposal.models.claims.claim import Claim, ClaimStatus
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.models.publication.notice import LiveClaim, Notice
from disposal.services.records.id_sets import among

MOST = 30


@dataclass(frozen=True, slots=True)
class OfferedClaim:
    """A claim as it is chosen from: its debtor, its number, what is owed at its newest record date.

    ``live_in`` is the number of the live notice that offers it; it cannot be offered by another.
    """

    claim_id: UUID
    debtor: str
    number: str
    owed: Decimal | None
    record_date: str
    live_in: str = ""

    @property
    def hint(self) -> str:
        """Return what stands behind the name of the debtor."""
        owed = f"{self.owed:,.2f}元（{self.record_date}）" if self.owed is not None else "尚无金额"
        return " · ".join(filter(None, (self.number, owed)))


def chosen_claims(session: Session, claim_ids: Sequence[UUID]) -> list[OfferedClaim]:
    """Return these claims in this order; one that the session may not see is left out."""
    found = {each.claim_id: each for each in _offered(session, _rows(session, among(col(Claim.id), claim_ids)))}
    return [found[each] for each in claim_ids if each in found]


def claims_to_offer(
    session: Session, words: str, *, besides: Iterable[UUID] = (), issuer_id: UUID | None = None
) -> list[OfferedClaim]:
    """Return held claims whose debtor or numbers have these words, the newest first; without words, the newest."""
    conditions = [col(Claim.status) == ClaimStatus.held]
    if plain := words.strip():
        like = f"%{plain.translate(_ESCAPED)}%"
        texts = (col(Party.name), cast(col(Claim.contract_numbers), Text), col(Claim.asset_number), col(Claim.name))
        conditions.append(or_(*(text.ilike(like, escape="\\") for text in texts)))
    if issuer_id is not None:
        conditions.append(or_(col(Claim.issuer_id).is_(None), col(Claim.issuer_id) == issuer_id))
    left = set(besides)
    rows = [row for row in _rows(session, *conditions, limit=MOST + len(left)) if row[0].id not in left]
    return _offered(session, rows[:MOST])


_ESCAPED = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})


def _rows(session: Session, *conditions: object, limit: int | None = None) -> list[tuple[Claim, str]]:
    query = select(Claim, Party.name).join(Party, col(Party.id) == Claim.debtor_id).where(*conditions)  # type: ignore[arg-type]
    return list(session.exec(query.order_by(col(Claim.id).desc()).limit(limit)).all())


def _offered(session: Session, rows: Sequence[tuple[Claim, str]]) -> list[OfferedClaim]:
    ids = [claim.id for claim, _ in rows]
    query = select(ClaimStatement).where(among(col(ClaimStatement.claim_id), ids))
    newest = {each.claim_id: each for each in session.exec(query.order_by(col(ClaimStatement.record_date)))}
    live = dict(session.exec(
        select(LiveClaim.claim_id, Notice.number)
        .join(Notice, col(Notice.id) == LiveClaim.notice_id)
        .where(among(col(LiveClaim.claim_id), ids))
    ).all())  # fmt: skip
    found = []
    for claim, debtor in rows:
        stated = newest.get(claim.id)
        number = claim.asset_number or claim.name or "、".join(claim.contract_numbers[:2])
        owed, day = (stated.total_to_print, stated.record_date.isoformat()) if stated else (None, "")
        found.append(OfferedClaim(claim.id, debtor, number or "", owed, day, live.get(claim.id) or ""))
    return found
