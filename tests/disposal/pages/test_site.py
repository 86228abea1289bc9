"""The site around its pages: errors in its own look, headers of safety, assets, robots, odd addresses."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from disposal.pages.site import environment
from disposal.serving.app import create_app
from disposal.storage.database import Database
from tests.support.website import HUARONG, Clock, site_on

PAGES = [
    "/",
    "/notices",
    f"/notices/{HUARONG}",
    "/notices/XGCS-2022-0003",
    "/calculator",
    "/calculator?published_on=2022-08-03&count=20",
    "/calculator/floor",
    "/calculator/floor?book_value=1&review_on=2022-09-01",
    "/api/docs",
    "/nothing",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_page_runs_no_script_and_takes_nothing_from_elsewhere(site: TestClient, address: str, prefix: str) -> None:
    response = site.get(prefix + address)
    policy = response.headers["content-security-policy"]
    assert "script-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"
    page = response.text
    assert not re.search(r"<script|\son[a-z]+=|\sstyle=|<style|javascript:", page)
    named = re.sub(r'<link rel="(?:canonical|alternate)"[^>]*>', "", page)  # addresses of this page, nothing is loaded
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', named)
    assert re.search(r"<title>[^<]+</title>", page)
    assert page.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_links_within_the_site_lead_somewhere(site: TestClient, address: str, prefix: str) -> None:
    page = site.get(prefix + address).text
    for link in set(re.findall(r'href="(/[^"#]*)"', page)):
        expected = {404} if "nothing" in link else {200}
        assert site.get(link.replace("&amp;", "&")).status_code in expected, link


@pytest.mark.parametrize(
    ("address", "status", "words", "words_en"),
    [
        ("/nothing", 404, "没有这个网页", "there is nothing at this address"),
        ("/notices/HRZJ-2022-9999", 404, "没有编号或标识为“HRZJ-2022-9999”的公告", "there is no notice"),
        ("/notices/%3Cb%3E", 404, "&lt;b&gt;", "&lt;b&gt;"),
        ("/notices/%00", 404, "请核对公告编号", "check its number"),
        ("/notices/" + "x" * 4_000, 404, "没有这个网页；请核对网址", "there is nothing at this address; check it"),
        ("/notices?q=%00", 422, "q：含有空字符", "q: holds a NUL"),
        ("/notices?q=" + "x" * 5_000, 422, "请更正以下内容", "Please correct the following"),
        ("/notices?after=%FF%FE", 422, "请更正以下内容", "Please correct the following"),
        ("/calculator?published_on=%00", 422, "published_on：含有空字符", "published_on: holds a NUL"),
    ],
)
def test_odd_address_gets_a_page_of_the_site_that_says_what_to_do(
    site: TestClient, address: str, status: int, words: str, words_en: str
) -> None:
    for prefix, expected in (("", words), ("/en", words_en)):
        response = site.get(prefix + address, headers={"accept": "text/html"})
        assert response.status_code == status
        assert expected in response.text
        assert 'class="brand"' in response.text


def test_address_of_two_slashes_makes_no_link_to_another_host(site: TestClient) -> None:
    page = site.request("GET", "http://testserver/en//elsewhere.example/x").text
    assert 'href="//' not in page
    assert 'href="/elsewhere.example/x"' in page
    assert site.request("GET", "http://testserver//elsewhere.example/x/").status_code == 404


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/notices/", "/notices"),
        ("/en/notices/", "/en/notices"),
        ("/en/calculator/", "/en/calculator"),
        ("/en/calculator/floor/?book_value=1.93亿&x=1", "/en/calculator/floor?book_value=1.93%E4%BA%BF&x=1"),
        (f"/en/notices/{HUARONG}/", f"/en/notices/{HUARONG}"),
        ("/api/docs/", "/api/docs"),
    ],
)
@pytest.mark.parametrize(("method", "host"), [("GET", "elsewhere.example"), ("HEAD", "[elsewhere")])
def test_address_with_a_last_slash_leads_to_the_one_without_on_this_site_and_in_its_language(
    site: TestClient, method: str, host: str, address: str, leads_to: str
) -> None:
    response = site.request(method, address, headers={"x-forwarded-proto": "https", "host": host})
    assert (response.status_code, response.headers["location"]) == (307, leads_to)
    assert site.get(leads_to).status_code in {200, 422}


def test_page_is_only_read(site: TestClient) -> None:
    response = site.post(f"/notices/{HUARONG}", headers={"accept": "text/html"})
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")
    assert "只供读取" in response.text


def test_fault_of_ours_is_told_as_such_and_keeps_its_details(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE issuer RENAME TO issuer_gone")
    app = create_app(database, clock=Clock("2022-08-15 10:00"))
    with TestClient(app, raise_server_exceptions=False) as site:
        page = site.get("/notices", headers={"accept": "text/html"})
        answer = site.get("/api/v1/notices")
    assert (page.status_code, answer.status_code) == (500, 500)
    assert "未预期的错误" in page.text
    assert answer.json()["error"]["code"] == "unexpected"
    assert "issuer" not in page.text + answer.text
    assert page.headers["x-content-type-options"] == "nosniff"


def test_register_that_cannot_be_read_asks_to_come_back(database: Database, admin: Engine) -> None:
    name = database.engine.url.database
    with site_on(database) as site:
        assert site.get("/healthz").status_code == 200
        with admin.connect() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            connection.exec_driver_sql(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )
        for address in ("/healthz", "/notices", f"/notices/{HUARONG}", "/api/v1/notices", f"/notices/{HUARONG}.pdf"):
            response = site.get(address)
            assert response.status_code == 503, address
            assert "稍后重试" in response.text
        with admin.connect() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert site.get("/healthz").status_code == 200
        assert site.get("/notices").status_code == 200


def test_assets_are_kept_for_good_under_their_digest(site: TestClient) -> None:
    style = re.search(r'rel="stylesheet" href="([^"]+)"', site.get("/").text)
    assert style is not None
    response = site.get(style[1])
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in response.headers["cache-control"]
    assert site.get("/static/0000000000000000/site.css").status_code == 404
    assert site.get("/favicon.ico").status_code == 308


def test_search_engines_are_kept_off_pages_files_and_api(site: TestClient) -> None:
    assert site.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    for address in ("/", f"/en/notices/{HUARONG}", f"/notices/{HUARONG}.pdf", "/api/v1/notices", "/nothing"):
        assert "noindex" in site.get(address).headers["x-robots-tag"]
    assert '<meta name="robots" content="noindex, noarchive">' in site.get(f"/notices/{HUARONG}").text


def test_guide_to_the_api_names_every_address_and_its_parameters(site: TestClient) -> None:
    page = site.get("/api/docs").text
    for address, methods in site.get("/api/openapi.json").json()["paths"].items():
        for method in methods:
            assert f"{method.upper()} {address}" in page
    assert "<code>sha256</code>" in page
    assert "upcoming | open | closed" in page


def test_guide_to_the_api_explains_its_mark_and_introduces_itself_in_chinese(site: TestClient) -> None:
    page, english = site.get("/api/docs").text, site.get("/en/api/docs").text
    assert "参数名后的 * 表示必填" in page
    assert "以下逐项说明为英文" in page
    assert '<th scope="col">含义</th>' in page
    assert "A * after a parameter&#39;s name means that it is required" in english
    assert "逐项说明" not in english


def test_frozen_page_is_served_where_it_can_run_and_load_nothing(site: TestClient) -> None:
    response = site.get(f"/notices/{HUARONG}.html")
    assert "sandbox" in response.headers["content-security-policy"]
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_figure_at_a_glance_may_stand_below_its_label_and_breaks_nowhere_else(site: TestClient) -> None:
    page = site.get(f"/notices/{HUARONG}").text
    assert '<td role="cell" data-label="最高额" class="measure">最高额抵押金额<wbr>3,433万元</td>' in page
    assert "建筑面积<wbr>12,893.13平方米，土地面积<wbr>16,760平方米" in page


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("in_places", "杭州市|萧山区|工业大道8号"),
        ("in_places", "台州市|路桥区|路桥街道|建设村"),
        ("in_places", "杭州市|萧山区|人民法院"),
        ("in_names", "杭州华欣特种纤维|有限公司、|张某某"),
        ("in_names", "中国华融资产管理|股份有限公司|浙江省分公司"),
        ("in_names", "连带责任保证"),
    ],
)
def test_places_and_companies_break_between_their_parts_only(kind: str, parts: str) -> None:
    assert environment().filters[kind](parts.replace("|", "")) == parts.replace("|", "<wbr>")


@pytest.mark.parametrize(
    ("words", "label", "told"),
    [
        ("金额第1行：填写基准日", "基准日", "请填写"),
        ("金额第12行：本金应为金额，如1,340万元", "本金", "应为金额，如1,340万元"),
        ("保证人第1行：保证人：请逐个录入", "保证人", "请逐个录入"),
        ("债务人：填写名称", "", "填写名称"),
        ("第1行受让方：请核对", "", "第1行受让方：请核对"),
    ],
)
def test_problem_beside_its_field_does_not_say_the_place_again(words: str, label: str, told: str) -> None:
    assert environment().filters["beside_field"](words, label) == told


@pytest.mark.parametrize("kind", ["in_lines", "before_figures", "in_names", "in_places"])
def test_script_in_words_that_may_break_stays_words(kind: str) -> None:
    shown = str(environment().filters[kind]("虚构甲有限公司、虚构路9号楼<script>alert(1)</script>"))
    assert "&lt;script&gt;" in shown
    assert set(re.findall("<[^>]*>", shown)) <= {"<wbr>"}
