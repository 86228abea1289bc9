"""Draw up the case file (导出卷宗) of a notice or an objection. Who did stands in the audit trail."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from disposal.models.accounts.account import Account
from disposal.models.objections.objection import Objection
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.accounts.permissions import require
from disposal.services.case_files.case_file import CaseFile, CasePart
from disposal.services.case_files.closing_parts import authority_part, statement_part
from disposal.services.case_files.drawing_up import CaseRecords, newest_of
from disposal.services.case_files.notice_parts import approval_parts, placement_parts, text_parts, window_part
from disposal.services.case_files.objection_parts import objection_parts
from disposal.services.filings.published import published_notice
from disposal.services.filings.windows import offer_of, window_end
from disposal.services.objection_register.overview import ObjectionView, staff_view, views_of
from disposal.services.objection_register.papers import training_mark
from disposal.services.publication.context import PublicationContext
from disposal.services.records import audit


def case_of_notice(session: Session, number: str, *, context: PublicationContext) -> CaseFile:
    """Return the case file of a published notice with all objections to it or its amendments, and note the export.

    Raises: PermissionRefused; NoticeUnknown, also for one of another branch.
    """
    require(session, "notices.exported")
    notice = published_notice(session, number)
    of_notice = select(Notice.id).where((Notice.id == notice.id) | (Notice.offer_id == notice.id))
    query = select(Objection).where(col(Objection.notice_id).in_(of_notice)).order_by(col(Objection.id))
    views = views_of(session, session.exec(query).all(), calendar=context.calendar)
    _note(session, "notices.exported", f"导出卷宗：公告{notice.number}，含异议{len(views)}件")
    return _drawn(session, notice, views, context=context, title=("公告卷宗", str(notice.number)))


def case_of_objection(session: Session, receipt: str, *, context: PublicationContext) -> CaseFile:
    """Return the case file of an objection, with its notice, and note the export.

    Raises: PermissionRefused, ObjectionUnknown.
    """
    require(session, "objections.exported")
    view = staff_view(session, receipt, calendar=context.calendar)
    _note(session, "objections.exported", f"导出卷宗：异议{view.row.receipt}")
    return _drawn(session, view.notice, (view,), context=context, title=("异议卷宗", view.row.receipt))


def _drawn(
    session: Session,
    notice: Notice,
    views: Sequence[ObjectionView],
    *,
    context: PublicationContext,
    title: tuple[str, str],
) -> CaseFile:
    newest = select(NoticeVersion.published_at).where(NoticeVersion.notice_id == notice.id)
    published_at = session.exec(newest.order_by(col(NoticeVersion.version_no).desc()).limit(1)).one()
    case = CaseRecords(
        notice=notice,
        offer=offer_of(session, notice),
        issuer=session.get_one(Issuer, notice.issuer_id),
        end=window_end(session, notice, calendar=context.calendar),
        objections=views,
        stands_at=newest_of(views, published_at),
        context=context,
        mark=training_mark(session),
    )
    parts: list[CasePart] = [
        *approval_parts(session, case),
        *text_parts(session, case),
        *placement_parts(session, case),
        *window_part(session, case),
        *(part for view in views for part in objection_parts(session, case, view)),
        *authority_part(session, case),
        statement_part(session, case),
    ]
    return CaseFile(*title, case.issuer.full_name, case.stands_at, parts, case.missing, case.mark)


def _note(session: Session, verb: str, reason: str) -> None:
    """Write to the audit trail, on the account that exports, what it exports."""
    actor = session.info["acting"]
    if actor.account_id is None:  # before the first account there is nobody to write it on
        return
    account = session.get_one(Account, actor.account_id)
    audit.record(session, verb, subject=account, before=audit.facts(account), reason=reason)
