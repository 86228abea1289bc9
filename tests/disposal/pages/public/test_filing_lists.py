"""Answers and objections beyond those on a notice's own page are found page by page, each once."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.models.publication.notice import Notice
from disposal.services.enquiries import public_enquiries
from disposal.services.objection_register import public_count
from disposal.services.objections.rules import enter_rule
from disposal.storage.database import Database
from tests.disposal.services.enquiries.enquiring import answered, asked
from tests.disposal.services.objections.objecting import NUMBER, by, filed, fill_published, on
from tests.support.website import site_on

pytestmark = pytest.mark.filled(by=fill_published)
NOTICE = f"/notices/{NUMBER}"
OLDER = re.compile(rf'href="({NOTICE}/(?:enquiries|objections)\?after=[0-9a-f-]+)"')


@pytest.fixture(autouse=True)
def _two_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_enquiries, "MOST_SHOWN", 2)
    monkeypatch.setattr(public_count, "MOST_SHOWN", 2)


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of the site."""
    with site_on(database, "2022-08-17 10:00") as opened:
        yield opened


def pages_from(client: TestClient, path: str) -> list[str]:
    """Return the page and all that its links to earlier ones lead to."""
    pages = [client.get(path).text]
    while link := OLDER.search(pages[-1]):
        pages.append(client.get(link[1]).text)
    return pages


@pytest.mark.parametrize("path", [NOTICE, f"{NOTICE}/filings"])
def test_answers_are_all_found_two_at_a_time(database: Database, client: TestClient, path: str) -> None:
    for number in range(5):
        answered(database, asked(database, words=f"第{number}个问题").enquiry.receipt)
    pages = pages_from(client, path)
    assert [re.findall("第([0-9])个问题", page) for page in pages] == [["4", "3"], ["2", "1"], ["0"]]
    assert all("咨询与答复 5" in page for page in pages)
    assert "回到最近的" in pages[1]


def test_objections_are_all_found_where_the_issuer_tells_of_them(database: Database, client: TestClient) -> None:
    for number in range(3):
        filed(database, objector=f"虚构{number}号有限公司")
    assert "虚构0号" not in client.get(f"{NOTICE}/objections").text
    with database.session(by("guan")) as session:
        issuer = session.exec(select(Notice)).one().issuer_id
        rule = {"in_force_from": "2022-08-15", "shows_count": "是"}
        enter_rule(session, issuer, rule, today=on("2022-08-15 09:00").at.date())
    pages = pages_from(client, f"{NOTICE}/filings")
    assert [re.findall("虚构([0-9])号有限公司", page) for page in pages] == [["2", "1"], ["0"]]
    assert "已登记 3" in pages[1]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/notices/XGCS-2022-0009/enquiries", 404, "XGCS-2022-0009"),
        (f"{NOTICE}/objections?after=1", 422, "不是记录的标识"),
        (f"{NOTICE}/enquiries?after=%00", 422, "空字符"),
    ],
)
def test_unknown_notice_and_wrong_key_are_refused_in_words(
    client: TestClient, path: str, status: int, words: str
) -> None:
    refused = client.get(path)
    assert (refused.status_code, words in refused.text) == (status, True)
    assert "Input should" not in refused.text


def test_list_without_answers_says_so_and_only_behind_the_last_page_that_there_are_no_earlier_ones(
    client: TestClient,
) -> None:
    first, behind = (client.get(f"{NOTICE}/enquiries{query}").text for query in ("", f"?after={uuid4()}"))
    assert ("尚无公开的咨询与答复" in first, "没有更早的" in first) == (True, False)
    assert "没有更早的" in behind
