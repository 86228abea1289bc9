"""What an account is told, as tests ask for it."""

from disposal.acting import Actor
from disposal.services.worklist.messages import Message, count_unread, message_page
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import by


def messages(database: Database, who: str | Actor) -> list[Message]:
    """Return the messages of an account, newest first; what is counted is what is listed as unread."""
    actor = by(who) if isinstance(who, str) else who
    with database.session(actor, is_read_only=True) as session:
        found = list(message_page(session).messages)
        assert count_unread(session) == len([each for each in found if not each.is_read])
    return found


def told(database: Database, who: str | Actor) -> list[str]:
    """Return what an account is told, in Chinese, newest first."""
    return [each.what[0] for each in messages(database, who)]
