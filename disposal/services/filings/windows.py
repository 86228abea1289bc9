"""The window that filings count to: its end as the window's own code says, and how it is told.

Nothing is stored: an extension, a later paper or a calendar that moves the end moves the answer. Of several ends the
latest counts (PRACTICE 6).
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Date, cast, func
from sqlalchemy import select as sql_select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col, select

from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_link import NoticeLink, NoticeRelation
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeState
from disposal.services.filings.published import published_notice
from disposal.services.records.id_sets import among
from disposal.services.windows.standing import PublicStatus, WindowDates, status_of
from notices.codes import MediumKind
from notices.content.terms import WindowTerms
from notices.dates import SHANGHAI, dated_zh
from notices.windows.window import count_window
from notices.working_days.calendar import WorkingCalendar

_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]
_PAPERS = (MediumKind.newspaper_prefecture, MediumKind.newspaper_province)
_EXTENDED = ("经延期，", "extended; ")
_BEFORE_CORRECTION = ("在刊登登记更正之前，", "before a placement was corrected; ")
_RECOUNTED = ("按现行放假安排重新计算，", "counted anew with the calendar in force; ")


@dataclass(frozen=True, slots=True)
class EarlierEnd:
    """An end that stood until a placement was corrected: until when, and the end."""

    until: datetime
    ends_on: date
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """The window that filings count to: its dates, what it is in words, and why it ends later than stated."""

    dates: WindowDates
    words: str
    later_because: tuple[str, str] = ("", "")
    earlier_ends: tuple[EarlierEnd, ...] = ()

    def for_one_received(self, at: datetime) -> "WindowEnd":
        """Return the end that counts for what was received at an instant.

        An end that a correction of a placement moved forward still holds for who filed before the correction.
        """
        held = [each for each in self.earlier_ends if at < each.until and each.ends_at > self.dates.ends_at]
        if not held:
            return self
        longest = max(held, key=lambda each: each.ends_at)
        dates = replace(self.dates, ends_on=longest.ends_on, ends_at=longest.ends_at)
        return replace(self, dates=dates, later_because=_BEFORE_CORRECTION)


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Whether a filing came in time, and why, in both languages."""

    is_in_time: bool
    because: str
    because_en: str
    end: WindowEnd | None = None
    asks_again: bool = False
    """It was late when it was entered, and the end has moved behind it: its time of receipt is to be entered again."""

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
    return window_ends(session, [notice], calendar=calendar)[notice.id]


def later_end(session: Session, number: str, *, calendar: WorkingCalendar) -> WindowEnd | None:
    """Return the end that filings to a published notice count to where it is later than the one that it states.

    Raises: NoticeUnknown.
    """
    notice = published_notice(session, number)
    end, stated = window_end(session, notice, calendar=calendar), offer_of(session, notice).window_ends_at
    return end if end and stated and end.dates.ends_at > stated else None


def window_ends(
    session: Session, notices: Sequence[Notice], *, calendar: WorkingCalendar
) -> Mapping[UUID, WindowEnd | None]:
    """Return the window that filings to each of these notices count to, by the id of the notice.

    The number of queries does not grow with the number of notices.
    """
    amended = {each.offer_id for each in notices if each.offer_id}
    found = session.exec(select(Notice).where(among(Notice.id, amended))).all() if amended else ()
    by_id = {each.id: each for each in found}
    offers = {each.id: by_id.get(each.offer_id, each) if each.offer_id else each for each in notices}
    ids = {each.id for each in offers.values()}
    terms, papers, extended = _terms(session, ids), _latest_papers(session, ids), _extended(session, ids)
    earlier = _earlier_ends(session, ids)
    ends = dict[UUID, WindowEnd | None]()
    for offer in offers.values():
        of, is_extended = (terms.get(offer.id), papers.get(offer.id)), offer.id in extended
        end = _end_of(offer, *of, is_extended=is_extended, calendar=calendar)
        ends[offer.id] = end and replace(end, earlier_ends=earlier.get(offer.id, ()))
    return {notice_id: ends[offer.id] for notice_id, offer in offers.items()}


def _end_of(
    offer: Notice, terms: WindowTerms | None, paper_day: date | None, *, is_extended: bool, calendar: WorkingCalendar
) -> WindowEnd | None:
    if offer.published_on is None or offer.window_ends_on is None or offer.window_ends_at is None:
        return None
    first = offer.window_first_counted_on or offer.published_on
    stated = WindowDates(offer.published_on, first, offer.window_ends_on, offer.window_ends_at)
    if terms is None:
        return WindowEnd(stated, "")
    found = WindowEnd(stated, terms.rule.words)
    if terms.ends_at is not None and stated.ends_at > terms.ends_at and is_extended:
        found = WindowEnd(stated, "", _EXTENDED)  # the words of the first promise do not lead to this end
    begins = [(terms.begins_on or offer.published_on, _RECOUNTED)] if offer.window_is_provisional else []
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


def _terms(session: Session, notice_ids: Set[UUID]) -> dict[UUID, WindowTerms]:
    """Return the terms of the window in the first version of each notice."""
    query = sql_select(_VERSION.c.notice_id, _VERSION.c.content["window"]).where(
        among(_VERSION.c.notice_id, notice_ids)
    )
    query = query.order_by(_VERSION.c.notice_id, _VERSION.c.version_no).ext(distinct_on(_VERSION.c.notice_id))
    return {key: WindowTerms.model_validate(found) for key, found in session.execute(query) if found}


def _extended(session: Session, notice_ids: Set[UUID]) -> set[UUID]:
    """Return which of the notices an extension has acted on."""
    query = select(NoticeLink.to_notice_id).where(
        among(NoticeLink.to_notice_id, notice_ids), NoticeLink.relation == NoticeRelation.extends
    )
    return set(session.exec(query))


def _latest_papers(session: Session, notice_ids: Set[UUID]) -> dict[UUID, date]:
    """Return the last day on which each notice stood in a newspaper.

    A day to come that an earlier release took for one is left out: nobody can know that the paper appeared.
    """
    said_at = func.coalesce(Placement.corrected_at, Placement.created_at)
    recorded_on = cast(func.timezone("Asia/Shanghai", said_at), Date)
    query = select(Placement.notice_id, func.max(Placement.published_on)).where(
        among(Placement.notice_id, notice_ids),
        col(Placement.kind).in_(_PAPERS),
        Placement.counts(),
        col(Placement.published_on) <= recorded_on,
    )
    return dict(session.exec(query.group_by(col(Placement.notice_id))).all())


def _earlier_ends(session: Session, notice_ids: Set[UUID]) -> dict[UUID, tuple[EarlierEnd, ...]]:
    """Return the later ends that stood until placements of these notices were corrected."""
    query = select(PlacementChange).where(
        among(PlacementChange.notice_id, notice_ids),
        PlacementChange.state == PlacementChangeState.in_force,
        col(PlacementChange.ends_at) < col(PlacementChange.ended_at),
    )
    found: dict[UUID, tuple[EarlierEnd, ...]] = {}
    for row in session.exec(query):
        if row.decided_at is not None and row.ended_on is not None and row.ended_at is not None:
            held = EarlierEnd(row.decided_at, row.ended_on, row.ended_at)
            found[row.notice_id] = (*found.get(row.notice_id, ()), held)
    return found


def until_words(end: WindowEnd) -> str:
    """Return in Chinese until when a window runs, and why it ends later than stated."""
    words = f"公告期{end.words}" if end.words else "公告期"
    return f"{end.later_because[0]}{words}至{end_words(end.dates.ends_at)}届满"


def until_words_en(end: WindowEnd) -> str:
    """Return in English until when a window runs."""
    closes = end.dates.ends_at.astimezone(SHANGHAI)
    day, hour = (end.dates.ends_on, "24:00") if closes.time() == time() else (closes.date(), f"{closes:%H:%M}")
    return f"{end.later_because[1]}the window ends {day} {hour}"


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
