"""A change and a screening at the same time: neither waits for ever, and no change is forgotten."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import text

from disposal.models.parties.party import Party
from disposal.models.screening.screening import ScreeningStage
from disposal.services.bidders.pending_rescreenings import pending_bidders
from disposal.services.parties.parties import change_party
from disposal.services.records.writing import locked
from disposal.services.screening.screenings import screen_bidder
from disposal.storage.database import Database
from tests.support.screening import COMPANY, DAY, case_of_2022, entered, party_named

pytestmark = pytest.mark.filled(by=case_of_2022)


@pytest.fixture
def company(database: Database) -> tuple[UUID, UUID]:
    """Return a bidder that was screened, and the person who owns it."""
    with database.session("测试员") as session:
        bidder = entered(session, case_of_2022(session), COMPANY).id
        owner = party_named(session, "测试股东")
    screen(database, bidder)
    return bidder, owner


def screen(database: Database, bidder: UUID) -> None:
    with database.session("合规员") as session:
        screen_bidder(session, bidder, stage=ScreeningStage.intake, on=DAY)


def rename(database: Database, party: UUID, former_name: str) -> None:
    with database.session("登记员") as session:
        change_party(session, party, {"former_names": [former_name]}, reason="补登曾用名")


def until_somebody_waits(database: Database) -> None:
    """Return once a transaction of this database waits for another."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    deadline = time.monotonic() + 30
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not connection.execute(waiting).scalar_one():
            assert time.monotonic() < deadline, "the change did not wait for the screening"
            time.sleep(0.01)


def test_change_made_while_its_bidder_is_being_screened_is_due_afterwards(
    database: Database, company: tuple[UUID, UUID]
) -> None:
    bidder, owner = company
    rename(database, owner, "虚构旧名甲")  # noted already: the screening takes that note away
    with ThreadPoolExecutor(1) as aside, database.session("测试员") as session:
        screen_bidder(session, bidder, stage=ScreeningStage.intake, on=DAY)
        assert pending_bidders(session) == []
        change = aside.submit(rename, database, owner, "虚构旧名乙")
        until_somebody_waits(database)
        session.commit()
        change.result(timeout=30)
    with database.session() as session:
        assert pending_bidders(session) == [bidder]


def test_screening_does_not_wait_for_a_change_of_whom_it_rests_on(
    database: Database, company: tuple[UUID, UUID]
) -> None:
    bidder, owner = company
    with ThreadPoolExecutor(1) as aside, database.session("测试员") as session:
        locked(session, Party, owner)
        aside.submit(screen, database, bidder).result(timeout=30)
        change_party(session, owner, {"former_names": ["虚构旧名丙"]}, reason="补登曾用名")
    with database.session() as session:
        assert pending_bidders(session) == [bidder]
