"""Notice numbers (公告编号): one series per issuer and year, without gaps or duplicates."""

from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import NoticeCounter


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
