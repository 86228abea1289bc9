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
from disposal.models.records.record import now
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening, ScreeningStage
from disposal.services.records import audit
from disposal.services.records.dates import refuse_future
from disposal.services.records.writing import call_on_change, found, locked
from disposal.services.screening.announced import announced
from disposal.services.screening.facts import Gathered, gather
from disposal.services.screening.fingerprints import fingerprints_of

_WATCH = text("""
    WITH now AS (
        SELECT * FROM json_to_recordset(CAST(:watched AS json))
            AS w (party_id uuid, match_keys jsonb, met_entries jsonb)
    ), due AS (
        DELETE FROM screening_due WHERE bidder_id = :bidder_id
    ), gone AS (
        DELETE FROM watched_party WHERE bidder_id = :bidder_id
            AND NOT EXISTS (SELECT FROM now WHERE now.party_id = watched_party.party_id)
    )
    INSERT INTO watched_party AS known (id, created_at, bidder_id, party_id, match_keys, met_entries)
    SELECT gen_random_uuid(), :at, :bidder_id, party_id, match_keys, met_entries FROM now
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
    """Screen a bidder under the restrictions of its project's notice and store the screening.

    After an error the session's transaction must be rolled back, as at every door; there is no savepoint.

    Raises: RecordNotFound; RecordRefused for a future day, or if neither notice nor project states who may not buy.
    """
    refuse_future(on, field="on", label="审查日")
    bidder = locked(session, Bidder, bidder_id, is_alone=True)
    public = announced(session, bidder.project_id)  # held, and so the project is read once
    gathered = gather(session, bidder, on=on, announced_on=public.first_on)
    made, record = written_screening(gathered.facts, public.restrictions, on)
    fingerprints = fingerprints_of(
        gathered.facts,
        made.result.findings,
        changed_in=gathered.changed_in,
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
    session.add(row)
    audit.record_together(
        session,
        audit.Act("screening.made", row),
        audit.Act("bidder.screened", bidder, before=audit.facts(bidder), reason=stage.zh),
    )
    call_on_change(session, row)
    _watch(session, bidder, gathered)
    return row


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


def _watch(session: Session, bidder: Bidder, gathered: Gathered) -> None:
    """Replace the bidder's watch list with the parties of the newest screening."""
    watched = [
        {
            "party_id": str(party.party_id),
            "match_keys": sorted(party.keys.stored),
            "met_entries": gathered.met.get(party.facts.key, ()),
        }
        for party in gathered.rests_on
    ]
    values = {"watched": json.dumps(watched, ensure_ascii=False), "bidder_id": bidder.id, "at": now()}
    session.execute(_WATCH, values)
