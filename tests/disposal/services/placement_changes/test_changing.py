"""A placement recorded wrongly is corrected or withdrawn: with a reason, by two where it moves an end, nothing lost."""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from disposal.acting import Actor, Channel, Role
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeState
from disposal.services.accounts.persons import AnotherPersonNeeded
from disposal.services.case_files.drawing import case_of_notice
from disposal.services.enquiries.timeliness import timeliness_at
from disposal.services.filings.published import FilingContext
from disposal.services.filings.windows import window_end
from disposal.services.placement_changes.changing import (
    changes_of,
    check_change,
    correct_placement,
    withdraw_placement,
)
from disposal.services.placement_changes.errors import PlacementChangeRefused
from disposal.services.press.placements import placements_of, record_placement
from disposal.services.publication.errors import AmendmentRefused
from disposal.services.records.audit_trail import entries
from disposal.services.records.validation import InvalidRecord
from disposal.services.windows.standing import WindowDates
from disposal.storage.database import Database
from tests.disposal.services.worklist.telling import messages
from tests.support.accounts import make_account
from tests.support.calendars import UNTIL_2026
from tests.support.printed import text_of
from tests.support.publishing import CONTEXT, publish_project
from tests.support.website import instant, site_on

PAPER = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": "2022-08-05", "page": "第8版"}
AT = FilingContext(instant("2022-09-05 10:00"), UNTIL_2026)


def placed(session: Session) -> Placement:
    """Publish the invented notice on Wed 2022-08-03; its paper is said to be of Fri 2022-08-05."""
    notice = publish_project(session)
    return record_placement(session, PlacementCreate.model_validate({**PAPER, "notice_id": notice.id}))


@pytest.fixture
def two(database: Database) -> Database:
    """Return a register with a manager, a legal officer and an approver; the placement was recorded before."""
    with database.session("首位管理员") as session:
        issuer = session.get_one(Notice, placed(session).notice_id).issuer_id
    with database.session("首位管理员") as session:
        for login, role in (("chen", Role.asset_manager), ("fawu", Role.legal_officer), ("wang", Role.approver)):
            make_account(session, login, role, issuers=[issuer])
    return database


def the_placement(session: Session) -> Placement:
    return session.exec(select(Placement)).one()


def end(session: Session) -> WindowDates:
    found = window_end(session, session.exec(select(Notice)).one(), calendar=UNTIL_2026)
    assert found is not None
    return found.dates


def as_(database: Database, login: str) -> AbstractContextManager[Session]:
    return database.session(Actor(login, channel=Channel.page))


def test_correction_that_moves_no_end_is_in_force_at_once_with_what_stood_before(session: Session) -> None:
    row = correct_placement(session, placed(session), {"page": "第9版"}, reason="版次抄错", context=AT)
    assert (row.state, row.before, row.after) == (PlacementChangeState.in_force, {"page": "第8版"}, {"page": "第9版"})
    assert the_placement(session).page == "第9版"
    told = entries(session, subject_id=row.placement_id)[-1]
    assert (told.event, told.before, told.reason) == (
        "placement.corrected",
        {"page": "第8版", "corrected_at": None},
        "版次抄错",
    )


def test_correction_that_moves_an_end_waits_for_another_person_and_then_counts(two: Database) -> None:
    with as_(two, "chen") as session:
        assert str(end(session).ends_on) == "2022-09-02"  # 20 working days from Fri 2022-08-05
        row = correct_placement(
            session, the_placement(session), {"published_on": "2022-08-04"}, reason="日期抄错", context=AT
        )
        assert row.state is PlacementChangeState.waiting
        assert (str(the_placement(session).published_on), str(end(session).ends_on)) == ("2022-08-05", "2022-09-02")
        with pytest.raises(PlacementChangeRefused, match="waits for a second person"):
            withdraw_placement(session, the_placement(session), reason="误登", context=AT)
    with as_(two, "fawu") as session:
        check_change(session, the_placement(session), confirms=True, remark="", context=AT)
    (message,) = messages(two, "chen")
    assert (message.what[0], message.about[0]) == ("您登记或更正的刊登已获复核", "XGCS-2022-0001 虚构日报（更正）")
    with two.session() as session:
        assert (str(the_placement(session).published_on), str(end(session).ends_on)) == ("2022-08-04", "2022-09-01")
        (row,) = changes_of(session, session.exec(select(Notice)).one())
        assert (row.state, row.decided_by, row.ended_at, row.ends_at) == (
            PlacementChangeState.in_force, "虚构fawu", instant("2022-09-03 00:00"), instant("2022-09-02 00:00"),
        )  # fmt: skip


def test_who_proposed_a_change_does_not_confirm_it_and_a_declined_one_changes_nothing(two: Database) -> None:
    with as_(two, "fawu") as session:
        withdraw_placement(session, the_placement(session), reason="该报未见报", context=AT)
    with pytest.raises(AnotherPersonNeeded), as_(two, "fawu") as session:
        check_change(session, the_placement(session), confirms=True, remark="", context=AT)
    with pytest.raises(InvalidRecord), as_(two, "wang") as session:
        check_change(session, the_placement(session), confirms=False, remark=" ", context=AT)
    with as_(two, "wang") as session:
        row = check_change(session, the_placement(session), confirms=False, remark="原件可见", context=AT)
        assert (row.state, row.remark) == (PlacementChangeState.declined, "原件可见")
        assert the_placement(session).withdrawn_at is None
        assert str(end(session).ends_on) == "2022-09-02"
    (message,) = messages(two, "fawu")
    assert (message.what[0], message.who, message.why[0]) == ("您登记或更正的刊登未被采用", "虚构wang", "原件可见")


def test_withdrawn_placement_stays_on_record_and_counts_nowhere(session: Session, database: Database) -> None:
    placement = placed(session)
    notice = session.get_one(Notice, placement.notice_id)
    withdraw_placement(session, placement, reason="该报未见报", context=AT)
    assert str(end(session).ends_on) == "2022-08-31"
    assert placements_of(session, notice) == []
    assert placements_of(session, notice, with_withdrawn=True) == [placement]
    with pytest.raises(PlacementChangeRefused, match="record it anew"):
        correct_placement(session, placement, {"page": "第1版"}, reason="更正", context=AT)


def corrected_medium(session: Session) -> None:
    correct_placement(session, placed(session), {"medium": "杜撰晨报"}, reason="报名抄错", context=AT)


@pytest.mark.filled(by=corrected_medium)
def test_readers_find_and_see_the_medium_as_corrected(database: Database) -> None:
    with site_on(database, "2022-08-10 10:00") as site:
        assert "XGCS-2022-0001" in site.get("/notices?q=杜撰晨报").text
        page = site.get("/notices/XGCS-2022-0001").text
        assert "杜撰晨报" in page


@pytest.mark.parametrize(
    ("received", "is_in_time"),
    [("2022-08-31 12:00", True), ("2022-09-02 12:00", True), ("2022-09-03 00:00", False), ("2022-09-05 10:00", False)],
)
def test_earlier_end_is_not_used_against_who_filed_before_the_correction(
    session: Session, received: str, is_in_time: bool
) -> None:
    placement = placed(session)
    withdraw_placement(session, placement, reason="该报未见报", context=AT)
    found = window_end(session, session.get_one(Notice, placement.notice_id), calendar=UNTIL_2026)
    told = timeliness_at(instant(received), found)
    assert told.is_in_time is is_in_time
    assert ("在刊登登记更正之前" in told.because) is (instant(received) < AT.at)


def test_who_files_after_the_correction_counts_to_the_earlier_end(session: Session) -> None:
    placement = placed(session)
    early = FilingContext(instant("2022-08-20 10:00"), UNTIL_2026)
    withdraw_placement(session, placement, reason="该报未见报", context=early)
    found = window_end(session, session.get_one(Notice, placement.notice_id), calendar=UNTIL_2026)
    assert timeliness_at(instant("2022-09-01 00:00"), found).is_in_time is False


def test_correction_to_a_later_day_counts_though_the_placement_was_recorded_before_that_day(session: Session) -> None:
    placement = placed(session)
    placement.created_at = datetime.fromisoformat("2022-08-05T10:00+08:00")
    correct_placement(session, placement, {"published_on": "2022-08-08"}, reason="延后一期见报", context=AT)
    assert str(end(session).ends_on) == "2022-09-05"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"page": "第8版"}, PlacementChangeRefused),
        ({"published_on": "2022-08-02"}, AmendmentRefused),
        ({"medium": ""}, InvalidRecord),
    ],
)
def test_correction_of_nothing_or_to_what_cannot_be_is_refused(
    session: Session, changes: dict[str, str], error: type[Exception]
) -> None:
    placement = placed(session)
    with pytest.raises(error):
        correct_placement(session, placement, changes, reason="更正", context=AT)
    assert session.exec(select(PlacementChange)).all() == []


def test_case_file_says_in_words_what_stood_before_a_correction(session: Session, tmp_path: Path) -> None:
    placement = placed(session)
    changes = {"kind": "newspaper_prefecture", "city": "杭州市", "page": "第9版"}
    correct_placement(session, placement, changes, reason="级别登错", context=AT)
    case = case_of_notice(session, "XGCS-2022-0001", context=CONTEXT)
    (part,) = [each for each in case.parts if each.title == "刊登情况"]
    assert isinstance(part.content, bytes)
    printed = "".join(text_of(part.content, tmp_path).split())
    assert "发行城市原未登记，种类原登记为省级以上报纸，版次原登记为第8版" in printed
