"""The order of rows on a page is the order in which a notice names them."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from disposal.models.records.record import Record
from disposal.services.claim_entry.typed import Typed, rows_of
from disposal.services.claims.co_debtors import co_debtors_of
from disposal.services.claims.guarantees import guarantees_of
from disposal.services.claims.security_interests import interests_of
from disposal.services.records.writing import change

_OUT_OF_THE_WAY = 500  # an ordinal is at most 999, and no two rows may bear one at any time


def reorder(session: Session, claim_id: UUID, typed: Typed, *, reason: str) -> None:
    """Give the rows of a claim the order of the page; rows that are new stand where the page has them."""
    _reorder(session, typed, "co_debtors", co_debtors_of(session, claim_id), reason=reason)
    _reorder(session, typed, "security", interests_of(session, claim_id), reason=reason)
    _reorder(session, typed, "guarantees", guarantees_of(session, claim_id), reason=reason)


def _reorder(session: Session, typed: Typed, section: str, held: Sequence[Record], *, reason: str) -> None:
    wanted = [row.record_id for row in rows_of(typed, section)]
    by_id = {str(row.id): row for row in held}
    new = iter([row for row in held if str(row.id) not in wanted])
    order = [by_id[each] if each in by_id else next(new, None) for each in wanted]
    rows = [row for row in order if row is not None]
    if len(rows) == len(held) and [row.id for row in rows] != [row.id for row in held]:
        for first in (_OUT_OF_THE_WAY, 1):
            for at, row in enumerate(rows):
                change(session, row, {"ordinal": first + at}, event=f"{row.__tablename__}.changed", reason=reason)
