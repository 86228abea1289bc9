"""转纪检 as a page does it: copied to the mailbox at once; taken away when a round has written the copy."""

from datetime import datetime

from sqlmodel import Session

from disposal.acting import Actor
from disposal.services.objections.voiding import void_objection
from disposal.services.reports.handing_over import seal_objection
from disposal.services.reports.mailbox import Mailbox
from disposal.storage.database import Database


def hand_over(session: Session, receipt: str, *, to: tuple[Database, Mailbox], actor: Actor, at: datetime) -> None:
    """Hand an objection to the discipline officers; what was said goes from the register about a minute later.

    Raises: what ``seal_objection`` raises; MailboxFull.
    """
    database, mailbox = to
    sealed = seal_objection(session, receipt, mailbox.keys, at=at)

    def void_here() -> None:
        with database.session(actor) as later:
            void_objection(later, sealed.objection_id, copied=sealed.copied)

    mailbox.put(sealed.parts, then=void_here)
