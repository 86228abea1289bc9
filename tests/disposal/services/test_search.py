"""What of a published notice PostgreSQL finds, in a package as in a single claim."""

from datetime import datetime

from sqlmodel import Session

from disposal.services.list_filters import NoticesQuestion
from disposal.services.notice_list import find_notices
from disposal.services.search import index_notice
from notices.content import NoticeContent
from notices.dates import SHANGHAI
from tests.calendars import UNTIL_2026
from tests.publishing import invented_content, publish_project

NOW = datetime(2022, 8, 15, 10, tzinfo=SHANGHAI)


def finds(session: Session, words: str) -> bool:
    """Tell whether a search finds any notice."""
    question = NoticesQuestion(q=words)
    return bool(find_notices(session, question, calendar=UNTIL_2026, now=NOW).notices)


def package(debtors: int) -> NoticeContent:
    """Return a content of so many like-named debtors."""
    item = invented_content().model_dump()["items"][0]
    items = [item | {"debtor": {"name": f"虚构第{number}号制造有限公司"}} for number in range(1, debtors + 1)]
    return invented_content().model_copy(
        update={"items": NoticeContent.model_validate(invented_content().model_dump() | {"items": items}).items}
    )


def test_last_debtor_of_a_large_package_is_found_by_its_full_name(session: Session) -> None:
    notice = publish_project(session)
    index_notice(session, notice, package(400))
    assert finds(session, "虚构第400号制造有限公司")
    assert not finds(session, "虚构第401号制造有限公司")


def test_package_of_the_most_debtors_can_be_indexed_at_all(session: Session) -> None:
    notice = publish_project(session)
    index_notice(session, notice, package(5_000))
    assert finds(session, "虚构第5000号制造有限公司")


def test_amended_notice_is_found_by_what_it_says_now(session: Session) -> None:
    notice = publish_project(session)
    assert finds(session, "虚构甲制造")
    index_notice(session, notice, invented_content("乙"))
    assert not finds(session, "虚构甲制造")
    assert finds(session, "虚构乙担保")
