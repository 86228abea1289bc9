"""The list of bidders: the newest screening of each, and what has changed since."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col
from sqlmodel import select as model_select

from disposal.eligibility.findings.finding import Outcome
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import PendingRescreening, Screening
from disposal.services.public.queries import Day
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.columns import CellWords, ColumnKind, ListColumn, ListedRow, words_of
from disposal.services.staff_lists.keyset import ListedTable, Sorting
from disposal.services.staff_lists.queries import StaffQuery, day_of, of_parties
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
    ListColumn(
        "审查结论（核定前）", "Screening, before decisions", ColumnKind.state, is_brief=True, called="screening"
    ),
    ListColumn("审查日", "Screened on", ColumnKind.day),
    ListColumn("待重新审查", "To be screened again", is_brief=True),
    ListColumn("录入日期", "Entered", ColumnKind.day, "entered"),
)
_UNSCREENED = CellWords("未审查", "not screened", "waiting")
_PENDING = CellWords("是", "yes")


class BiddersQuery(StaffQuery):
    """Filters of the list of bidders. ``q`` is part of a name or code."""

    outcome: Outcome | None = Field(None, description="of the newest screening, as found", examples=["possible"])
    pending: YesNo = Field(False, description="only those to be screened again", examples=[False])
    entered_from: Day | None = Field(None, description="first day of entry", examples=["2022-08-01"])


def conditions(session: Session, query: BiddersQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on a bidder. The outcome is that of the newest screening. Raises: WordsTooCommon."""
    found: list[ColumnElement[bool]] = []
    if query.q:
        found.append(of_parties(session, query.q, col(Bidder.party_id)))
    if query.issuer:
        of_issuer = select(col(DisposalProject.id)).where(col(DisposalProject.issuer_id) == query.issuer)
        found.append(col(Bidder.project_id).in_(of_issuer))
    if query.outcome:
        newest = select(col(Screening.overall)).where(col(Screening.bidder_id) == Bidder.id)
        newest = newest.order_by(col(Screening.id).desc()).limit(1)
        found.append(newest.scalar_subquery() == query.outcome)
    if query.pending:
        found.append(select(col(PendingRescreening.id)).where(col(PendingRescreening.bidder_id) == Bidder.id).exists())
    if query.entered_from:
        found.append(day_of(Bidder.created_at) >= query.entered_from)
    return found


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
    """Return outcome and day of the newest screening of each bidder; decisions on findings are not counted in."""
    query = (
        select(col(Screening.bidder_id), col(Screening.overall), col(Screening.judged_on))
        .where(among(Screening.bidder_id, bidder_ids))
        .order_by(col(Screening.bidder_id), col(Screening.id).desc())
        .ext(distinct_on(col(Screening.bidder_id)))
    )
    return {bidder_id: (outcome, day) for bidder_id, outcome, day in session.execute(query)}


def _row(
    bidder: Bidder, party: Party, project: str, screening: tuple[Outcome, date] | None, is_pending: bool
) -> ListedRow:
    outcome, day = screening or (None, None)
    cells = (
        party.name,
        party.credit_code or party.personal_number_masked,
        project,
        words_of(outcome, OUTCOME_BADGES) or _UNSCREENED,
        day,
        _PENDING if is_pending else None,
        bidder.created_at.astimezone(SHANGHAI).date(),
    )
    return ListedRow(bidder.id, party.name, cells)
