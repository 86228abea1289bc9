"""纪检部门意见: asked of every notice when its window ends, never before, by discipline officers only."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from disposal.acting import Role
from disposal.errors import RecordNotFound
from disposal.models import DisciplineVerdict, Issuer
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.accounts.scope import limit_to_issuers
from disposal.services.discipline_opinions.discipline_opinions import (
    OpinionTooEarly,
    give_opinion,
    opinions_due,
    opinions_given,
)
from tests.disposal.services.reports.officers import FIRST, act_as_account
from tests.support.accounts import act_as, make_account
from tests.support.publishing import amend, publish_project, published_once

pytestmark = pytest.mark.filled(by=published_once)
CLEAR, SUSPEND = DisciplineVerdict.nothing_found, DisciplineVerdict.suspend


def window_end(session: Session) -> datetime:
    end = published_once(session).window_ends_at
    assert end is not None
    return end


def test_opinion_is_due_when_the_window_ends_and_not_a_second_earlier(session: Session) -> None:
    notice, end = published_once(session), window_end(session)
    act_as_account(session, FIRST)
    before = end - timedelta(seconds=1)
    assert opinions_due(session, now=before) == ()
    with pytest.raises(OpinionTooEarly):
        give_opinion(session, notice.id, CLEAR, at=before)
    assert opinions_due(session, now=end) == (notice,)
    give_opinion(session, notice.id, CLEAR, at=end)
    assert opinions_due(session, now=end) == ()


def test_opinion_is_asked_of_each_notice_alike(session: Session) -> None:
    first, other = published_once(session), publish_project(session, "乙")
    amend(session, other, "withdrawal", reason="债务人已清偿全部债务")
    assert {notice.id for notice in opinions_due(session, now=window_end(session))} == {first.id, other.id}


def test_later_opinion_replaces_the_earlier_one(session: Session) -> None:
    notice, end = published_once(session), window_end(session)
    act_as_account(session, FIRST)
    for verdict in (CLEAR, SUSPEND):
        give_opinion(session, notice.id, verdict, at=end)
    (given,) = opinions_given(session, now=end)
    assert given.opinion is not None
    assert (given.opinion.verdict, given.opinion.given_by) == (SUSPEND, FIRST)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.discipline_officer])
def test_other_roles_give_no_opinion(session: Session, role: Role) -> None:
    notice, end = published_once(session), window_end(session)
    act_as(session, "测试员")
    make_account(session, "other", role)
    act_as_account(session, "other")
    with pytest.raises(PermissionRefused):
        give_opinion(session, notice.id, CLEAR, at=end)


def test_opinion_on_a_notice_of_another_branch_is_refused_as_on_none(session: Session) -> None:
    notice, end = published_once(session), window_end(session)
    other = Issuer.model_validate({"code": "QTGS", "name": "虚构他司"})
    act_as_account(session, FIRST)
    session.expire_all()
    limit_to_issuers(session, frozenset({other.id}))
    assert opinions_due(session, now=end) == ()
    with pytest.raises(RecordNotFound):
        give_opinion(session, notice.id, CLEAR, at=end)
