"""A report is followed up by its code: replies reach its reporter, notes do not, and no other code opens it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import Session

from disposal.mailbox_keys.identity import AgeIdentity
from disposal.mailbox_keys.report_codes import new_code, read_code
from disposal.services.reports.entries import MOST_CHARACTERS, EntryKind
from disposal.services.reports.errors import ReportRefused, ReportUnknown
from disposal.services.reports.filing import ReportForm, add_words, file_report, look_up
from disposal.services.reports.mailbox import Mailbox
from disposal.services.reports.officers import OfficerNote, ReportThread, read_reports, reply, take_note
from disposal.services.reports.pictures import picture_of
from disposal.services.reports.trusted_keys import trusted_keys
from tests.disposal.services.reports.officers import (
    AT,
    erase_by_two,
    fill_mailbox_of_few,
    opened_mailbox,
    run_until_written,
    two_officers,
)

pytestmark = pytest.mark.filled(by=fill_mailbox_of_few)
LATER = AT + timedelta(hours=1)


def only_report(mailbox: Mailbox, identity: AgeIdentity) -> ReportThread:
    (report,) = read_reports(mailbox, identity)
    return report


def test_reply_reaches_the_reporter_and_notes_do_not(session: Session) -> None:
    first, second = two_officers(session)
    mailbox, keys = opened_mailbox(session), trusted_keys(session)
    code = file_report(mailbox, keys, ReportForm("不让登记", "XGCS-2022-0001", "13000000000"), at=AT)
    run_until_written(session, mailbox)
    report = only_report(mailbox, first)
    reply(mailbox, keys, report, OfficerNote("已收到", "周岩"), at=LATER)
    take_note(mailbox, keys, report, OfficerNote("约谈承办人", "周岩"), at=LATER)
    passed = OfficerNote("已书面报送", "周岩", "虚构监管局", "虚纪〔2022〕1号", date(2022, 8, 15))
    take_note(mailbox, keys, report, passed, at=LATER)
    run_until_written(session, mailbox)
    assert [entry.words for entry in look_up(mailbox, code.text).entries] == ["不让登记", "已收到"]
    seen = only_report(mailbox, second)
    assert {entry.kind for entry in seen.entries} == set(EntryKind) - {EntryKind.addition, EntryKind.erasure_asked}
    (to,) = [entry for entry in seen.entries if entry.kind is EntryKind.passed_on]
    assert (to.regulator, to.document, to.passed_on) == ("虚构监管局", "虚纪〔2022〕1号", date(2022, 8, 15))


def test_further_words_stand_beside_the_report(session: Session) -> None:
    _, second = two_officers(session)
    mailbox, keys = opened_mailbox(session), trusted_keys(session)
    code = file_report(mailbox, keys, ReportForm("不让登记"), at=AT)
    run_until_written(session, mailbox)
    add_words(mailbox, keys, code.text, ReportForm("又一次"), at=LATER)
    run_until_written(session, mailbox)
    assert [entry.words for entry in only_report(mailbox, second).entries] == ["不让登记", "又一次"]


def test_another_code_a_misspelt_one_and_one_of_an_erased_report_open_nothing(session: Session) -> None:
    first, second = two_officers(session)
    mailbox, keys = opened_mailbox(session), trusted_keys(session)
    code = file_report(mailbox, keys, ReportForm("不让登记"), at=AT)
    run_until_written(session, mailbox)
    erase_by_two(session, mailbox, only_report(mailbox, first), first, second)
    for wrong in (new_code().text, code.text[:-1], "", code.text):
        with pytest.raises(ReportUnknown):
            look_up(mailbox, wrong)
        with pytest.raises(ReportUnknown):
            add_words(mailbox, keys, wrong, ReportForm("又"), at=AT)


@pytest.mark.parametrize(("length", "is_taken"), [(0, False), (1, True), (MOST_CHARACTERS, True),
                                                  (MOST_CHARACTERS + 1, False)])  # fmt: skip
def test_words_are_held_to_their_length(session: Session, length: int, is_taken: bool) -> None:
    two_officers(session)
    mailbox = opened_mailbox(session)
    if is_taken:
        file_report(mailbox, trusted_keys(session), ReportForm("举" * length), at=AT)
    else:
        with pytest.raises(ReportRefused):
            file_report(mailbox, trusted_keys(session), ReportForm("举" * length), at=AT)
    assert mailbox.has_waiting == is_taken


def test_day_of_reporting_to_the_regulator_is_today_at_the_latest(session: Session) -> None:
    first, _ = two_officers(session)
    mailbox, keys = opened_mailbox(session), trusted_keys(session)
    file_report(mailbox, keys, ReportForm("不让登记"), at=AT)
    run_until_written(session, mailbox)
    report = only_report(mailbox, first)
    for wrong in (OfficerNote("报", "周", "虚构局", "", date(2022, 8, 16)), OfficerNote("报", "周", "", "", AT.date())):
        with pytest.raises(ReportRefused):
            take_note(mailbox, keys, report, wrong, at=AT)
    take_note(mailbox, keys, report, OfficerNote("报", "周", "虚构局", "", date(2022, 8, 15)), at=AT)


def test_code_has_100_bits_and_passes_as_people_type_it() -> None:
    code = new_code()
    assert len(code.text.replace("-", "")) * 5 == 100
    assert len({new_code().text for _ in range(200)}) == 200
    typed = code.text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(typed) == code
    full_width = code.text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in code.text})
    assert read_code(full_width) == code
    assert code.text not in repr(code)


def test_picture_is_drawn_anew_without_what_it_carried() -> None:
    exif, drawn = Image.Exif(), BytesIO()
    exif[0x010E] = "拍摄于虚构路1号 secret-place"
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG", exif=exif)
    assert b"secret-place" in drawn.getvalue()
    picture = picture_of(drawn.getvalue() + b"secret-tail", number=1)
    assert b"secret" not in picture.data
    assert Image.open(BytesIO(picture.data)).size == (40, 30)
    assert picture.name == "图片1.jpg"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<svg/>", b"GIF89a" + b"\0" * 40, b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ReportRefused, match="JPG"):
        picture_of(data, number=2)
