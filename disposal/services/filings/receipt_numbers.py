"""Receipt numbers (回执号) and private links: one opens nothing, the other opens one filing.

A number tells nobody how many came: its six figures are drawn, not counted. The last figure is a check sign (ISO 7064
MOD 11,10), so that one figure misheard on the telephone is noticed at once.
"""

import hashlib
import re
import secrets
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.objections.objection import Objection
from disposal.models.projects.issuer import Issuer
from disposal.record_ids import record_id_in
from disposal.services.filings.errors import ReceiptUnknown
from notices.dates import SHANGHAI

_TOKEN_BYTES = 32
LONGEST_TOKEN = 64
OBJECTIONS, ENQUIRIES = ("YY", Objection), ("ZX", Enquiry)
"""What receipt numbers begin with (异议, 咨询), and the table that holds them."""
Filing = TypeVar("Filing", Objection, Enquiry)
Series = tuple[str, type[Objection] | type[Enquiry]]
FIGURES = 6
_TRIES_A_LENGTH = 20
_DRAWN = re.compile(r"[A-Z]+-[A-Z0-9]+-\d{4}-(\d{7,})")


def next_receipt(session: Session, issuer: Issuer, *, at: datetime, series: Series = OBJECTIONS) -> str:
    """Return a new receipt number of an issuer in the year of ``at``, such as YY-HRZJ-2022-4830176.

    Numbers are drawn until one is free; where nearly all are taken, one figure more is drawn. Drawing for one issuer
    waits until the transaction that drew before it ends, so that no number is given twice.
    """
    prefix, table = series
    beginning = f"{prefix}-{issuer.code}-{at.astimezone(SHANGHAI).year}-"
    lock = int(hashlib.sha256(beginning.encode()).hexdigest()[:15], 16)
    session.execute(select(func.pg_advisory_xact_lock(lock)))
    tries = 0
    while True:
        figures = FIGURES + tries // _TRIES_A_LENGTH
        drawn = f"{secrets.randbelow(10**figures):0{figures}d}"
        receipt = f"{beginning}{drawn}{check_figure(drawn)}"
        if session.exec(select(table.id).where(col(table.receipt) == receipt)).first() is None:
            return receipt
        tries += 1


def filing_called(session: Session, table: type[Filing], receipt: str, *, unknown: type[ReceiptUnknown]) -> Filing:
    """Return the filing with this receipt number or id. Raises: ``unknown``, also for one of another branch."""
    row_id = record_id_in(receipt)
    by = col(table.id) == row_id if row_id is not None else col(table.receipt) == receipt.strip().upper()
    filing = session.exec(select(table).where(by)).one_or_none()
    if filing is None:
        raise unknown(receipt, why=why_unknown(receipt))
    return filing


def filing_behind(session: Session, table: type[Filing], token: str, *, unknown: type[ReceiptUnknown]) -> Filing:
    """Return the filing that a private link opens. Raises: ``unknown``, which does not repeat the token."""
    query = select(table).where(col(table.link_digest) == digest_of_link(token[: LONGEST_TOKEN + 1]))
    filing = session.exec(query).one_or_none()
    if filing is None or not token.isascii():
        raise unknown
    return filing


def check_figure(figures: str) -> str:
    """Return the check sign of some figures: ISO 7064 MOD 11,10."""
    check = 10
    for figure in figures:
        check = (check + int(figure)) % 10 or 10
        check = check * 2 % 11
    return str((11 - check) % 10)


def why_unknown(receipt: str) -> tuple[str, str]:
    """Say in both languages that a number was misheard: its check sign does not fit. Empty where it fits or has none.

    Numbers given before they were drawn have none.
    """
    found = _DRAWN.fullmatch(receipt.strip().upper())
    if found is None or check_figure(found[1][:-1]) == found[1][-1]:
        return "", ""
    return "末位校验不符，有数字听错或抄错；", ": its check figure does not fit, so some figure is wrong"


def new_link_token() -> str:
    """Return the token of a private link: 256 random bits. It is shown once and stored nowhere."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of_link(token: str) -> str:
    """Return what is stored of a private link: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
