"""Find, lock and number a notice. Notice numbers (公告编号) are one series per issuer and year, without gaps."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from disposal.lifecycle import NoticeState
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice, NoticeCounter
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.publication.errors import DraftDiscarded, NoticeUnknown
from disposal.services.windows.discarded import discarded_among


def locked(session: Session, notice_id: UUID) -> Notice:
    """Reload a notice and lock its row until the transaction ends. Raises: NoticeUnknown, DraftDiscarded."""
    statement = select(Notice).where(col(Notice.id) == notice_id).with_for_update()
    notice = session.exec(statement.execution_options(populate_existing=True)).one_or_none()
    if notice is None:
        raise NoticeUnknown(str(notice_id))
    if notice.state == NoticeState.draft.value and discarded_among(session, [notice.id]):
        raise DraftDiscarded(notice.title)
    return notice


def newest_version(session: Session, notice: Notice) -> NoticeVersion:
    """Return the newest version of a published notice, with its bytes. Raises: NoticeUnknown for a draft."""
    statement = select(NoticeVersion).where(NoticeVersion.notice_id == notice.id)
    version = session.exec(statement.order_by(col(NoticeVersion.version_no).desc()).limit(1)).one_or_none()
    if version is None:
        raise NoticeUnknown(notice.title)
    return version


def published_notice_of(session: Session, project_id: UUID) -> Notice | None:
    """Return the newest published disposal notice of a project, or None."""
    statement = select(Notice).where(Notice.project_id == project_id, Notice.kind == "disposal")
    statement = statement.where(col(Notice.number).is_not(None)).order_by(col(Notice.published_on).desc())
    return session.exec(statement.order_by(col(Notice.id).desc()).limit(1)).one_or_none()


def published_notice(session: Session, notice_id: UUID) -> Notice:
    """Return a notice that is public. Raises: NoticeUnknown, also for a draft."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.number is None:
        raise NoticeUnknown(str(notice_id))
    return notice


@dataclass(frozen=True, slots=True)
class NoticeNumber:
    """A notice number, printed as HRZJ-2022-0001, with its year and serial."""

    issuer_code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.issuer_code}-{self.year}-{self.serial:04d}"


def next_number(session: Session, issuer: Issuer, *, year: int) -> NoticeNumber:
    """Return the next number of the issuer's series.

    The counter row stays locked until the transaction ends. A rollback returns the number, so there are no gaps. The
    next publication of the same issuer and year waits meanwhile.
    """
    statement = (
        insert(NoticeCounter)
        .values(issuer_id=issuer.id, year=year, last_serial=1)
        .on_conflict_do_update(
            index_elements=["issuer_id", "year"], set_={"last_serial": NoticeCounter.last_serial + 1}
        )
        .returning(col(NoticeCounter.last_serial))
    )
    serial = session.execute(statement).scalar_one()
    return NoticeNumber(issuer_code=issuer.code, year=year, serial=serial)
