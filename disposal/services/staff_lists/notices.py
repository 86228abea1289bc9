"""The list of notices: drafts too, with the window of each."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, cast, not_, or_
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel import select as model_select

from disposal.clock import now
from disposal.lifecycle import UNPUBLISHED, NoticeState
from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.publication.notice import Notice
from disposal.services.notice_index.search_words import SearchWithoutWords, search_query
from disposal.services.public.filters import KindCode
from disposal.services.public.queries import AskedYuan, Day
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.columns import (
    CellWords,
    ColumnKind,
    ListColumn,
    ListedRow,
    RecordName,
    named,
    words_of,
)
from disposal.services.staff_lists.keyset import ListedTable, Sorting
from disposal.services.staff_lists.queries import StaffQuery, Words, in_province, within
from disposal.services.windows.discarded import is_discarded
from disposal.services.windows.standing import (
    AMENDING,
    NoticeStanding,
    PublicStatus,
    published_conditions,
    standings,
)
from notices.codes import Coded
from notices.dates import SHANGHAI
from notices.kinds import KINDS_BY_CODE

TABLE = ListedTable(
    Notice,
    {"entered": Sorting(), "published": Sorting(col(Notice.published_on), date, is_nullable=True)},
    issuer=col(Notice.issuer_id),
)
STATE_BADGES = {
    "submitted": "waiting",
    "approved": "waiting",
    "upcoming": "waiting",
    "open": "open",
    "closed": "over",
    "superseded": "over",
    "withdrawn": "wrong",
    "concluded": "over",
    "discarded": "over",
}
COLUMNS = (
    ListColumn("公告编号", "Number", is_brief=True),
    ListColumn("种类", "Kind"),
    ListColumn("债务人", "Debtors", is_brief=True),
    ListColumn("处置项目", "Project"),
    ListColumn("金额", "Amount", ColumnKind.amount),
    ListColumn("省份", "Province"),
    ListColumn("公告日期", "Published", ColumnKind.day, "published"),
    ListColumn("公告期止", "Window ends", ColumnKind.day, is_brief=True),
    ListColumn("状态", "State", ColumnKind.state, is_brief=True),
    ListColumn("录入日期", "Entered", ColumnKind.day, "entered"),
)
_UNNUMBERED = CellWords("未编号", "no number yet")


class ListedState(Coded):
    """What the list may be narrowed to: each standing, and all that are published and not ended."""

    draft = "draft", NoticeState.draft.zh
    discarded = "discarded", NoticeState.discarded.zh
    submitted = "submitted", NoticeState.submitted.zh
    approved = "approved", NoticeState.approved.zh
    published = "published", "已发布未结束（全部）", "published and not ended (all)"
    upcoming = "upcoming", PublicStatus.upcoming.zh, PublicStatus.upcoming.en
    open = "open", PublicStatus.open.zh, PublicStatus.open.en
    closed = "closed", PublicStatus.closed.zh, PublicStatus.closed.en
    issued = "issued", "已发布（无公告期）", "published (without a window)"
    superseded = "superseded", PublicStatus.superseded.zh
    withdrawn = "withdrawn", PublicStatus.withdrawn.zh
    concluded = "concluded", PublicStatus.concluded.zh


class NoticesListQuery(StaffQuery):
    """Filters of the list of notices. ``q`` is a number, or words of the notice's text."""

    state: ListedState | None = None
    kind: KindCode | None = None
    province: Words | None = None
    min_amount: AskedYuan | None = None
    max_amount: AskedYuan | None = None
    published_from: Day | None = None
    published_until: Day | None = Field(None, description="last day of publication")


def conditions(session: Session, query: NoticesListQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on a notice. Raises: InvalidQuery."""
    found: list[ColumnElement[bool]] = []
    if query.q:
        found.append(holds_text(query.q))
    if query.state:
        found += _standing(query.state)
    if query.kind:
        found.append(col(Notice.kind) == query.kind)
    if query.province:
        found.append(in_province(session, col(Notice.province), query.province))
    found += within(col(Notice.total_amount), query.min_amount, query.max_amount)
    return found + within(col(Notice.published_on), query.published_from, query.published_until)


def _standing(state: ListedState) -> list[ColumnElement[bool]]:
    """Build the conditions of a standing; must agree with ``standing_of``."""
    offer = aliased(Notice)
    amends = col(Notice.kind).in_(AMENDING) & (col(Notice.state) == NoticeState.published.value)
    with_offer = model_select(offer.id).where(offer.id == Notice.offer_id)
    if state.value in PublicStatus.__members__ and state.value not in NoticeState.__members__:
        status = PublicStatus[state.value]
        return [*_standing(ListedState.published), *published_conditions(status, now=now())]
    if state in (ListedState.draft, ListedState.discarded):
        aside = is_discarded()
        return [col(Notice.state) == NoticeState.draft.value, aside if state is ListedState.discarded else ~aside]
    own = col(Notice.state) == state.value
    if state is ListedState.published:
        is_ended = with_offer.where(offer.state != NoticeState.published.value).exists()
        return [own, not_(amends & is_ended)]
    if NoticeState[state.value] in UNPUBLISHED:
        return [own]
    return [own | (amends & with_offer.where(offer.state == state.value).exists())]


def holds_text(words: str) -> ColumnElement[bool]:
    """Build the condition that a published notice holds the words, or that a notice has them as its title."""
    column = Notice.__table__.c.search  # type: ignore[attr-defined]
    drafted = (col(Notice.state) == NoticeState.draft.value) & col(Notice.title).icontains(words, autoescape=True)
    try:
        asked = search_query(words)
    except SearchWithoutWords:  # signs only: titles of drafts may hold them
        return drafted
    return or_(column.bool_op("@@")(cast(asked, TSQUERY)), drafted)


def rows_of(session: Session, ids: Sequence[UUID]) -> list[ListedRow]:
    """Return the rows of these notices, in this order."""
    query = model_select(Notice, DisposalProject.code).join(
        DisposalProject, col(DisposalProject.id) == Notice.project_id
    )
    found = {notice.id: (notice, code) for notice, code in session.exec(query.where(among(Notice.id, ids)))}
    unpublished = {notice.project_id for notice, _ in found.values() if not notice.debtor_names}
    debtors = _debtors_of(session, unpublished)
    standing = standings(session, (notice for notice, _ in found.values()), now=now())
    return [_row(*found[each], debtors, standing[each]) for each in ids if each in found]


def _debtors_of(session: Session, project_ids: Collection[UUID]) -> Mapping[UUID, list[str]]:
    """Return the debtors of these projects: a notice has those that it names only once it is published."""
    query = (
        model_select(ProjectClaim.project_id, Party.name)
        .join(Claim, col(Claim.id) == ProjectClaim.claim_id)
        .join(Party, col(Party.id) == Claim.debtor_id)
        .where(among(ProjectClaim.project_id, project_ids))
        .distinct()
        .order_by(col(ProjectClaim.project_id), col(Party.name))
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for project_id, name in session.exec(query):
        found[project_id].append(name)
    return found


def _row(notice: Notice, project: str, debtors: Mapping[UUID, list[str]], standing: NoticeStanding) -> ListedRow:
    kind = KINDS_BY_CODE[notice.kind]
    ends_on = notice.window_ends_on
    cells = (
        notice.number or _UNNUMBERED,
        CellWords(kind.label_zh, kind.label_en),
        named(notice.debtor_names or debtors.get(notice.project_id, [])),
        RecordName(project, f"/desk/projects/{notice.project_id}"),
        notice.total_amount,
        notice.province,
        notice.published_on,
        ends_on,
        words_of(standing, STATE_BADGES),
        notice.created_at.astimezone(SHANGHAI).date(),
    )
    return ListedRow(notice.id, notice.number or f"{notice.title}（{standing.zh}）", cells)
