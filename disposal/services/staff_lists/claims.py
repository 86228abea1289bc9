"""The list of claims: the newest amounts of each, and the project it is sold in."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col
from sqlmodel import select as model_select

from disposal.models import Claim, ClaimStatement, ClaimStatus, DisposalProject, Party, ProjectClaim
from disposal.services.public.queries import AskedYuan, Day
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.columns import CellWords, ColumnKind, ListColumn, ListedRow, named
from disposal.services.staff_lists.keyset import ListedTable, Sorting
from disposal.services.staff_lists.queries import StaffQuery, Words, of_parties
from notices.dates import SHANGHAI
from notices.written.places import province_spellings

TABLE = ListedTable(Claim, {"entered": Sorting()}, issuer=col(Claim.issuer_id), is_issuer_optional=True)
STATUS_WORDS = {
    ClaimStatus.held: CellWords("持有", "held"),
    ClaimStatus.transferred: CellWords("已转让", "transferred", "over"),
    ClaimStatus.settled: CellWords("已了结", "settled", "over"),
}
COLUMNS = (
    ListColumn("债务人", "Debtor"),
    ListColumn("合同编号", "Contract"),
    ListColumn("收购批次", "Batch"),
    ListColumn("基准日", "Record date", ColumnKind.day),
    ListColumn("本金", "Principal", ColumnKind.amount),
    ListColumn("合计", "Total", ColumnKind.amount),
    ListColumn("处置项目", "Project"),
    ListColumn("状态", "State", ColumnKind.state),
    ListColumn("录入日期", "Entered", ColumnKind.day, "entered"),
)


class ClaimsQuery(StaffQuery):
    """Filters of the list of claims. ``q`` is a debtor, a contract number or an asset number."""

    status: ClaimStatus | None = Field(None, description="state of the claim")
    batch: Words | None = Field(None, description="purchase batch")
    province: Words | None = Field(None, description="of the project that sells it")
    min_principal: AskedYuan | None = None
    max_principal: AskedYuan | None = None
    entered_from: Day | None = None
    entered_until: Day | None = None


def conditions(session: Session, query: ClaimsQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on a claim. Raises: WordsTooCommon."""
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
        places = province_spellings(query.province) or (query.province,)
        sold = select(ProjectClaim.id).join(DisposalProject, col(DisposalProject.id) == ProjectClaim.project_id)
        found.append(exists(sold.where(ProjectClaim.claim_id == Claim.id, col(DisposalProject.province).in_(places))))
    if query.min_principal is not None:
        found.append(_newest_principal() >= query.min_principal)
    if query.max_principal is not None:
        found.append(_newest_principal() <= query.max_principal)
    day = func.date(func.timezone("Asia/Shanghai", Claim.created_at))
    if query.entered_from:
        found.append(day >= query.entered_from)
    if query.entered_until:
        found.append(day <= query.entered_until)
    return found


def rows_of(session: Session, ids: Sequence[UUID]) -> list[ListedRow]:
    """Return the rows of these claims, in this order."""
    claims = model_select(Claim, Party.name).join(Party, col(Party.id) == Claim.debtor_id)
    claims_by_id = {claim.id: (claim, debtor) for claim, debtor in session.exec(claims.where(among(Claim.id, ids)))}
    statements, projects = newest_statements(session, ids), projects_of(session, ids)
    return [
        _row(*claims_by_id[each], statements.get(each), projects.get(each)) for each in ids if each in claims_by_id
    ]


def newest_statements(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, ClaimStatement]:
    """Return the newest statement of each claim."""
    query = (
        model_select(ClaimStatement)
        .where(among(ClaimStatement.claim_id, claim_ids))
        .order_by(col(ClaimStatement.claim_id), col(ClaimStatement.record_date).desc())
        .ext(distinct_on(col(ClaimStatement.claim_id)))
    )
    return {row.claim_id: row for row in session.exec(query)}


def projects_of(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, DisposalProject]:
    """Return the newest project of each claim."""
    query = (
        model_select(ProjectClaim.claim_id, DisposalProject)
        .join(DisposalProject, col(DisposalProject.id) == ProjectClaim.project_id)
        .where(among(ProjectClaim.claim_id, claim_ids))
        .order_by(col(ProjectClaim.id))
    )
    return dict(session.exec(query).all())


def _newest_principal() -> Any:
    return (
        select(ClaimStatement.principal)
        .where(ClaimStatement.claim_id == Claim.id)
        .order_by(col(ClaimStatement.record_date).desc())
        .limit(1)
        .scalar_subquery()
    )


def _row(claim: Claim, debtor: str, statement: ClaimStatement | None, project: DisposalProject | None) -> ListedRow:
    total: Decimal | None = None
    if statement is not None:
        total = statement.computed_total if statement.stated_total is None else statement.stated_total
    is_foreign = claim.currency != "CNY"
    name = f"{debtor}（{claim.currency}）" if is_foreign else debtor
    cells = (
        name,
        named(claim.contract_numbers, most=1) or claim.name,
        claim.purchase_batch,
        statement.record_date if statement else None,
        statement.principal if statement else None,
        total,
        project.code if project else None,
        STATUS_WORDS[claim.status],
        claim.created_at.astimezone(SHANGHAI).date(),
    )
    return ListedRow(claim.id, name, cells)
