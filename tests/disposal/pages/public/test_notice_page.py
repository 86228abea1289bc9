"""The page of a notice: its frozen words, where it stands today, its window day by day, its versions."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from fastapi.testclient import TestClient

from disposal.models.publication.placement import PlacementCreate
from disposal.services.press.placements import record_placement
from disposal.services.publication.publication import draft_notice
from disposal.storage.database import Database
from tests.support.publishing import amend, enter_project, invented_content, publish_project
from tests.support.website import HUARONG, publish_huarong, site_on

NOTICE = f"/notices/{HUARONG}"


Ask = Callable[..., str]


@pytest.fixture
def at(site: TestClient) -> Ask:
    """Return what asks for a page at an instant."""

    def ask(address: str, instant: str = "2022-08-15 10:00") -> str:
        site.clock.set(instant)  # type: ignore[attr-defined]
        response = site.get(address)
        assert response.status_code == 200, response.text
        site.clock.set("2022-08-15 10:00")  # type: ignore[attr-defined]
        return response.text

    return ask


def words(page: str) -> str:
    """Return the text of a page without its tags and blanks."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        ("2022-08-02 10:00", "2022年8月3日发布，自8月4日起算，共20个工作日"),
        ("2022-08-03 10:00", "20剩余工作日（自8月4日起计）"),
        ("2022-08-04 10:00", "20剩余工作日（含今日）"),
        ("2022-08-05 00:00", "19剩余工作日（含今日）"),
        ("2022-08-31 23:59", "1剩余工作日"),
        ("2022-09-01 00:00", "公告期届满"),
    ],
    ids=["Tue before", "Wed published", "Thu first", "Fri", "Wed last minute", "Thu closed"],
)
def test_page_of_2022_tells_the_days_left_on_each_day(at: Ask, instant: str, shown: str) -> None:
    assert shown in words(at(NOTICE, instant))


@pytest.mark.parametrize(
    ("instant", "left"),
    [("2022-08-15 10:00", 23), ("2022-08-31 10:00", 11), ("2022-09-01 10:00", 10), ("2022-09-02 10:00", 9)],
    ids=["Mon published", "Wed last day before", "Thu first day added", "Fri second"],
)
def test_offer_and_its_extension_count_the_same_days_to_the_same_last_day(at: Ask, instant: str, left: int) -> None:
    for number in ("0005", "0006"):
        told = card(at(f"/notices/XGCS-2022-{number}", instant), "window")
        assert f"{left}剩余工作日（含今日）" in told
        assert "最后一日2022年9月15日（星期四）24:00截止" in told
        assert f"{left}workingdaysleft,todayincluded" in card(at(f"/en/notices/XGCS-2022-{number}", instant), "window")


def test_window_that_has_not_begun_counts_nothing_down(at: Ask) -> None:
    page = at("/notices/XGCS-2026-0001")
    assert "2026年12月15日发布，自12月16日起算，共20个工作日" in card(page, "window")
    assert "剩余" not in page
    english = card(at("/en/notices/XGCS-2026-0001"), "window")
    assert "Publishedon15Dec2026,countedfrom16Dec:20workingdays" in english


def test_page_shows_the_published_words_as_they_were_frozen(at: Ask, site: TestClient) -> None:
    published = [line for line in site.get(f"{NOTICE}.txt").text.splitlines() if line]
    shown = words(at(NOTICE))
    assert all("".join(line.split()) in shown for line in published)


def test_page_explains_every_day_of_the_window(at: Ask) -> None:
    page = at(NOTICE)
    rows = re.findall(r'<th scope="row">(2022年.*?)</th>\s*<td class="ordinal">(.*?)</td>', page, re.DOTALL)
    assert len(rows) == 29
    assert [number for _, number in rows if number != "—"] == [str(n) for n in range(1, 21)]
    assert "发布当日不计入（《民法典》第二百零一条）" in page
    assert "今日" in rows[12][0]  # Mon 2022-08-15


def test_page_shows_the_digests_and_addresses_of_every_version(at: Ask) -> None:
    page = at("/notices/XGCS-2022-0001")
    assert len(set(re.findall(r"<code>([0-9a-f]{64})</code>", page))) == 8
    for version in (1, 2):
        assert f"/notices/XGCS-2022-0001/versions/{version}.pdf" in page
    assert "因以下公告而合并修订" in page
    assert "已由法院查封" in words(page)


def test_withdrawn_notice_stands_under_a_stone_that_leads_to_its_withdrawal(at: Ask) -> None:
    page = at("/notices/XGCS-2022-0003")
    assert "本公告已撤销" in page
    assert 'href="/notices/XGCS-2022-0004"' in page
    assert "剩余工作日" not in page


def test_amended_notice_names_what_amended_it_above_its_text_and_leads_to_the_first(at: Ask, site: TestClient) -> None:
    page = at("/notices/XGCS-2022-0001")
    above = page.partition('class="document"')[0]
    said = "本页为第2版，已按2022年8月10日发布的补充公告（XGCS-2022-0002）修订；原文见第1版。"
    assert said in words(above)
    first = site.get(re.findall(r'href="([^"]+)">第1版', above)[0]).text
    assert "已由法院查封" not in first
    english = words(at("/en/notices/XGCS-2022-0005"))
    assert "version2,amendedbytheextensionof15Aug2022(XGCS-2022-0006)" in english
    assert "本页为第" not in at(NOTICE)


def card(page: str, name: str) -> str:
    """Return the text of one card of a page."""
    return words(page.partition(f'class="card {name}')[2].partition("</section>")[0])


def test_reader_is_told_whom_to_call_until_when_and_in_which_form(at: Ask) -> None:
    page = at("/notices/XGCS-2022-0001")
    told = card(page, "contacts")
    assert "请在2022年8月31日（星期三）24:00前以书面形式向受理人提出异议或购买意向。" in told
    assert "受理人测试甲(0000)10000001测试市虚构路1号" in told
    assert "纪检部测试乙(0000)10000002" in told
    assert 'href="tel:+8600010000001"' in page
    english = card(at("/en/notices/XGCS-2022-0001"), "contacts")
    assert "UntilWed31Aug202224:00,sendthepersonbelow,inwriting,anyobjectionorintenttobuy." in english


@pytest.mark.parametrize(
    ("number", "instant", "why"),
    [
        # Thu, the first instant after
        ("0001", "2022-09-01 00:00", "购买意向。公告期已于2022年8月31日（星期三）24:00届满。异议、咨询仍可提出"),
        ("0003", "2022-08-15 10:00", "。公告已撤销。"),
        ("0007", "2022-08-15 10:00", "。公告已被替代，请向新公告所列受理人提出。"),
    ],
)
def test_notice_that_takes_no_more_intents_says_so_and_why(at: Ask, number: str, instant: str, why: str) -> None:
    told = card(at(f"/notices/XGCS-2022-{number}", instant), "contacts")
    assert f"现已不再受理{why}" in told
    assert "请在" not in told


def test_superseded_notice_leads_to_what_replaced_it_and_back(at: Ask) -> None:
    assert "本公告已被替代" in (page := at("/notices/XGCS-2022-0007"))
    assert 'href="/notices/XGCS-2022-0008"' in page
    assert "本公告替代" in (later := at("/notices/XGCS-2022-0008"))
    assert 'href="/notices/XGCS-2022-0007"' in later


@pytest.mark.parametrize(
    ("number", "void", "void_en", "kept"),
    [
        ("XGCS-2022-0003", "随公告撤销失效", "void: the notice has been withdrawn", "已撤销，仅供查证"),
        ("XGCS-2022-0007", "失效，以新公告为准", "void: the new notice counts", "已被替代，仅供查证"),
    ],
    ids=["withdrawn", "superseded"],
)
def test_last_day_of_a_void_notice_is_struck_and_its_files_are_evidence(
    at: Ask, number: str, void: str, void_en: str, kept: str
) -> None:
    page = at(f"/notices/{number}")
    assert re.search(rf'<s>2022年8月31日（星期三）24:00截止</s> <strong class="void">{void}<', page)
    assert kept in page
    assert void_en in at(f"/en/notices/{number}")
    assert "<s>" not in at("/notices/XGCS-2022-0001")


def test_extended_notice_counts_on_to_its_new_last_day(at: Ask) -> None:
    page = at("/notices/XGCS-2022-0005")
    assert "23剩余工作日" in words(page)
    assert "2022年9月15日（星期四）24:00截止" in words(page)
    assert "20个工作日，经XGCS-2022-0006延长10个工作日，原最后一日8月31日" in card(page, "window")
    assert "自8月4日起算，至9月15日，共30个工作日" in page
    assert "延期公告延长的期间：" in page
    assert "中秋节" in page  # Mon 2022-09-12 is skipped


def test_notice_extended_twice_names_both_extensions_and_its_first_last_day(database: Database) -> None:
    with database.session("测试员") as session:
        notice = publish_project(session)
        for on, begins_on, count in ((15, date(2022, 8, 31), 10), (16, date(2022, 9, 15), 5)):  # Wed, Thu
            window = {"count": count, "begins_on": begins_on}
            amend(session, notice, "extension", published_on=date(2022, 8, on), window=window, reason="征集不足")
    with site_on(database, "2022-08-20 10:00") as site:
        told = card(site.get("/notices/XGCS-2022-0001").text, "window")
    assert "经XGCS-2022-0002延长10个工作日、经XGCS-2022-0003延长5个工作日，原最后一日8月31日" in told
    assert "最后一日2022年9月22日（星期四）24:00截止" in told


def test_window_that_closes_at_17_is_open_until_then(at: Ask) -> None:
    address = "/notices/XGCS-2022-0009"  # publication day counted: ends on Tue 2022-08-30
    assert "1剩余工作日" in words(at(address, "2022-08-30 16:59"))
    assert "公告期届满" in words(at(address, "2022-08-30 17:00"))


def test_provisional_window_says_why_it_may_change(at: Ask) -> None:
    page = at("/notices/XGCS-2026-0001", "2026-12-16 10:00")
    assert re.search(r"2027年放假安排尚未载入[^<]*。</p>", page)
    assert "暂定" in page


def test_page_names_the_media_it_stood_in(at: Ask) -> None:
    assert "浙江日报第8版" in words(at(NOTICE))


def test_english_page_translates_what_stands_around_the_chinese_notice(at: Ask) -> None:
    page = at(f"/en{NOTICE}")
    assert '<html lang="en">' in page
    assert "13workingdaysleft" in words(page)
    assert "Wed 31 Aug 2022" in page
    assert "Countedfrom4Augto31Aug:20workingdays" in words(page)
    assert '<div class="document" id="text" lang="zh-CN">' in page
    assert f'href="{NOTICE}"' in page  # the switch back


@pytest.mark.parametrize("key", [HUARONG.lower(), "id"])
def test_other_names_of_a_notice_lead_to_its_one_address(site: TestClient, key: str) -> None:
    if key == "id":
        key = site.get(f"/api/v1/notices/{HUARONG}").json()["notice"]["id"]
    for prefix in ("", "/en"):
        response = site.get(f"{prefix}/notices/{key}")
        assert (response.status_code, response.headers["location"]) == (308, f"{prefix}{NOTICE}")


def test_page_is_sent_once_to_who_holds_it_and_anew_when_the_day_changes(site: TestClient) -> None:
    etag = site.get(NOTICE).headers["etag"]
    assert site.get(NOTICE, headers={"if-none-match": etag}).status_code == 304
    site.clock.set("2022-08-16 00:00")  # type: ignore[attr-defined]
    assert site.get(NOTICE, headers={"if-none-match": etag}).status_code == 200
    site.clock.set("2022-08-15 10:00")  # type: ignore[attr-defined]
    head = site.head(NOTICE)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", etag)
    assert head.headers["cache-control"] == "public, max-age=0, stale-if-error=600"


def test_withdrawal_is_seen_by_the_very_next_reader(database: Database) -> None:
    with database.session("测试员") as session:
        notice = publish_project(session)
    with site_on(database) as site:
        assert "剩余工作日" in site.get("/notices/XGCS-2022-0001").text
        with database.session("测试员") as session:
            amend(session, notice, "withdrawal", reason="债务人已清偿")
        assert "本公告已撤销" in site.get("/notices/XGCS-2022-0001").text
        assert "XGCS-2022-0002" in site.get("/notices/XGCS-2022-0001").text


def test_package_shows_its_annex_with_every_debtor_and_the_totals(database: Database) -> None:
    item = invented_content().model_dump(mode="json")["items"][0]
    items = [item | {"number": number, "debtor": f"虚构第{number}号船业有限公司"} for number in (1, 2, 3)]
    package = {"name": "虚构船业等3户债权资产包", "debtor_count": 3}
    with database.session("测试员") as session:
        publish_project(session, items=items, package=package)
    with site_on(database) as site:
        annex = site.get("/notices/XGCS-2022-0001").text.partition('id="annex"')[2]
        listed = site.get("/notices").text
    for number in (1, 2, 3):
        assert f"虚构第{number}号船业有限公司" in annex
    assert "3,703,703.67" in annex
    assert annex.count("<col width=") == 8
    assert "style=" not in annex  # the site's policy refuses styles
    assert "370.37万元" in listed


def test_draft_is_not_known_to_the_public(database: Database) -> None:
    with database.session("测试员") as session:
        draft = draft_notice(session, enter_project(session).id, published_on=date(2022, 8, 3))
    with site_on(database) as site:
        assert site.get(f"/notices/{draft.id}").status_code == 404
        assert site.get(f"/api/v1/notices/{draft.id}").status_code == 404
        assert "虚构甲" not in site.get("/notices").text


def test_placement_added_later_appears_at_once(database: Database) -> None:
    with database.session("测试员") as session:
        notice = publish_huarong(session)
    with site_on(database) as site:
        assert "虚构晚报" not in site.get(NOTICE).text
        medium = {"medium": "虚构晚报", "kind": "other", "published_on": "2022-08-04", "url": "https://e.example"}
        with database.session("测试员") as session:
            record_placement(session, PlacementCreate.model_validate({"notice_id": notice.id, **medium}))
        page = site.get(NOTICE).text
        assert "虚构晚报" in page
        assert 'href="https://e.example"' in page


def test_total_claim_is_told_in_the_language_of_the_page(at: Ask) -> None:
    assert "<dd>¥193,474,338.54</dd>" in at(f"/en{NOTICE}")
    assert "<dd>193,474,338.54元</dd>" in at(NOTICE)
