"""What a screening takes from the notices of a project, and that it tells nothing of another branch."""

from datetime import date

import pytest
from sqlmodel import Session

from disposal.errors import RecordNotFound
from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.accounts.scope import limit_to_issuers
from disposal.services.projects.projects import change_project
from disposal.services.projects.roles import project_parties
from disposal.services.publication.notices import newest_version, published_notice_of
from disposal.services.screening.announced import announced
from notices.content.content import NoticeContent
from tests.support.factories import make_issuer, make_notice
from tests.support.publishing import publish_project
from tests.support.screening import PERSON, case_of_2022, entered, screened

DRAFTED, SUBMITTED = date(2022, 8, 1), date(2022, 8, 3)  # Mon, Wed


def test_published_notice_says_who_may_not_buy_whatever_the_project_says_since(session: Session) -> None:
    project = session.get_one(DisposalProject, publish_project(session).project_id)
    notice = published_notice_of(session, project.id)
    assert notice is not None
    change_project(session, project.id, {"restrictions": {"capacity": "测试"}}, reason="测试")
    content = NoticeContent.model_validate_json(newest_version(session, notice).canonical_json)
    said = announced(session, project.id)
    assert (said.restrictions, said.first_on) == (content.restrictions, notice.published_on)
    assert said.restrictions.limbs


@pytest.mark.filled(by=case_of_2022)
def test_draft_is_no_notice_and_the_first_day_of_the_others_counts(session: Session) -> None:
    project = case_of_2022(session)
    assert announced(session, project.id).first_on is None
    make_notice(session, project, published_on=DRAFTED)
    assert announced(session, project.id).first_on is None
    make_notice(session, project, state="submitted", published_on=SUBMITTED)
    assert (announced(session, project.id).first_on, announced(session, project.id).restrictions) == (
        SUBMITTED, project.restrictions,
    )  # fmt: skip


@pytest.mark.filled(by=case_of_2022)
def test_notice_of_another_branch_on_the_project_says_nothing(session: Session) -> None:
    project = case_of_2022(session)
    elsewhere = make_issuer(session, "TEST-JS", branch="测试二分公司")
    make_notice(session, project, issuer_id=elsewhere.id, state="submitted", published_on=SUBMITTED)
    limit_to_issuers(session, frozenset({project.issuer_id}))
    session.expunge_all()
    assert announced(session, project.id).first_on is None


@pytest.mark.filled(by=case_of_2022)
def test_parties_and_bidders_of_another_branch_are_neither_told_nor_screened(session: Session) -> None:
    project = case_of_2022(session)
    bidder = entered(session, project, PERSON)
    limit_to_issuers(session, frozenset({make_issuer(session, "TEST-JS", branch="测试二分公司").id}))
    session.expunge_all()
    for asked in (project_parties, announced):
        with pytest.raises(RecordNotFound):
            asked(session, project.id)
    with pytest.raises(RecordNotFound):
        screened(session, bidder)
