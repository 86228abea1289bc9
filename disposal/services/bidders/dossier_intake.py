"""Import a bidder's dossier as records: parties, standing, contacts and relations, all or nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.identifiers import IdentityDocument, birth_date
from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation, PartyRelationCreate
from disposal.models.screening.bidder import Bidder, BidderCreate
from disposal.services.bidders.bidders import change_bidder, enter_bidder
from disposal.services.bidders.dossier_file import BIDDER_KEY, DossierFile, StatedBidder, StatedParty, StatedRelation
from disposal.services.bidders.dossier_parties import REASON, file_keys_of, filed_parties, known_party, take_over_party
from disposal.services.parties.parties import born_on
from disposal.services.parties.relations import enter_relation, remove_relation
from disposal.services.records.dates import refuse_future, today_in_china, years_between
from disposal.services.records.validation import below, read
from disposal.services.records.writing import change, found

_OF_BIDDER = ("stated", "age_years", "age_stated_on", "has_own_income", "is_capacity_limited")


def take_over(session: Session, project_id: UUID, dossier: DossierFile) -> Bidder:
    """Import a dossier as a new bidder, or update the bidder it belongs to. Other facts of the register stay.

    A party is identified by ``id`` or by its number; in a resubmitted dossier also by its key. Parties that this
    dossier did not enter keep the values in the register.

    Raises: RecordNotFound, InvalidRecord, RecordRefused, RecordExists; then nothing is stored.
    """
    _check_keys(dossier)
    with session.begin_nested():
        bidder = _bidder_of(session, project_id, dossier)
        filed = filed_parties(bidder)
        stated: list[tuple[str, str, StatedParty]] = [(BIDDER_KEY, "bidder", dossier.bidder)]
        stated += [(each.key, f"parties.{at}", each) for at, each in enumerate(dossier.parties)]
        for key, path, each in stated:
            filed[key] = take_over_party(session, each, key=key, filed=filed, path=path)
        keys = {key: of.party_id for key, of in filed.items()}
        bidder = _keep(session, bidder, _fields(session, project_id, keys[BIDDER_KEY], dossier), file_keys_of(filed))
        _relate(session, bidder, dossier.relations, keys)
    return bidder


def _check_keys(dossier: DossierFile) -> None:
    keys = [BIDDER_KEY, *(each.key for each in dossier.parties)]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    named = [(f"relations.{at}.{end}", getattr(each, end)) for at, each in enumerate(dossier.relations)
             for end in ("from_key", "to_key")]  # fmt: skip
    unknown = [(path, key) for path, key in named if key not in keys]
    if twice:
        raise RecordRefused(
            field="parties",
            zh=f"键 {twice[0]} 出现两次；请改名或合并。",
            en=f"Key {twice[0]} stands twice; rename or merge.",
        )
    for path, key in unknown:
        raise RecordRefused(
            field=path,
            zh=f"关系提到的 {key} 不在 parties 中；请补充该当事人，竞买人写作 {BIDDER_KEY}。",
            en=f"The relation names {key}, who is not among the parties; add that party. The bidder is {BIDDER_KEY}.",
        )


def _bidder_of(session: Session, project_id: UUID, dossier: DossierFile) -> Bidder | None:
    """Return the existing bidder of this dossier, found by number, otherwise by name; None if there is none."""
    query = select(Bidder).where(Bidder.project_id == project_id)
    party = known_party(session, dossier.bidder)
    if party is not None:
        return session.exec(query.where(Bidder.party_id == party.id)).one_or_none()
    bare = select(Party.id).where(Party.name == dossier.bidder.name, Party.kind == dossier.bidder.kind)
    bare = bare.where(col(Party.credit_code).is_(None), col(Party.personal_number_index).is_(None))
    same_name = session.exec(query.where(col(Bidder.party_id).in_(bare)).order_by(col(Bidder.id)))
    return same_name.first()


def _fields(session: Session, project_id: UUID, party_id: UUID, dossier: DossierFile) -> dict[str, Any]:
    values = {name: getattr(dossier.bidder, name) for name in _OF_BIDDER}
    values |= _age(dossier.bidder, born_on(session, found(session, Party, party_id)))
    more = {"declarations": dossier.declarations, "means": dossier.means}
    return {"project_id": project_id, "party_id": party_id, **values, **more}


def _age(stated: StatedBidder, born: date | None) -> dict[str, Any]:
    """Return the age and its date. A resident ID takes precedence over the stated age (民法典第十五条)."""
    refuse_future(stated.age_stated_on, field="bidder.age_stated_on", label="年龄的申报日")
    number, age, on = stated.personal_number, stated.age_years, stated.age_stated_on
    if born is None and number and stated.identity_document in {None, IdentityDocument.resident_id}:
        born = birth_date(number)
    today = today_in_china()
    if born is None:
        return {"age_years": age, "age_stated_on": None if age is None else on or today}
    on = on if on and on >= born else today
    return {"age_years": max(0, years_between(born, on)), "age_stated_on": on}


def _admitted(bidder: Bidder, values: dict[str, Any]) -> dict[str, Any]:
    """Return what an earlier dossier admitted. It stays with the new statements until staff change it."""
    admissions = [each for each in bidder.declarations if each.is_barred and each not in values["declarations"]]
    admitted: dict[str, Any] = {"declarations": (*values["declarations"], *admissions)}
    return admitted | ({"is_capacity_limited": True} if bidder.is_capacity_limited else {})


def _keep(session: Session, bidder: Bidder | None, values: dict[str, Any], file_keys: dict[str, Any]) -> Bidder:
    if bidder is None:
        bidder = enter_bidder(session, read(BidderCreate, values))
    else:
        change_bidder(session, bidder.id, values | _admitted(bidder, values), reason=REASON)
    altered = {} if bidder.file_keys == file_keys else {"file_keys": file_keys}
    return change(session, bidder, altered, event="bidder.dossier_taken_over", reason=REASON)


def _relate(session: Session, bidder: Bidder, relations: Iterable[StatedRelation], keys: dict[str, UUID]) -> None:
    """Replace the relations of this dossier: enter new ones, remove those no longer stated."""
    query = select(PartyRelation).where(PartyRelation.bidder_id == bidder.id)
    held = {_content(each.model_dump()): each for each in session.exec(query).all()}
    for at, stated in enumerate(relations):
        values = stated.model_dump(exclude={"from_key", "to_key"})
        values |= {"from_party_id": keys[stated.from_key], "to_party_id": keys[stated.to_key]}
        with below(f"relations.{at}"):
            data = read(PartyRelationCreate, values)
            if held.pop(_content(data.model_dump()), None) is None:
                enter_relation(session, data, bidder_id=bidder.id)
    for gone in held.values():
        remove_relation(session, gone.id, reason=REASON)


def _content(values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(values[name] for name in sorted(PartyRelationCreate.model_fields))
