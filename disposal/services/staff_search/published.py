"""Published notices by a part of their number, title or debtors: who logs a call is told a name, seldom a number."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.keyset import page_of_keys
from disposal.services.staff_lists.lists import STAFF_LISTS
from disposal.services.staff_search.search import LONGEST

FEWEST_CHARACTERS = 2


@dataclass(frozen=True, slots=True)
class FoundNotice:
    """A published notice: its number, whose debt it sells, and the last day of its window."""

    number: str
    about: str
    ends_on: date | None

    @property
    def hint(self) -> str:
        """Return debtor and last day in one line."""
        return f"{self.about}　至{self.ends_on}" if self.ends_on else self.about


def published_like(session: Session, part: str, *, most: int = 8) -> tuple[FoundNotice, ...]:
    """Return the published notices of one's branches that bear these words, the newest first.

    Raises: PermissionRefused, SearchTooSlow.
    """
    require(session, "notices.read")
    text = part.strip()[:LONGEST]
    if len(text) < FEWEST_CHARACTERS:
        return ()
    listed = STAFF_LISTS["notices"]
    query = listed.query(q=text)
    keys = page_of_keys(session, listed.table, query, listed.conditions(session, query))
    is_public = col(Notice.number).is_not(None)
    found = session.exec(select(Notice).where(among(Notice.id, keys.ids), is_public).order_by(col(Notice.id).desc()))
    return tuple(FoundNotice(str(each.number), _about(each), each.window_ends_on) for each in found.fetchmany(most))


def _about(notice: Notice) -> str:
    names = notice.debtor_names
    return f"{names[0]}等{len(names)}户" if len(names) > 1 else (*names, notice.title)[0]
