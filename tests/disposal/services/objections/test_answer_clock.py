"""The answer clock: working days of the rule in force at receipt, without pauses; and which evidence is taken."""

import io
import zipfile
from datetime import date

import pytest
from sqlmodel import select

from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.publication.notice import Notice
from disposal.services.filings.errors import EvidenceRefused
from disposal.services.filings.evidence import evidence_of
from disposal.services.objection_register.overview import view_of
from disposal.services.objections.answer_clock import pause_clock, replies_of, resume_clock
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.handling import enter_reply
from disposal.services.objections.lifecycle import ObjectionStepRefused
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.messages import ask_objector
from disposal.services.objections.rules import enter_rule
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import accepted, by, decided, filed, fill_published, on
from tests.support.calendars import UNTIL_2026

pytestmark = pytest.mark.filled(by=fill_published)


def due(database: Database, receipt: str) -> date | None:
    with database.session() as session:
        clock = view_of(session, objection_called(session, receipt), calendar=UNTIL_2026).clock
        return clock.due_on if clock else date.max


def with_rule(database: Database, days: str) -> None:
    with database.session(by("guan")) as session:
        issuer = session.exec(select(Notice)).one().issuer_id
        values = {"in_force_from": "2022-08-16", "answer_working_days": days}
        enter_rule(session, issuer, values, today=date(2022, 8, 1))


@pytest.mark.parametrize(
    ("at", "last"),
    [
        ("2022-08-15 23:59", date.max),  # Mon, the day before the rule
        ("2022-08-16 00:00", date(2022, 8, 23)),  # Tue + 5 working days: Tue
        ("2022-09-08 10:00", date(2022, 9, 16)),  # Thu; Mon 2022-09-12 is a holiday
    ],
)
def test_clock_counts_working_days_from_the_day_after_receipt(database: Database, at: str, last: date) -> None:
    with_rule(database, "5")
    assert due(database, filed(database, at).objection.receipt) == last


def test_pause_stops_the_clock_and_its_working_days_are_added(database: Database) -> None:
    with_rule(database, "5")
    receipt = filed(database, "2022-08-16 10:00").objection.receipt
    with database.session(by("fawu")) as session:
        row = objection_called(session, receipt)
        pause_clock(session, row, because="待补授权材料", on=date(2022, 8, 18))
        with pytest.raises(ObjectionRefused, match="stands still already"):
            pause_clock(session, row, because="待补授权材料", on=date(2022, 8, 18))
    assert due(database, receipt) is None
    with database.session(by("fawu")) as session:  # Thu 18 and Fri 19 did not count, Mon 22 does again
        resume_clock(session, objection_called(session, receipt), reason="已补", on=date(2022, 8, 22))
    assert due(database, receipt) == date(2022, 8, 25)


@pytest.mark.parametrize(("asked_on", "last"), [(date(2022, 8, 23), None), (date(2022, 8, 24), date(2022, 8, 23))])
def test_pause_stops_the_clock_until_its_last_day_and_no_later(
    database: Database, asked_on: date, last: date | None
) -> None:
    with_rule(database, "5")
    receipt = filed(database, "2022-08-16 10:00").objection.receipt
    with database.session(by("fawu")) as session:
        pause_clock(session, objection_called(session, receipt), because="待补授权材料", on=asked_on)
    assert due(database, receipt) == last
    with database.session(by("fawu")) as session:
        resume_clock(session, objection_called(session, receipt), reason="已补", on=date(2022, 8, 25))
        clock = view_of(session, objection_called(session, receipt), calendar=UNTIL_2026).clock
    assert clock is not None
    assert (clock.paused_days, clock.due_on) == ((2, date(2022, 8, 25)) if last is None else (0, last))


def test_question_left_open_keeps_the_clock_still_no_longer_than_the_decision(database: Database) -> None:
    with_rule(database, "5")
    receipt = filed(database, "2022-08-16 10:00").objection.receipt
    accepted(database, receipt)
    with database.session(by("fawu")) as session:
        ask_objector(session, objection_called(session, receipt), "请补材料", at=on("2022-08-16 10:00").at)
    assert due(database, receipt) is None
    decided(database, receipt, ObjectionOutcome.dismissed)  # on Wed 2022-08-17, the first day of the five
    assert due(database, receipt) == date(2022, 8, 23)


def test_sending_is_completed_once_it_comes_back_and_the_clock_runs_again(database: Database) -> None:
    with_rule(database, "5")
    receipt = filed(database, "2022-08-16 10:00").objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.dismissed)
    sent = {"method": "post", "number": "EMS1", "sent_on": "2022-08-18"}
    for more, last in (({}, None), ({"returned_on": "2022-08-20"}, date(2022, 8, 23)), ({"number": "EMS2"}, None)):
        with database.session(by("fawu")) as session:
            row = objection_called(session, receipt)
            enter_reply(session, row, sent | more, at=on("2022-08-22 10:00").at)
        assert due(database, receipt) == last
    with database.session() as session:
        replies = replies_of(session, objection_called(session, receipt))
    assert [(each.number, each.returned_on) for each in replies] == [("EMS1", date(2022, 8, 20)), ("EMS2", None)]


def test_reply_is_refused_before_a_decision(database: Database) -> None:
    receipt = filed(database).objection.receipt
    values = {"method": "post", "sent_on": "2022-08-18"}
    with (
        database.session(by("fawu")) as session,
        pytest.raises(ObjectionStepRefused, match="cannot record"),
    ):
        enter_reply(session, objection_called(session, receipt), values, at=on("2022-08-18 10:00").at)


def packed(*names: str, size: int = 10) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "parts", "size"),
    [
        ("宏.docx", ("word/document.xml", "word/vbaProject.bin"), 10),
        ("炸弹.xlsx", ("xl/workbook.xml",), 60 * 2**20),
        ("表.docx", ("xl/workbook.xml",), 10),
        ("包.zip", ("证.pdf",), 10),
    ],
)
def test_packed_file_with_macro_bomb_or_other_content_is_refused(name: str, parts: tuple[str, ...], size: int) -> None:
    with pytest.raises(EvidenceRefused, match=name.partition(".")[0]):
        evidence_of(name, packed(*parts, size=size))


@pytest.mark.parametrize("name", ["信.docx", "表.xlsx", "公文.ofd"])
def test_plain_office_files_are_taken(name: str) -> None:
    part = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "OFD.xml"}[name.partition(".")[2]]
    assert evidence_of(f"C:\\材料\\{name}", packed(part)).name == name
