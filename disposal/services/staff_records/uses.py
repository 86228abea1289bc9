"""Where a record is used: rows of the other lists that name it, with links; and the frozen versions of a notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session, col
from sqlmodel import select as model_select

from disposal.models.claims.claim import Claim
from disposal.models.claims.co_debtor import CoDebtor
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.objections.objection import Objection
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.role import ProjectRole
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.records.record import Record
from disposal.models.screening.bidder import Bidder
from disposal.services.staff_lists.columns import CellWords, ColumnKind, ListColumn, ListedRow, words_of
from disposal.services.staff_lists.lists import STAFF_LISTS
from notices.dates import SHANGHAI

MOST = 20
"""Rows of one use; the list shows them all."""


@dataclass(frozen=True, slots=True)
class UseTable:
    """One use: its words, the columns and rows of a list, the path before the id of a row, whether there are more."""

    zh: str
    en: str
    columns: tuple[ListColumn, ...]
    rows: tuple[ListedRow, ...]
    path: str = ""
    is_more: bool = False


def uses_of(session: Session, row: Record) -> tuple[UseTable, ...]:
    """Return the uses of a record that there are, within the branches of the account."""
    found = {
        Claim: _of_claim, Party: _of_party, DisposalProject: _of_project, Notice: _of_notice, Bidder: _of_bidder,
    }[type(row)](session, row)  # fmt: skip
    return tuple(each for each in found if each.rows)


def _of_claim(session: Session, claim: Any) -> list[UseTable]:
    projects = select(col(ProjectClaim.project_id)).where(ProjectClaim.claim_id == claim.id)
    notices = select(col(Notice.id)).where(col(Notice.project_id).in_(projects)).order_by(col(Notice.id).desc())
    return [
        _rows(session, "projects", projects, "所在处置项目", "Projects"),
        _rows(session, "notices", notices, "公告", "Notices"),
    ]


def _of_party(session: Session, party: Any) -> list[UseTable]:
    pledged = (
        select(col(SecurityInterest.claim_id))
        .join(Collateral, col(Collateral.id) == SecurityInterest.collateral_id)
        .where(Collateral.owner_id == party.id)
    )
    owed = select(col(CoDebtor.claim_id)).where(CoDebtor.party_id == party.id)
    promised = select(col(Guarantee.claim_id)).where(Guarantee.guarantor_id == party.id)
    claims = (
        (Claim.debtor_id == party.id, "作为债务人的债权", "Claims as debtor"),
        (col(Claim.id).in_(owed), "作为共同债务人的债权", "Claims as co-debtor"),
        (col(Claim.id).in_(promised), "保证的债权", "Claims guaranteed"),
        (col(Claim.id).in_(pledged), "以其财产担保的债权", "Claims secured by its property"),
        (Claim.original_creditor_id == party.id, "作为原债权人的债权", "Claims as original creditor"),
    )
    engaged = select(col(ProjectRole.project_id)).where(ProjectRole.party_id == party.id)
    projects = select(col(DisposalProject.id)).where(col(DisposalProject.id).in_(engaged))
    bids = select(col(Bidder.id)).where(Bidder.party_id == party.id).order_by(col(Bidder.id).desc())
    return [
        *(
            _rows(session, "claims", select(col(Claim.id)).where(which).order_by(col(Claim.id).desc()), zh, en)
            for which, zh, en in claims
        ),
        _rows(session, "projects", projects, "经办或受聘的处置项目", "Projects with a role"),
        _rows(session, "bidders", bids, "作为意向受让人", "As bidder"),
    ]


def _of_project(session: Session, project: Any) -> list[UseTable]:
    claims = select(col(ProjectClaim.claim_id)).where(ProjectClaim.project_id == project.id)
    notices = select(col(Notice.id)).where(Notice.project_id == project.id).order_by(col(Notice.id).desc())
    bidders = select(col(Bidder.id)).where(Bidder.project_id == project.id).order_by(col(Bidder.id))
    return [
        _objections(session, select(col(Notice.id)).where(Notice.project_id == project.id)),
        _rows(session, "claims", claims.order_by(col(ProjectClaim.ordinal)), "债权", "Claims"),
        _rows(session, "notices", notices, "公告", "Notices"),
        _rows(session, "bidders", bidders, "意向受让人", "Bidders"),
    ]


def _of_notice(session: Session, notice: Any) -> list[UseTable]:
    beside = select(col(Notice.id)).where(
        col(Notice.offer_id) == (notice.offer_id or notice.id), col(Notice.id) != notice.id
    )
    project = select(col(DisposalProject.id)).where(DisposalProject.id == notice.project_id)
    return [
        _objections(session, select(col(Notice.id)).where(Notice.id == notice.id)),
        _versions(session, notice.id),
        _rows(session, "projects", project, "处置项目", "Project"),
        _rows(session, "notices", beside.order_by(col(Notice.id)), "同一处置的其他公告", "Other notices of this sale"),
    ]


def _of_bidder(session: Session, bidder: Any) -> list[UseTable]:
    parties = select(col(Party.id)).where(Party.id == bidder.party_id)
    projects = select(col(DisposalProject.id)).where(DisposalProject.id == bidder.project_id)
    return [
        _rows(session, "parties", parties, "主体", "Party"),
        _rows(session, "projects", projects, "处置项目", "Project"),
    ]


def _rows(session: Session, code: str, wanted: Select[Any], zh: str, en: str) -> UseTable:
    """Return the first rows of a use, as the list of that code shows them."""
    listed = STAFF_LISTS[code]
    ids: Sequence[UUID] = session.execute(wanted.limit(MOST + 1)).scalars().all()
    rows = listed.rows_of(session, ids[:MOST])
    return UseTable(zh, en, listed.columns, tuple(rows), f"/desk/{code}/", is_more=len(ids) > MOST)


def _objections(session: Session, notices: Select[Any]) -> UseTable:
    """Return the objections to notices, the open ones first: an open one marks the project and its notices."""
    columns = (
        ListColumn("回执号", "Receipt", is_brief=True),
        ListColumn("异议人", "Objector", is_brief=True),
        ListColumn("理由", "Ground", is_brief=True),
        ListColumn("状态", "State", is_brief=True),
        ListColumn("收到", "Received", ColumnKind.day),
    )
    query = model_select(Objection).where(col(Objection.notice_id).in_(notices)).order_by(col(Objection.id).desc())
    found = sorted(session.exec(query.limit(MOST + 1)).all(), key=lambda each: not each.state.is_open)
    number = sum(each.state.is_open for each in found)
    rows = [
        ListedRow(each.id, each.receipt, (
            each.receipt, each.objector or "未留名", words_of(each.ground),
            words_of(each.state, {each.state.value: "waiting" if each.state.is_open else "over"}),
            each.received_at.astimezone(SHANGHAI).date(),
        ))
        for each in found[:MOST]
    ]  # fmt: skip
    zh = f"异议（未办结{number}件）" if number else "异议"
    en = f"Objections ({number} open)" if number else "Objections"
    return UseTable(zh, en, columns, tuple(rows), "/desk/objections/", is_more=len(found) > MOST)


def _versions(session: Session, notice_id: UUID) -> UseTable:
    """Return the frozen versions of a notice with their hashes, without their bytes."""
    columns = (
        ListColumn("版本", "Version", is_brief=True),
        ListColumn("登记于", "Registered", is_brief=True),
        ListColumn("文本 SHA-256", "Text SHA-256", ColumnKind.digest, is_brief=True),
        ListColumn("网页 SHA-256", "HTML SHA-256", ColumnKind.digest, is_brief=True),
        ListColumn("PDF SHA-256", "PDF SHA-256", ColumnKind.digest, is_brief=True),
    )
    version = NoticeVersion
    query = select(
        col(version.id), col(version.version_no), col(version.published_at), col(version.text_sha256),
        col(version.html_sha256), col(version.pdf_sha256),
    ).where(col(version.notice_id) == notice_id)  # fmt: skip
    rows = [
        ListedRow(row.id, str(row.version_no), (
            CellWords(f"第{row.version_no}版", f"version {row.version_no}"),
            f"{row.published_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", row.text_sha256,
            row.html_sha256, row.pdf_sha256,
        ))
        for row in session.execute(query.order_by(col(version.version_no).desc())).all()
    ]  # fmt: skip
    return UseTable("版本与散列值", "Versions and hashes", columns, tuple(rows))
