"""How often one network may file: 30 times a minute, 200 an hour, counted in the database for all processes."""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from disposal.models import FilingAttempt
from disposal.services.accounts.modes import secrets_of
from disposal.services.filings.errors import FilingsTooMany
from disposal.services.sign_in.attempts import network_of

LIMITS = ((30, timedelta(minutes=1)), (200, timedelta(hours=1)))
"""How many filings within how long."""
_LONGEST = max(within for _, within in LIMITS)


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
