"""The list of claims: the newest amounts of each, and the project it is sold in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlmodel import Session, col

from disposal.models.claims.claim import Claim, ClaimStatus
from disposal.models.claims.statement import ClaimStatement, sum_of_parts
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.services.public.queries import AskedYuan, Day
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.columns import CellWords, ColumnKind, ListColumn, ListedRow, named
from disposal.services.staff_lists.keyset import ListedTable, Sorting
from disposal.services.staff_lists.queries import StaffQuery, Words, day_of, in_province, of_parties, within
from notices.content.amounts import COMPONENTS
from notices.dates import SHANGHAI

TABLE = ListedTable(Claim, {"entered": Sorting()}, issuer=col(Claim.issuer_id), is_issuer_optional=True)
STATUS_WORDS = {
    ClaimStatus.held: CellWords("持有", "held"),
    ClaimStatus.transferred: CellWords("已转让", "transferred", "over"),
    ClaimStatus.settled: CellWords("已了结", "settled", "over"),
}
COLUMNS = (
    ListColumn("债务人", "Debtor", is_brief=True),
    ListColumn("合同编号", "Contract"),
    ListColumn("收购批次", "Batch"),
    ListColumn("基准日", "Record date", ColumnKind.day),
    ListColumn("本金", "Principal", ColumnKind.amount, is_brief=True),
    ListColumn("合计", "Total", ColumnKind.amount),
    ListColumn("处置项目", "Project", is_brief=True),
    ListColumn("状态", "State", ColumnKind.state, is_brief=True),
    ListColumn("录入日期", "Entered", ColumnKind.day, "entered"),
)


_SHOWN: tuple[Any, ...] = (
    col(Claim.id), col(Claim.name).label("claim_name"), col(Claim.currency), col(Claim.contract_numbers),
    col(Claim.purchase_batch), col(Claim.status), col(Claim.created_at),
)  # fmt: skip


class ClaimsQuery(StaffQuery):
    """Filters of the list of claims. ``q`` is a debtor, a contract number or an asset number."""

    status: ClaimStatus | None = Field(None, description="state of the claim", examples=["held"])
    batch: Words | None = Field(None, description="purchase batch, as it was entered", examples=["2021-1"])
    province: Words | None = Field(None, description="of the project that sells it", examples=["浙江省"])
    min_principal: AskedYuan | None = Field(
        None, description="principal of the newest statement, at least", examples=["10000000"]
    )
    max_principal: AskedYuan | None = Field(None, description="the same, at most", examples=["20000000"])
    entered_from: Day | None = Field(None, description="first day of entry", examples=["2022-08-01"])
    entered_until: Day | None = Field(None, description="last day of entry", examples=["2022-08-31"])


def conditions(session: Session, query: ClaimsQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on a claim. Raises: WordsTooCommon, InvalidQuery."""
    found: list[ColumnElement[bool]] = []
    if query.q:
        number = query.q.strip()
        by_number = or_(col(Claim.contract_numbers).contains([number]), col(Claim.asset_number) == number)
        found.append(or_(of_parties(session, query.q, col(Claim.debtor_id)), by_number))
    if query.status:
        found.append(col(Claim.status) == query.status)
    if query.batch:
        found.append(col(Claim.purchase_batch) == query.batch)
    if query.province:
        there = in_province(session, col(DisposalProject.province), query.province)
        sold = select(col(ProjectClaim.id)).join(DisposalProject, col(DisposalProject.id) == ProjectClaim.project_id)
        found.append(exists(sold.where(col(ProjectClaim.claim_id) == Claim.id, there)))
    found += within(_newest_principal(), query.min_principal, query.max_principal)
    return found + within(day_of(Claim.created_at), query.entered_from, query.entered_until)


def rows_of(session: Session, ids: Sequence[UUID]) -> list[ListedRow]:
    """Return the rows of these claims, in this order."""
    parts = [getattr(ClaimStatement, name) for name in COMPONENTS]
    newest = (
        select(
            col(ClaimStatement.record_date),
            col(ClaimStatement.stated_total),
            col(ClaimStatement.prints_stated_total),
            *parts,
        )
        .where(col(ClaimStatement.claim_id) == Claim.id)
        .order_by(col(ClaimStatement.record_date).desc())
        .limit(1)
        .lateral("newest")
    )
    project = (
        select(col(DisposalProject.code))
        .join(ProjectClaim, col(ProjectClaim.project_id) == DisposalProject.id)
        .where(col(ProjectClaim.claim_id) == Claim.id)
        .order_by(col(ProjectClaim.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(*_SHOWN, col(Party.name).label("debtor"), newest, project.label("project"))
        .join(Party, col(Party.id) == Claim.debtor_id)
        .outerjoin(newest, true())
        .where(among(Claim.id, ids))
    )
    found = {row.id: _row(row) for row in session.execute(query)}
    return [found[each] for each in ids if each in found]


def _newest_principal() -> Any:
    return (
        select(col(ClaimStatement.principal))
        .where(col(ClaimStatement.claim_id) == Claim.id)
        .order_by(col(ClaimStatement.record_date).desc())
        .limit(1)
        .scalar_subquery()
    )


def _row(row: Any) -> ListedRow:
    total = row.stated_total if row.prints_stated_total else None
    if total is None and row.record_date is not None:
        total = sum_of_parts(getattr(row, name) for name in COMPONENTS)
    name = row.debtor if row.currency == "CNY" else f"{row.debtor}（{row.currency}）"
    cells = (
        name,
        named(row.contract_numbers, most=1, unit="份") or row.claim_name,
        row.purchase_batch,
        row.record_date,
        row.principal,
        total,
        row.project,
        STATUS_WORDS[row.status],
        row.created_at.astimezone(SHANGHAI).date(),
    )
    return ListedRow(row.id, name, cells)
