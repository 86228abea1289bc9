"""An enquiry as pages, commands and programs show it, and the register of enquiries (咨询登记簿)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from disposal.models import Enquiry, EnquiryAnswer, EnquiryFile, EnquiryState, Notice
from disposal.services.accounts.permissions import require
from disposal.services.enquiries.files import files_of
from disposal.services.enquiries.lookup import answers_to, enquiry_called, notice_of
from disposal.services.enquiries.timeliness import timeliness_at
from disposal.services.filings.windows import Timeliness, window_end
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

MOST = 2_000
"""Enquiries of one list."""


@dataclass(frozen=True, slots=True)
class EnquiryView:
    """One enquiry with its notice, its answers and files."""

    row: Enquiry
    notice: Notice
    timeliness: Timeliness
    answers: Sequence[EnquiryAnswer]
    files: Sequence[EnquiryFile]

    @property
    def is_entered_afterwards(self) -> bool:
        """Tell whether it was entered on a later day than it was received (补录)."""
        received, entered = (at.astimezone(SHANGHAI).date() for at in (self.row.received_at, self.row.entered_at))
        return received < entered

    @property
    def is_public(self) -> bool:
        """Tell whether readers see it."""
        return self.row.public_question is not None

    def as_json(self) -> dict[str, Any]:
        """Return the enquiry as JSON values, for staff."""
        row = self.row
        return {
            "receipt": row.receipt,
            "notice": self.notice.number,
            "state": row.state.value,
            "state_zh": row.state.zh,
            "words": row.words,
            "enquirer": {"name": row.enquirer, "phone": row.phone, "email": row.email},
            "agrees_to_publish": row.agrees_to_publish,
            "channel": row.channel.value,
            "received_at": row.received_at.astimezone(SHANGHAI).isoformat(),
            "entered_at": row.entered_at.astimezone(SHANGHAI).isoformat(),
            "entered_by": row.entered_by,
            "is_entered_afterwards": self.is_entered_afterwards,
            "is_in_time": self.timeliness.is_in_time,
            "because": self.timeliness.because,
            "because_en": self.timeliness.because_en,
            "answers": [
                {
                    "words": each.words,
                    "answered_by": each.answered_by,
                    "answered_at": each.answered_at.astimezone(SHANGHAI).isoformat(),
                }
                for each in self.answers
            ],
            "public": {"question": row.public_question, "answer": row.public_answer} if self.is_public else None,
            "files": [{"id": str(each.id), "name": each.file_name, "sha256": each.sha256} for each in self.files],
        }


@dataclass(frozen=True, slots=True)
class EnquiryQuery:
    """What is asked for; empty fields ask for all."""

    q: str = ""
    notice: str = ""
    state: str = ""


def view_of(session: Session, enquiry: Enquiry, *, calendar: WorkingCalendar) -> EnquiryView:
    """Return an enquiry with all that belongs to it."""
    return _views(session, [(enquiry, notice_of(session, enquiry))], calendar)[0]


def staff_view(session: Session, receipt: str, *, calendar: WorkingCalendar) -> EnquiryView:
    """Return the enquiry with this receipt, for staff. Raises: PermissionRefused, EnquiryUnknown."""
    require(session, "enquiries.read")
    return view_of(session, enquiry_called(session, receipt), calendar=calendar)


def enquiries_of(session: Session, query: EnquiryQuery, *, calendar: WorkingCalendar) -> list[EnquiryView]:
    """Return the enquiries that fit, the unanswered first, then the last received. Raises: PermissionRefused."""
    require(session, "enquiries.read")
    wanted = select(Enquiry, Notice).join(Notice, col(Notice.id) == col(Enquiry.notice_id)).where(*_conditions(query))
    rows = session.exec(wanted.order_by(col(Enquiry.state).desc(), col(Enquiry.received_at).desc()).limit(MOST)).all()
    return _views(session, rows, calendar)


def unanswered(session: Session) -> Sequence[Enquiry]:
    """Return the enquiries still to be answered, the oldest first."""
    query = select(Enquiry).where(Enquiry.state == EnquiryState.received)
    return session.exec(query.order_by(col(Enquiry.received_at)).limit(MOST)).all()


def _views(session: Session, rows: Sequence[tuple[Enquiry, Notice]], calendar: WorkingCalendar) -> list[EnquiryView]:
    """Return enquiries with all that belongs to them, in a few queries for all and two for each notice."""
    ids = [enquiry.id for enquiry, _ in rows]
    answers_by: dict[UUID, list[EnquiryAnswer]] = defaultdict(list)
    files_by: dict[UUID, list[EnquiryFile]] = defaultdict(list)
    for answer in answers_to(session, ids):
        answers_by[answer.enquiry_id].append(answer)
    for file in files_of(session, ids):
        files_by[file.enquiry_id].append(file)
    notices = {notice.id: notice for _, notice in rows}
    ends = {each: window_end(session, notice, calendar=calendar) for each, notice in notices.items()}
    return [
        EnquiryView(row, notice, timeliness_at(row.received_at, ends[notice.id]), answers_by[row.id], files_by[row.id])
        for row, notice in rows
    ]


def _conditions(query: EnquiryQuery) -> list[Any]:
    found: list[Any] = []
    if words := query.q.strip():
        columns = (Enquiry.receipt, Enquiry.enquirer, Enquiry.words)
        found.append(or_(*(col(column).icontains(words, autoescape=True) for column in columns)))
    if query.notice.strip():
        found.append(col(Notice.number) == query.notice.strip().upper())
    if query.state in EnquiryState.__members__:
        found.append(col(Enquiry.state) == EnquiryState[query.state])
    return found
