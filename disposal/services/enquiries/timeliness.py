"""Inside the window or after it (期内、逾期), told as of objections. A late enquiry is kept, answered and marked."""

from datetime import datetime

from sqlmodel import Session

from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.publication.notice import Notice
from disposal.services.filings.windows import (
    Timeliness,
    WindowEnd,
    at_words,
    at_words_en,
    is_within,
    until_words,
    until_words_en,
    window_end,
)
from notices.working_days.calendar import WorkingCalendar


def timeliness_of(session: Session, enquiry: Enquiry, *, calendar: WorkingCalendar) -> Timeliness:
    """Return whether an enquiry came inside the window, by the window as it stands."""
    end = window_end(session, session.get_one(Notice, enquiry.notice_id), calendar=calendar)
    return timeliness_at(enquiry.received_at, end)


def timeliness_at(received_at: datetime, end: WindowEnd | None) -> Timeliness:
    """Return whether an instant lies inside a window, None for a notice that states none."""
    if end is None:
        return Timeliness(True, "公告未载明期限，视为期内。", "the notice states no period.")
    end = end.for_one_received(received_at)
    zh, en = f"{at_words(received_at)}收到；{until_words(end)}", f"received {at_words_en(received_at)}"
    if is_within(end, received_at):
        return Timeliness(True, f"{zh}，在期内。", f"{en}, {until_words_en(end)}: in time.", end)
    return Timeliness(
        False,
        f"{zh}，逾期。逾期咨询照常登记、答复。",
        f"{en}, {until_words_en(end)}: late. It is kept and answered all the same.",
        end,
    )
