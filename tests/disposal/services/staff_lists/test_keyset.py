"""Pages whose rows are picked by more than a query: each row once, forwards and backwards, never all read for one."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlmodel import Session, col

from disposal.models.projects.issuer import Issuer
from disposal.services.public.queries import parse
from disposal.services.staff_lists import keyset
from disposal.services.staff_lists.keyset import ListedTable, Sorting, page_of_fitting_keys
from disposal.services.staff_lists.queries import StaffQuery
from tests.support.factories import make_issuer

TABLE = ListedTable(Issuer, {"entered": Sorting(col(Issuer.code), str)})


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page have 3 rows, a stretch 4, and a page read 8 keys at most."""
    for name, size in (("ROWS", 3), ("STRETCH", 4), ("MOST_READ", 8)):
        monkeypatch.setattr(keyset, name, size)


def page(session: Session, kept: Sequence[UUID], asked: list[int], **at: str) -> keyset.KeyPage:
    def fits(ids: Sequence[UUID]) -> set[UUID]:
        asked.append(len(ids))
        return set(ids) & set(kept)

    return page_of_fitting_keys(session, TABLE, parse(StaffQuery, {"sort": "entered", **at}), [], fits=fits)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("step", [1, 2, 3, 7, 30])
def test_every_row_that_fits_stands_on_one_page_whichever_way_one_turns(session: Session, step: int) -> None:
    ids = [make_issuer(session, f"I-{n:02}", branch=str(n)).id for n in range(24)]
    kept, pages, at, asked = ids[::step], list[tuple[UUID, ...]](), {}, list[int]()
    while True:
        asked.clear()
        shown = page(session, kept, asked, **at)
        assert sum(asked) <= 8 + 4
        pages.append(shown.ids)
        if not shown.next_after:
            break
        at = {"after": shown.next_after}
    assert [each for one in pages for each in one] == kept
    back = [shown.ids]
    while shown.previous_before:
        shown = page(session, kept, asked, before=shown.previous_before)
        back.insert(0, shown.ids)
    assert [each for one in back for each in one] == kept
