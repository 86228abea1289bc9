"""The home: what waits for whom, overdue or due, and the windows of the week with the days left."""

from datetime import date, datetime

import pytest
from sqlmodel import Session

from disposal.acting import Actor, Channel, Role
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.publication.placement import PlacementCreate
from disposal.models.records.record import new_id
from disposal.services.bidders.dossier_drafts import keep_dossier
from disposal.services.notice_entry.typed_drafts import keep_form
from disposal.services.press.bookings import book
from disposal.services.press.placements import record_placement
from disposal.services.publication.publication import draft_notice
from disposal.services.worklist.home import StaffHome, staff_home
from disposal.storage.database import Database
from notices.codes import MediumKind
from tests.support.accounts import make_account
from tests.support.calendars import UNTIL_2026
from tests.support.factories import add, make_claim, make_issuer
from tests.support.publishing import enter_project, publish_project, published_once
from tests.support.website import instant

MONDAY = instant("2022-08-29 10:00")


def home_of(session: Session, now: datetime = MONDAY, language: str = "zh") -> StaffHome:
    return staff_home(session, calendar=UNTIL_2026, now=now, language=language)


def waiting(home: StaffHome) -> list[tuple[str, str]]:
    return [(item.zh, item.about) for item in home.waiting]


def test_empty_register_is_told_from_one_with_claims(session: Session) -> None:
    assert home_of(session).is_empty
    make_claim(session)
    assert not home_of(session).is_empty


@pytest.mark.filled(by=published_once)
def test_week_names_windows_that_open_and_close_with_working_days_left(session: Session) -> None:
    notice = published_once(session)  # Wed 2022-08-03 to Wed 2022-08-31
    week = home_of(session).week
    assert week is not None
    assert (week.monday, week.sunday) == (date(2022, 8, 29), date(2022, 9, 4))
    assert [(each.number, each.days_left) for each in week.closing] == [(notice.number, 3)]
    assert week.opening == ()
    first = home_of(session, instant("2022-08-03 10:00")).week
    assert first is not None
    assert [each.number for each in first.opening] == [notice.number]
    assert first.closing == ()


@pytest.mark.filled(by=published_once)
def test_timeline_bars_stand_between_the_days_that_the_table_says(session: Session) -> None:
    published_once(session)
    shown = home_of(session).timeline
    assert shown is not None
    days = (shown.last - shown.first).days
    bar = shown.bars[0]
    assert shown.first == date(2022, 8, 8)
    assert (bar.left, bar.is_cut) == (0.0, True)
    assert bar.width == pytest.approx((date(2022, 9, 1) - shown.first).days / days * 100, abs=0.01)
    assert shown.today == pytest.approx(21 / days * 100, abs=0.01)
    after = home_of(session, instant("2022-09-01 10:00")).timeline
    assert after is not None
    assert after.bars == ()


@pytest.mark.filled(by=published_once)
def test_paper_without_evidence_is_overdue_from_the_next_working_day_until_recorded(session: Session) -> None:
    notice = published_once(session)
    home = home_of(session, instant("2022-08-04 10:00"))
    assert waiting(home) == [
        ("待补见报凭证", f"{notice.number} 公司网站"),
        ("待补见报凭证", f"{notice.number} 虚构日报"),
    ]
    assert [item.due_on for item in home.waiting] == [date(2022, 8, 3)] * 2
    assert len(home.overdue) == 2
    assert home_of(session, instant("2022-08-03 23:00")).overdue == ()
    for medium, kind in (("公司网站", MediumKind.company_website), ("虚构日报", MediumKind.newspaper_province)):
        given = {"notice_id": notice.id, "medium": medium, "kind": kind, "published_on": notice.published_on}
        record_placement(session, PlacementCreate.model_validate(given))
    assert home_of(session, instant("2022-08-05 10:00")).waiting == ()


@pytest.mark.filled(by=published_once)
def test_paper_booked_for_a_later_day_is_overdue_from_the_working_day_after_that_day(session: Session) -> None:
    notice = published_once(session)
    space = {"medium": "虚构日报", "kind": "newspaper_province", "closes_on": "2022-8-4", "planned_on": "2022-8-5"}
    book(session, notice.id, space)  # 2022-08-05 is a Friday
    on_day = {
        day: [
            (each.zh, each.due_on) for each in home_of(session, instant(f"{day} 10:00")).overdue if "日报" in each.about
        ]
        for day in ("2022-08-04", "2022-08-05", "2022-08-07", "2022-08-08")
    }
    assert on_day == {
        "2022-08-04": [],
        "2022-08-05": [("确认刊发", date(2022, 8, 4))],
        "2022-08-07": [],
        "2022-08-08": [("待补见报凭证", date(2022, 8, 7))],
    }


def test_drafts_wait_and_own_notices_and_acts_are_listed(session: Session) -> None:
    project = enter_project(session)
    notice = draft_notice(session, project.id, published_on=date(2022, 8, 30))
    add(session, ClaimDraft.model_validate({"owner": "测试员", "title": "虚构乙厂"}))
    dossier = keep_dossier(session, new_id(), (("bidder-name", "虚构丁厂"), ("project", "测试-甲")))
    keep_form(session, project.id, {"words-title": "虚构标题"}, position=1)
    add(session, ClaimDraft.model_validate({"owner": "他人", "title": "虚构丙厂"}))
    home = home_of(session)
    assert ("公告草稿", "测试-甲 虚构甲项目") in waiting(home)
    paths = {(item.zh, item.about): item.path for item in home.waiting}
    assert ("完成债权草稿", "虚构乙厂") in paths
    assert paths["完成申报草稿", "虚构丁厂 测试-甲"] == f"/desk/bidders/new?draft={dossier.id}"
    assert paths["完成公告填写", "测试-甲 虚构甲项目"] == f"/desk/projects/{project.id}/notice?change=1"
    assert "虚构丙厂" not in str(home.waiting)
    assert [(item.about, item.path) for item in home.begun] == [("测试-甲 虚构甲项目", f"/desk/notices/{notice.id}")]
    assert [entry.what for entry in home.done].count("起草公告") == 1


@pytest.mark.filled(by=published_once)
def test_own_published_notice_is_called_open_until_the_last_day_of_its_window(session: Session) -> None:
    notice = published_once(session)
    assert notice.window_ends_on == date(2022, 8, 31)
    standing = [home_of(session, instant(f"{day} 10:00")).begun[0].zh for day in ("2022-08-31", "2022-09-01")]
    assert standing == ["公告期内", "公告期届满"]
    add(session, ClaimDraft.model_validate({"owner": "测试员", "title": "虚构乙厂"}), event="claim_draft.saved")
    assert "保存债权草稿" not in [entry.what for entry in home_of(session).done]


def test_each_role_sees_what_it_may_do_and_only_of_its_branches(database: Database) -> None:
    with database.session("首位管理员") as session:
        theirs = publish_project(session, "乙", window={"count": 20}).issuer_id
    with database.session("首位管理员") as session:
        ours = make_issuer(session)
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
        make_account(session, "wang", Role.asset_manager, issuers=[theirs])
        hegui = make_account(session, "hegui", Role.compliance_officer, issuers=[theirs])
        add(session, ClaimDraft.model_validate({"owner": "hegui", "owner_id": hegui.id}))  # no manager any more
        make_account(session, "guan", Role.administrator)
    homes = {}
    for login in ("chen", "wang", "hegui", "guan"):
        with database.session(Actor(login, channel=Channel.page), is_read_only=True) as session:
            homes[login] = home_of(session)
    assert homes["chen"].waiting == ()
    assert homes["chen"].timeline.bars == ()  # type: ignore[union-attr]
    assert {item.zh for item in homes["wang"].waiting} == {"待补见报凭证", "公告期将届满"}
    assert homes["hegui"].waiting == ()
    assert len(homes["hegui"].timeline.bars) == 1  # type: ignore[union-attr]
    assert (homes["guan"].has_cases, homes["guan"].week) == (False, None)
