"""The day a notice states: on time, to come (定时发布), or long past (补录), on both sides of midnight in China."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.registry.due_publications import publish_due
from disposal.services.projects.projects import change_project
from disposal.services.publication import days, publication
from disposal.services.publication.versions import newest_content
from disposal.services.records.audit_trail import entries
from disposal.storage.database import Database
from notices.composition.composition import compose
from notices.dates import SHANGHAI
from notices.rendering.plain import render_text
from tests.support.publishing import CONTEXT, PUBLISHED_ON, enter_project
from tests.support.website import site_on

LAST_SECOND_BEFORE, FIRST_SECOND = "2022-08-02 23:59:59", "2022-08-03 00:00:00"
LAST_SECOND, DAY_AFTER = "2022-08-03 23:59:59", "2022-08-04 00:00:00"


def context_at(text: str) -> publication.PublicationContext:
    at = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    return replace(CONTEXT, clock=lambda: at)


def drafted(session: Session) -> Notice:
    return publication.draft_notice(session, enter_project(session).id, published_on=PUBLISHED_ON)


@pytest.mark.parametrize("at", [FIRST_SECOND, LAST_SECOND])
def test_notice_published_on_its_day_is_not_marked(session: Session, at: str) -> None:
    notice = drafted(session)
    publication.publish(session, notice.id, context=context_at(at))
    assert newest_content(session, notice).entered_afterwards is None


def test_notice_published_a_second_after_its_day_is_refused(session: Session) -> None:
    with pytest.raises(days.PublicationDayPassed, match="entered-afterwards"):
        publication.publish(session, drafted(session).id, context=context_at(DAY_AFTER))


def test_notice_published_a_second_before_its_day_is_scheduled_not_published(session: Session) -> None:
    notice = drafted(session)
    with pytest.raises(days.PublicationDayToCome):
        publication.publish(session, notice.id, context=context_at(LAST_SECOND_BEFORE))
    made = publication.publish_or_schedule(session, notice.id, context=context_at(LAST_SECOND_BEFORE))
    assert made == datetime(2022, 8, 3, tzinfo=SHANGHAI)
    assert (notice.state, notice.number, notice.scheduled_by) == ("draft", None, "测试员")


def test_notice_entered_afterwards_says_when_and_why_in_content_box_and_trail(session: Session) -> None:
    notice = drafted(session)
    days.enter_afterwards(session, notice, reason="原公告已于当日见报")
    publication.publish(session, notice.id, context=context_at("2022-11-03 10:30:00"))
    content = newest_content(session, notice)
    assert content.entered_afterwards is not None
    assert content.entered_afterwards.entered_at == datetime(2022, 11, 3, 10, 30, tzinfo=SHANGHAI)
    document = compose(content)
    assert ("补录", "2022年11月3日10:30录入；原因：原公告已于当日见报") in document.facts
    assert "补录" not in render_text(document)
    assert "notice.entered_afterwards" in {entry.event for entry in entries(session, subject_id=notice.id)}


def test_window_of_a_notice_entered_afterwards_counts_from_its_own_day(session: Session) -> None:
    notice = drafted(session)
    days.enter_afterwards(session, notice, reason="原公告已于当日见报")
    publication.publish(session, notice.id, context=context_at("2022-11-03 10:30:00"))
    assert notice.window_ends_on == date(2022, 8, 31)


def scheduled(database: Database) -> UUID:
    with database.session("测试员") as session:
        notice = drafted(session)
        publication.publish_or_schedule(session, notice.id, context=context_at(LAST_SECOND_BEFORE))
        return notice.id


def test_scheduled_notice_is_published_once_by_who_scheduled_it(database: Database) -> None:
    notice_id = scheduled(database)
    assert publish_due(database, context=context_at(LAST_SECOND_BEFORE)) == []
    assert publish_due(database, context=context_at(LAST_SECOND)) == ["XGCS-2022-0001"]
    assert publish_due(database, context=context_at(LAST_SECOND)) == []
    with database.session() as session:
        notice = session.get_one(Notice, notice_id)
        assert (notice.state, notice.publish_at, notice.entered_afterwards) == ("published", None, None)
        assert entries(session, subject_id=notice_id)[-1].actor == "测试员"


def test_scheduled_notice_whose_day_went_by_while_nothing_ran_is_not_published_as_of_that_day(
    database: Database,
) -> None:
    notice_id = scheduled(database)
    assert publish_due(database, context=context_at(DAY_AFTER)) == []
    with database.session() as session:
        notice, last = session.get_one(Notice, notice_id), entries(session, subject_id=notice_id)[-1]
        assert (notice.state, notice.publish_at, last.event) == ("draft", None, "notice.unscheduled")
        assert "2022-08-03 早于今天" in str(last.reason)


def test_scheduled_notice_that_can_no_longer_be_published_leaves_the_schedule_and_says_why(database: Database) -> None:
    notice_id = scheduled(database)
    with database.session("测试员") as session:
        project_id = session.get_one(Notice, notice_id).project_id
        change_project(session, project_id, {"window": None}, reason="测试")
    assert publish_due(database, context=context_at(FIRST_SECOND)) == []
    with database.session() as session:
        notice, last = session.get_one(Notice, notice_id), entries(session, subject_id=notice_id)[-1]
        assert (notice.state, notice.publish_at, last.event) == ("draft", None, "notice.unscheduled")
        assert "公告期限" in str(last.reason)


def test_first_request_after_the_instant_shows_the_scheduled_notice(database: Database) -> None:
    scheduled(database)
    with site_on(database, LAST_SECOND_BEFORE) as before:
        assert before.get("/api/v1/notices").json()["notices"] == []
    with site_on(database, FIRST_SECOND) as after:
        assert [each["number"] for each in after.get("/api/v1/notices").json()["notices"]] == ["XGCS-2022-0001"]
