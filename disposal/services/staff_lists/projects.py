"""The list of projects: what each offers, and its newest notice."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col
from sqlmodel import select as model_select

from disposal.lifecycle import NoticeState
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim, ProjectStatus
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.services.public.queries import AskedYuan, Day
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.columns import CellWords, ColumnKind, ListColumn, ListedRow, RecordName
from disposal.services.staff_lists.keyset import ListedTable, Sorting
from disposal.services.staff_lists.queries import StaffQuery, Words, in_province, within
from disposal.services.windows.discarded import is_discarded
from disposal.services.windows.standing import AMENDING
from notices.dates import SHANGHAI

TABLE = ListedTable(
    DisposalProject,
    {
        "entered": Sorting(),
        "code": Sorting(col(DisposalProject.code), str),
        "book_value": Sorting(col(DisposalProject.book_value), Decimal),
    },
    issuer=col(DisposalProject.issuer_id),
)
STATUS_WORDS = {
    ProjectStatus.draft: CellWords("草稿", "draft"),
    ProjectStatus.announced: CellWords("已公告", "announced", "open"),
    ProjectStatus.closed: CellWords("已结束", "closed", "over"),
    ProjectStatus.cancelled: CellWords("已取消", "cancelled", "over"),
}
COLUMNS = (
    ListColumn("项目编号", "Code", ColumnKind.text, "code", is_brief=True),
    ListColumn("名称", "Name", is_brief=True),
    ListColumn("分公司", "Branch"),
    ListColumn("债权", "Claims", ColumnKind.number),
    ListColumn("账面价值", "Book value", ColumnKind.amount, "book_value", is_brief=True),
    ListColumn("省份", "Province"),
    ListColumn("审核会议日", "Review", ColumnKind.day),
    ListColumn("公告", "Notice"),
    ListColumn("状态", "State", ColumnKind.state, is_brief=True),
    ListColumn("录入日期", "Entered", ColumnKind.day, "entered"),
)


class ProjectsQuery(StaffQuery):
    """Filters of the list of projects. ``q`` is a code, or the begin of one, or words of the name."""

    status: ProjectStatus | None = Field(None, description="state of the project", examples=["announced"])
    province: Words | None = Field(None, description="short or whole name of a province", examples=["浙江"])
    min_value: AskedYuan | None = Field(None, description="least book value", examples=["10000000"])
    max_value: AskedYuan | None = Field(None, description="most book value", examples=["20000000"])
    review_from: Day | None = Field(None, description="first day of the review meeting", examples=["2022-09-01"])
    review_until: Day | None = Field(None, description="last day of the review meeting", examples=["2022-09-30"])


def conditions(session: Session, query: ProjectsQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on a project. Raises: InvalidQuery."""
    found: list[ColumnElement[bool]] = []
    project = DisposalProject
    if query.q:
        words = query.q.strip()
        found.append(or_(col(project.code).icontains(words, autoescape=True),
                         col(project.name).icontains(words, autoescape=True)))  # fmt: skip
    if query.status:
        found.append(col(project.status) == query.status)
    if query.province:
        found.append(in_province(session, col(project.province), query.province))
    found += within(col(project.book_value), query.min_value, query.max_value)
    return found + within(col(project.review_meeting_on), query.review_from, query.review_until)


def rows_of(session: Session, ids: Sequence[UUID]) -> list[ListedRow]:
    """Return the rows of these projects, in this order."""
    query = model_select(DisposalProject, Issuer).join(Issuer).where(among(DisposalProject.id, ids))
    projects = {project.id: (project, issuer) for project, issuer in session.exec(query)}
    counted = select(col(ProjectClaim.project_id), func.count()).where(among(ProjectClaim.project_id, ids))
    claims = {row[0]: row[1] for row in session.execute(counted.group_by(col(ProjectClaim.project_id))).all()}
    notices = _newest_notices(session, ids)
    return [_row(*projects[each], claims.get(each, 0), notices.get(each)) for each in ids if each in projects]


def _newest_notices(session: Session, project_ids: Sequence[UUID]) -> dict[UUID, Notice]:
    """Return the newest published notice of each project, or its newest draft where none is published."""
    query = (
        model_select(Notice)
        .where(among(Notice.project_id, project_ids), ~is_discarded())
        .order_by(col(Notice.project_id), col(Notice.kind).in_(AMENDING), col(Notice.id).desc())
        .ext(distinct_on(col(Notice.project_id)))
    )
    return {row.project_id: row for row in session.exec(query)}


def _row(project: DisposalProject, issuer: Issuer, claims: int, notice: Notice | None) -> ListedRow:
    cells = (
        project.code,
        project.name,
        issuer.branch or issuer.name,
        claims,
        project.book_value,
        project.province,
        project.review_meeting_on,
        RecordName(notice.number or NoticeState[notice.state].zh, f"/desk/notices/{notice.id}") if notice else None,
        STATUS_WORDS[project.status],
        project.created_at.astimezone(SHANGHAI).date(),
    )
    return ListedRow(project.id, project.code, cells)
