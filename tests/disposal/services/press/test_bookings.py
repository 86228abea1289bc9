"""用印与登报: sealed, booked, proofed, confirmed; the paper may print only what is approved, to the word."""

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from disposal.errors import RecordExists, RecordNotFound, RecordRefused
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.press import PressBooking
from disposal.services.press.bookings import book, cancel, confirm_printing, enter_proof, enter_seal, press_file
from disposal.services.press.errors import PressRefused
from disposal.services.press.progress import press_progress
from disposal.services.press.scans import ScanFile, scan_of
from disposal.services.projects.issuers import change_issuer
from disposal.services.publication.notices import newest_version
from disposal.services.publication.publication import publish
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import (
    NOON,
    approved,
    by,
    issuer_of,
    staffed,
    submission_of,
    submitted,
)
from tests.support.publishing import CONTEXT, amend, publish_project, published_once

SEAL = {"seal": "公司公章", "copies": "２", "sealed_on": "2022年8月2日", "handled_by": "虚构chen"}
SPACE = {
    "medium": "虚构日报",
    "kind": "newspaper_province",
    "page": "第8版",
    "size": "半版",
    "quote": "1.2万元",
    "closes_on": "2022-8-2",
    "closes_at": "17:00",
    "planned_on": "2022-8-3",
    "contact": "虚构编辑 0571-00000000",
}
PICTURE = scan_of("小样.png", b"\x89PNG\r\n\x1a\n0")


def stamped() -> ScanFile:
    return scan_of("用印件.pdf", b"%PDF-1.7 stamped")


def text_of_notice(session: Session, notice_id: UUID) -> str:
    return submission_of(session, notice_id).text


def sealed_and_booked(session: Session, notice_id: UUID, **said: Any) -> PressBooking:
    enter_seal(session, notice_id, SEAL, stamped())
    return book(session, notice_id, SPACE | said)


def test_notice_goes_from_seal_to_printing_and_is_published(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    with database.session(by("chen")) as session:
        booking = sealed_and_booked(session, notice_id)
        proof = enter_proof(session, booking.id, PICTURE, typed=text_of_notice(session, notice_id).replace("\n", " "))
        assert proof.differences == []
        assert confirm_printing(session, booking.id).state.value == "confirmed"
        assert (str(booking.quote), booking.closes_on.isoformat()) == ("12000.00", "2022-08-02")
        progress = press_progress(session, notice_id, context=NOON)
        assert progress.not_booked == ()
        assert [each.is_clean for each in progress.media] == [True]
        assert press_file(session, notice_id, proof.id).data == PICTURE.data
        publish(session, notice_id, context=NOON)


def test_changed_figure_in_a_proof_is_told_and_refuses_the_printing(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    with database.session(by("chen")) as session:
        booking = sealed_and_booked(session, notice_id)
        words = text_of_notice(session, notice_id)
        proof = enter_proof(session, booking.id, PICTURE, typed=words.replace("20个工作日", "10个工作日", 1))
        assert [(each.before, each.after) for each in proof.differences] == [("20", "10")]
        with pytest.raises(PressRefused, match="differs from the approved text at 1 places"):
            confirm_printing(session, booking.id)
        enter_proof(session, booking.id, PICTURE, typed=words)
        assert confirm_printing(session, booking.id).confirmed_at is not None


@pytest.mark.filled(by=published_once)
def test_words_of_a_pdf_are_read_from_it(session: Session) -> None:
    notice = published_once(session)
    booking = sealed_and_booked(session, notice.id)
    pdf = session.exec(select(NoticeVersion.pdf)).one()
    proof = enter_proof(session, booking.id, scan_of("小样.pdf", pdf))
    assert not proof.is_typed
    assert "虚构甲制造有限公司" in "".join(proof.text.split())


@pytest.mark.filled(by=published_once)
@pytest.mark.parametrize("scan", [PICTURE, scan_of("小样.pdf", b"%PDF-1.7 broken")], ids=["picture", "broken PDF"])
def test_proof_without_words_is_refused_until_they_are_typed(session: Session, scan: ScanFile) -> None:
    booking = sealed_and_booked(session, published_once(session).id)
    with pytest.raises(PressRefused, match="no words can be read"):
        enter_proof(session, booking.id, scan)
    assert len(enter_proof(session, booking.id, scan, typed="别的文字").differences) >= 1


def test_unapproved_notice_is_neither_sealed_nor_booked(database: Database) -> None:
    staffed(database)
    notice_id = submitted(database)
    with database.session(by("chen")) as session:
        with pytest.raises(PressRefused, match="is not approved"):
            enter_seal(session, notice_id, SEAL, stamped())
        with pytest.raises(PressRefused, match="is not approved"):
            book(session, notice_id, SPACE)


@pytest.mark.filled(by=published_once)
@pytest.mark.parametrize("missing", ["seal", "proof"])
def test_printing_is_refused_without_a_seal_or_a_proof(session: Session, missing: str) -> None:
    notice = published_once(session)
    booking = book(session, notice.id, SPACE)
    if missing == "proof":
        enter_seal(session, notice.id, SEAL, stamped())
    else:
        enter_proof(session, booking.id, PICTURE, typed="别的文字")
    with pytest.raises(PressRefused) as refusal:
        confirm_printing(session, booking.id)
    assert refusal.value.field == missing


@pytest.mark.filled(by=published_once)
def test_medium_is_booked_once_until_the_booking_is_cancelled(session: Session) -> None:
    notice = published_once(session)
    booking = book(session, notice.id, SPACE)
    with pytest.raises(RecordExists):
        book(session, notice.id, SPACE)
    cancel(session, booking.id, reason="报社版面已满")
    assert book(session, notice.id, SPACE).id != booking.id
    with pytest.raises(PressRefused, match="cancelled"):
        confirm_printing(session, booking.id)


def test_withdrawn_notice_goes_to_no_paper_any_more_and_its_booking_can_be_cancelled(session: Session) -> None:
    notice = publish_project(session)
    booking = sealed_and_booked(session, notice.id)
    enter_proof(session, booking.id, PICTURE, typed=newest_version(session, notice).text)
    amend(session, notice, "withdrawal", reason="误发")
    with pytest.raises(PressRefused, match="withdrawn"):
        confirm_printing(session, booking.id)
    assert cancel(session, booking.id, reason="公告已撤销").state.value == "cancelled"
    with pytest.raises(PressRefused, match="withdrawn"):
        book(session, notice.id, SPACE)


@pytest.mark.filled(by=published_once)
def test_copy_that_closes_after_the_planned_day_is_refused(session: Session) -> None:
    notice = published_once(session)
    with pytest.raises(PressRefused, match="after the planned day"):
        book(session, notice.id, SPACE | {"closes_on": "2022-8-4"})


def test_issuer_that_asks_for_it_publishes_only_what_is_booked(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    with database.session(by("guan")) as session:
        change_issuer(session, issuer_of(session).id, {"requires_booking": "是"}, reason="先订版后发布")
    with pytest.raises(RecordRefused, match="not booked yet: 虚构日报"), database.session(by("chen")) as session:
        publish(session, notice_id, context=NOON)
    with database.session(by("chen")) as session:
        assert press_progress(session, notice_id, context=NOON).not_booked == ("虚构日报",)
        book(session, notice_id, SPACE)
        publish(session, notice_id, context=NOON)
        assert session.get_one(Notice, notice_id).number is not None


@pytest.mark.filled(by=published_once)
def test_file_of_another_notice_is_not_sent(session: Session) -> None:
    mine, other = published_once(session), publish_project(session, "乙")
    seal = enter_seal(session, mine.id, SEAL, stamped())
    assert press_file(session, mine.id, seal.id).data == stamped().data
    with pytest.raises(RecordNotFound):
        press_file(session, other.id, seal.id)
    assert press_progress(session, other.id, context=CONTEXT).seals == []
