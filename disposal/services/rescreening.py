"""Screening again whom a change touches: found in reverse from parties and list entries; who decided is told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, literal
from sqlmodel import Session, col, or_, select

from disposal.eligibility.finding import Outcome
from disposal.eligibility.matching import compare, keys, prepare
from disposal.errors import RecordNotFound
from disposal.models import (
    Bidder,
    ListEntry,
    Party,
    RestrictedList,
    Screening,
    ScreeningAlert,
    ScreeningDecision,
    ScreeningStage,
    WatchedParty,
)
from disposal.services.entering import enter
from disposal.services.id_sets import among
from disposal.services.list_lookup import entry_subject
from disposal.services.party_facts import subject_of
from disposal.services.screening_decisions import overall, standings
from disposal.services.screenings import newest_screening, screen_bidder
from disposal.services.standings import sharing_contacts


@dataclass(frozen=True, slots=True)
class Rescreened:
    """A bidder screened again: what it came to before and now, decisions included, and who is told."""

    bidder_id: UUID
    screening_id: UUID
    before: Outcome
    after: Outcome
    told: tuple[str, ...]


def touched_by_parties(session: Session, party_ids: Collection[UUID]) -> set[UUID]:
    """Return the bidders whose newest screening rests on one of these parties, or who now share a contact with one."""
    sharing = {other for party_id in party_ids for other in sharing_contacts(session, party_id)}
    watched = select(WatchedParty.bidder_id).where(among(col(WatchedParty.party_id), set(party_ids)))
    rivals = select(WatchedParty.bidder_id).join(Bidder, col(Bidder.id) == col(WatchedParty.bidder_id))
    rivals = rivals.where(among(col(Bidder.party_id), sharing))
    return {*session.exec(watched).all(), *session.exec(rivals).all()}


def touched_by_list(session: Session, code: str, *, since: int, until: int) -> set[UUID]:
    """Return the bidders whom an entry may be that came, went or changed between two versions of a list.

    Raises: RecordNotFound.
    """
    of = session.exec(select(RestrictedList).where(RestrictedList.code == code)).one_or_none()
    if of is None:
        raise RecordNotFound(noun="受限名单", noun_en="restricted list", key=code, field="code")
    first, last = col(ListEntry.first_version_no), col(ListEntry.last_version_no)
    came, went = first.between(since + 1, until), last.between(since, until - 1)
    query = select(ListEntry).where(ListEntry.restricted_list_id == of.id, or_(came, went))
    return touched_by_entries(session, of, session.exec(query).all())


def touched_by_entries(session: Session, of: RestrictedList, entries: Iterable[ListEntry]) -> set[UUID]:
    """Return the bidders one of whose watched parties is, or may be, one of these entries of a list."""
    touched: set[UUID] = set()
    for entry in entries:
        side = prepare(entry_subject(entry, is_mask_exact=of.is_mask_exact))
        probe = sorted(keys(side, index=session.info["personal_numbers"]().index).probe)
        query = select(Party, WatchedParty.bidder_id).join(Party, col(Party.id) == col(WatchedParty.party_id))
        meets = col(WatchedParty.match_keys).op("?|")(cast(literal(probe, ARRAY(Text)), ARRAY(Text)))
        for party, bidder_id in session.exec(query.where(meets)).all():
            if bidder_id not in touched and compare(side, subject_of(party)).is_match:
                touched.add(bidder_id)
    return touched


def rescreen(session: Session, bidder_ids: Iterable[UUID], *, cause: tuple[str, str], on: date) -> list[Rescreened]:
    """Screen these bidders again at the stage they stand at, and tell whoever decided on them (else who asked).

    ``cause`` says in Chinese and English what has changed.
    """
    done = []
    for bidder_id in sorted(bidder_ids):
        earlier = newest_screening(session, bidder_id)
        if earlier is not None:
            done.append(_again(session, earlier, cause, on))
    return done


def alerts_for(session: Session, recipient: str) -> list[ScreeningAlert]:
    """Return what a person has been told, the newest first."""
    query = select(ScreeningAlert).where(ScreeningAlert.recipient == recipient)
    return list(session.exec(query.order_by(col(ScreeningAlert.id).desc())).all())


def _again(session: Session, earlier: Screening, cause: tuple[str, str], on: date) -> Rescreened:
    stage: ScreeningStage = earlier.stage
    before = overall(standings(session, earlier, on=on))
    row = screen_bidder(session, earlier.bidder_id, stage=stage, on=on, cause=cause[0])
    now = standings(session, row, on=on)
    after = overall(now)
    reopened = sum(each.reopened is not None for each in now)
    told = _deciders(session, earlier)
    for name in told:
        values = {
            "bidder_id": row.bidder_id,
            "screening_id": row.id,
            "recipient": name,
            "zh": f"{cause[0]}，已重新审查：原为“{before.zh}”，现为“{after.zh}”，{reopened}项核定须重新作出。",
            "en": f"{cause[1]}; screened again: {before.en} before, {after.en} now; {reopened} decisions reopened.",
        }
        enter(session, ScreeningAlert.model_validate(values), event="screening_alert.sent")
    return Rescreened(row.bidder_id, row.id, before, after, told)


def _deciders(session: Session, earlier: Screening) -> tuple[str, ...]:
    query = select(ScreeningDecision.decided_by).where(ScreeningDecision.bidder_id == earlier.bidder_id)
    return tuple(sorted(set(session.exec(query).all()))) or (earlier.asked_by,)
