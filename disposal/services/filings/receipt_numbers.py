"""Receipt numbers (回执号) and private links: one opens nothing, the other opens one filing."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from disposal.models import EnquiryCounter, Issuer, ObjectionCounter
from notices.dates import SHANGHAI

_TOKEN_BYTES = 32
LONGEST_TOKEN = 64


OBJECTIONS, ENQUIRIES = ("YY", ObjectionCounter), ("ZX", EnquiryCounter)
"""What receipt numbers begin with (异议, 咨询), and the table that counts them."""
Series = tuple[str, type[ObjectionCounter] | type[EnquiryCounter]]


def next_receipt(session: Session, issuer: Issuer, *, at: datetime, series: Series = OBJECTIONS) -> str:
    """Return the next receipt number of an issuer in the year of ``at``, such as YY-HRZJ-2022-0001.

    The counter row stays locked until the transaction ends, so that no number is given twice and none is left out.
    """
    prefix, counter = series
    year = at.astimezone(SHANGHAI).year
    statement = (
        insert(counter)
        .values(issuer_id=issuer.id, year=year, last_serial=1)
        .on_conflict_do_update(index_elements=["issuer_id", "year"], set_={"last_serial": counter.last_serial + 1})
        .returning(col(counter.last_serial))
    )
    serial = session.execute(statement).scalar_one()
    return f"{prefix}-{issuer.code}-{year}-{serial:04d}"


def new_link_token() -> str:
    """Return the token of a private link: 256 random bits. It is shown once and stored nowhere."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of_link(token: str) -> str:
    """Return what is stored of a private link: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
