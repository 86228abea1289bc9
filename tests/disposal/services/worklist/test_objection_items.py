"""Objections on the home: what waits for a second person stands with those only who may be that person."""

from collections.abc import Iterable

import pytest
from sqlalchemy import event

from disposal.services.objections.decision_words import DecisionGiven, DecisionWord, decide
from disposal.services.objections.filing import log_objection
from disposal.services.objections.handling import correct_received
from disposal.services.objections.lookup import objection_called
from disposal.services.publication.publication import publish
from disposal.services.worklist.home import count_waiting, staff_home
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import NOON, STAFF, approved, by, staffed
from tests.disposal.services.objections.objecting import NUMBER, SAID, fill_published, logged, on
from tests.disposal.services.objections.objecting import STAFF as OTHERS
from tests.disposal.services.objections.test_moved_ends import placed
from tests.support.calendars import UNTIL_2026

NOW = on("2022-09-07 09:00").at


def queries(database: Database, login: str) -> int:
    """Return how many queries count what waits for a person."""
    said: list[str] = []
    with database.session(by(login), is_read_only=True) as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *asked: said.append(asked[2]))
        count_waiting(session, calendar=UNTIL_2026, now=NOW)
    return len(said)


@pytest.mark.filled(by=fill_published)
def test_what_waits_is_counted_by_as_many_queries_for_many_as_for_one(database: Database) -> None:
    counts = []
    for number in (1, 12):
        for _ in range(number):
            receipt = logged(database, "2022-09-05 10:00", received_at="2022-08-31 16:00").objection.receipt
            with database.session(by("fawu")) as session:
                decide(session, receipt, DecisionGiven(DecisionWord.not_accepted, "非本公告", NOW))
        counts.append([queries(database, login) for login in ("fashi", "hegui", "shenpi")])
    assert counts[0] == counts[1]


@pytest.mark.filled(by=fill_published)
def test_home_lists_so_many_of_a_kind_and_says_that_there_are_more(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disposal.services.worklist.work_items.MOST", 2)
    found = []
    for _ in range(3):
        logged(database)
        with database.session(by("fawu"), is_read_only=True) as session:
            home = staff_home(session, calendar=UNTIL_2026, now=NOW)
        found.append((len([item for item in home.waiting if item.zh == "受理异议"]), home.is_cut))
    assert found == [(1, False), (2, False), (2, True)]


def told(database: Database, words: str, logins: Iterable[str]) -> set[str]:
    """Return with whom an item of these words stands."""
    found = set()
    for login in logins:
        with database.session(by(login), is_read_only=True) as session:
            items = staff_home(session, calendar=UNTIL_2026, now=NOW).waiting
        found |= {login for item in items if item.zh == words}
    return found


def test_decision_waits_for_those_who_neither_proposed_it_nor_took_part_in_the_notice(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)  # drafted by chen, approved by wang
    with database.session(by("chen")) as session:
        publish(session, notice_id, context=NOON)
    with database.session(by("li")) as session:
        receipt = log_objection(session, NUMBER, SAID, (), context=on("2022-08-15 10:00")).objection.receipt
        decide(session, receipt, DecisionGiven(DecisionWord.not_accepted, "非本公告", NOW))
    assert told(database, "复核异议", STAFF) == {"shen", "zhao"}


@pytest.mark.filled(by=fill_published)
def test_time_of_receipt_waits_for_those_who_neither_entered_nor_corrected_it(database: Database) -> None:
    receipt = logged(database, "2022-09-05 10:00", login="fashi").objection.receipt
    with database.session(by("fawu")) as session:
        row = objection_called(session, receipt)
        correct_received(session, row, "2022-8-31 23:59", reason="先到总公司", context=on("2022-09-06 09:00"))
    assert told(database, "复核收到时间", OTHERS) == {"hegui", "shenpi"}


@pytest.mark.filled(by=fill_published)
def test_late_objection_that_a_moved_end_would_reach_is_asked_for_again_until_its_time_is_entered_anew(
    database: Database,
) -> None:
    receipt = logged(database, "2022-09-05 10:00", received_at="2022-09-01 12:00").objection.receipt
    assert told(database, "重新登记收到时间", OTHERS) == set()
    placed(database)  # in a paper of Fri 2022-08-05: the window ends on Fri 2022-09-02
    assert told(database, "重新登记收到时间", OTHERS) == {"fawu", "fashi"}
    with database.session(by("fawu")) as session:
        row = objection_called(session, receipt)
        correct_received(session, row, "2022-9-1 12:00", reason="截止延后", context=on("2022-09-06 09:00"))
    assert told(database, "重新登记收到时间", OTHERS) == set()
    assert "fashi" in told(database, "复核收到时间", OTHERS)
