"""A paper of a later day moves the end: by one person while nobody relies on it, by two from then on."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, select

from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeState
from disposal.services.accounts.persons import AnotherPersonNeeded
from disposal.services.filings.windows import window_end
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.timeliness import timeliness_of
from disposal.services.placement_changes.changing import (
    check_change,
    correct_placement,
    waiting_change,
    withdraw_placement,
)
from disposal.services.placement_changes.recording import enter_placement
from disposal.services.press.placements import PlacementRepeated, placements_of
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import NUMBER, by, filed, fill_published, on
from tests.support.calendars import UNTIL_2026
from tests.support.website import site_on

pytestmark = pytest.mark.filled(by=fill_published)
LATE = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": "2022-08-05"}
"""It moves the end from Wed 2022-08-31 to Fri 2022-09-02."""


def record(database: Database, at: str, *, login: str = "jingli", **said: str) -> bool:
    """Record a paper as somebody; return whether it waits for a second person."""
    with database.session(by(login)) as session:
        notice = session.exec(select(Notice)).one()
        return enter_placement(session, LATE | said | {"notice_id": notice.id}, context=on(at)).awaits_check


def end(session: Session) -> str:
    found = window_end(session, session.exec(select(Notice)).one(), calendar=UNTIL_2026)
    assert found is not None
    return str(found.dates.ends_on)


@pytest.mark.parametrize(
    ("filed_at", "recorded_at", "day", "waits"),
    [
        ("", "2022-08-08 09:00", "2022-08-05", False),  # nobody has filed, and the window runs
        ("2022-08-06 10:00", "2022-08-08 09:00", "2022-08-05", True),
        ("2022-08-06 10:00", "2022-08-08 09:00", "2022-08-03", False),  # the stated day moves nothing
        ("", "2022-08-31 23:59", "2022-08-05", False),
        ("", "2022-08-31 23:59", "2022-08-06", False),  # three days late
        ("", "2022-08-08 09:00", "2022-08-07", True),  # four: an extension, were it false
        ("", "2022-08-31 23:59", "2022-08-31", True),  # a window twice as long
        ("", "2022-09-01 00:00", "2022-08-05", True),  # at the end
    ],
)
def test_paper_that_moves_an_end_which_is_relied_on_waits_for_another_person(
    database: Database, filed_at: str, recorded_at: str, day: str, waits: bool
) -> None:
    if filed_at:
        filed(database, filed_at)
    assert record(database, recorded_at, published_on=day) is waits
    with database.session(by("jingli")) as session:
        assert end(session) == ("2022-08-31" if waits or day == "2022-08-03" else "2022-09-02")
        assert len(placements_of(session, session.exec(select(Notice)).one())) == (not waits)


def checked(database: Database, login: str, *, confirms: bool) -> PlacementChange:
    """Check the paper that waits, as somebody."""
    with database.session(by(login)) as session:
        (row,) = [each for each in session.exec(select(Placement)) if each.awaits_check]
        change = check_change(session, row, confirms=confirms, remark="已看原报", context=on("2022-09-12 09:00"))
        assert waiting_change(session, row) is None
        return change


def is_in_time(database: Database, receipt: str) -> bool:
    with database.session() as session:
        return timeliness_of(session, objection_called(session, receipt), calendar=UNTIL_2026).is_in_time


def test_late_paper_makes_a_late_objection_timely_by_two_only(database: Database) -> None:
    receipt = filed(database, "2022-09-01 12:00").objection.receipt
    assert record(database, "2022-09-05 09:00", login="fawu")
    with pytest.raises(AnotherPersonNeeded):
        checked(database, "fawu", confirms=True)
    assert not is_in_time(database, receipt)
    assert checked(database, "shenpi", confirms=False).state is PlacementChangeState.declined
    assert not is_in_time(database, receipt)
    assert record(database, "2022-09-06 09:00")
    assert checked(database, "fawu", confirms=True).state is PlacementChangeState.in_force
    assert is_in_time(database, receipt)


def test_readers_see_and_find_a_paper_that_moves_an_end_once_it_is_confirmed(database: Database) -> None:
    filed(database, "2022-08-06 10:00")
    record(database, "2022-09-05 09:00", medium="杜撰晨报")
    for is_seen in (False, True):
        with site_on(database, "2022-09-05 10:00") as client:
            assert ("杜撰晨报" in client.get(f"/notices/{NUMBER}").text) is is_seen
            assert (NUMBER in client.get("/notices?q=杜撰晨报").text) is is_seen
        if not is_seen:
            checked(database, "shenpi", confirms=True)


def test_second_late_paper_counts_though_the_first_was_confirmed_before_it(database: Database) -> None:
    filed(database, "2022-08-06 10:00")
    assert record(database, "2022-08-08 09:00", published_on="2022-08-04")
    assert record(database, "2022-08-08 09:00", medium="虚构晚报")
    for medium, ends_on in (("虚构晚报", "2022-09-02"), ("虚构日报", "2022-09-02")):
        with database.session(by("shenpi")) as session:
            row = session.exec(select(Placement).where(Placement.medium == medium)).one()
            check_change(session, row, confirms=True, remark="", context=on("2022-08-09 09:00"))
            assert (end(session), row.awaits_check) == (ends_on, False)


def test_paper_recorded_twice_at_once_is_recorded_once(database: Database) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(record, database, "2022-08-08 09:00", page="第8版") for _ in range(2)]
    assert sorted(type(each.exception()).__name__ for each in both) == ["NoneType", "PlacementRepeated"]
    record(database, "2022-08-08 09:00", page="第9版")
    with database.session(by("jingli")) as session:
        first, other = placements_of(session, session.exec(select(Notice)).one())
        with pytest.raises(PlacementRepeated, match="is on record already"):
            correct_placement(session, other, {"page": first.page}, reason="版次抄错", context=on("2022-08-08 09:00"))
        withdraw_placement(session, first, reason="误登", context=on("2022-08-08 09:00"))
        page = str(first.page)
    record(database, "2022-08-08 09:00", page=page)
