"""纪检部门意见: asked of every notice when its window ends, never before, by discipline officers only."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session

from disposal.acting import Role
from disposal.errors import RecordNotFound
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.placement import PlacementCreate
from disposal.models.reports.discipline_opinion import DisciplineVerdict
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.accounts.scope import limit_to_issuers
from disposal.services.discipline_opinions.discipline_opinions import (
    OpinionOnAmendment,
    OpinionTooEarly,
    give_opinion,
    opinions_due,
    opinions_given,
)
from disposal.services.filings.published import FilingContext
from disposal.services.press.placements import record_placement
from tests.disposal.services.reports.officers import FIRST, act_as_account
from tests.support.accounts import act_as, make_account
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import amend, publish_project, published_once

pytestmark = pytest.mark.filled(by=published_once)
CLEAR, SUSPEND = DisciplineVerdict.nothing_found, DisciplineVerdict.suspend


def window_end(session: Session) -> datetime:
    end = published_once(session).window_ends_at
    assert end is not None
    return end


def at(instant: datetime) -> FilingContext:
    return FilingContext(instant, UNTIL_2026)


def due(session: Session, instant: datetime) -> list[UUID]:
    return [each.notice.id for each in opinions_due(session, context=at(instant)).notices]


def test_opinion_is_due_when_the_window_ends_and_not_a_second_earlier(session: Session) -> None:
    notice, end = published_once(session), window_end(session)
    act_as_account(session, FIRST)
    before = end - timedelta(seconds=1)
    assert due(session, before) == []
    with pytest.raises(OpinionTooEarly):
        give_opinion(session, notice.id, CLEAR, context=at(before))
    assert due(session, end) == [notice.id]
    give_opinion(session, notice.id, CLEAR, context=at(end))
    assert due(session, end) == []


def test_opinion_is_asked_of_each_notice_alike(session: Session) -> None:
    first, other = published_once(session), publish_project(session, "乙")
    amend(session, other, "withdrawal", reason="债务人已清偿全部债务")
    assert set(due(session, window_end(session))) == {first.id, other.id}


def test_paper_a_day_late_moves_the_day_from_which_the_opinion_is_asked(session: Session) -> None:
    notice, end = published_once(session), window_end(session)
    stood = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": "2022-08-04", "notice_id": notice.id}
    record_placement(session, PlacementCreate.model_validate(stood))
    moved = end + timedelta(days=1)
    act_as_account(session, FIRST)
    assert due(session, moved - timedelta(seconds=1)) == []
    with pytest.raises(OpinionTooEarly):
        give_opinion(session, notice.id, CLEAR, context=at(moved - timedelta(seconds=1)))
    assert due(session, moved) == [notice.id]
    give_opinion(session, notice.id, CLEAR, context=at(moved))


def test_opinion_on_an_amendment_is_refused_and_the_notice_is_named(session: Session) -> None:
    notice, end = published_once(session), window_end(session)
    longer = {"count": 10, "begins_on": date(2022, 8, 31)}
    later = amend(session, notice, "extension", published_on=date(2022, 8, 15), window=longer, reason="征集不足")
    for when in ("IMMEDIATE", "DEFERRED"):  # published while nobody had an account: nobody had to approve
        session.execute(text(f"SET CONSTRAINTS ALL {when}"))
    act_as_account(session, FIRST)
    with pytest.raises(OpinionOnAmendment, match=f"give it on notice {notice.number}"):
        give_opinion(session, later.id, CLEAR, context=at(end + timedelta(days=60)))


def test_list_goes_on_behind_its_first_page(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = published_once(session), publish_project(session, "乙")
    monkeypatch.setattr("disposal.services.staff_lists.keyset.ROWS", 1)
    end = window_end(session)
    page = opinions_due(session, context=at(end))
    rest = opinions_due(session, context=at(end), after=page.next_after)
    assert [each.notice.id for each in (*page.notices, *rest.notices)] == [first.id, other.id]
    assert rest.next_after == ""


def test_later_opinion_replaces_the_earlier_one(session: Session) -> None:
    notice, end = published_once(session), window_end(session)
    act_as_account(session, FIRST)
    for verdict in (CLEAR, SUSPEND):
        give_opinion(session, notice.id, verdict, context=at(end))
    (given,) = opinions_given(session, context=at(end)).notices
    assert given.opinion is not None
    assert (given.opinion.verdict, given.opinion.given_by) == (SUSPEND, FIRST)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.discipline_officer])
def test_other_roles_give_no_opinion(session: Session, role: Role) -> None:
    notice, end = published_once(session), window_end(session)
    act_as(session, "测试员")
    make_account(session, "other", role)
    act_as_account(session, "other")
    with pytest.raises(PermissionRefused):
        give_opinion(session, notice.id, CLEAR, context=at(end))


def test_opinion_on_a_notice_of_another_branch_is_refused_as_on_none(session: Session) -> None:
    notice, end = published_once(session), window_end(session)
    other = Issuer.model_validate({"code": "QTGS", "name": "虚构他司"})
    act_as_account(session, FIRST)
    session.expire_all()
    limit_to_issuers(session, frozenset({other.id}))
    assert due(session, end) == []
    with pytest.raises(RecordNotFound):
        give_opinion(session, notice.id, CLEAR, context=at(end))
