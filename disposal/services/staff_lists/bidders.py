"""The list of bidders: the newest screening of each, and what has changed since."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col
from sqlmodel import select as model_select

from disposal.eligibility.findings.finding import Outcome
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.models.screening.screening import PendingRescreening, Screening
from disposal.services.public.queries import Day
from disposal.services.records.dates import today_in_china
from disposal.services.records.id_sets import among
from disposal.services.screening.outcomes import decided_outcomes
from disposal.services.staff_lists.columns import CellWords, ColumnKind, ListColumn, ListedRow, RecordName, words_of
from disposal.services.staff_lists.keyset import ListedTable, Sorting
from disposal.services.staff_lists.queries import StaffQuery, day_of, of_parties, within
from notices.dates import SHANGHAI
from notices.written.fields import YesNo

TABLE = ListedTable(Bidder, {"entered": Sorting()})
OUTCOME_BADGES = {
    "barred": "wrong",
    "error": "wrong",
    "possible": "waiting",
    "undecided": "provisional",
    "overridden": "provisional",
    "clear": "open",
}
COLUMNS = (
    ListColumn("意向受让人", "Bidder", is_brief=True),
    ListColumn("代码或证件号码", "Code or number"),
    ListColumn("处置项目", "Project", is_brief=True),
    ListColumn("审查结论", "Screening", ColumnKind.state, is_brief=True),
    ListColumn("审查日", "Screened on", ColumnKind.day),
    ListColumn("待重新审查", "To be screened again", is_brief=True),
    ListColumn("录入日期", "Entered", ColumnKind.day, "entered"),
)
_UNSCREENED = CellWords("未审查", "not screened", "waiting")
_PENDING = CellWords("是", "yes")


class BiddersQuery(StaffQuery):
    """Filters of the list of bidders. ``q`` is part of a name or code."""

    outcome: Outcome | None = Field(None, description="of the newest screening, with decisions", examples=["possible"])
    pending: YesNo = Field(False, description="only those to be screened again", examples=[False])
    entered_from: Day | None = Field(None, description="first day of entry", examples=["2022-08-01"])


def conditions(session: Session, query: BiddersQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on a bidder. Raises: WordsTooCommon."""
    found: list[ColumnElement[bool]] = []
    if query.q:
        found.append(of_parties(session, query.q, col(Bidder.party_id)))
    if query.issuer:
        of_issuer = select(col(DisposalProject.id)).where(col(DisposalProject.issuer_id) == query.issuer)
        found.append(col(Bidder.project_id).in_(of_issuer))
    if query.pending:
        found.append(select(col(PendingRescreening.id)).where(col(PendingRescreening.bidder_id) == Bidder.id).exists())
    found += within(day_of(Bidder.created_at), query.entered_from)
    return [*found, _may_be(query.outcome)] if query.outcome else found


def _may_be(outcome: Outcome) -> ColumnElement[bool]:
    """Build the condition that a bidder may now be of an outcome: it was found so, or something was decided on it."""
    newest = select(col(Screening.overall)).where(col(Screening.bidder_id) == Bidder.id)
    as_found = newest.order_by(col(Screening.id).desc()).limit(1).scalar_subquery() == outcome
    decided = select(col(ScreeningDecision.id)).where(
        col(ScreeningDecision.bidder_id) == Bidder.id,
        col(ScreeningDecision.verdict) != Verdict.override_requested,
    )
    return or_(as_found, decided.exists())


def fitting(session: Session, query: BiddersQuery, ids: Sequence[UUID]) -> Collection[UUID]:
    """Return those of the bidders that are now of the outcome asked for: decisions that apply today are read of them.

    So a page reads the decisions of the bidders it looks at, never those of all.
    """
    if query.outcome is None:
        return ids
    return {bidder for bidder, (now, _) in newest_screenings(session, ids).items() if now is query.outcome}


def rows_of(session: Session, ids: Sequence[UUID]) -> list[ListedRow]:
    """Return the rows of these bidders, in this order."""
    query = (
        model_select(Bidder, Party, DisposalProject.code)
        .join(Party, col(Party.id) == Bidder.party_id)
        .join(DisposalProject, col(DisposalProject.id) == Bidder.project_id)
        .where(among(Bidder.id, ids))
    )
    found = {bidder.id: (bidder, party, code) for bidder, party, code in session.exec(query)}
    screenings = newest_screenings(session, ids)
    waiting = select(col(PendingRescreening.bidder_id)).where(among(PendingRescreening.bidder_id, ids))
    pending = set(session.execute(waiting).scalars())
    return [_row(*found[each], screenings.get(each), each in pending) for each in ids if each in found]


def newest_screenings(session: Session, bidder_ids: Sequence[UUID]) -> dict[UUID, tuple[Outcome, date]]:
    """Return the outcome of each bidder now, with decisions applied, and the day of its newest screening."""
    query = (
        select(col(Screening.bidder_id), col(Screening.overall), col(Screening.judged_on))
        .where(among(Screening.bidder_id, bidder_ids))
        .order_by(col(Screening.bidder_id), col(Screening.id).desc())
        .ext(distinct_on(col(Screening.bidder_id)))
    )
    decided = decided_outcomes(session, bidder_ids, on=today_in_china())
    found = session.execute(query)
    return {bidder_id: (decided.get(bidder_id, outcome), day) for bidder_id, outcome, day in found}


def _row(
    bidder: Bidder, party: Party, project: str, screening: tuple[Outcome, date] | None, is_pending: bool
) -> ListedRow:
    outcome, day = screening or (None, None)
    cells = (
        party.name,
        party.credit_code or party.personal_number_masked,
        RecordName(project, f"/desk/projects/{bidder.project_id}"),
        words_of(outcome, OUTCOME_BADGES) or _UNSCREENED,
        day,
        _PENDING if is_pending else None,
        bidder.created_at.astimezone(SHANGHAI).date(),
    )
    return ListedRow(bidder.id, party.name, cells)
