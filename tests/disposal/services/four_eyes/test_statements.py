"""A draft on its way to publication asks the database no more than it must, and as much for ten claims as for one."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.four_eyes.submitting import submit
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.publication.publication import draft_notice, publish
from disposal.storage.database import Database
from notices.content.content import NoticeContent
from tests.benchmarks.database.plans import noted
from tests.disposal.services.four_eyes.approving import NOON, by, sign, staffed
from tests.support.publishing import FACTS, PUBLISHED_ON, invented_content

MOST = {"draft": 16, "submit": 40, "approve": 46, "publish": 56}
"""Statements of each step in a session of an account: two that begin it, the savepoints of what is entered included.

Publication asks the database for its time, and here, where the clocks are apart, whether this is production."""


def content_of(count: int) -> NoticeContent:
    """Return a content on this many debtors."""
    first = invented_content("子")
    others = (invented_content(f"子{at}").items[0] for at in range(1, count))
    return first.model_copy(update={"items": (*first.items, *others)})


def entered(database: Database, count: int) -> UUID:
    """Enter a project of claims on this many debtors, as chen."""
    facts = {**FACTS, "project_code": f"测试-{count}", "review_meeting_on": "2022-09-01", "province": "测试省"}
    with database.session(by("chen")) as session:
        return enter_content(session, content_of(count), IntakeFacts.model_validate(facts)).id


def statements(database: Database, login: str, act: Callable[[Session], object]) -> int:
    """Return how many statements an act of somebody takes."""
    with noted(database.engine) as asked, database.session(by(login)) as session:
        act(session)
    return len(asked.statements)


@pytest.mark.parametrize("count", [1, 10])
def test_steps_to_publication_take_no_more_statements_for_many_claims(database: Database, count: int) -> None:
    staffed(database)
    project, drafts, loads = entered(database, count), list[Notice](), dict[str, int]()

    def counted(step: str, login: str, act: Callable[[Session], object]) -> int:
        with noted(database.engine) as asked, database.session(by(login)) as session:
            act(session)
        loads[step] = sum("FROM litigation_status" in said for said, _ in asked.statements)  # of claims, each load once
        return len(asked.statements)

    taken = {
        "draft": statements(
            database, "chen", lambda s: drafts.append(draft_notice(s, project, published_on=PUBLISHED_ON))
        ),
        "submit": counted("submit", "chen", lambda s: submit(s, drafts[0].id, context=NOON)),
        "approve": counted("approve", "wang", lambda s: sign(s, drafts[0].id)),
        "publish": statements(database, "li", lambda s: publish(s, drafts[0].id, context=NOON)),
    }
    assert loads == {"submit": 1, "approve": 1}
    assert {step: asked for step, asked in taken.items() if asked > MOST[step]} == {}


def test_session_of_an_account_begins_with_two_statements_and_one_that_reads_with_one(database: Database) -> None:
    staffed(database)
    assert statements(database, "chen", lambda session: session.info["acting"]) == 2
    with noted(database.engine) as asked, database.session(by("chen"), is_read_only=True) as session:
        assert session.info["acting"].name == "虚构chen"
    assert len(asked.statements) == 1
