"""What of a published notice PostgreSQL finds, in a package as in a single claim."""

from datetime import datetime

import pytest
from sqlalchemy import text
from sqlmodel import Session

from disposal.migrations.versions.r0013_words_of_notices import make_words_anew
from disposal.models.publication.notice import Notice
from disposal.services.public.filters import NoticesQuery
from disposal.services.public.notice_list import NoticeSearch
from disposal.services.public.summaries import ListedOffer
from disposal.services.publication.search_index import index_notice
from disposal.storage.database import Database
from notices.composition.composition import compose
from notices.content.content import NoticeContent
from notices.dates import SHANGHAI
from notices.rendering.plain import render_text
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import amend, invented_content, publish_project, published_once
from tests.support.website import HUARONG

NOW = datetime(2022, 8, 15, 10, tzinfo=SHANGHAI)


def rows(session: Session, words: str, *, kind: str | None = None) -> tuple[ListedOffer, ...]:
    """Return the offers a search finds, by words of their own or, where a kind is given, of a notice of that kind."""
    query = NoticesQuery(q=words, kind=kind)
    return NoticeSearch(session, query, calendar=UNTIL_2026, now=NOW).page().rows


def finds(session: Session, words: str) -> bool:
    """Tell whether a search finds any notice."""
    return bool(rows(session, words))


def index(session: Session, notice: Notice, content: NoticeContent) -> None:
    """Index a notice as if that were its content."""
    index_notice(session, notice, content, text=render_text(compose(content)))


def package(debtors: int) -> NoticeContent:
    """Return a content of so many like-named debtors."""
    item = invented_content().model_dump()["items"][0]
    items = [item | {"debtor": {"name": f"虚构第{number}号制造有限公司"}} for number in range(1, debtors + 1)]
    return invented_content().model_copy(
        update={"items": NoticeContent.model_validate(invented_content().model_dump() | {"items": items}).items}
    )


def test_last_debtor_of_a_large_package_is_found_by_its_full_name(session: Session) -> None:
    notice = publish_project(session)
    index(session, notice, package(400))
    assert finds(session, "虚构第400号制造有限公司")
    assert not finds(session, "虚构第401号制造有限公司")


def test_package_of_the_most_debtors_can_be_indexed_at_all(session: Session) -> None:
    notice = publish_project(session)
    index(session, notice, package(5_000))
    assert finds(session, "虚构第5000号制造有限公司")


def test_amended_notice_is_found_by_what_it_says_now(session: Session) -> None:
    notice = publish_project(session)
    assert finds(session, "虚构甲制造")
    index(session, notice, invented_content("乙"))
    assert not finds(session, "虚构甲制造")
    assert finds(session, "虚构乙担保")


AMENDMENTS = {
    "supplement": {"statements": ["补充：厂房已由测试市中级人民法院轮候查封。"]},
    "correction": {"changes": [{"label": "基准日", "before": "2022年6月30日", "after": "2022年6月20日"}]},
    "extension": {"window": {"count": 10, "begins_on": "2022-08-31"}, "reason": "征集不足"},
    "withdrawal": {"reason": "债务人已清偿全部债务"},
    "result": {"outcome": {"words": "该资产已成交", "concluded_on": "2022-08-09"}},
}


@pytest.mark.parametrize("kind", AMENDMENTS)
def test_later_notice_is_found_by_the_parties_of_the_notice_it_speaks_of(session: Session, kind: str) -> None:
    later = amend(session, publish_project(session, "乙"), kind, **AMENDMENTS[kind])
    for words in ("虚构乙制造", "虚构乙担保有限公司"):
        assert [[under.number for under in row.later] for row in rows(session, words, kind=kind)] == [[later.number]]
    [shown] = rows(session, "虚构乙制造")[0].later
    assert (shown.debtor_names, shown.debtor_count) == (("虚构乙制造有限公司",), 1)


def test_correction_of_the_debtor_shows_the_new_name_and_is_found_by_both(session: Session) -> None:
    change = {
        "label": "债务人",
        "path": "items.0.debtor.name",
        "before": "虚构甲制造有限公司",
        "after": "虚构新甲有限公司",
    }
    correction = amend(session, publish_project(session), "correction", changes=[change])
    for words in ("虚构甲制造", "虚构新甲"):
        assert len(rows(session, words, kind="correction")) == 1
    assert correction.debtor_names == ["虚构新甲有限公司"]


@pytest.mark.filled(by=published_once)
@pytest.mark.parametrize(
    "words",
    [
        "清偿",
        "轮候查封",
        "(0000)10000001",
        "00001000",
        "测试市虚构路1号",
        "1,234,567.89",
        "虚构日报",
        "具有完全民事行为能力",
        "测试乙",
    ],
)
def test_any_words_on_the_page_find_the_notice(session: Session, words: str) -> None:
    notice = published_once(session)
    amend(session, notice, "supplement", **AMENDMENTS["supplement"])
    amend(session, notice, "withdrawal", **AMENDMENTS["withdrawal"])
    assert finds(session, words)


@pytest.mark.parametrize("words", ["浙江日报", "87836713", "陈女士", "193474338.54", "193,474,338.54元", "纤维"])
def test_notice_of_2022_is_found_by_the_words_of_its_page(shelf: Database, words: str) -> None:
    with shelf.session() as session:
        assert HUARONG in {row.offer.number for row in rows(session, words)}


def test_personal_number_in_the_text_never_enters_the_index(session: Session) -> None:
    notice = publish_project(session)
    index_notice(session, notice, invented_content(), text="虚构人，身份证号11010519491231002X")
    assert finds(session, "身份证号")
    for words in ("11010519491231002X", "19491231"):
        assert not finds(session, words)


def test_migration_makes_words_and_debtors_of_older_rows_as_publication_does(session: Session) -> None:
    query = text("SELECT id, debtor_names, search::text FROM notice ORDER BY id")
    withdrawal = amend(session, publish_project(session, "乙"), "withdrawal", reason="债务人已清偿全部债务")
    session.flush()
    published = session.execute(query).all()
    blank = "UPDATE notice SET search = NULL, debtor_names = CASE id WHEN :id THEN '[]' ELSE debtor_names END"
    session.execute(text(blank), {"id": withdrawal.id})
    assert session.execute(query).all() != published
    make_words_anew(session.connection())
    assert session.execute(query).all() == published
