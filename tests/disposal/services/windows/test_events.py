"""Events of windows: the register's own acts, each exactly once, whoever or whatever brought them."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from disposal.acting import REGISTER, Actor, Channel, Role
from disposal.models.publication.window_event import WindowEvent, WindowEventKind
from disposal.models.records.audit_entry import AuditEntry
from disposal.registry.clocks import ClockRun, run_clocks
from disposal.registry.recounts import recount_windows
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.publication import draft_notice
from disposal.services.staff_records.history import record_history
from disposal.services.windows.events import record_due
from disposal.services.windows.recounting import recount
from disposal.storage.database import Database
from notices.working_days.calendar import WorkingCalendar
from tests.support.accounts import make_account
from tests.support.calendars import LONGER, UNTIL_2026, with_2027
from tests.support.publishing import (
    FACTS,
    amend,
    events_in_the_trail,
    invented_content,
    publish,
    published_on,
    recorded_events,
)
from tests.support.website import HUARONG, instant, publish_huarong, site_on

ENDS_AT = instant("2022-09-01 00:00:00")


def at(text: str, calendar: WorkingCalendar = UNTIL_2026) -> PublicationContext:
    now = instant(text)
    return PublicationContext(calendar, "https://registry.example", lambda: now)


def kinds(session: Session, notice_id: object) -> list[str]:
    return [kind.value for kind, _ in recorded_events(session, notice_id)]  # type: ignore[arg-type]


def write(session: Session, values: dict[str, object]) -> None:
    with session.begin_nested():
        session.add(WindowEvent.model_validate(values))
        session.flush()


@pytest.mark.filled(by=publish_huarong)
def test_jobs_stopped_for_a_week_record_afterwards_what_was_and_when(database: Database) -> None:
    with site_on(database, "2022-09-01 00:00:00") as site:
        assert "公告期届满" in site.get(f"/notices/{HUARONG}").text
    assert run_clocks(database, context=at("2022-09-08 10:00:00")) == ClockRun(recorded=2)
    assert run_clocks(database, context=at("2022-09-08 10:00:00")) == ClockRun()
    with database.session() as session:
        found = {each.kind: (each.at, each.recorded_at) for each in session.exec(select(WindowEvent))}
        assert found == {
            WindowEventKind.opened: (instant("2022-08-03 00:00"), instant("2022-09-08 10:00")),
            WindowEventKind.closed: (ENDS_AT, instant("2022-09-08 10:00")),
        }
        trail = session.exec(select(AuditEntry).where(AuditEntry.subject_type == "window_event")).all()
        assert {(each.actor, each.channel) for each in trail} == {(REGISTER.name, "job")}
        assert [(each.after or {})["at"][:10] for each in trail] == ["2022-08-03", "2022-09-01"]


def test_event_that_stands_already_is_refused_by_the_database_itself(session: Session) -> None:
    notice = published_on(session)
    record_due(session, notice.id, at=ENDS_AT, calendar=UNTIL_2026)
    values = {"notice_id": notice.id, "kind": "closed", "at": ENDS_AT, "recorded_at": ENDS_AT}
    with pytest.raises(IntegrityError, match="uq_window_event_notice_id_kind_at"):
        write(session, values)


def test_event_before_its_instant_is_refused_by_the_database_itself(session: Session) -> None:
    notice = published_on(session)
    early = {"notice_id": notice.id, "kind": "closed", "at": ENDS_AT, "recorded_at": instant("2022-08-31 23:59:59")}
    with pytest.raises(IntegrityError, match="ck_window_event_not_early"):
        write(session, early)


def test_no_account_records_events_of_the_register(database: Database) -> None:
    with database.session("首位管理员") as session:
        notice = published_on(session)
    with database.session("首位管理员") as session:
        make_account(session, "chen", *Role, issuers=[notice.issuer_id])
    with (
        pytest.raises(PermissionRefused, match="noted that the window opened"),
        database.session(Actor("chen", channel=Channel.page)) as session,
    ):
        record_due(session, notice.id, at=ENDS_AT, calendar=UNTIL_2026)


def test_window_extended_before_it_closes_closes_once_at_its_new_end(session: Session) -> None:
    notice = published_on(session)
    longer = {"count": 10, "begins_on": date(2022, 8, 31)}
    amend(session, notice, "extension", published_on=date(2022, 8, 31), window=longer, reason="征集不足")
    assert record_due(session, notice.id, at=ENDS_AT, calendar=UNTIL_2026)[-1].kind is not WindowEventKind.closed
    record_due(session, notice.id, at=instant("2022-09-16 00:00"), calendar=UNTIL_2026)
    closings = [ended_at for kind, ended_at in recorded_events(session, notice.id) if kind is WindowEventKind.closed]
    assert closings == [instant("2022-09-16 00:00")]  # after Thu 2022-09-15


def test_window_closed_before_a_later_notice_is_on_record_though_no_job_had_run(session: Session) -> None:
    notice = published_on(session)
    amend(session, notice, "withdrawal", published_on=date(2022, 9, 1), reason="债务人已清偿全部债务")
    assert kinds(session, notice.id) == ["closed"]
    trail = session.exec(select(AuditEntry).where(AuditEntry.event == "window_event.closed")).one()
    assert trail.actor == REGISTER.name


def test_window_withdrawn_while_open_never_closes(session: Session) -> None:
    notice = published_on(session)
    amend(session, notice, "withdrawal", published_on=date(2022, 8, 31), reason="债务人已清偿全部债务")
    record_due(session, notice.id, at=instant("2022-09-08 00:00"), calendar=UNTIL_2026)
    assert kinds(session, notice.id) == ["opened"]


def test_loaded_calendar_is_counted_by_at_the_next_request_without_any_job(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.session("测试员") as session:
        number = published_on(session, date(2026, 12, 15)).number
    calendar = with_2027(tmp_path, LONGER)
    monkeypatch.setattr("notices.working_days.calendar._builtin", lambda: calendar)
    with site_on(database, "2027-01-14 10:00") as site:
        page = site.get(f"/notices/{number}").text
        assert "最后一日已重新计算" in page
        assert "2027年1月13日改为2027年1月15日" in page
        assert "2027年1月14日（星期四） 10:00登记" in page
        assert "暂定：" not in page
        assert "Last day counted anew" in site.get(f"/en/notices/{number}").text
    assert recount_windows(database, context=at("2027-01-14 11:00", calendar)) == []


def test_clocks_do_all_that_is_due_in_one_run(database: Database, tmp_path: Path) -> None:
    with database.session("测试员") as session:
        published_on(session, date(2026, 12, 15))
    done = run_clocks(database, context=at("2027-01-20 10:00", with_2027(tmp_path, LONGER)))
    assert done == ClockRun(recounted=1, recorded=2)
    with database.session() as session:
        # The earlier end had passed by the clock when the calendar was loaded: both closings are told.
        assert events_in_the_trail(session) == [f"window_event.{kind}" for kind in ("closed", "opened", "closed")]


def test_history_of_a_notice_tells_what_the_clock_did(session: Session, tmp_path: Path) -> None:
    notice, calendar = published_on(session, date(2026, 12, 15)), with_2027(tmp_path, LONGER)
    recount(session, notice.id, calendar=calendar, at=instant("2026-12-20 10:00"))
    record_due(session, notice.id, at=instant("2027-01-16 00:00"), calendar=calendar)
    closed, opened, moved = record_history(session, "notices", notice.id).entries[:3]
    assert (closed.what, opened.what, moved.what) == ("公告期届满", "公告期开始", "重新计算公告期")
    shown = {change.field: (change.before, change.after) for change in moved.changes}
    assert shown["公告期最后一日"] == ("2027-01-13 周三", "2027-01-15 周五")
    assert {change.field: change.after for change in closed.changes}["所指时刻"] == "2027-01-16 00:00"


def test_window_of_the_first_days_that_any_calendar_holds_is_recorded_without_its_reminder(session: Session) -> None:
    content = invented_content(window={"count": 1}, record_date="2014-12-31")
    project = enter_content(session, content, IntakeFacts.model_validate({**FACTS, "project_code": "测试-甲"}))
    notice = draft_notice(session, project.id, published_on=date(2015, 1, 4))  # of 2014 no calendar is kept
    publish(session, notice.id, context=at("2015-01-04 12:00:00", WorkingCalendar.builtin()))
    recorded = record_due(session, notice.id, at=instant("2015-02-01 00:00"), calendar=WorkingCalendar.builtin())
    assert [event.kind.value for event in recorded] == ["opened", "closed"]
