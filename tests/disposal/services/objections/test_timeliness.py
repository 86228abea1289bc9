"""In time or late: by the instant of receipt, both sides of each end; postmark, later paper, extension, set back."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from disposal.acting import OBJECTOR
from disposal.models.objections.codes import ReceiptCheck
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate
from disposal.services.accounts.persons import AnotherPersonNeeded
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.filings.windows import Timeliness
from disposal.services.objections.errors import ObjectionInvalid, ObjectionRefused
from disposal.services.objections.filing import file_objection
from disposal.services.objections.handling import add_evidence, check_received, correct_received
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.rules import enter_rule
from disposal.services.objections.timeliness import timeliness_of
from disposal.services.press.placements import record_placement
from disposal.services.records.writing import enter
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import SAID, by, filed, fill_published, logged, on
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import amend, publish_project

filled = pytest.mark.filled(by=fill_published)


def is_in_time(database: Database, receipt: str) -> bool:
    with database.session() as session:
        return timeliness_of(session, objection_called(session, receipt), calendar=UNTIL_2026).is_in_time


@filled
@pytest.mark.parametrize(
    ("at", "mark"),
    [
        ("2022-08-02 09:00:00", "期内"),  # before the day of publication
        ("2022-08-31 23:59:59", "期内"),  # Wednesday, one second before the end
        ("2022-09-01 00:00:00", "逾期"),  # at the end
        ("2022-09-01 00:00:01", "逾期"),
    ],
)
def test_objection_is_in_time_until_the_instant_the_window_ends(database: Database, at: str, mark: str) -> None:
    told = filed(database, at)
    assert told.timeliness.mark[0] == mark
    assert "2022年8月31日（星期三）24:00" in told.timeliness.because
    assert told.objection.state.value == "received"  # a late one is kept


@pytest.mark.parametrize(
    ("at", "mark"),
    [("2022-08-30 16:59:59", "期内"), ("2022-08-30 17:00:00", "逾期"), ("2022-08-30 17:00:01", "逾期")],
)
def test_window_that_closes_at_an_hour_ends_at_that_hour(database: Database, at: str, mark: str) -> None:
    with database.session("测试员") as session:
        window = {"count": 20, "convention": "first_day_counted", "closes_at": "17:00"}
        number = str(publish_project(session, "甲", window=window).number)
    with database.session(OBJECTOR) as session:
        told = file_objection(session, number, SAID, (), context=on(at))
    assert told.timeliness.mark[0] == mark
    assert "2022年8月30日（星期二）17:00" in told.timeliness.because


def with_rule(database: Database, in_force_from: str, *, today: date = date(2022, 7, 1)) -> None:
    with database.session(by("guan")) as session:
        issuer = session.exec(select(Notice)).one().issuer_id
        enter_rule(session, issuer, {"in_force_from": in_force_from, "postmark_counts": "是"}, today=today)


@filled
@pytest.mark.parametrize(
    ("rule", "posted", "mark"),
    [
        ("2022-08-02", "2022-08-31", "期内"),
        ("2022-08-02", "2022-09-01", "逾期"),
        ("2022-08-03", "2022-08-31", "逾期"),  # the rule begins on the day of publication: not before it
        ("", "2022-08-31", "逾期"),
    ],
)
def test_postmark_counts_only_by_a_rule_in_force_before_publication(
    database: Database, rule: str, posted: str, mark: str
) -> None:
    if rule:
        with_rule(database, rule)
    receipt = logged(database, "2022-09-02 10:00", channel="letter", postmark_on=posted).objection.receipt
    if mark == "期内":
        envelope_checked(database, receipt)
    assert told_now(database, receipt).mark[0] == mark


@filled
def test_postmark_that_makes_a_letter_timely_needs_the_envelope_and_a_second_person(database: Database) -> None:
    with_rule(database, "2022-08-02")
    logged_letter = logged(database, "2022-09-02 10:00", channel="letter", postmark_on="2022-08-31")
    receipt = logged_letter.objection.receipt
    assert (logged_letter.objection.receipt_check, logged_letter.timeliness.is_in_time) == (ReceiptCheck.waiting, False)
    assert "邮戳须有凭证并经另一人复核" in logged_letter.timeliness.because
    with pytest.raises(ObjectionRefused, match="no evidence"):
        check(database, receipt, "hegui")
    with pytest.raises(AnotherPersonNeeded):
        check(database, receipt, "fawu")
    envelope_checked(database, receipt)
    assert "以邮戳日为准，在期内" in told_now(database, receipt).because


@filled
def test_postmark_that_is_declined_leaves_the_letter_late(database: Database) -> None:
    with_rule(database, "2022-08-02")
    receipt = logged(database, "2022-09-02 10:00", channel="letter", postmark_on="2022-08-31").objection.receipt
    with database.session(by("hegui")) as session:
        check_received(session, objection_called(session, receipt), confirms=False, reason="邮戳不清")
    assert "未予认可" in told_now(database, receipt).because


def envelope_checked(database: Database, receipt: str) -> None:
    with database.session(by("fawu")) as session:
        proof = EvidenceFile("信封.pdf", "application/pdf", b"%PDF-1.7 envelope", proves_receipt=True)
        add_evidence(session, objection_called(session, receipt), [proof])
    check(database, receipt, "hegui")


def told_now(database: Database, receipt: str) -> Timeliness:
    with database.session() as session:
        return timeliness_of(session, objection_called(session, receipt), calendar=UNTIL_2026)


@filled
def test_paper_of_a_day_to_come_on_record_from_before_moves_no_end(database: Database) -> None:
    with database.session(by("fawu")) as session:
        notice = session.exec(select(Notice)).one()
        stood = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": "2099-08-04"}
        row = Placement.model_validate(PlacementCreate.model_validate(stood | {"notice_id": notice.id}).model_dump())
        enter(session, row, event="placement.recorded")
    assert filed(database, "2022-09-01 00:00:00").timeliness.mark[0] == "逾期"


@filled
def test_rule_that_reaches_back_is_refused(database: Database) -> None:
    with pytest.raises(ObjectionInvalid, match="no rule reaches back"):
        with_rule(database, "2022-08-02", today=date(2022, 9, 5))


@filled
@pytest.mark.parametrize(("at", "mark"), [("2022-09-01 23:59:59", "期内"), ("2022-09-02 00:00:00", "逾期")])
def test_paper_a_day_late_moves_the_end_and_the_earlier_one_is_used_against_nobody(
    database: Database, at: str, mark: str
) -> None:
    with database.session(by("fawu")) as session:
        notice = session.exec(select(Notice)).one()
        stood = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": "2022-08-04"}
        record_placement(session, PlacementCreate.model_validate(stood | {"notice_id": notice.id}))
    told = filed(database, at)
    assert told.timeliness.mark[0] == mark
    assert "2022-08-04方见报" in told.timeliness.because


def test_late_objection_is_in_time_once_an_extension_moves_the_end(database: Database) -> None:
    with database.session("测试员") as session:
        publish_project(session)
    late = filed(database, "2022-09-05 10:00")
    assert not late.timeliness.is_in_time
    with database.session("测试员") as session:
        longer = {"count": 10, "begins_on": date(2022, 8, 31)}
        notice = session.exec(select(Notice)).one()
        amend(session, notice, "extension", published_on=date(2022, 8, 15), window=longer, reason="征集不足")
    with database.session() as session:
        told = timeliness_of(session, objection_called(session, late.objection.receipt), calendar=UNTIL_2026)
    assert told.mark == ("期内", "in time")
    assert "；经延期，公告期至2022年9月15日（星期四）24:00届满" in told.because


@filled
def test_time_set_back_after_the_end_is_late_until_evidence_and_a_second_person(database: Database) -> None:
    told = logged(database, "2022-09-05 10:00", received_at="2022-08-31 16:00")
    receipt = told.objection.receipt
    assert told.objection.receipt_check is ReceiptCheck.waiting
    assert "录入于" in told.timeliness.because
    with pytest.raises(ObjectionRefused, match="no evidence"):
        check(database, receipt, "hegui")
    with database.session(by("fawu")) as session:
        proof = EvidenceFile("信封.pdf", "application/pdf", b"%PDF-1.7 envelope", proves_receipt=True)
        add_evidence(session, objection_called(session, receipt), [proof])
    with pytest.raises(AnotherPersonNeeded):
        check(database, receipt, "fawu")
    assert not is_in_time(database, receipt)
    check(database, receipt, "hegui")
    assert is_in_time(database, receipt)


def check(database: Database, receipt: str, login: str, *, confirms: bool = True) -> None:
    with database.session(by(login)) as session:
        check_received(session, objection_called(session, receipt), confirms=confirms, reason="已看信封")


@filled
def test_correction_that_makes_a_late_objection_timely_waits_and_may_be_declined(database: Database) -> None:
    receipt = logged(database, "2022-09-05 10:00").objection.receipt
    with database.session(by("fawu")) as session:
        row = objection_called(session, receipt)
        correct_received(session, row, "2022-8-31 24:00", reason="先到总公司", context=on("2022-09-06 09:00"))
        assert row.receipt_check is ReceiptCheck.not_needed  # 24:00 is the end itself: late either way
        correct_received(session, row, "2022-8-31 23:59", reason="先到总公司", context=on("2022-09-06 09:00"))
        assert row.receipt_check is ReceiptCheck.waiting
    check(database, receipt, "hegui", confirms=False)
    assert not is_in_time(database, receipt)


@filled
@pytest.mark.parametrize(
    ("entered", "check"),
    [("2022-08-31 23:59:59", ReceiptCheck.not_needed), ("2022-09-01 00:00:00", ReceiptCheck.waiting)],
)
def test_time_of_what_was_entered_inside_the_window_needs_no_second_person(
    database: Database, entered: str, check: ReceiptCheck
) -> None:
    receipt = logged(database, entered).objection.receipt
    with database.session(by("fawu")) as session:
        row = objection_called(session, receipt)
        correct_received(session, row, "2022-8-31 14:00", reason="先到总公司", context=on("2022-09-06 09:00"))
        assert row.receipt_check is check


@filled
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"received_at": "2022-08-15 10:01"}, "received_at"),
        ({"received_at": "2022-08-02 23:59"}, "received_at"),  # the notice is of 2022-08-03
        ({"channel": "telephone", "postmark_on": "2022-08-14"}, "postmark_on"),
        ({"channel": "letter", "postmark_on": "2022-08-16"}, "postmark_on"),
        ({"target": "claim-9"}, "target"),
    ],
)
def test_unfit_time_postmark_or_target_is_refused_by_its_field(
    database: Database, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(ObjectionInvalid) as refusal:
        logged(database, "2022-08-15 10:00", **said)
    assert refusal.value.field == field


@filled
def test_target_is_named_by_its_chinese_words_too(database: Database) -> None:
    assert logged(database, "2022-08-15 10:00", target="整份公告").objection.target == "notice"
