"""The home page: what closes this week and what was published today, above the list of all notices."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from disposal.acting import Role
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.accounts import in_production, make_account
from tests.support.website import site_on


@pytest.fixture(scope="module")
def offers(described: Database) -> Iterator[TestClient]:
    """Yield a client of the site on Mon 2022-08-15."""
    with site_on(described) as client:
        yield client


def box(page: str, name: str) -> str:
    """Return one list of the home page as text."""
    part = page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0].partition(">")[2]
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", part))


def at(client: TestClient, address: str, instant: str) -> str:
    client.clock.set(instant)  # type: ignore[attr-defined]
    page = client.get(address).text
    client.clock.set("2022-08-15 10:00")  # type: ignore[attr-defined]
    return page


def test_home_shows_what_was_published_today_with_later_notices_under_their_offer(offers: TestClient) -> None:
    told = box(offers.get("/").text, "published")
    assert told == "今日发布2022年8月15日（星期一）虚构丙制造有限公司更正公告XGCS-2022-0004延期公告XGCS-2022-0005"
    english = box(offers.get("/en").text, "published")
    assert english.startswith("PublishedtodayMon15Aug2022虚构丙制造有限公司correction")


def test_home_shows_what_closes_this_week_with_its_days_left(offers: TestClient) -> None:
    told = box(at(offers, "/", "2022-08-22 10:00"), "closing")  # Mon; the extended window ends on Wed 2022-08-24
    assert told == "本周截止至2022年8月28日（星期日）虚构丙制造有限公司8月24日截止，剩3个工作日"
    english = box(at(offers, "/en", "2022-08-24 23:59"), "closing")
    assert english == "ClosingthisweekuntilSun28Aug2022虚构丙制造有限公司24Aug,1workingdayleft"


def test_home_says_where_there_is_nothing(offers: TestClient) -> None:
    page = at(offers, "/", "2022-08-25 00:00")  # Thu
    assert "本周没有公告期届满。" in box(page, "closing")
    assert "今日尚无公告发布。" in box(page, "published")


def test_home_of_a_busy_day_leads_to_the_rest(site: TestClient) -> None:
    page = at(site, "/", "2022-08-03 10:00")
    assert box(page, "published").count("制造有限公司") == 5
    assert box(page, "published").endswith("查看全部公告")


@pytest.mark.parametrize("address", ["/notices", "/?q=虚构", "/?days_left=x", f"/?after=2022-08-01_{'0' * 32}"])
def test_lists_that_were_asked_for_are_not_preceded_by_the_home_page(offers: TestClient, address: str) -> None:
    assert 'class="home"' not in offers.get(address).text


def test_home_of_an_empty_register_says_only_that(database: Database) -> None:
    with site_on(database) as client:
        page = client.get("/").text
    assert 'class="home"' not in page
    assert "尚无公告" in page


def test_empty_register_in_training_says_what_to_do_first(database: Database) -> None:
    with site_on(database) as client:
        page = client.get("/").text
        assert all(step in page for step in ("开设首位管理员", "编制公告", "<code>make demo</code>", "disposal try"))
        assert "make the first administrator" in client.get("/en/notices").text
        assert "从哪里开始" not in client.get("/?q=虚构").text
    with database.session("首位管理员") as session:
        make_account(session, "guanli", Role.administrator)
    with site_on(database) as client:
        page = client.get("/").text
    assert "编制公告" in page
    assert "开设首位管理员" not in page


def test_empty_register_in_production_tells_the_public_nothing_of_how_it_is_run(settings: Settings) -> None:
    with in_production(settings) as database, site_on(database) as client:
        assert "从哪里开始" not in client.get("/").text
