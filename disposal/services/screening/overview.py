"""The status of every bidder of a project: newest screening with decisions, and pending changes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col, select

from disposal.eligibility.findings.finding import Outcome
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening
from disposal.services.bidders.pending_rescreenings import pending_of
from disposal.services.records.writing import found
from disposal.services.screening.decisions import decided_findings, overall
from disposal.services.screening.screenings import newest_screening


@dataclass(frozen=True, slots=True)
class BidderStanding:
    """One bidder: the outcome of its newest screening on that day, and the changes since (Chinese, English)."""

    screening: Screening
    bidder: str
    project: str
    outcome: Outcome
    pending: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProjectBidder:
    """One bidder of a project; ``screening`` is its newest, with the ``outcome`` of that day; both None before it."""

    bidder_id: UUID
    party_id: UUID
    name: str
    screening: Screening | None
    outcome: Outcome | None
    pending: tuple[tuple[str, str], ...]


def bidders_of(session: Session, project_id: UUID, *, on: date) -> list[ProjectBidder]:
    """Return every bidder of a project, screened or not, by name."""
    query = select(Bidder, Party.name).join(Party, col(Party.id) == col(Bidder.party_id))
    query = query.where(Bidder.project_id == project_id).order_by(col(Party.name), col(Bidder.id))
    known = {each.screening.bidder_id: each for each in bidder_standings(session, project_id=project_id, on=on)}
    return [_project_bidder(bidder, name, known.get(bidder.id)) for bidder, name in session.exec(query).all()]


def bidder_now(session: Session, bidder: Bidder, *, on: date) -> ProjectBidder:
    """Return one bidder with its newest screening, as ``bidders_of`` does."""
    row, name = newest_screening(session, bidder.id), found(session, Party, bidder.party_id).name
    outcome = overall(decided_findings(session, row, on=on)) if row else None
    pending = tuple((each.zh, each.en) for each in pending_of(session, bidder.id)) if row else ()
    return ProjectBidder(bidder.id, bidder.party_id, name, row, outcome, pending)


def _project_bidder(bidder: Bidder, name: str, known: BidderStanding | None) -> ProjectBidder:
    if known is None:
        return ProjectBidder(bidder.id, bidder.party_id, name, None, None, ())
    return ProjectBidder(bidder.id, bidder.party_id, name, known.screening, known.outcome, known.pending)


def bidder_standings(session: Session, *, project_id: UUID | None, on: date) -> list[BidderStanding]:
    """Return every screened bidder of one project or of all, worst outcome first."""
    query = (
        select(Screening, Party.name, DisposalProject.code)
        .join(Bidder, col(Bidder.id) == col(Screening.bidder_id))
        .join(Party, col(Party.id) == col(Bidder.party_id))
        .join(DisposalProject, col(DisposalProject.id) == col(Screening.project_id))
        .order_by(col(Screening.bidder_id), col(Screening.id).desc())
        .ext(distinct_on(col(Screening.bidder_id)))
    )
    if project_id is not None:
        query = query.where(Screening.project_id == project_id)
    standings = [
        BidderStanding(
            screening=row,
            bidder=bidder,
            project=project,
            outcome=overall(decided_findings(session, row, on=on)),
            pending=tuple((each.zh, each.en) for each in pending_of(session, row.bidder_id)),
        )
        for row, bidder, project in session.exec(query).all()
    ]
    return sorted(standings, key=lambda each: (each.outcome.rank, each.project, each.bidder))
