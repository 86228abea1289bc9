"""What a PDF carries with it: the data that it was made from."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Source:
    """The source data of a page, as attached to its PDF. ``made_at`` is an aware instant."""

    name: str
    description: str
    data: bytes
    made_at: datetime


def identifier_of(identity: bytes) -> bytes:
    """Return the identifier that a PDF bears, from all that it was made from."""
    return sha256(identity).hexdigest()[:32].encode()
