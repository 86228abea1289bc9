"""Overrides (破例) that wait for a second person: listed for everybody, an item of work for whoever may approve."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.models.screening.screening import Screening
from disposal.services.screening.decisions import decided_findings
from disposal.services.screening.open_points import acts_of
from disposal.services.screening.screenings import newest_screening
from disposal.services.worklist.work_item import MOST, WorkContext, WorkItem


@dataclass(frozen=True, slots=True)
class OverrideRequest:
    """A request that waits; ``may_approve``: the person who looks may approve it."""

    screening: Screening
    request: ScreeningDecision
    bidder: str
    project: str
    may_approve: bool

    @property
    def path(self) -> str:
        """Return the address of the finding it is about."""
        return f"/desk/screenings/{self.screening.id}#finding-{self.request.finding_no}"


def override_requests(session: Session, *, on: date) -> Iterator[OverrideRequest]:
    """Yield the requests that no one has approved and no later decision or screening has overtaken, oldest first."""
    later = aliased(ScreeningDecision)
    is_overtaken = exists().where(
        col(later.bidder_id) == col(ScreeningDecision.bidder_id),
        col(later.finding_key) == col(ScreeningDecision.finding_key),
        col(later.id) > col(ScreeningDecision.id),
    )
    query = (
        select(ScreeningDecision, Party.name, DisposalProject.code)
        .join(Bidder, col(Bidder.id) == col(ScreeningDecision.bidder_id))
        .join(Party, col(Party.id) == col(Bidder.party_id))
        .join(DisposalProject, col(DisposalProject.id) == col(Bidder.project_id))
        .where(ScreeningDecision.verdict == Verdict.override_requested, ~is_overtaken)
        .order_by(col(ScreeningDecision.id))
    )
    for request, bidder, project in session.exec(query).all():
        screening = newest_screening(session, request.bidder_id)
        if screening is None:
            continue
        acts = acts_of(session, decided_findings(session, screening, on=on), is_newest=True)
        waiting = next((each for each in acts.values() if each.request and each.request.id == request.id), None)
        if waiting is not None:
            yield OverrideRequest(screening, request, bidder, project, waiting.may_approve)


def overrides_to_approve(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the requests that the person may approve: another one asked for them."""
    found = (each for each in override_requests(session, on=context.today) if each.may_approve)
    for at, each in enumerate(found):
        if at > MOST:
            return
        about = f"{each.bidder}（{each.request.decided_by}申请）"
        yield WorkItem("批准破例", "approve an override", about, each.path, each.request.created_at)
