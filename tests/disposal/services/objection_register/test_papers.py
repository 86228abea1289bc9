"""Papers on an objection say all that was said: facts and reasons, what is asked for, files with their SHA-256."""

import hashlib
import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import select

from disposal.acting import OBJECTOR
from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.objections.handling import ObjectionReply
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.objection_register.exporting import HEADINGS, _cells, court_register
from disposal.services.objection_register.letters import letter_of, record_reply
from disposal.services.objection_register.overview import ObjectionView, staff_view
from disposal.services.objection_register.papers import ObjectionLetter, render_paper, reply_pdf
from disposal.services.objection_register.receipts import receipt_pdf
from disposal.services.objections.filing import file_objection
from disposal.services.objections.lookup import objection_called
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import NUMBER, SAID, accepted, by, decided, fill_published, on
from tests.disposal.services.objections.test_moved_ends import placed
from tests.support.calendars import UNTIL_2026
from tests.support.printed import text_of, without_space

pytestmark = pytest.mark.filled(by=fill_published)
PAPER = b"%PDF-1.7 invented"
MORE = {
    "arguments": "依据还款凭证第三页。",
    "remedy": "请求更正本金。",
    "representative": "虚构律师甲",
    "objector_kind": "organisation",
}


def filed(database: Database) -> str:
    file = EvidenceFile("还款凭证.pdf", "application/pdf", PAPER)
    with database.session(OBJECTOR) as session:
        found = file_objection(session, NUMBER, SAID | MORE, [file], context=on("2022-08-15 10:00"))
    return found.objection.receipt


def papers(database: Database, receipt: str) -> tuple[ObjectionView, dict[str, bytes]]:
    """Return the view of an objection, its receipt, the register and, once it is decided, the reply."""
    with database.session(by("fawu")) as session:
        view = staff_view(session, receipt, calendar=UNTIL_2026)
        at = on("2022-08-20 09:00").at
        drawn = {
            "receipt": receipt_pdf(session, view, on=at.date()),
            "register": court_register(session, [view], at=at, filters="全部异议"),
        }
        return view, drawn if view.row.state.is_open else drawn | {"reply": reply_pdf(session, view)}


def words_of(pdf: bytes, folder: Path) -> str:
    return "".join(text_of(pdf, folder).split())


def test_receipt_and_register_print_reasons_requests_and_files(database: Database, tmp_path: Path) -> None:
    _, drawn = papers(database, filed(database))
    said = {name: words_of(pdf, tmp_path) for name, pdf in drawn.items()}
    for words in ("依据还款凭证第三页。", "请求更正本金。"):
        assert all(words in each for each in said.values())
    for words in ("虚构律师甲", "还款凭证.pdf", hashlib.sha256(PAPER).hexdigest()):
        assert words in said["receipt"]
    assert "材料1件" in said["register"]


def test_reply_speaks_to_a_company_as_such_and_repeats_its_request(database: Database, tmp_path: Path) -> None:
    receipt = filed(database)
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.upheld)
    view, drawn = papers(database, receipt)
    reply = words_of(drawn["reply"], tmp_path)
    assert "贵单位于2022年8月15日就公告" in reply
    assert "一、异议请求请求更正本金。二、结论及理由" in reply
    row = dict(zip((zh for zh, _ in HEADINGS), _cells(view, "zh"), strict=True))
    assert (row["提请人"], row["复核人"], row["决定时间"]) == ("虚构fawu", "虚构hegui", "2022-08-17 09:00:00")
    assert (row["请求"], row["材料（件）"]) == ("请求更正本金。", "1")


def test_letter_that_went_out_stays_as_it_was_though_the_end_moves_later(database: Database) -> None:
    receipt = filed(database)
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.dismissed)
    sent = {"method": "post", "sent_on": "2022-08-18"}
    with database.session(by("fawu")) as session:
        row, at = objection_called(session, receipt), on("2022-08-18 10:00").at
        record_reply(session, row, sent, at=at, calendar=UNTIL_2026)
        before = letter_of(session, staff_view(session, receipt, calendar=UNTIL_2026), on=at.date())
    placed(database)  # in a paper of Fri 2022-08-05: the window ends later
    with database.session(by("fawu")) as session:
        view = staff_view(session, receipt, calendar=UNTIL_2026)
        assert "2022年9月2日" in view.timeliness.because
        assert letter_of(session, view, on=at.date()) == before != reply_pdf(session, view)
        reply = session.exec(select(ObjectionReply)).one()
        assert reply.letter_sha256 == hashlib.sha256(before).hexdigest()


def test_paper_and_its_source_hold_no_full_number_whatever_was_said(tmp_path: Path) -> None:
    said = "证件号11010519491231002X"
    letter = ObjectionLetter("异议回执", "回执号：1", "虚构分公司", "2022-08-15T00:00:00+08:00", opening=(said,))
    pdf = render_paper(letter, said={"words": said}, at=on("2022-08-15 10:00").at)
    (source,) = PdfReader(io.BytesIO(pdf)).attachments["objection.json"]
    shown = without_space(text_of(pdf, tmp_path)) + source.decode()
    assert ("11010519491231002X" in shown, shown.count("110105********002X")) == (False, 2)
