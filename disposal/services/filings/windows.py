"""The window that filings count to: its end as the window's own code says, and how it is told.

Nothing is stored: an extension, a later paper or a calendar that moves the end moves the answer. Of several ends the
latest counts (PRACTICE 6).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from disposal.lifecycle import NoticeState
from disposal.models import Notice, NoticeLink, NoticeVersion, Placement
from disposal.models.publication.notice_link import NoticeRelation
from disposal.services.public.status import PublicStatus, WindowDates, status_of
from notices.codes import MediumKind
from notices.content.terms import WindowTerms
from notices.dates import SHANGHAI, dated_zh
from notices.windows.window import count_window
from notices.working_days.calendar import WorkingCalendar

_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]
_PAPERS = (MediumKind.newspaper_prefecture, MediumKind.newspaper_province)
_EXTENDED = ("经延期，", "extended; ")
_RECOUNTED = ("按现行放假安排重新计算，", "counted anew with the calendar in force; ")


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """The window that filings count to: its dates, what it is in words, and why it ends later than stated."""

    dates: WindowDates
    words: str
    later_because: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Whether a filing came in time, and why, in both languages."""

    is_in_time: bool
    because: str
    because_en: str
    end: WindowEnd | None = None

    @property
    def mark(self) -> tuple[str, str]:
        """Return the word that stands beside the filing."""
        return ("期内", "in time") if self.is_in_time else ("逾期", "late")


def offer_of(session: Session, notice: Notice) -> Notice:
    """Return the notice whose window counts: an amendment stands under its offer."""
    offer = session.get(Notice, notice.offer_id) if notice.offer_id else None
    return offer or notice


def window_end(session: Session, notice: Notice, *, calendar: WorkingCalendar) -> WindowEnd | None:
    """Return the window that filings to a published notice count to; None where it states none."""
    offer = offer_of(session, notice)
    if offer.published_on is None or offer.window_ends_on is None or offer.window_ends_at is None:
        return None
    first = offer.window_first_counted_on or offer.published_on
    stated = WindowDates(offer.published_on, first, offer.window_ends_on, offer.window_ends_at)
    terms = _terms(session, offer.id)
    if terms is None:
        return WindowEnd(stated, "")
    found = WindowEnd(stated, terms.rule.words)
    if terms.ends_at is not None and stated.ends_at > terms.ends_at and _is_extended(session, offer.id):
        found = WindowEnd(stated, "", _EXTENDED)  # the words of the first promise do not lead to this end
    begins = [(terms.begins_on or offer.published_on, _RECOUNTED)] if offer.window_is_provisional else []
    paper_day = _latest_paper(session, offer.id)
    if paper_day is not None and paper_day > offer.published_on:
        begins.append((paper_day, (f"报纸{paper_day}方见报，", f"the paper appeared on {paper_day}; ")))
    for begin, because in begins:
        counted = count_window(terms.rule, begin, calendar, allow_provisional=True)
        if counted.ends_at > found.dates.ends_at:
            dates = WindowDates(stated.published_on, stated.first_counted_on, counted.ends_on, counted.ends_at)
            found = WindowEnd(dates, terms.rule.words, because)
    return found


def is_within(end: WindowEnd, at: datetime) -> bool:
    """Tell whether an instant lies before the end of the window, as the status of the notice is told."""
    dates = end.dates
    status = status_of(NoticeState.published, published_on=dates.published_on, window=dates, now=at)
    return status is not PublicStatus.closed


def _terms(session: Session, notice_id: UUID) -> WindowTerms | None:
    query = sql_select(_VERSION.c.content["window"]).where(_VERSION.c.notice_id == notice_id)
    found = session.execute(query.order_by(_VERSION.c.version_no).limit(1)).scalar_one_or_none()
    return WindowTerms.model_validate(found) if found else None


def _is_extended(session: Session, notice_id: UUID) -> bool:
    query = select(NoticeLink.id).where(NoticeLink.to_notice_id == notice_id)
    return session.exec(query.where(NoticeLink.relation == NoticeRelation.extends).limit(1)).first() is not None


def _latest_paper(session: Session, notice_id: UUID) -> date | None:
    query = select(col(Placement.published_on)).where(
        Placement.notice_id == notice_id, col(Placement.kind).in_(_PAPERS)
    )
    found: date | None = session.exec(query.order_by(col(Placement.published_on).desc()).limit(1)).first()
    return found


def until_words(end: WindowEnd) -> str:
    """Return in Chinese until when a window runs, and why it ends later than stated."""
    words = f"公告期{end.words}" if end.words else "公告期"
    return f"{end.later_because[0]}{words}至{end_words(end.dates.ends_at)}届满"


def until_words_en(end: WindowEnd) -> str:
    """Return in English until when a window runs."""
    closes = end.dates.ends_at.astimezone(SHANGHAI)
    day, hour = (end.dates.ends_on, "24:00") if closes.time() == time() else (closes.date(), f"{closes:%H:%M}")
    return f"{end.later_because[1]}the window closed {day} {hour}"


def end_words(ends_at: datetime) -> str:
    """Return the end of a window in Chinese; midnight is 24:00 of the day before."""
    local = ends_at.astimezone(SHANGHAI)
    if local.time() == time():
        return f"{dated_zh((local - timedelta(days=1)).date())}24:00"
    return f"{dated_zh(local.date())}{local:%H:%M}"


def at_words(at: datetime) -> str:
    """Return an instant in Chinese, with its day of the week."""
    local = at.astimezone(SHANGHAI)
    return f"{dated_zh(local.date())}{local:%H:%M:%S}"


def at_words_en(at: datetime) -> str:
    """Return an instant in English."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
