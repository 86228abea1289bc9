"""Gather the facts of one screening: dossier, relations, the project's parties, answers of the lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func
from sqlmodel import Session, select

from disposal.eligibility.facts.facts import Declaration, Dossier, Facts
from disposal.eligibility.facts.lookups import LookupFailed
from disposal.eligibility.facts.people import ContactKind, ContactPoint, PartyFacts
from disposal.eligibility.facts.project import ProjectParties
from disposal.eligibility.facts.relations import Office, Relation, RelationKind
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.models.screening.bidder import Bidder, DossierPart
from disposal.services.lists.answers import consult_lists
from disposal.services.parties.relation_graph import GraphTooLarge, RelationGraph, graph_around, principals_behind
from disposal.services.parties.same_party import possible_matches
from disposal.services.parties.screening_facts import ScreenedParty, screened_parties
from disposal.services.parties.standings import contact_digest, masked, sharing_contacts
from disposal.services.projects.roles import project_parties
from disposal.services.records.dates import years_between
from disposal.services.records.writing import found
from notices.codes import PartyKind

_BOARD = frozenset(Office) - {Office.legal_representative, Office.employee, Office.responsible}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, the parties they depend on, and the matched list entries: digests by entry id, entry ids by party.

    ``facts`` also holds rivals that are not connected to the bidder; ``rests_on`` does not.
    """

    facts: Facts
    rests_on: tuple[ScreenedParty, ...]
    entry_names: Mapping[str, Sequence[str | None]]
    entry_fingerprints: Mapping[str, Sequence[str]]
    met: Mapping[str, Sequence[str]]


def gather(session: Session, bidder: Bidder, *, on: date) -> Gathered:
    """Gather everything in the register and the lists that concerns a bidder on that day.

    A failed look-up is recorded as failed; it is never treated as "nothing found".
    """
    project = project_parties(session, bidder.project_id)
    rivals = _rivals(session, bidder)
    seeds = {bidder.party_id, *(UUID(key) for key in project.keys)}
    graph, failures = _graph(session, bidder.party_id, seeds)
    tied = graph.parties | sharing_contacts(session, bidder.party_id)
    screened = screened_parties(session, tied | rivals)
    answers = consult_lists(session, tuple(screened.values()), on=on)
    relations = {each.id: _relation(each) for each in graph.relations}
    sellers = _seller_contacts(session, bidder.project_id)
    dossier = _dossier(session, bidder, screened, graph.relations, on)
    stated = set(dossier.relations)
    facts = Facts(
        dossier=dossier,
        parties=(*(party.facts for key, party in screened.items() if key != bidder.party_id), *sellers),
        relations=tuple(each for each in relations.values() if each not in stated),
        project=project,
        lists=tuple(answers.versions),
        lookups=tuple(answers.lookups),
        failures=(*failures, *answers.failures),
        hits=tuple(answers.hits),
        same=possible_matches(*_two_groups(screened, project, graph)),
        other_bidders=tuple(sorted(str(key) for key in rivals)),
        seller_contacts=tuple(party.key for party in sellers),
        **_price(session, bidder.project_id),
    )
    return Gathered(
        facts,
        tuple(screened[key] for key in sorted(tied)),
        answers.entry_names,
        answers.entry_fingerprints,
        answers.met,
    )


def _graph(session: Session, bidder: UUID, seeds: set[UUID]) -> tuple[RelationGraph, tuple[LookupFailed, ...]]:
    """Return the relation graph; if it is too large, only the seeds and a failure, so that no limb can be cleared.

    If an agent bids or holds a part of the bidder, the graph of the agent's principal is included.
    """
    try:
        graph, known = graph_around(session, seeds), seeds
        while principals := principals_behind(graph, bidder) - known:
            known = known | principals
            graph = graph_around(session, known)
    except GraphTooLarge as error:
        failed = LookupFailed(
            list_code="*relations", list_name="关系记录", list_name_en="the relations on record",
            reason=error.zh, reason_en=error.en,
        )  # fmt: skip
        return RelationGraph((), frozenset(seeds)), (failed,)
    return graph, ()


def _seller_contacts(session: Session, project_id: UUID) -> tuple[PartyFacts, ...]:
    """Return a party with the contacts that the seller's notices print, under the project's id; none if it has none."""
    contacts = found(session, DisposalProject, project_id).contacts
    said = {(ContactKind.phone, phone) for contact in contacts for phone in contact.phones}
    said |= {(ContactKind.address, contact.address) for contact in contacts if contact.address}
    vault = session.info["personal_numbers"]() if said else None
    points = tuple(
        ContactPoint(kind=kind, index=contact_digest(vault, kind, each), shown=masked(kind, each))
        for kind, each in sorted(said)
    )
    return (
        (PartyFacts(key=str(project_id), name="公告联系方式", kind=PartyKind.organisation, contacts=points),)
        if said
        else ()
    )


def _price(session: Session, project_id: UUID) -> dict[str, Decimal | None]:
    """Return the book value and the floor price of what is sold, in yuan; a price in another currency is unknown."""
    project = found(session, DisposalProject, project_id)
    floor = project.terms.floor_price if project.terms else None
    return {
        "book_value": _plain(project.book_value),
        "floor_price": _plain(floor.exact) if floor is not None and floor.currency == "CNY" else None,
    }


def _rivals(session: Session, bidder: Bidder) -> set[UUID]:
    query = select(Bidder.party_id).where(Bidder.project_id == bidder.project_id, Bidder.id != bidder.id)
    return set(session.exec(query).all())


def _two_groups(
    screened: dict[UUID, ScreenedParty], project: ProjectParties, graph: RelationGraph
) -> tuple[list[ScreenedParty], list[ScreenedParty]]:
    """Return all parties and the project's parties with their relations. The two sets may overlap.

    The relations are the owners, officers and agents of the project's parties, what those parties own or control, and
    the relatives of all of these. The bidder's own people are not compared with each other.
    """
    theirs = {UUID(key) for key in project.keys}
    held = (RelationKind.ownership, RelationKind.control)
    tied = {each.from_party_id for each in graph.relations if each.to_party_id in theirs}
    tied |= {each.to_party_id for each in graph.relations if each.from_party_id in theirs and each.kind in held}
    theirs |= tied
    kin = [(each.from_party_id, each.to_party_id) for each in graph.relations if each.kind is RelationKind.kinship]
    for _ in range(2):  # the same two steps of kinship as in the graph
        theirs |= {end for pair in kin if not theirs.isdisjoint(pair) for end in pair}
    return list(screened.values()), [screened[key] for key in sorted(theirs)]


def _dossier(
    session: Session, bidder: Bidder, screened: dict[UUID, ScreenedParty], relations: Iterable[Row[Any]], on: date
) -> Dossier:
    party = screened[bidder.party_id]
    own = [each for each in relations if bidder.party_id in {each.from_party_id, each.to_party_id}]
    parts = {part: _part(bidder, part, own) for part in DossierPart}
    return Dossier(
        bidder=party.facts,
        declarations=_declarations(session, bidder),
        means=bidder.means,
        age_years=_age(bidder, on),
        has_own_income=bidder.has_own_income,
        is_capacity_limited=bidder.is_capacity_limited,
        business_status=party.status,
        **{part.value: stated for part, stated in parts.items()},
    )


def _declarations(session: Session, bidder: Bidder) -> tuple[Declaration, ...]:
    """Return the bidder's declarations that count. A denial signed over a year before the notice does not count."""
    query = select(func.min(Notice.published_on)).where(Notice.project_id == bidder.project_id, Notice.state != "draft")
    published_on = session.exec(query).one()
    return tuple(
        each
        for each in bidder.declarations
        if each.is_barred or published_on is None or not _is_over_a_year(each.signed_on, published_on)
    )


def _is_over_a_year(earlier: date, later: date) -> bool:
    return years_between(earlier, later - timedelta(days=1)) >= 1


def _age(bidder: Bidder, on: date) -> int | None:
    """Return the stated age plus the whole years since; this is never more than the true age."""
    if bidder.age_years is None or bidder.age_stated_on is None:
        return None
    return bidder.age_years + max(0, years_between(bidder.age_stated_on, on))


def _part(bidder: Bidder, part: DossierPart, relations: Iterable[Row[Any]]) -> tuple[Relation, ...] | None:
    if part not in bidder.stated:
        return None
    return tuple(_relation(each) for each in relations if _belongs(each, bidder.party_id, part))


def _belongs(each: Row[Any], key: UUID, part: DossierPart) -> bool:
    into, out = each.to_party_id == key, each.from_party_id == key
    match part:
        case DossierPart.positions:
            return out and each.kind is RelationKind.office
        case DossierPart.legal_representative:
            return into and each.office is Office.legal_representative
        case DossierPart.directors:
            return into and each.office in _BOARD
        case DossierPart.controllers:
            return into and each.kind is RelationKind.control
        case DossierPart.shareholders:
            return into and each.kind is RelationKind.ownership
        case DossierPart.relatives:
            return (into or out) and each.kind is RelationKind.kinship
        case DossierPart.agents:
            return into and each.kind is RelationKind.acting_for


def _relation(row: Row[Any]) -> Relation:
    return Relation(
        from_party=str(row.from_party_id),
        to_party=str(row.to_party_id),
        kind=row.kind,
        kinship=row.kinship,
        office=row.office,
        percent=None if row.percent is None else _plain(row.percent),
        source=row.source,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _plain(percent: Decimal) -> Decimal:
    """Return a share as stated, without trailing zeros: 30, not 30.000000."""
    return Decimal(format(percent.normalize(), "f"))
