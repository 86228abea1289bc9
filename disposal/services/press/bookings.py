"""用印登记, 订版, 小样, 确认刊发: from an approved notice to the page of the paper, step by step."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound
from disposal.lifecycle import NoticeState
from disposal.models.approvals.submission import Submission, SubmissionState
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.press import (
    BookingState,
    PressBooking,
    PressBookingCreate,
    PressProof,
    SealUse,
    SealUseCreate,
)
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import needs_two
from disposal.services.press.comparison import compare
from disposal.services.press.errors import PressRefused
from disposal.services.press.proof_text import text_of_proof
from disposal.services.press.scans import ScanFile
from disposal.services.records.dates import database_now
from disposal.services.records.validation import read
from disposal.services.records.writing import change, enter, found, locked


def enter_seal(session: Session, notice_id: UUID, values: Mapping[str, Any], stamped: ScanFile) -> SealUse:
    """Enter the use of a seal (用印登记) with the stamped copy. Raises: RecordNotFound, InvalidRecord, PressRefused."""
    require(session, "seal_use.entered")
    notice = _for_press(session, notice_id)
    data = read(SealUseCreate, values)
    row = SealUse.model_validate({**data.model_dump(), "notice_id": notice.id, **_file(stamped)})
    return enter(session, row, event="seal_use.entered")


def book(session: Session, notice_id: UUID, values: Mapping[str, Any]) -> PressBooking:
    """Book the space in a medium (订版).

    Raises: RecordNotFound, InvalidRecord, PressRefused; RecordExists if the medium is booked already.
    """
    require(session, "press_booking.entered")
    notice = _for_press(session, notice_id)
    _refuse_ended(notice)
    data = read(PressBookingCreate, values)
    if data.closes_on > data.planned_on:
        raise PressRefused(
            field="closes_on",
            zh=f"截稿日 {data.closes_on} 晚于预定见报日 {data.planned_on}；请核对。",
            en=f"the copy closes on {data.closes_on}, after the planned day {data.planned_on}; look at both again",
        )
    return enter(
        session,
        PressBooking.model_validate({**data.model_dump(), "notice_id": notice.id}),
        event="press_booking.entered",
    )


def cancel(session: Session, booking_id: UUID, *, reason: str) -> PressBooking:
    """Cancel a booking (取消订版). Raises: RecordNotFound, InvalidRecord for a poor reason."""
    require(session, "press_booking.cancelled")
    booking = _booking(session, booking_id)
    return change(session, booking, {"state": BookingState.cancelled}, event="press_booking.cancelled", reason=reason)


def enter_proof(session: Session, booking_id: UUID, scan: ScanFile, *, typed: str = "") -> PressProof:
    """Store a proof (登记小样) and compare its words with the approved text; the differences stay with it.

    ``typed`` are the words of a proof that is a picture. Raises: RecordNotFound, PressRefused.
    """
    require(session, "press_proof.entered")
    booking = _booking(session, booking_id)
    words = typed.strip() or text_of_proof(scan)
    if not words:
        raise PressRefused(
            field="typed",
            zh=f"小样“{scan.file_name}”中读不出文字（图片或扫描件）；请将小样文字粘贴在“小样文字”内后再上传。",
            en=f'no words can be read from the proof "{scan.file_name}": it is a picture; paste its words beside it',
        )
    approved, differences = _nearest(approved_texts(session, found(session, Notice, booking.notice_id)), words)
    row = PressProof.model_validate(
        {
            "booking_id": booking.id,
            **_file(scan),
            "text": words,
            "is_typed": bool(typed.strip()),
            "compared_sha256": _digest(approved),
            "differences": differences,
        }
    )
    return enter(session, row, event="press_proof.entered")


def confirm_printing(session: Session, booking_id: UUID) -> PressBooking:
    """Confirm that the paper may print (确认刊发): sealed, and its newest proof says exactly what is approved now.

    Raises: RecordNotFound, PressRefused.
    """
    require(session, "press_booking.confirmed")
    booking = _booking(session, booking_id)
    notice = found(session, Notice, booking.notice_id)
    _refuse_ended(notice)
    proof = next(iter(proofs_of(session, [booking.id])), None)
    if not seals_of(session, notice):
        raise PressRefused(
            field="seal", zh="尚未用印登记；请先登记用印。", en="no use of the seal is entered; enter it first"
        )
    if proof is None:
        raise PressRefused(field="proof", zh="尚无小样；请先登记小样。", en="there is no proof yet; enter it first")
    if proof.differences or proof.compared_sha256 not in map(_digest, approved_texts(session, notice)):
        count = len(proof.differences)
        raise PressRefused(
            field="proof",
            zh=f"最新小样与批准的文字有{count}处不同，或批准的文字其后已变；请让报社改正后上传新的小样。",
            en=f"the newest proof differs from the approved text at {count} places, or that text has changed since; "
            "let the paper mend it, then upload the new proof",
        )
    values = {"state": BookingState.confirmed, "confirmed_at": database_now(session)}
    reason = f"小样与批准的文字一致（{proof.compared_sha256[:8]}…）"
    return change(session, booking, values, event="press_booking.confirmed", reason=reason)


def approved_texts(session: Session, notice: Notice) -> list[str]:
    """Return the texts that a paper may print: as approved, without a number, and as published, with it.

    Raises: PressRefused if there is none.
    """
    states = (SubmissionState.approved, SubmissionState.published)
    submitted = select(Submission.text).where(Submission.notice_id == notice.id, col(Submission.state).in_(states))
    frozen = select(NoticeVersion.text).where(NoticeVersion.notice_id == notice.id, NoticeVersion.version_no == 1)
    texts = [*session.exec(submitted).all(), *session.exec(frozen).all()]
    if not texts:
        raise PressRefused(
            field="notice",
            zh=f"公告“{notice.title}”尚无批准的文字；请先批准或发布。",
            en=f'the notice "{notice.title}" has no approved text; approve or publish it first',
        )
    return texts


def seals_of(session: Session, notice: Notice) -> Sequence[SealUse]:
    """Return the uses of a seal on a notice, without their scans, oldest first."""
    query = select(SealUse).where(SealUse.notice_id == notice.id).options(defer(SealUse.data))  # type: ignore[arg-type]
    return session.exec(query.order_by(col(SealUse.id))).all()


def bookings_of(session: Session, notice: Notice) -> Sequence[PressBooking]:
    """Return the bookings of a notice, cancelled ones too, oldest first."""
    query = select(PressBooking).where(PressBooking.notice_id == notice.id)
    return session.exec(query.order_by(col(PressBooking.id))).all()


def proofs_of(session: Session, booking_ids: Sequence[UUID]) -> Sequence[PressProof]:
    """Return the proofs of bookings without their files, newest first."""
    query = select(PressProof).where(col(PressProof.booking_id).in_(booking_ids)).options(defer(PressProof.data))  # type: ignore[arg-type]
    return session.exec(query.order_by(col(PressProof.id).desc())).all()


def press_file(session: Session, notice_id: UUID, file_id: UUID) -> SealUse | PressProof:
    """Return a stamped copy or a proof of a notice, with its bytes. Raises: RecordNotFound."""
    notice = found(session, Notice, notice_id)
    seal = session.get(SealUse, file_id)
    if seal is not None and seal.notice_id == notice.id:
        return seal
    proof = session.get(PressProof, file_id)
    if proof is None or found(session, PressBooking, proof.booking_id).notice_id != notice.id:
        raise RecordNotFound(label=PressProof.label, key=file_id)
    return proof


def _for_press(session: Session, notice_id: UUID) -> Notice:
    """Return a notice that may go to the press. Raises: RecordNotFound; PressRefused if it is not approved."""
    notice = found(session, Notice, notice_id)
    if NoticeState[notice.state] in (NoticeState.draft, NoticeState.submitted) and needs_two(session):
        raise PressRefused(
            field="notice",
            zh=f"公告“{notice.title}”尚未批准，不能用印登报；请先批准。",
            en=f'the notice "{notice.title}" is not approved, so it is neither sealed nor booked; approve it first',
        )
    return notice


def _refuse_ended(notice: Notice) -> None:
    """Refuse to let a paper print what holds no longer. Raises: PressRefused."""
    state = NoticeState[notice.state]
    if state in (NoticeState.withdrawn, NoticeState.superseded):
        raise PressRefused(
            field="notice",
            zh=f"公告“{notice.title}”{state.zh}，不能再登报；请通知报社撤稿，并取消订版。",
            en=f'the notice "{notice.title}" is {state.value} and goes to no paper any more; tell the paper, and '
            "cancel the booking",
        )


def _booking(session: Session, booking_id: UUID) -> PressBooking:
    """Lock a booking that is not cancelled. Raises: RecordNotFound, PressRefused."""
    found(session, PressBooking, booking_id)
    booking = locked(session, PressBooking, booking_id)
    _for_press(session, booking.notice_id)
    if booking.state is BookingState.cancelled:
        raise PressRefused(
            field="booking", zh="该订版已取消；请重新订版。", en="this booking is cancelled; book the medium anew"
        )
    return booking


def _nearest(texts: Sequence[str], words: str) -> tuple[str, list[Any]]:
    """Return the approved text from which the words differ at the fewest places, and these differences."""
    compared = [(text, compare(text, words)) for text in texts]
    return min(compared, key=lambda each: len(each[1]))


def _file(scan: ScanFile) -> dict[str, Any]:
    return {
        "file_name": scan.file_name,
        "media_type": scan.media_type,
        "size": len(scan.data),
        "sha256": hashlib.sha256(scan.data).hexdigest(),
        "data": scan.data,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
