"""Find parties while a name is typed, and parties that may be the same one. An index selects, comparison decides."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Text, func, text
from sqlalchemy.dialects.postgresql import array
from sqlmodel import Session, col, select

from disposal.eligibility.matching import Subject, compare
from disposal.eligibility.matching.company_name import read_company_name
from disposal.models.claims.claim import Claim
from disposal.models.claims.co_debtor import CoDebtor
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.merge import PartyMerge
from disposal.models.parties.party import Party
from disposal.services.parties.distinctions import distinct_from
from disposal.services.records.id_sets import among
from disposal.services.records.number_search import digest_searched
from notices.codes import PartyKind
from notices.written.documents import has_length_of_resident_id, plain_number

MOST = 8
SHORTEST = 2
_MOST_READ = 400
"""Candidates that are looked at; a word that more parties hold finds some of them, and a longer word the right one."""


@dataclass(frozen=True, slots=True)
class PartySuggestion:
    """A party as it is offered. ``number_end`` are the last four characters of its code or number."""

    party_id: UUID
    name: str
    kind: PartyKind
    number_end: str
    former_names: tuple[str, ...]
    claim_count: int

    @property
    def hint(self) -> str:
        """Return what stands behind the name: 代码后四位 · 曾用名 · 3笔债权."""
        parts = (f"…{self.number_end}" if self.number_end else "", "、".join(self.former_names),
                 f"{self.claim_count}笔债权" if self.claim_count else "")  # fmt: skip
        return " · ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """A party that may be the one that is typed, and why, in words."""

    suggestion: PartySuggestion
    because: str
    is_certain: bool


def suggest_parties(session: Session, words: str) -> list[PartySuggestion]:
    """Return at most eight parties whose name, former name, code or visible part of a number holds the words.

    A full resident ID finds its holder only by its digest. Fewer than two characters find nothing.
    """
    plain = _plain(words)
    if len(plain) < SHORTEST:
        return []
    if has_length_of_resident_id(plain_number(words)):
        index = digest_searched(session, plain_number(words))
        return _offered(session, session.exec(select(Party).where(Party.personal_number_index == index)).all())
    found = [named for named in _candidates(session, [plain]) if any(plain in each for each in named.plain_texts)]
    return _of_ids(session, [named.party_id for named in sorted(found, key=lambda each: each.order(plain))[:MOST]])


def likely_duplicates(
    session: Session, name: str, *, kind: PartyKind, code: str | None = None, besides: Iterable[UUID] = ()
) -> list[LikelyDuplicate]:
    """Return at most eight parties that are, or may be, the one with this name and code, the surest first.

    ``besides`` are parties that somebody said it is not, or that it is itself.
    """
    left = set(besides)
    subject = Subject(kind, (name,), code or None)
    rated = []
    for named in _candidates(session, _keys(name, kind)):
        if named.party_id in left:
            continue
        match = compare(subject, Subject(named.kind, (named.name, *named.former_names), named.credit_code))
        if match.is_match:
            rated.append((match.score, named, match.because_zh))
    rated.sort(key=lambda each: (-each[0], each[1].name))
    offered = {each.party_id: each for each in _of_ids(session, [named.party_id for _, named, _ in rated[:MOST]])}
    return [
        LikelyDuplicate(offered[named.party_id], because, is_certain=_plain(name) in named.plain_names)
        for _, named, because in rated[:MOST]
    ]


def duplicates_of(session: Session, party: Party) -> list[LikelyDuplicate]:
    """Return the other records that may be the same party, without those that were told apart from it."""
    apart = {other for pair in distinct_from(session, [party.id]) for other in pair}
    return likely_duplicates(session, party.name, kind=party.kind, code=party.credit_code, besides={party.id, *apart})


def claims_with_contract(session: Session, number: str, *, besides: UUID | None = None) -> list[tuple[UUID, str]]:
    """Return id and debtor of other claims with this contract number (已见于…)."""
    query = (
        select(Claim.id, Party.name)
        .join(Party, col(Party.id) == Claim.debtor_id)
        .where(col(Claim.contract_numbers).contains([number]), Claim.id != besides)
    )
    return [(claim_id, name) for claim_id, name in session.exec(query.limit(MOST)).all()]


def claims_with_certificate(session: Session, number: str, *, besides: UUID | None = None) -> list[tuple[UUID, str]]:
    """Return id and debtor of other claims secured by a collateral with this certificate number (已见于…)."""
    query = (
        select(Claim.id, Party.name)
        .join(Party, col(Party.id) == Claim.debtor_id)
        .join(SecurityInterest, col(SecurityInterest.claim_id) == Claim.id)
        .join(Collateral, col(Collateral.id) == SecurityInterest.collateral_id)
        .where(col(Collateral.certificate_numbers).contains([number]), Claim.id != besides)
    )
    return [(claim_id, name) for claim_id, name in session.exec(query.distinct().limit(MOST)).all()]


@dataclass(frozen=True, slots=True)
class _PartyCandidate:
    """What a candidate is compared by. Whole rows are read only of those that are offered."""

    party_id: UUID
    kind: PartyKind
    name: str
    former_names: list[str]
    credit_code: str | None
    masked: str | None

    @property
    def plain_names(self) -> list[str]:
        return [_plain(each) for each in (self.name, *self.former_names)]

    @property
    def plain_texts(self) -> list[str]:
        return [*self.plain_names, _plain(self.credit_code or ""), _plain(self.masked or "")]

    def order(self, plain: str) -> tuple[bool, bool, int, str]:
        name = _plain(self.name)
        return name != plain, not name.startswith(plain), len(name), name


def _candidates(session: Session, keys: Sequence[str]) -> list[_PartyCandidate]:
    """Return some parties that hold every run of one of the keys, without those merged into others."""
    session.execute(text(f"SET LOCAL gin_fuzzy_search_limit = {_MOST_READ * 25}"))
    column = Party.__table__.c.search_runs  # type: ignore[attr-defined]
    merged = select(PartyMerge.merged_id).where(col(PartyMerge.undone_at).is_(None))
    shown: Any = (Party.id, Party.kind, Party.name, Party.former_names, Party.credit_code, Party.personal_number_masked)
    found: dict[UUID, _PartyCandidate] = {}
    for key in keys:
        runs = func.text_runs(array([key], type_=Text))
        query = select(*shown).where(column.contains(runs), col(Party.id).not_in(merged)).limit(_MOST_READ)
        found |= {row[0]: _PartyCandidate(*row) for row in session.execute(query).all()}
    return list(found.values())


def _of_ids(session: Session, ids: list[UUID]) -> list[PartySuggestion]:
    """Return parties as they are offered, in this order."""
    rows = {party.id: party for party in session.exec(select(Party).where(among(col(Party.id), ids))).all()}
    return _offered(session, [rows[party_id] for party_id in ids])


def _keys(name: str, kind: PartyKind) -> list[str]:
    """Return what a party of the same name must hold: the brand of a company, the whole name of a person."""
    read = None if kind is PartyKind.natural_person else read_company_name(name)
    keys = [_plain(name), *([_plain(read.brand)] if read else [])]
    return list(dict.fromkeys(key for key in keys if len(key) >= SHORTEST))


def _offered(session: Session, parties: Sequence[Party]) -> list[PartySuggestion]:
    counts = _claim_counts(session, [party.id for party in parties])
    return [
        PartySuggestion(
            party.id,
            party.name,
            party.kind,
            (party.credit_code or party.personal_number_masked or "")[-4:].replace("*", ""),
            tuple(party.former_names),
            counts.get(party.id, 0),
        )
        for party in parties
    ]


def _claim_counts(session: Session, ids: list[UUID]) -> dict[UUID, int]:
    """Return in how many claims each party is debtor, co-debtor, guarantor or owner of collateral."""
    uses = (
        select(col(Claim.debtor_id).label("party_id"), col(Claim.id).label("claim_id"))
        .where(among(col(Claim.debtor_id), ids))
        .union(
            select(CoDebtor.party_id, CoDebtor.claim_id).where(among(col(CoDebtor.party_id), ids)),
            select(Guarantee.guarantor_id, Guarantee.claim_id).where(among(col(Guarantee.guarantor_id), ids)),
            select(Collateral.owner_id, SecurityInterest.claim_id)
            .join(SecurityInterest, col(SecurityInterest.collateral_id) == Collateral.id)
            .where(among(col(Collateral.owner_id), ids)),
        )
        .subquery()
    )  # fmt: skip
    rows = session.execute(select(uses.c.party_id, func.count().label("claims")).group_by(uses.c.party_id)).all()
    return {row.party_id: row.claims for row in rows}


def _plain(words: str) -> str:
    """Return letters and digits only, in one width and case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).casefold()))
