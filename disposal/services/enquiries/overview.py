"""An enquiry as pages, commands and programs show it, and the register of enquiries (咨询登记簿)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.enquiries.enquiry import Enquiry, EnquiryAnswer, EnquiryFile, EnquiryState
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.enquiries.files import files_of
from disposal.services.enquiries.lookup import answers_to, enquiry_called
from disposal.services.enquiries.paging import EnquiryQuery, count_of, keys_of_page, rows_with_keys
from disposal.services.enquiries.timeliness import timeliness_at
from disposal.services.filings.windows import Timeliness, window_ends
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.keyset import ListCount
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar


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
class ListedEnquiries:
    """One page of the register, the positions of its neighbours, and how many fit."""

    views: tuple[EnquiryView, ...]
    count: ListCount
    next_after: str = ""
    previous_before: str = ""


def view_of(session: Session, enquiry: Enquiry, *, calendar: WorkingCalendar) -> EnquiryView:
    """Return an enquiry with all that belongs to it."""
    return views_of(session, [enquiry], calendar=calendar)[0]


def staff_view(session: Session, receipt: str, *, calendar: WorkingCalendar) -> EnquiryView:
    """Return the enquiry with this receipt, for staff. Raises: PermissionRefused, EnquiryUnknown."""
    require(session, "enquiries.read")
    return view_of(session, enquiry_called(session, receipt), calendar=calendar)


def page_of_enquiries(session: Session, query: EnquiryQuery, *, calendar: WorkingCalendar) -> ListedEnquiries:
    """Return one page of the enquiries that fit, the unanswered first, then the last entered.

    Raises: PermissionRefused; InvalidQuery for a position of another list; SearchTooSlow.
    """
    require(session, "enquiries.read")
    keys = keys_of_page(session, query, after=query.after, before=query.before)
    views = views_of(session, rows_with_keys(session, keys), calendar=calendar)
    return ListedEnquiries(views, count_of(session, query), keys.next_after, keys.previous_before)


def enquiries_of(session: Session, query: EnquiryQuery, *, calendar: WorkingCalendar) -> Iterator[EnquiryView]:
    """Yield all enquiries that fit, page by page, in the same order. Raises: PermissionRefused, SearchTooSlow."""
    require(session, "enquiries.read")
    after = ""
    while True:
        keys = keys_of_page(session, query, after=after)
        yield from views_of(session, rows_with_keys(session, keys), calendar=calendar)
        if not (after := keys.next_after):
            return


def unanswered(session: Session, *, most: int) -> Sequence[Enquiry]:
    """Return the enquiries still to be answered, the longest waiting first, at most so many."""
    query = select(Enquiry).where(Enquiry.state == EnquiryState.received)
    return session.exec(query.order_by(col(Enquiry.received_at), col(Enquiry.id)).limit(most)).all()


def views_of(session: Session, rows: Sequence[Enquiry], *, calendar: WorkingCalendar) -> tuple[EnquiryView, ...]:
    """Return enquiries with all that belongs to them. The number of queries does not grow with them."""
    ids = [enquiry.id for enquiry in rows]
    answers_by: dict[UUID, list[EnquiryAnswer]] = defaultdict(list)
    files_by: dict[UUID, list[EnquiryFile]] = defaultdict(list)
    for answer in answers_to(session, ids):
        answers_by[answer.enquiry_id].append(answer)
    for file in files_of(session, ids):
        files_by[file.enquiry_id].append(file)
    of = {each.notice_id for each in rows}
    notices = {each.id: each for each in session.exec(select(Notice).where(among(Notice.id, of)))}
    ends = window_ends(session, tuple(notices.values()), calendar=calendar)
    return tuple(
        EnquiryView(
            row=row,
            notice=notices[row.notice_id],
            timeliness=timeliness_at(row.received_at, ends[row.notice_id]),
            answers=answers_by[row.id],
            files=files_by[row.id],
        )
        for row in rows
    )
