"""The page of a notice begins with the claim at a glance; a package shows its figures and first debtors, folded."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from disposal.storage.database import Database
from tests.support.packages.described import publish_package
from tests.support.website import HUARONG, site_on

MOST_BYTES = 40_000
"""Of the glance of any package, however many debtors it has."""


@pytest.fixture(scope="module")
def offers(described: Database) -> Iterator[TestClient]:
    """Yield a client of the site on Mon 2022-08-15."""
    with site_on(described) as client:
        yield client


def glance(client: TestClient, address: str) -> str:
    """Return the glance of a page as HTML."""
    return client.get(address).text.partition('<section class="glance"')[2].partition("</section>")[0]


def tables(part: str) -> dict[str, list[list[str]]]:
    """Return the rows of each table by its caption, cells as text."""
    found = re.findall(r"<caption>(.*?)</caption>(.*?)</table>", part, re.DOTALL)
    return {
        words(caption): [cells(row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)] for caption, body in found
    }


def cells(row: str) -> list[str]:
    return [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]


def words(part: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", unescape(part))).strip()


def test_glance_stands_above_the_text_in_both_languages(site: TestClient) -> None:
    for prefix, title in (("", "债权概览"), ("/en", "The claim at a glance")):
        page = site.get(f"{prefix}/notices/{HUARONG}").text
        assert page.index('id="glance"') < page.index('class="beside"') < page.index('id="text"')
        assert f'<h2 id="glance-head">{title}</h2>' in page


def test_glance_of_2022_is_tables_of_amounts_security_and_guarantors(site: TestClient) -> None:
    found = tables(glance(site, f"/notices/{HUARONG}"))
    assert list(found) == ["债权金额", "担保物权 3", "保证"]
    assert found["债权金额"] == [
        ["本金", "利息", "合计"],
        ["134,000,000.00元", "59,474,338.54元 (含罚息、复利等)", "193,474,338.54元"],
    ]
    head, first, _, stock = found["担保物权 3"]
    assert head == ["担保物", "坐落", "面积、数量", "最高额", "抵押（出质）人"]
    assert first == [
        "抵押 工业房地产",
        "杭州萧山河庄街道建设村",
        "建筑面积12,893.13平方米，土地面积16,760平方米",
        "最高额抵押金额3,433万元",
        "杭州华欣线业有限公司",
    ]
    assert stock[:3] == ["抵押 动产存货", "—", "—"]
    assert found["保证"][1][1] == "连带责任保证"


def test_english_glance_has_english_labels_and_chinese_names(site: TestClient) -> None:
    part = glance(site, f"/en/notices/{HUARONG}")
    found = tables(part)
    assert found["Amounts"][1][2] == "¥193,474,338.54"
    assert found["Security 3"][1][3] == "mortgage amount ¥34,330,000"
    assert 'lang="zh-CN">杭州华欣线业<wbr>有限公司</td>' in part


def test_rank_state_case_and_court_are_shown_where_stated(offers: TestClient) -> None:
    found = tables(glance(offers, "/notices/XGCS-2022-0001").partition("</details>")[0])
    assert found["担保物权 1"][0][4:6] == ["顺位", "状态"]
    assert found["担保物权 1"][1][4:6] == ["1", "已登记已出租至2027年6月"]
    assert found["诉讼状态"] == [
        ["状态", "法院", "案号"],
        ["执行中", "测试省虚构市中级人民法院", "（2021）测01民初1号"],
    ]


def test_claims_of_one_debtor_are_rows_with_a_sum(offers: TestClient) -> None:
    found = tables(glance(offers, "/notices/XGCS-2022-0002").partition("</details>")[0])
    assert found["债权金额"] == [
        ["债权", "本金", "利息", "合计"],
        ["甲类", "800万元", "1,000.10元 含复利", "8,001,000.10元"],
        ["甲类 基准日 2022年7月31日（星期日）", "9,000,000.00元", "—", "9,000,000.00元"],
        ["附条件：债务人未达到豁免条件的"],
        ["虚构借字1号 基准日 2022年5月31日（星期二）", "2,000.00元", "—", "2,000.00元"],
        ["各笔合计", "8,003,000.10元"],
    ]
    assert found["诉讼状态"][1] == ["破产清算中", "虚构甲制造有限公司", "—", "—"]


def test_package_shows_figures_first_debtors_folded_and_the_way_to_its_annex(offers: TestClient) -> None:
    page = offers.get("/notices/XGCS-2022-0001").text
    part = glance(offers, "/notices/XGCS-2022-0001")
    shown = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", part))
    assert (shown["债务人"], shown["债权"], shown["起始价"], shown["保证金"]) == (
        "12户",
        "12笔",
        "32,000万元",
        "3,200万元",
    )
    assert shown["债权总额合计"] == "872,999,231.00元"
    assert part.count('<details class="debtor">') == 5
    assert "<details open" not in part
    assert '以上为前5户；<a href="#annex">全部12户见附件</a>' in part
    assert 'id="annex"' in page


def test_several_debtors_sold_one_by_one_lead_to_the_text(offers: TestClient) -> None:
    part = glance(offers, "/en/notices/XGCS-2022-0002")
    assert '<a href="#text">all 2 stand in the text of the notice</a>' in part


def test_glance_shows_what_the_newest_version_says(offers: TestClient) -> None:
    shown = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", glance(offers, "/notices/XGCS-2022-0003")))
    assert (shown["起始价"], shown["保证金"], shown["处置方式"]) == (
        "1,100万元",
        "2,400,000.50元",
        "公开竞价、协议转让",
    )


@pytest.mark.parametrize(
    "number", ["0004", "0005", "0007", "0009"], ids=["correction", "extension", "withdrawal", "result"]
)
def test_later_notice_has_no_glance_of_its_own(offers: TestClient, number: str) -> None:
    page = offers.get(f"/notices/XGCS-2022-{number}").text
    assert 'id="glance"' not in page
    assert "with-glance" not in page


def test_sections_of_the_annex_are_folded_and_hold_every_word(offers: TestClient) -> None:
    page = offers.get("/notices/XGCS-2022-0001").text
    table, _, folded = page.partition('id="annex"')[2].partition('<details class="document sections">')
    folded = folded.partition("</details>")[0]
    assert "872,999,231.00" in table
    assert folded.count('<div class="debtor">') == 12
    assert words(folded).count("特别提示：") == 12
    assert "特别提示：" not in table


def test_glance_of_95_debtors_is_as_light_as_that_of_twelve(database: Database) -> None:
    with database.session("测试员") as session:
        publish_package(session, 95, is_long=False)
    with site_on(database) as client:
        part = glance(client, "/notices/XGCS-2022-0001")
    assert len(part.encode()) < MOST_BYTES
    assert part.count('<details class="debtor">') == 5
    assert "全部95户见附件" in part
