"""A receipt stays as it was given, whatever moves afterwards; one that was not kept says that it is drawn anew."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.objections.objection import Objection
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.objection_register.letters import letter_for_objector
from disposal.services.objection_register.overview import staff_view, view_of
from disposal.services.objection_register.receipts import receipt_pdf
from disposal.services.objections.handling import add_evidence, correct_received, enter_reply
from disposal.services.objections.lookup import objection_called
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import accepted, by, decided, filed, fill_published, logged, on
from tests.disposal.services.objections.test_moved_ends import placed
from tests.support.calendars import UNTIL_2026
from tests.support.printed import text_of

pytestmark = pytest.mark.filled(by=fill_published)
TODAY = date(2022, 10, 9)


def receipt_of(database: Database, receipt: str) -> bytes:
    with database.session(by("fawu")) as session:
        return receipt_pdf(session, staff_view(session, receipt, calendar=UNTIL_2026), on=TODAY)


def words_of(pdf: bytes, folder: Path) -> str:
    return "".join(text_of(pdf, folder).split())


def time_corrected(database: Database, receipt: str) -> None:
    with database.session(by("fawu")) as session:
        row = objection_called(session, receipt)
        correct_received(session, row, "2022-8-31 16:00", reason="先到总公司", context=on("2022-09-11 09:00"))


def end_moved(database: Database, receipt: str) -> None:
    placed(database)


@pytest.mark.parametrize("moves", [end_moved, time_corrected])
def test_receipt_stays_as_it_was_given(
    database: Database, tmp_path: Path, moves: Callable[[Database, str], None]
) -> None:
    receipt = logged(database, "2022-09-01 12:00").objection.receipt
    given = receipt_of(database, receipt)
    moves(database, receipt)
    with database.session(by("fawu")) as session:
        now_told = staff_view(session, receipt, calendar=UNTIL_2026).timeliness.because
    words = words_of(given, tmp_path)
    assert "期内或逾期逾期" in words
    assert "公告期20个工作日（发布当日不计入）至2022年8月31日（星期三）24:00届满，逾期" in words
    assert now_told not in words
    assert receipt_of(database, receipt) == given


def test_file_that_came_later_stands_apart_from_those_of_the_receipt(database: Database, tmp_path: Path) -> None:
    receipt = filed(database).objection.receipt
    with database.session(by("fawu")) as session:
        more = EvidenceFile("补充凭证.pdf", "application/pdf", b"%PDF-1.7 more")
        add_evidence(session, objection_called(session, receipt), [more])
    words = words_of(receipt_of(database, receipt), tmp_path)
    assert "四、其后补充的材料第1件补充凭证.pdf" in words
    assert "材料（文件名" not in words


def forgotten(session: Session) -> None:
    """Make the receipts and letters ones of before they were kept."""
    session.execute(text("ALTER TABLE objection DISABLE TRIGGER USER"))
    session.execute(text("UPDATE objection SET receipt_facts = NULL"))


def test_receipt_and_letter_that_were_not_kept_say_when_they_are_drawn_anew(database: Database, tmp_path: Path) -> None:
    receipt = filed(database).objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.dismissed)
    with database.session(by("fawu")) as session:
        row = objection_called(session, receipt)
        enter_reply(session, row, {"method": "post", "sent_on": "2022-08-18"}, at=on("2022-08-18 10:00").at)
    with database.session(by("fawu")) as session:
        forgotten(session)
    assert "本件系2022年10月9日依登记重新生成：" in words_of(receipt_of(database, receipt), tmp_path)
    with database.session(by("fawu")) as session:
        view = view_of(session, session.exec(select(Objection)).one(), calendar=UNTIL_2026)
        letter = words_of(letter_for_objector(session, view, on=TODAY), tmp_path)
    assert "本件系2022年10月9日依登记重新生成，并非2022年8月18日寄出的原件" in letter
