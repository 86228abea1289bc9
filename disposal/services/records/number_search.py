"""A search by a whole personal number: by its digest, and not for very many numbers by one account."""

from sqlmodel import Session

from disposal.acting import Actor


def digest_searched(session: Session, number: str) -> str:
    """Return the digest of a number that somebody typed to find its holder. Raises: TooManyNumbersTried."""
    digest: str = session.info["personal_numbers"]().index(number)
    note_tried(session, digest)
    return digest


def note_tried(session: Session, digest: str) -> None:
    """Count a number that the acting account has tried. Raises: TooManyNumbersTried."""
    actor: Actor | None = session.info.get("acting")
    if actor is not None and actor.account_id is not None:
        session.info["tried_numbers"].note(actor.account_id, digest)
