"""The list page: what it finds, what it says where nothing is found, and how it helps with wrong filters."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from fastapi.testclient import TestClient

from disposal.services.publication import publication
from disposal.services.publication.days import enter_afterwards
from disposal.services.publication.publication import draft_notice
from disposal.storage.database import Database
from tests.support.publishing import CONTEXT, amend, enter_project, invented_content, publish_project
from tests.support.website import HUARONG, instant, site_on


def numbers(page: str) -> list[str]:
    """Return the numbers of the notices a page lists."""
    return re.findall(r'<h2><a href="(?:/en)?/notices/([A-Z0-9-]+)"', page)


@pytest.mark.parametrize("address", ["/", "/notices", "/en", "/en/", "/en/notices"])
def test_list_stands_at_its_addresses_in_both_languages(site: TestClient, address: str) -> None:
    response = site.get(address)
    assert response.status_code == 200
    assert numbers(response.text)[0] == "XGCS-2026-0001"
    assert ('<html lang="en">' in response.text) is address.startswith("/en")


@pytest.mark.parametrize("language", ["en", "en-GB,en;q=0.9", "fr", "zh-TW"])
def test_language_of_the_browser_does_not_turn_the_chinese_page_away(site: TestClient, language: str) -> None:
    assert '<html lang="zh-CN">' in site.get("/notices", headers={"accept-language": language}).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=纤", [HUARONG]),
        ("q=华成", [HUARONG]),
        ("q=虚构乙制造", ["XGCS-2022-0003"]),
        ("q=清偿", ["XGCS-2022-0003"]),
        ("min_amount=1亿", [HUARONG]),
        ("province=浙江省", [HUARONG]),
        ("status=withdrawn", ["XGCS-2022-0003"]),
        ("provisional=true", ["XGCS-2026-0001"]),
        ("days_left=12", ["XGCS-2022-0009"]),
        ("kind=withdrawal&q=", ["XGCS-2022-0003"]),
        ("utm_source=mail&q=华成", [HUARONG]),
    ],
)
def test_filters_of_the_form_find_what_they_say(site: TestClient, query: str, expected: list[str]) -> None:
    assert numbers(site.get(f"/notices?{query}").text) == expected


def rows(page: str) -> list[str]:
    """Return the words of the rows of a page."""
    items = re.findall(r'<li class="row.*?</li>', page, re.DOTALL)
    return [re.sub(r"\s+", "", re.sub(r"<[^>]*>", " ", unescape(item))) for item in items]


def test_later_notice_stands_under_its_offer_and_not_beside_it(site: TestClient) -> None:
    page = site.get("/notices?q=虚构乙制造").text
    assert re.findall(r'<h2><a href="/notices/([^"]+)"[^>]*>([^<]*)</a>', page) == [
        ("XGCS-2022-0003", "虚构乙制造有限公司"),
    ]
    under = page.partition('<div class="later">')[2].partition("</div>")[0]
    assert re.findall(r'href="([^"]+)"', under) == ["/notices/XGCS-2022-0004"]
    assert "撤销公告XGCS-2022-00042022年8月10日（星期三）" in re.sub(r"\s+|<[^>]*>", "", under)
    english = site.get("/en/notices?q=虚构丙制造").text
    assert 'href="/en/notices/XGCS-2022-0006"' in english.partition('<div class="later">')[2]


def test_offer_and_its_extension_show_one_last_day_with_one_count(site: TestClient) -> None:
    [row] = rows(site.get("/notices?q=虚构丙制造").text)
    assert row.count("剩余工作日") == 1
    assert "23剩余工作日（含今日）" in row
    assert row.count("9月15日") == 1


def test_of_very_many_later_notices_the_first_are_folded(database: Database) -> None:
    with database.session("测试员") as session:
        notice = publish_project(session)
        for day in range(10, 16):
            amend(session, notice, "supplement", published_on=date(2022, 8, day), statements=[f"补充{day}"])
    with site_on(database) as site:
        later = site.get("/notices").text.partition('<div class="later">')[2].partition("</div>")[0]
    folded, _, shown = later.partition("</details>")
    assert "此前 2 份后续公告" in folded
    assert [len(re.findall("XGCS-2022-", part)) for part in (folded, shown)] == [4, 8]  # in link and label


def test_row_of_a_package_is_headed_by_its_first_debtor_and_their_number(database: Database) -> None:
    items = [invented_content(label).model_dump()["items"][0] for label in "甲乙丙丁"]
    with database.session("测试员") as session:
        publish_project(session, items=items, package={"name": "虚构资产包"})
    with site_on(database) as site:
        chinese, english = (site.get(address).text for address in ("/notices", "/en/notices"))
    assert "虚构甲制造有限公司<wbr>等4户</a></h2>" in chinese
    assert "债务人虚构甲制造有限公司、虚构乙制造有限公司、虚构丙制造有限公司等" in rows(chinese)[0]
    assert "andothers" in rows(english)[0]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/notices?q=华成", "共 1 条"),
        ("/en/notices?q=华成", "1 notice<"),
        ("/notices?limit=3", "共 8 条"),
        ("/en/notices?limit=3", "8 notices"),
    ],
)
def test_list_says_how_many_notices_were_found(site: TestClient, address: str, words: str) -> None:
    assert words in site.get(address).text


def test_list_of_very_many_says_more_than(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disposal.services.public.notice_list.MOST_COUNTED", 5)
    assert "超过 5 条" in site.get("/notices").text
    assert "More than 5 notices" in site.get("/en/notices").text


def test_row_shows_title_parties_amount_last_day_and_days_left(site: TestClient) -> None:
    row = re.sub(r"\s+", "", re.sub(r"<[^>]*>", " ", site.get("/notices?q=华成").text))
    for words in (
        "公告期内",
        HUARONG,
        "浙江省分公司资产处置公告",
        "杭州华成聚合纤有限公司",
        "1.93亿元",
        "2022年8月31日（星期三）",
    ):
        assert words in row
    assert "13剩余工作日（含今日）" in row


def test_search_without_result_says_what_to_do(site: TestClient) -> None:
    page = site.get("/notices?q=不存在的公司").text
    assert "没有符合条件的公告" in page
    assert "请减少检索词" in page


def test_empty_register_says_so_and_offers_the_calculator(database: Database) -> None:
    with site_on(database) as site:
        page = site.get("/").text
    assert "尚无公告" in page
    assert 'href="/calculator"' in page


def test_wrong_filters_keep_their_values_and_stand_beside_their_remedies(site: TestClient) -> None:
    response = site.get("/notices", params={"q": "，", "min_amount": '-3"><b>', "days_left": "x", "status": "gone"})
    assert response.status_code == 422
    page = response.text
    assert 'value="-3&#34;&gt;&lt;b&gt;"' in page
    for field in ("q", "status", "min_amount", "days_left"):
        assert f'id="{field}-problem"' in page
        assert f'href="#{field}"' in page
    assert "须为 0 至 365 的整数" in page
    assert numbers(page) == []


def test_pager_leads_forward_and_back_with_the_filters_kept(site: TestClient) -> None:
    first = site.get("/en/notices?q=虚构&limit=4").text
    onward = unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])  # type: ignore[index]
    assert onward.startswith("/en/notices?")
    second = site.get(onward).text
    assert numbers(second)[0] not in numbers(first)
    back = unescape(re.search(r'rel="prev" href="([^"]+)"', second)[1])  # type: ignore[index]
    assert numbers(site.get(back).text) == numbers(first)


def test_page_beyond_the_last_leads_back(site: TestClient) -> None:
    page = site.get(f"/notices?after=1999-01-01_{'0' * 32}&q=华").text
    assert "没有更多公告" in page
    assert 'href="/notices?q=%E5%8D%8E"' in page


@pytest.mark.parametrize("address", ["/notices?q=华成&status=open", "/en/notices?q=华成&status=open"])
def test_switch_of_language_keeps_page_and_query(site: TestClient, address: str) -> None:
    page = site.get(address).text
    other = unescape(re.search(r'class="switch" href="([^"]+)"', page)[1])  # type: ignore[index]
    assert numbers(site.get(other).text) == numbers(page) == [HUARONG]
    assert ('lang="en"' in page.split(">")[1]) is address.startswith("/en")


@pytest.mark.parametrize(
    ("stated", "shown", "english"),
    [
        ({"floor_price": "1200万元", "deposit": "240万元"}, "起始价1,200.00万元", "Floorprice¥12.00million"),
        ({"deposit": "240万元"}, "保证金240.00万元", "Deposit¥2.40million"),
    ],
    ids=["floor price", "deposit where no floor price is stated"],
)
def test_row_shows_place_kinds_of_collateral_and_floor_price_or_deposit(
    database: Database, stated: dict[str, str], shown: str, english: str
) -> None:
    item = invented_content().model_dump(mode="json")["items"][0]
    ship = {"type": "ship", "description": "油船", "gross_tonnage": "2980", "details": "船名虚构号，船籍港虚构港"}
    item["claims"][0]["security"] = [{"owner": "虚构甲制造有限公司", "collateral": ship}]
    terms = {"modes": ["open_bidding"], "buyer_requirement": "买受人信誉良好", **stated}
    with database.session("测试员") as session:
        publish_project(session, items=[item], terms=terms)
    with site_on(database) as site:
        [row], [translated] = (rows(site.get(address).text) for address in ("/notices", "/en/notices"))
    assert "测试省船舶虚构资产" in row
    assert shown in row
    assert ("保证金" in row) is ("floor_price" not in stated)
    assert "ship" in translated
    assert english in translated


def test_notice_entered_afterwards_is_marked_on_list_page_and_api(database: Database) -> None:
    with database.session("测试员") as session:
        notice = draft_notice(session, enter_project(session).id, published_on=date(2022, 8, 3))
        enter_afterwards(session, notice, reason="原公告已于当日见报")
        context = replace(CONTEXT, clock=lambda: instant("2022-08-10 10:30"))
        publication.publish(session, notice.id, context=context)
    with site_on(database) as site:
        [row], [english] = (rows(site.get(address).text) for address in ("/notices", "/en/notices"))
        page = re.sub(r"\s+|<[^>]*>", "", site.get("/notices/XGCS-2022-0001").text)
        [told] = site.get("/api/v1/notices").json()["notices"]
    assert "补录" in row
    assert "enteredafterwards" in english
    assert "补录2022年8月10日（星期三）10:30原公告已于当日见报" in page
    assert told["is_entered_afterwards"] is True
