"""In time or late (期内、逾期): the instant of receipt against the end of the window, as the window's own code says.

Nothing is stored: an extension, a later paper or a calendar that moves the end moves the answer. Of several ends the
latest counts (PRACTICE 6); a late objection is kept and marked, never refused.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from disposal.lifecycle import NoticeState
from disposal.models import Notice, NoticeVersion, Objection, ObjectionChannel, Placement, ReceiptCheck
from disposal.services.objections.rules import rule_before
from disposal.services.public.status import PublicStatus, WindowDates, status_of
from notices.codes import MediumKind
from notices.content.terms import WindowTerms
from notices.dates import SHANGHAI, dated_zh
from notices.windows.window import count_window
from notices.working_days.calendar import WorkingCalendar

_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]
_PAPERS = (MediumKind.newspaper_prefecture, MediumKind.newspaper_province)
_RECOUNTED = ("按现行放假安排重新计算，", "counted anew with the calendar in force; ")


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """The window that objections count to: its dates, what it is in words, and why it ends later than stated."""

    dates: WindowDates
    words: str
    later_because: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Whether an objection came in time, and why, in both languages."""

    is_in_time: bool
    because: str
    because_en: str
    end: WindowEnd | None = None

    @property
    def mark(self) -> tuple[str, str]:
        """Return the word that stands beside the objection."""
        return ("期内", "in time") if self.is_in_time else ("逾期", "late")


def offer_of(session: Session, notice: Notice) -> Notice:
    """Return the notice whose window counts: an amendment stands under its offer."""
    offer = session.get(Notice, notice.offer_id) if notice.offer_id else None
    return offer or notice


def window_end(session: Session, notice: Notice, *, calendar: WorkingCalendar) -> WindowEnd | None:
    """Return the window that objections to a published notice count to; None where it states none."""
    offer = offer_of(session, notice)
    if offer.published_on is None or offer.window_ends_on is None or offer.window_ends_at is None:
        return None
    first = offer.window_first_counted_on or offer.published_on
    stated = WindowDates(offer.published_on, first, offer.window_ends_on, offer.window_ends_at)
    terms = _terms(session, offer.id)
    if terms is None:
        return WindowEnd(stated, "")
    found = WindowEnd(stated, terms.rule.words)
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


def timeliness_of(session: Session, objection: Objection, *, calendar: WorkingCalendar) -> Timeliness:
    """Return whether an objection came in time, by the window and the rules as they stand."""
    notice = session.get_one(Notice, objection.notice_id)
    end = window_end(session, notice, calendar=calendar)
    if end is None:
        return Timeliness(True, "公告未载明异议期限，视为期内。", "the notice states no period for objections.")
    if not is_within(end, objection.received_at):
        return _by_postmark(session, objection, offer_of(session, notice), end) or _late(objection, end)
    is_unchecked = objection.receipt_check in (ReceiptCheck.waiting, ReceiptCheck.declined)
    if is_unchecked and not is_within(end, objection.entered_at):
        return _unchecked(objection, end)
    zh = f"{_at(objection.received_at)}收到；{_until(end)}，在期内。"
    return Timeliness(True, zh, f"received {_at_en(objection.received_at)}, {_until_en(end)}: in time.", end)


def is_within(end: WindowEnd, at: datetime) -> bool:
    """Tell whether an instant lies before the end of the window, as the status of the notice is told."""
    dates = end.dates
    status = status_of(NoticeState.published, published_on=dates.published_on, window=dates, now=at)
    return status is not PublicStatus.closed


def _terms(session: Session, notice_id: UUID) -> WindowTerms | None:
    query = sql_select(_VERSION.c.content["window"]).where(_VERSION.c.notice_id == notice_id)
    found = session.execute(query.order_by(_VERSION.c.version_no).limit(1)).scalar_one_or_none()
    return WindowTerms.model_validate(found) if found else None


def _latest_paper(session: Session, notice_id: UUID) -> date | None:
    query = select(col(Placement.published_on)).where(
        Placement.notice_id == notice_id, col(Placement.kind).in_(_PAPERS)
    )
    found: date | None = session.exec(query.order_by(col(Placement.published_on).desc()).limit(1)).first()
    return found


def _by_postmark(session: Session, objection: Objection, offer: Notice, end: WindowEnd) -> Timeliness | None:
    """Return that a letter counts by its postmark, under a rule in force before the publication; else None."""
    posted = objection.postmark_on
    if objection.channel is not ObjectionChannel.letter or posted is None or posted > end.dates.ends_on:
        return None
    rule = rule_before(session, offer.issuer_id, end.dates.published_on)
    if rule is None or not rule.postmark_counts:
        return None
    named = f"（{rule.document}）" if rule.document else ""
    return Timeliness(
        True,
        f"邮戳日{dated_zh(posted)}，{_at(objection.received_at)}收到；{_until(end)}。"
        f"本公司规定{named}自{rule.in_force_from}起信函以邮戳日为准，在期内。",
        f"postmarked {posted}, received {_at_en(objection.received_at)}, {_until_en(end)}; by the issuer's rule in "
        f"force from {rule.in_force_from} the postmark counts: in time.",
        end,
    )


def _late(objection: Objection, end: WindowEnd) -> Timeliness:
    posted = objection.postmark_on
    beside = f"邮戳日{dated_zh(posted)}，发布前施行的本公司规定未以邮戳日为准；" if posted else ""
    beside_en = f" (postmarked {posted}; no rule in force before the publication counts it)" if posted else ""
    return Timeliness(
        False,
        f"{_at(objection.received_at)}收到；{_until(end)}，逾期。{beside}逾期异议照常登记、办理。",
        f"received {_at_en(objection.received_at)}{beside_en}, {_until_en(end)}: late. It is kept and handled all the "
        "same.",
        end,
    )


def _unchecked(objection: Objection, end: WindowEnd) -> Timeliness:
    is_waiting = objection.receipt_check is ReceiptCheck.waiting
    why = "须有凭证并经另一人复核，复核前按逾期标明" if is_waiting else "经复核未予认可，按逾期标明"
    why_en = "evidence and a second person are needed first" if is_waiting else "a second person declined it"
    return Timeliness(
        False,
        f"登记的收到时间为{_at(objection.received_at)}，但录入于{_at(objection.entered_at)}；{_until(end)}，{why}。",
        f"said to be received {_at_en(objection.received_at)}, entered {_at_en(objection.entered_at)}, "
        f"{_until_en(end)}: {why_en}; late until then.",
        end,
    )


def _until(end: WindowEnd) -> str:
    words = f"公告期{end.words}" if end.words else "公告期"
    return f"{end.later_because[0]}{words}至{end_words(end.dates.ends_at)}届满"


def _until_en(end: WindowEnd) -> str:
    closes = end.dates.ends_at.astimezone(SHANGHAI)
    day, hour = (end.dates.ends_on, "24:00") if closes.time() == time() else (closes.date(), f"{closes:%H:%M}")
    return f"{end.later_because[1]}the window closed {day} {hour}"


def end_words(ends_at: datetime) -> str:
    """Return the end of a window in Chinese; midnight is 24:00 of the day before."""
    local = ends_at.astimezone(SHANGHAI)
    if local.time() == time():
        return f"{dated_zh((local - timedelta(days=1)).date())}24:00"
    return f"{dated_zh(local.date())}{local:%H:%M}"


def _at(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return f"{dated_zh(local.date())}{local:%H:%M:%S}"


def _at_en(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
