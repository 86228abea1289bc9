"""The answer clock: working days of the rule in force at receipt, without pauses; and which evidence is taken."""

import io
import zipfile
from datetime import date

import pytest
from sqlmodel import select

from disposal.models import Notice
from disposal.services.filings.errors import EvidenceRefused
from disposal.services.filings.evidence import evidence_of
from disposal.services.objections.answer_clock import clock_of, pause_clock, resume_clock
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.handling import enter_reply
from disposal.services.objections.lifecycle import ObjectionStepRefused
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.rules import enter_rule
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import by, filed, fill_published, on
from tests.support.calendars import UNTIL_2026

pytestmark = pytest.mark.filled(by=fill_published)


def due(database: Database, receipt: str) -> date | None:
    with database.session() as session:
        clock = clock_of(session, objection_called(session, receipt), calendar=UNTIL_2026)
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


def test_reply_is_refused_before_a_decision(database: Database) -> None:
    receipt = filed(database).objection.receipt
    values = {"method": "post", "sent_on": "2022-08-18"}
    with database.session(by("fawu")) as session, pytest.raises(ObjectionStepRefused, match="cannot reply"):
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
