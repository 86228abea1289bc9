"""Screen a bidder (买受人资格审查): gather facts, apply rules, store the result; show and replay it."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from disposal.eligibility import engine
from disposal.eligibility.engine import ScreeningResult, written_screening
from disposal.eligibility.facts.errors import RecordUnreadable
from disposal.eligibility.findings.finding import Finding
from disposal.errors import RecordRefused
from disposal.lifecycle import NoticeState
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.records.record import new_id, now
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening, ScreeningStage
from disposal.services.publication.notices import newest_version, published_notice_of
from disposal.services.records import audit
from disposal.services.records.dates import refuse_future
from disposal.services.records.writing import call_on_change, found, locked, saving
from disposal.services.screening.facts import Gathered, gather
from disposal.services.screening.fingerprints import fingerprints_of
from notices.content.content import NoticeContent
from notices.content.terms import Restrictions

_WATCH = text("""
    WITH now AS (
        SELECT * FROM json_to_recordset(CAST(:watched AS json))
            AS w (id uuid, party_id uuid, match_keys jsonb, met_entries jsonb)
    ), due AS (
        DELETE FROM screening_due WHERE bidder_id = :bidder_id
    ), gone AS (
        DELETE FROM watched_party WHERE bidder_id = :bidder_id
            AND NOT EXISTS (SELECT FROM now WHERE now.party_id = watched_party.party_id)
    )
    INSERT INTO watched_party AS known (id, created_at, bidder_id, party_id, match_keys, met_entries)
    SELECT id, :at, :bidder_id, party_id, match_keys, met_entries FROM now
    ON CONFLICT (bidder_id, party_id) DO UPDATE SET match_keys = excluded.match_keys, met_entries = excluded.met_entries
        WHERE (known.match_keys, known.met_entries) IS DISTINCT FROM (excluded.match_keys, excluded.met_entries)
""")  # one statement for any number of parties, even 100,000; who is watched already is not written again


@dataclass(frozen=True, slots=True)
class Replayed:
    """A stored screening, and the result of the same facts today."""

    stored: ScreeningResult
    again: ScreeningResult

    @property
    def is_identical(self) -> bool:
        """Return whether every finding is the same, word for word."""
        return self.stored == self.again

    @property
    def differing(self) -> tuple[Finding, ...]:
        """Return the findings that are in only one of the two results."""
        both = set(self.stored.findings) & set(self.again.findings)
        return tuple(each for each in (*self.stored.findings, *self.again.findings) if each not in both)


def screen_bidder(
    session: Session, bidder_id: UUID, *, stage: ScreeningStage, on: date, cause: str | None = None
) -> Screening:
    """Screen a bidder under the restrictions of its project's notice and store the screening, all or nothing.

    Raises: RecordNotFound; RecordRefused for a future day, or if neither notice nor project states who may not buy.
    """
    refuse_future(on, field="on", label="审查日")
    bidder = locked(session, Bidder, bidder_id, is_alone=True)
    project = found(session, DisposalProject, bidder.project_id, field="project_id")  # held, and so read once
    restrictions = restrictions_of(session, project.id)
    gathered = gather(session, bidder, on=on)
    made, record = written_screening(gathered.facts, restrictions, on)
    fingerprints = fingerprints_of(
        session,
        gathered.facts,
        made.result.findings,
        entry_names=gathered.entry_names,
        entry_fingerprints=gathered.entry_fingerprints,
    )
    row = Screening.model_validate(
        {
            "bidder_id": bidder.id,
            "project_id": bidder.project_id,
            "stage": stage,
            "asked_by": session.info.get("actor") or "",
            "cause": cause,
            **_repeated(made),
            "record": record,
            "marks": fingerprints,
            "sha256": sha256(record.encode()).hexdigest(),
        }
    )
    with saving(session, row):
        session.add(row)
        audit.record(session, "screening.made", subject=row)
        call_on_change(session, row)
        _watch(session, bidder, gathered, row)
    return row


def restrictions_of(session: Session, project_id: UUID) -> Restrictions:
    """Return who may not buy, from the project's published notice, or from the project if there is no notice.

    A withdrawn notice counts as no notice.

    Raises: RecordNotFound, RecordRefused.
    """
    project = found(session, DisposalProject, project_id, field="project_id")
    restrictions = project.restrictions
    notice = published_notice_of(session, project_id)
    if notice is not None and notice.state != NoticeState.withdrawn:
        restrictions = NoticeContent.model_validate_json(newest_version(session, notice).canonical_json).restrictions
    if restrictions is None:
        raise RecordRefused(
            field="restrictions",
            zh=f"项目 {project.code} 未载明对受让人的限制，无从审查；请先填写 restrictions。",
            en=f"Project {project.code} does not say who may not buy, so nobody can be screened; fill in restrictions.",
        )
    return restrictions


def newest_screening(session: Session, bidder_id: UUID) -> Screening | None:
    """Return the newest screening of a bidder, or None."""
    query = select(Screening).where(Screening.bidder_id == bidder_id)
    return session.exec(query.order_by(col(Screening.id).desc()).limit(1)).one_or_none()


def show(session: Session, screening_id: UUID) -> engine.ScreeningRecord:
    """Return a stored screening after checking its digest. Raises: RecordNotFound, RecordUnreadable."""
    return read_whole(found(session, Screening, screening_id))


def replay(session: Session, screening_id: UUID) -> Replayed:
    """Run a stored screening again on its own facts, rules and day; nothing is written.

    Raises: RecordNotFound; RecordUnreadable; ReplayImpossible if other rules are installed.
    """
    stored = read_whole(found(session, Screening, screening_id))
    return Replayed(stored=stored.result, again=engine.replay(stored))


def read_whole(row: Screening) -> engine.ScreeningRecord:
    """Read the record of a row.

    Raises: RecordUnreadable if the record was altered, or if a column does not match it.
    """
    if sha256(row.record.encode()).hexdigest() != row.sha256:
        raise RecordUnreadable(place="sha256", because="the record is not the one that was kept")
    screening = engine.ScreeningRecord.from_json(row.record)
    for column, recorded in _repeated(screening).items():
        if getattr(row, column) != recorded:
            raise RecordUnreadable(place=column, because="the column says otherwise than the record")
    return screening


def _repeated(made: engine.ScreeningRecord) -> dict[str, Any]:
    """Return the columns that repeat the record, so that lists need not read the record."""
    return {
        "overall": made.result.overall,
        "judged_on": made.result.on,
        "list_versions": {version.code: version.version for version in made.question.facts.lists},
        "rule_versions": dict(made.result.rule_versions),
        "engine_version": made.result.engine_version,
    }


def _watch(session: Session, bidder: Bidder, gathered: Gathered, row: Screening) -> None:
    """Replace the bidder's watch list with the parties of the newest screening."""
    audit.record(session, "bidder.screened", subject=bidder, before=audit.facts(bidder), reason=str(row.id))
    watched = [
        {
            "id": str(new_id()),
            "party_id": str(party.party_id),
            "match_keys": sorted(party.keys.stored),
            "met_entries": gathered.met.get(party.facts.key, ()),
        }
        for party in gathered.rests_on
    ]
    values = {"watched": json.dumps(watched, ensure_ascii=False), "bidder_id": bidder.id, "at": now()}
    session.execute(_WATCH, values)
