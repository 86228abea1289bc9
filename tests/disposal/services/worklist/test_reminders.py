"""Reminders on the home: a window closes soon. They rest on record and clock, not on a job."""

from datetime import date

import pytest
from sqlmodel import Session

from disposal.acting import Actor, Channel, Role
from disposal.services.worklist.home import staff_home
from disposal.storage.database import Database
from tests.support.accounts import make_account
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import amend, published_on
from tests.support.website import instant

REMINDER, WHAT_NEXT = "公告期将届满", "公告期已届满，审查受让人、公告结果"


def reminders(session: Session, at: str, words: str = REMINDER) -> list[tuple[str, str]]:
    home = staff_home(session, calendar=UNTIL_2026, now=instant(at))
    return [(item.about, str(item.due_on)) for item in home.waiting if item.zh == words]


@pytest.mark.parametrize(
    ("closes_at", "before", "last", "ended"),
    [
        (None, "2022-08-28 23:59:59", "2022-08-31 23:59:59", "2022-09-01 00:00:00"),
        ("17:00", "2022-08-28 23:59:59", "2022-08-31 16:59:59", "2022-08-31 17:00:00"),
    ],
)
def test_reminder_stands_from_the_third_working_day_before_the_end_until_the_end(
    session: Session, closes_at: str | None, before: str, last: str, ended: str
) -> None:
    notice = published_on(session, closes_at=closes_at)
    shown = [(f"{notice.number} 虚构甲制造有限公司，{closes_at or '24:00'}截止", "2022-08-31")]
    assert reminders(session, before) == []
    assert reminders(session, "2022-08-29 00:00:00") == shown
    assert reminders(session, last) == shown
    assert reminders(session, ended) == []
    assert reminders(session, last, WHAT_NEXT) == []
    assert reminders(session, ended, WHAT_NEXT) == [(f"{notice.number} 虚构甲制造有限公司", "None")]


def test_what_comes_next_is_told_until_the_result_is_published(session: Session) -> None:
    notice = published_on(session)
    assert len(reminders(session, "2022-09-05 09:00", WHAT_NEXT)) == 1
    assert reminders(session, "2023-03-05 09:00", WHAT_NEXT) == []  # half a year later nobody is told any more
    sold = {"words": "该资产已成交", "price": "880,000.00元", "concluded_on": "2022-09-02"}
    of = [{"debtor": {"name": "虚构甲制造有限公司"}}]
    amend(session, notice, "result", published_on=date(2022, 9, 5), items=of, outcome=sold)
    assert reminders(session, "2022-09-06 09:00", WHAT_NEXT) == []


def test_reminder_goes_to_managers_and_legal_officers_of_the_branch_only(database: Database) -> None:
    with database.session("首位管理员") as session:
        issuer_id = published_on(session).issuer_id
    with database.session("首位管理员") as session:
        for role in Role:
            make_account(session, f"of-{role.value}", role, issuers=[issuer_id])
        make_account(session, "elsewhere", Role.asset_manager)
    told = set()
    for login in ("elsewhere", *(f"of-{role.value}" for role in Role)):
        with database.session(Actor(login, channel=Channel.page), is_read_only=True) as session:
            told |= {login} if reminders(session, "2022-08-30 09:00") else set()
    assert told == {"of-asset_manager", "of-legal_officer"}
