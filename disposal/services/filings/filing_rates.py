"""How often one network may file: 30 times a minute, 200 an hour, counted in the database for all processes.

And how much all networks together may send in files: 2 GiB a day, then text only.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from disposal.models.enquiries.enquiry import EnquiryFile
from disposal.models.objections.handling import ObjectionFile
from disposal.models.objections.objection import FilingAttempt
from disposal.models.records.record import now
from disposal.services.accounts.modes import secrets_of
from disposal.services.filings.errors import EvidenceRefused, FilingsTooMany
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.sign_in.attempts import network_of

LIMITS = ((30, timedelta(minutes=1)), (200, timedelta(hours=1)))
"""How many filings within how long."""
_LONGEST = max(within for _, within in LIMITS)


MOST_A_DAY = 2 * 2**30
_DAY = timedelta(days=1)


def refuse_full_day(session: Session, files: Sequence[EvidenceFile]) -> None:
    """Refuse files of the public once more than 2 GiB came within a day; text is taken all the same.

    Raises: EvidenceRefused.
    """
    if not files:
        return
    since, sizes = now() - _DAY, 0
    for table in (ObjectionFile, EnquiryFile):
        sizes += session.exec(select(func.coalesce(func.sum(table.size), 0)).where(col(table.created_at) > since)).one()
    if sizes + sum(len(file.data) for file in files) > MOST_A_DAY:
        raise EvidenceRefused(
            files[0].name,
            zh="没有存入：今日网上收到的材料已满2 GB；请先只提交文字，材料明日补充，或按公告所载地址寄送",
            en="was not stored: the files of today have filled 2 GB; send the text alone, and the files tomorrow or by "
            "post to the address in the notice",
        )


def count_filing(session: Session, address: str, *, at: datetime) -> None:
    """Count a filing of the network of an address; the network stands in the database as a keyed digest only.

    Filings of one network wait for each other here, so that many at once gain nothing. Raises: FilingsTooMany.
    """
    digest = secrets_of(session).digest("filings", network_of(address))
    session.execute(select(func.pg_advisory_xact_lock(int(digest[:15], 16))))
    session.execute(delete(FilingAttempt).where(col(FilingAttempt.at) <= at - _LONGEST))
    mine = select(FilingAttempt.at).where(FilingAttempt.network_digest == digest)
    times = list(session.exec(mine.order_by(col(FilingAttempt.at).desc()).limit(max(most for most, _ in LIMITS))))
    for most, within in LIMITS:
        if len(times) >= most and times[most - 1] > at - within:
            raise FilingsTooMany(times[most - 1] + within - at)
    session.add(FilingAttempt(network_digest=digest, at=at))
    session.flush()
