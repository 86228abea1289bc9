"""Numbers of persons that a sheet tries: counted as at every other door, for a comparison tells which are on record.

What stands in the list already tells nothing new and is not counted. The numbers are counted apart from those that are
entered one by one, so that a roll of a whole county keeps nobody from entering a person.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from disposal.acting import Actor
from disposal.personal_data.tried_numbers import MOST_OF_ONE_MASK, Tried

MOST_OF_A_CARD, MOST_OF_A_KIND = 2_000, 20_000
"""How many numbers of one mask a day's sheets may hold: where it shows a letter, as of a Hong Kong card, or nothing."""
PEOPLE_TO_ONE_MORE = 5_000
"""A mask of resident IDs leaves some 10,000 of a county apart, so that of a large roll more than ten are alike."""
LARGEST_ROLL = 100_000
"""A sheet may be filled up with invented numbers of the place: no more of them count than a large roll has people."""
_AT_ONCE = 5_000

_TRIED = text("""
    SELECT r.number_index, r.number_masked, r.number_kind = 'resident_id' AS is_resident,
           count(*) OVER (PARTITION BY left(r.number_masked, 6)) AS of_place
    FROM (SELECT DISTINCT number_index, number_masked, number_kind FROM list_import_row) r
    WHERE r.number_index IS NOT NULL AND NOT EXISTS (
        SELECT FROM list_entry c
        WHERE c.restricted_list_id = :list_id AND c.last_version_no IS NULL AND c.number_index = r.number_index
    )
    ORDER BY r.number_masked
""")


def note_tried(session: Session, list_id: UUID) -> None:
    """Note the staged numbers that do not stand in the list, whatever becomes of the import.

    Raises: TooManyOfOneMask.
    """
    actor: Actor | None = session.info.get("acting")
    if actor is None or actor.account_id is None:
        return
    tries = _tries(session, list_id)
    while some := list(islice(tries, _AT_ONCE)):
        session.info["tried_numbers"].note(actor.account_id, some, is_searched=False)


def _tries(session: Session, list_id: UUID) -> Iterator[Tried]:
    index = session.info["personal_numbers"]().index
    for row in session.execute(_TRIED, {"list_id": list_id}):
        yield Tried(row.number_index, index(f"mask in lists {row.number_masked}"), row.number_masked, most_of(row))


def most_of(row: Any) -> int:
    """Return how many numbers of the mask of a staged row a day's sheets may hold."""
    if row.is_resident:
        return MOST_OF_ONE_MASK + min(int(row.of_place), LARGEST_ROLL) // PEOPLE_TO_ONE_MORE
    return MOST_OF_A_CARD if any(map(str.isalpha, row.number_masked)) else MOST_OF_A_KIND
