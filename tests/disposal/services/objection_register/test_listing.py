"""The register page by page: nothing lost or shown twice, as many queries for fifty as for one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlmodel import Session

from disposal.acting import OBJECTOR
from disposal.services.objection_register.listing import (
    ObjectionSearch,
    counted_parts,
    objections_of,
    page_of_objections,
)
from disposal.services.objection_register.paging import ObjectionQuery
from disposal.services.objections.filing import file_objection
from disposal.services.public.queries import InvalidQuery
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import NUMBER, SAID, by, fill_published, logged, on
from tests.support.calendars import UNTIL_2026
from tests.support.running.kept import kept

pytestmark = pytest.mark.filled(by=fill_published)
TODAY = on("2022-09-06 10:00").at.date()


@kept
def file_many(database: Database, number: int, at: str = "2022-08-15 10:00") -> None:
    with database.session(OBJECTOR) as session:
        for _ in range(number):
            file_objection(session, NUMBER, SAID, (), context=on(at))


def asked(**query: str) -> ObjectionSearch:
    return ObjectionSearch(ObjectionQuery(**query), UNTIL_2026, TODAY)


@contextmanager
def counted_queries(session: Session) -> Iterator[list[str]]:
    said: list[str] = []
    connection = session.connection()

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(connection, "before_cursor_execute", count)
    yield said
    event.remove(connection, "before_cursor_execute", count)


def test_a_page_takes_as_many_queries_for_fifty_as_for_one(database: Database) -> None:
    counts = []
    for number in (1, 49):
        file_many(database, number)
        with database.session(by("fawu")) as session, counted_queries(session) as said:
            assert len(page_of_objections(session, asked()).views) == (1 if number == 1 else 50)
            counted_parts(session, calendar=UNTIL_2026, today=TODAY)
        counts.append(len(said))
    assert counts[0] == counts[1] <= 32


@pytest.mark.parametrize("sort", ["received", "-received", "entered", "-entered", "state", "-state"])
def test_pages_show_each_objection_once_forth_and_back(database: Database, sort: str) -> None:
    file_many(database, 101)
    with database.session(by("fawu")) as session:
        first = page_of_objections(session, asked(sort=sort))
        second = page_of_objections(session, asked(sort=sort, after=first.next_after))
        third = page_of_objections(session, asked(sort=sort, after=second.next_after))
        back = page_of_objections(session, asked(sort=sort, before=third.previous_before))
        assert [len(each.views) for each in (first, second, third)] == [50, 50, 1]
        assert len({view.row.id for page in (first, second, third) for view in page.views}) == 101
        assert [view.row.id for view in back.views] == [view.row.id for view in second.views]
        assert (first.previous_before, third.next_after) == ("", "")
        assert len(objections_of(session, asked(sort=sort))) == 101
        with pytest.raises(InvalidQuery):
            page_of_objections(session, asked(sort=sort, after="nothingofthis"))


def test_late_ones_among_many_are_found_page_by_page(database: Database) -> None:
    for number, at in ((3, "2022-09-01 00:00"), (101, "2022-08-31 23:59"), (1, "2022-09-02 00:00")):
        file_many(database, number, at)
    waits = logged(database, "2022-09-03 10:00", received_at="2022-08-30 10:00").objection.receipt
    with database.session(by("fawu")) as session:
        late = page_of_objections(session, asked(in_time="no", sort="entered"))
        assert len(late.views) == 5
        assert late.views[-1].row.receipt == waits  # a time in the window, entered afterwards, waits for evidence
        timely = page_of_objections(session, asked(in_time="yes"))
        rest = page_of_objections(session, asked(in_time="yes", after=timely.next_after))
        whole = [*timely.views, *rest.views]
        while rest.next_after:
            rest = page_of_objections(session, asked(in_time="yes", after=rest.next_after))
            whole += rest.views
        assert len({view.row.id for view in whole}) == len(whole) == 101
        assert [view.row.receipt for view in page_of_objections(session, asked(which="second")).views] == [waits]
