"""What kept builders entered is found by the next test; whatever else was done to a database is never lost over it."""

from uuid import UUID

import pytest
from sqlmodel import select

from disposal.models.parties.party import Party
from disposal.storage.database import Database
from tests.support.factories import make_party
from tests.support.running.kept import Copies, kept


@kept
def entered(database: Database, name: str) -> UUID:
    with database.session("测试员") as session:
        return make_party(session, name).id


def names_in(database: Database) -> set[str]:
    with database.session() as session:
        return set(session.exec(select(Party.name)))


@pytest.fixture
def empty(request: pytest.FixtureRequest) -> str:
    """Return the name of the empty database of which tests get copies."""
    name: str = request.getfixturevalue("_template")
    return name


def begin_test(database: Database, copies: Copies, template: str) -> None:
    """Let the database be as at the begin of another test."""
    database.engine.dispose()
    copies.end()
    copies.begin(template, at_once=False)


def test_third_test_that_asks_finds_what_the_second_entered(database: Database, copies: Copies, empty: str) -> None:
    found = []
    for _ in range(3):
        begin_test(database, copies, empty)
        found.append((entered(database, "虚构甲"), entered(database, "虚构乙")))
        assert names_in(database) == {"虚构甲", "虚构乙"}
    assert found[0] != found[1] == found[2]


def test_database_that_was_used_otherwise_keeps_what_it_holds(database: Database, copies: Copies, empty: str) -> None:
    first = entered(database, "虚构丙")
    for _ in range(2):
        begin_test(database, copies, empty)
        assert names_in(database) == set()
        with database.session("测试员") as session:
            make_party(session, "虚构丁")
        assert entered(database, "虚构丙") != first
        assert names_in(database) == {"虚构丙", "虚构丁"}
