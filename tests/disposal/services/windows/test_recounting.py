"""Provisional ends counted anew by a later calendar: recorded once, and never used against anyone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.window_recount import WindowRecount
from disposal.services.public.notice import public_notice
from disposal.services.publication import publication
from disposal.services.publication.publication import draft_amendment
from disposal.services.publication.versions import newest_content
from disposal.services.records.audit_trail import entries
from disposal.services.windows.recounting import notices_to_recount, recount
from disposal.services.windows.standing import PublicStatus
from notices.composition.consolidation import ExtensionDoesNotFit
from notices.content.content import NoticeContent
from notices.working_days.calendar import WorkingCalendar
from tests.support.calendars import LONGER, SHORTER, UNTIL_2026, with_2027
from tests.support.publishing import CONTEXT, amend, published_on, recorded_events
from tests.support.website import instant

DAY = date(2026, 12, 15)
OLD, NEW = date(2027, 1, 13), date(2027, 1, 15)
"""Wed, by weekends and 元旦 alone; Fri, where Mon 2027-01-04 and Tue 2027-01-05 are off."""
LOADED_AT = instant("2026-12-20 10:00")


def counted(session: Session, notice: Notice, calendar: WorkingCalendar, at: str = "") -> WindowRecount | None:
    return recount(session, notice.id, calendar=calendar, at=instant(at) if at else LOADED_AT)


def test_later_day_by_the_calendar_moves_the_end_once_with_before_and_after_on_record(
    session: Session, tmp_path: Path
) -> None:
    notice, calendar = published_on(session, DAY), with_2027(tmp_path, LONGER)
    assert (notice.window_ends_on, notices_to_recount(session, calendar)) == (OLD, [notice.id])
    made = counted(session, notice, calendar)
    assert made is not None
    assert (made.ended_on, made.ends_on, made.recorded_at) == (OLD, NEW, LOADED_AT)
    assert (notice.window_ends_on, notice.window_is_provisional) == (NEW, False)
    last = entries(session, subject_id=notice.id)[-1]
    assert last.event == "notice.window_recounted"
    assert last.before is not None
    assert last.after is not None
    assert (last.before["window_ends_on"], last.after["window_ends_on"]) == ("2027-01-13", "2027-01-15")
    assert (last.before["window_is_provisional"], last.after["window_is_provisional"]) == (True, False)
    assert counted(session, notice, calendar) is None
    assert notices_to_recount(session, calendar) == []


def test_window_with_a_later_day_is_open_until_that_day_ends(session: Session, tmp_path: Path) -> None:
    notice, calendar = published_on(session, DAY), with_2027(tmp_path, LONGER)
    counted(session, notice, calendar)
    told = {
        at: public_notice(session, str(notice.number), calendar=calendar, now=instant(at)).summary.status
        for at in ("2027-01-14 00:00:00", "2027-01-15 23:59:59", "2027-01-16 00:00:00")
    }
    assert list(told.values()) == [PublicStatus.open, PublicStatus.open, PublicStatus.closed]


def test_earlier_day_by_the_calendar_leaves_the_day_of_the_notice(session: Session, tmp_path: Path) -> None:
    notice, calendar = published_on(session, DAY), with_2027(tmp_path, SHORTER)
    made = counted(session, notice, calendar)
    assert made is not None
    assert (made.ended_on, made.counted_ends_on, made.ends_on) == (OLD, date(2027, 1, 12), OLD)
    assert (notice.window_ends_on, notice.window_is_provisional) == (OLD, False)
    assert "仍以较晚的 2027-01-13 为准" in str(entries(session, subject_id=notice.id)[-1].reason)


def test_calendar_that_brings_nothing_new_changes_nothing(session: Session) -> None:
    notice = published_on(session, DAY)
    assert notices_to_recount(session, UNTIL_2026) == []
    assert counted(session, notice, UNTIL_2026) is None
    assert counted(session, published_on(session, label="乙"), UNTIL_2026) is None
    assert notice.window_is_provisional


def test_calendar_loaded_after_the_earlier_day_opens_the_window_again_and_both_closings_are_on_record(
    session: Session, tmp_path: Path
) -> None:
    notice, calendar = published_on(session, DAY), with_2027(tmp_path, LONGER)
    counted(session, notice, calendar, "2027-01-14 09:00")
    now = instant("2027-01-14 09:00")
    shown = public_notice(session, str(notice.number), calendar=calendar, now=now)
    assert shown.summary.status is PublicStatus.open
    assert [(kind.value, at) for kind, at in recorded_events(session, notice.id)] == [
        ("closed", instant("2027-01-14 00:00"))
    ]


def test_page_data_tell_the_day_before_and_since(session: Session, tmp_path: Path) -> None:
    notice, calendar = published_on(session, DAY), with_2027(tmp_path, LONGER)
    counted(session, notice, calendar)
    window = public_notice(session, str(notice.number), calendar=calendar, now=LOADED_AT).window
    assert window is not None
    assert window.recount is not None
    assert (window.recount.ended_on, window.recount.ends_on, window.recount.is_moved) == (OLD, NEW, True)
    assert (window.dates.ends_on, window.days[-1].date, window.recounted_ends_on) == (NEW, NEW, None)


def test_later_notices_speak_of_the_day_that_stands(session: Session, tmp_path: Path) -> None:
    notice, calendar = published_on(session, DAY), with_2027(tmp_path, LONGER)
    counted(session, notice, calendar)
    amend(session, notice, "supplement", published_on=date(2026, 12, 21), statements=["补充：虚构设备已查封。"])
    window = newest_content(session, notice).window
    assert window is not None
    assert (window.ends_on, notice.window_ends_on, notice.window_is_provisional) == (NEW, NEW, False)


def extension(session: Session, notice: Notice, begins_on: date) -> NoticeContent:
    said = newest_content(session, notice)
    known = {"issuer": said.issuer, "contacts": said.contacts, "published_on": date(2027, 1, 8), "reason": "征集不足"}
    window = {"count": 5, "begins_on": begins_on}
    return NoticeContent.model_validate({**known, "kind": "extension", "window": window})


def test_extension_runs_on_from_the_day_that_stands_and_from_no_other(session: Session, tmp_path: Path) -> None:
    notice, calendar = published_on(session, DAY), with_2027(tmp_path, LONGER)
    counted(session, notice, calendar)
    with pytest.raises(ExtensionDoesNotFit, match="2027-01-15"):
        draft_amendment(session, notice.id, extension(session, notice, OLD))
    draft = draft_amendment(session, notice.id, extension(session, notice, NEW))
    noon = instant("2027-01-08 12:00")
    publication.publish(session, draft.id, context=replace(CONTEXT, calendar=calendar, clock=lambda: noon))
    assert notice.window_ends_on == date(2027, 1, 22)  # Fri
