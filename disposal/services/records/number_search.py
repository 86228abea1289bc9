"""Personal numbers that somebody searches for or enters: found by their digest, and counted, as both tell something.

The count is that of the acting account (see ``personal_data/tried_numbers``). Entering is counted by mask alone: a
branch may enter as many people as it has, but no ten whose masked numbers are alike.
"""

from collections.abc import Iterable

from sqlmodel import Session

from disposal.acting import Actor
from disposal.identifiers import IdentityDocument, mask_document_number
from disposal.personal_data.tried_numbers import MOST_OF_A_KIND, MOST_OF_ONE_MASK, Tried
from notices.written.documents import has_length_of_resident_id


def digest_searched(session: Session, number: str) -> str:
    """Return the digest of a number that somebody typed to find its holder.

    Raises: TooManyNumbersTried, TooManyOfOneMask.
    """
    document = IdentityDocument.resident_id if has_length_of_resident_id(number) else IdentityDocument.other
    return _counted(session, [(number, document)], is_searched=True)[0]


def digest_tried(session: Session, number: str, document: IdentityDocument | None) -> str:
    """Return the digest of a number that does not fit a chosen person. Raises: as ``digest_searched``."""
    return _counted(session, [(number, document)], is_searched=True)[0]


def digests_entered(session: Session, numbers: Iterable[tuple[str, IdentityDocument | None]]) -> list[str]:
    """Return the digests of valid numbers that somebody enters, each with its document. Raises: TooManyOfOneMask."""
    return _counted(session, list(numbers), is_searched=False)


def _counted(session: Session, numbers: list[tuple[str, IdentityDocument | None]], *, is_searched: bool) -> list[str]:
    index = session.info["personal_numbers"]().index
    digests: list[str] = [index(number) for number, _ in numbers]
    actor: Actor | None = session.info.get("acting")
    if actor is None or actor.account_id is None:
        return digests
    noted = session.info.setdefault("noted_numbers", set())  # each once a session
    tries = {}
    for digest, (number, document) in zip(digests, numbers, strict=True):
        if (digest, is_searched) not in noted:
            shown = mask_document_number(number, document or IdentityDocument.resident_id)
            most = MOST_OF_ONE_MASK if any(map(str.isdigit, shown)) else MOST_OF_A_KIND
            tries[digest] = Tried(digest, index(f"mask {shown}"), shown, most)
    if tries:
        session.info["tried_numbers"].note(actor.account_id, tries.values(), is_searched=is_searched)
        noted.update((digest, is_searched) for digest in tries)
    return digests
