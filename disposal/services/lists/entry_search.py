"""Search the entries of one version of a list by a part of a name, or by a whole number."""

from sqlmodel import Session, col, or_, select

from disposal.models.lists.entry import ListEntry
from disposal.models.lists.version import ListVersion
from disposal.services.records.number_search import digest_searched
from notices.written.characters import visible
from notices.written.documents import plain_number

LEAST_CHARACTERS = 2


def entries_like(session: Session, version: ListVersion, written: str, *, most: int) -> list[ListEntry]:
    """Return at most ``most`` entries of a version by a part of the name, a whole former name, or a whole number.

    A full identity number is compared by its digest; it is neither stored nor shown.
    """
    text = "".join(visible(written).replace("\0", "").split())
    if len(text) < LEAST_CHARACTERS:
        return []
    first, last = col(ListEntry.first_version_no), col(ListEntry.last_version_no)
    query = select(ListEntry).where(
        ListEntry.restricted_list_id == version.restricted_list_id,
        first <= version.version_no,
        or_(last.is_(None), last >= version.version_no),
    )
    if any(character.isdigit() for character in text):
        plain = plain_number(text)
        index = digest_searched(session, plain)
        number = (col(ListEntry.number_index) == index, col(ListEntry.number_masked) == text,
                  col(ListEntry.credit_code) == plain)  # fmt: skip
        query = query.where(or_(*number, col(ListEntry.name).contains(text, autoescape=True)))
    else:
        former = col(ListEntry.former_names).contains([text])
        query = query.where(or_(col(ListEntry.name).contains(text, autoescape=True), former))
    return list(session.exec(query.order_by(col(ListEntry.name), col(ListEntry.id)).limit(most)).all())
