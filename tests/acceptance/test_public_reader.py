"""What readers met in trials of the public site: odd addresses, unencoded queries, ended notices."""

import asyncio
import re

from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from disposal.storage.database import Database
from disposal.web.middleware import LanguageMiddleware
from tests.support.publishing import amend, publish_project
from tests.support.website import HUARONG, publish_huarong, site_on


def test_address_with_a_nul_is_answered_as_unknown(database: Database) -> None:
    with site_on(database) as site:
        assert site.get("/notices/%00").status_code == 404


def test_query_of_unencoded_chinese_is_read_as_a_browser_would_send_it() -> None:
    seen: list[bytes] = []

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["query_string"])

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": "q=华&status=open".encode(), "headers": []}
    asyncio.run(LanguageMiddleware(note)(scope, None, None))  # type: ignore[arg-type]
    assert seen == [b"q=%E5%8D%8E&status=open"]


def test_reader_who_holds_any_copy_is_told_nothing_changed(database: Database) -> None:
    with database.session("测试员") as session:
        publish_huarong(session)
    with site_on(database) as site:
        assert site.get(f"/notices/{HUARONG}", headers={"if-none-match": "*"}).status_code == 304
        assert site.get(f"/notices/{HUARONG}.pdf", headers={"if-none-match": "*"}).status_code == 304


def ended_page(site: TestClient, number: str) -> str:
    """Return the page of a notice without its tags."""
    return re.sub("<[^>]*>", "", site.get(f"/notices/{number}").text)


def test_ended_notice_says_whether_the_text_is_the_first_or_an_amended_one(database: Database) -> None:
    with database.session("测试员") as session:
        first, second = publish_project(session, "甲"), publish_project(session, "乙")
        amend(session, second, "supplement", statements=["补充说明。"])
        for notice in (first, second):
            amend(session, notice, "withdrawal", reason="债务人已清偿")
    with site_on(database, "2022-08-20 10:00") as site:
        assert "以下为发布时的原文" in ended_page(site, str(first.number))
        assert "以下为经修订后的最后一版（第2版），已按2022年8月10日发布的补充公告" in ended_page(
            site, str(second.number)
        )
