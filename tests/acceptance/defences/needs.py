"""What a route needs, as the rows of the table say it: verbs of the permission table, and what to send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.acceptance.defences.two_issuers import UNKNOWN


@dataclass(frozen=True, slots=True)
class Needs:
    """The verbs that a route asks for, and what to send so that it comes to ask: ids, fields, files, a body."""

    verbs: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    body: Any = None
    is_hidden: bool = False
    """For who lacks the verbs the address does not exist, and that it was tried is not on record."""


ANYBODY, SIGNED_IN, STRANGER = Needs(("anybody",)), Needs(("own_account.read",)), Needs(("stranger",))
"""Public; whoever is signed in; the forms of the sign-in, which are bound to a browser and to no account."""
COSTLY = {"notice_id": UNKNOWN, "screening_id": UNKNOWN}
"""A file is rendered after the right was asked: who may gets 404 for a record that is not there."""
Rows = dict[str, tuple[Needs, ...]]
"""Method and path of each route, with a row for each of its buttons."""


def needs(*verbs: str, **more: Any) -> Needs:
    """Return a row: who lacks one of the verbs is refused."""
    return Needs(verbs, **more)
