"""Many alike are answered once, and each objector is answered by name and receipt: letter, clock, private page."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.publication.notice import Notice
from disposal.services.objection_register.letters import letter_for_objector, record_reply
from disposal.services.objection_register.overview import ObjectionView, staff_view, views_of
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.handling import group
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.rules import enter_rule
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import accepted, by, decided, filed, fill_published, on
from tests.support.calendars import UNTIL_2026
from tests.support.printed import text_of
from tests.support.website import site_on

pytestmark = pytest.mark.filled(by=fill_published)
TODAY = date(2022, 8, 22)
NAMES = ("虚构甲异议人", "虚构乙异议人", "虚构丙异议人")


def grouped(database: Database) -> tuple[list[str], list[str]]:
    """File three alike, group and decide them; return their receipts, that of the lead first, and their links."""
    with database.session(by("guan")) as session:
        issuer = session.exec(select(Notice)).one().issuer_id
        rule = {"in_force_from": "2022-08-02", "answer_working_days": "5"}
        enter_rule(session, issuer, rule, today=date(2022, 7, 1))
    days = ("2022-08-16 10:00", "2022-08-15 10:00", "2022-08-16 11:00")
    made = [filed(database, at, objector=name) for at, name in zip(days, NAMES, strict=True)]
    receipts = [each.objection.receipt for each in made]
    with database.session(by("fawu")) as session:
        group(session, objection_called(session, receipts[0]), receipts[1:], reason="内容相同")
    accepted(database, receipts[0])
    decided(database, receipts[0], ObjectionOutcome.dismissed)
    return receipts, [f"/objections/{each.token}" for each in made]


def views(database: Database, receipts: Sequence[str]) -> tuple[ObjectionView, ...]:
    with database.session(by("fawu")) as session:
        return views_of(session, [objection_called(session, each) for each in receipts], calendar=UNTIL_2026)


def replied(database: Database, receipt: str, **values: str) -> None:
    with database.session(by("fawu")) as session:
        sent = {"method": "post", "sent_on": "2022-08-18"} | values
        record_reply(
            session, objection_called(session, receipt), sent, at=on("2022-08-22 10:00").at, calendar=UNTIL_2026
        )


def test_one_reply_answers_each_by_name_and_receipt_and_on_the_private_page(database: Database, tmp_path: Path) -> None:
    receipts, links = grouped(database)
    replied(database, receipts[0], number="EMS1", received_on="2022-08-19")
    for name, view in zip(NAMES, views(database, receipts), strict=True):
        assert view.clock is not None
        assert (view.is_reply_out, view.clock.is_answered) == (True, True)
        with database.session() as session:
            letter = "".join(text_of(letter_for_objector(session, view, on=TODAY), tmp_path).split())
        assert f"回执号：{view.row.receipt}" in letter
        assert f"{name}：" in letter
    ends = [(each.number, str(each.received_on)) for view in views(database, receipts) for each in view.replies]
    assert ends == [("EMS1", "2022-08-19"), (None, "None"), (None, "None")]
    with site_on(database, "2022-08-22 10:00") as client:
        for name, receipt, link in zip(NAMES, receipts, links, strict=True):
            page = client.get(link).text
            assert f"对异议 {receipt} 的答复：" in page
            assert "经核对台账" in page
            assert f'<dd lang="zh-CN">{name}</dd>' in page
            assert client.get(f"{link}/letter.pdf").status_code == 200


def test_reply_that_went_to_one_alone_answers_nobody_else(database: Database) -> None:
    receipts, links = grouped(database)
    replied(database, receipts[0], alone="是")
    lead, member, _ = views(database, receipts)
    assert (lead.is_reply_out, member.is_reply_out) == (True, False)
    assert lead.clock is not None
    assert member.clock is not None
    assert (lead.clock.is_answered, member.clock.is_answered) == (True, False)
    with database.session() as session, pytest.raises(ObjectionRefused, match="has not been sent yet"):
        letter_for_objector(session, member, on=TODAY)
    with site_on(database, "2022-08-22 10:00") as client:
        assert "的答复：" not in client.get(links[1]).text
    replied(database, receipts[0], received_on="2022-08-19")  # the sending is completed, and still goes to nobody else
    assert [each.is_reply_out for each in views(database, receipts)] == [True, False, False]


def test_each_of_a_group_is_due_by_the_day_on_which_his_own_came(database: Database) -> None:
    receipts, _ = grouped(database)
    due = [view.clock.due_on for view in views(database, receipts) if view.clock]
    assert [str(each) for each in due] == ["2022-08-23", "2022-08-22", "2022-08-23"]


def test_sending_of_one_of_a_group_is_completed_with_its_own_number(database: Database) -> None:
    receipts, _ = grouped(database)
    replied(database, receipts[0], number="EMS1")
    replied(database, receipts[1], number="EMS2", received_on="2022-08-20")
    with database.session(by("fawu")) as session:
        view = staff_view(session, receipts[1], calendar=UNTIL_2026)
    assert [(each.number, str(each.received_on)) for each in view.replies] == [("EMS2", "2022-08-20")]
