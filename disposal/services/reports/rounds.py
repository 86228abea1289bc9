"""The rounds of the mailbox in the database: filled with noise once, then four slots rewritten a minute.

Every statement here is the same, on as many rows, whether anything waits or not.
"""

from collections.abc import Iterator

from sqlalchemy import Integer, cast, func, insert, update
from sqlmodel import Session, col, select

from disposal.mailbox_keys.mailbox_key import MailboxKey
from disposal.models.reports.mailbox_slot import MailboxSlot
from disposal.services.reports.mailbox import SLOTS, Mailbox, SealedSlot
from disposal.services.reports.parts import NOISE

ROUND_SECONDS = 60
ROUND_LOCK = 0x6D61696C
"""The advisory lock under which one process writes a round."""
_AT_ONCE = 64


def fill_mailbox(session: Session, key: MailboxKey, *, slots: int = SLOTS) -> None:
    """Fill the mailbox with noise where it is empty; another process that tries meanwhile waits."""
    session.execute(select(func.pg_advisory_xact_lock(ROUND_LOCK)))
    if session.exec(select(func.count()).select_from(MailboxSlot)).one():
        return
    minute = _minute(session)
    for start in range(0, slots, _AT_ONCE):
        rows = [
            {"slot": slot, "round": minute - 1, "sealed": key.seal(slot, NOISE)}
            for slot in range(start, min(start + _AT_ONCE, slots))
        ]
        session.execute(insert(MailboxSlot), rows)


def slots_since(session: Session, last_round: int) -> Iterator[SealedSlot]:
    """Yield the slots that were sealed after a round: all of them at the start, four a minute later."""
    columns = select(MailboxSlot.slot, MailboxSlot.round, MailboxSlot.sealed).where(col(MailboxSlot.round) > last_round)
    with session.execute(columns, execution_options={"yield_per": _AT_ONCE}) as rows:
        for slot, sealed_in, sealed in rows:
            yield slot, sealed_in, bytes(sealed)


def write_round(session: Session, mailbox: Mailbox) -> bool:
    """Rewrite four slots, unless another process writes or has written in this minute. Raises: MailboxKeyWrong."""
    if not session.scalar(select(func.pg_try_advisory_xact_lock(ROUND_LOCK))):
        return False
    minute = _minute(session)
    if (session.scalar(select(func.max(MailboxSlot.round))) or 0) >= minute:
        return False
    chosen = select(MailboxSlot.slot, MailboxSlot.sealed).where(col(MailboxSlot.slot).in_(mailbox.chosen_slots()))
    found = {slot: bytes(sealed) for slot, sealed in session.exec(chosen)}
    for slot, sealed in mailbox.sealed_anew(found).items():
        row = update(MailboxSlot).where(col(MailboxSlot.slot) == slot)
        session.execute(row.values(round=minute, sealed=sealed))
    return True


def _minute(session: Session) -> int:
    """Return the minute of the database's clock."""
    seconds = func.extract("epoch", func.clock_timestamp())
    return int(session.scalar(select(cast(func.floor(seconds / ROUND_SECONDS), Integer))) or 0)
