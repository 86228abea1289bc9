"""What each later version changed, folded under it on the notice's page."""

import re
from datetime import date

from fastapi.testclient import TestClient

from disposal.storage.database import Database
from tests.support.publishing import amend, publish_project
from tests.support.website import HUARONG, site_on

EXTENDED = "/notices/XGCS-2022-0005"


def version(page: str, number: int) -> str:
    """Return what stands under one version of a page."""
    at = re.search(rf"<h3>(?:第 |Version ){number}\b.*?</article>", page, re.DOTALL)
    assert at is not None
    return at[0]


def rows(under: str) -> list[tuple[str, str, str]]:
    """Return label, former and present words of each change."""
    found = re.findall(
        r"<dt>(.*?)</dt>\s*<dd>.*?<del.*?>(.*?)</del></dd>\s*<dd>.*?<ins.*?>(.*?)</ins>", under, re.DOTALL
    )
    return [(label, before, after) for label, before, after in found]


def test_extension_shows_the_last_day_as_it_was_and_as_it_is(site: TestClient) -> None:
    later = version(site.get(EXTENDED).text, 2)
    assert re.search(r"<details class=\"changes\">\s*<summary>有何变更（3处）</summary>", later)
    longer = "自本公告发布之日起20个工作日，经延期公告由2022年8月31日延长至2022年9月15日"
    assert rows(later) == [
        ("公告期限 › 公告所印文字", "未载明", longer),
        ("公告期限 › 最后一日", "2022年8月31日", "2022年9月15日"),
        ("公告期限 › 截止时刻", "2022年8月31日24:00", "2022年9月15日24:00"),
    ]


def test_english_page_translates_labels_and_days_and_marks_the_notices_own_words(site: TestClient) -> None:
    later = version(site.get(f"/en{EXTENDED}").text, 2)
    assert "What changed (3)" in later
    assert ("Window › ends on", "31 Aug 2022", "15 Sep 2022") in rows(later)
    assert '<ins lang="zh-CN">自本公告发布之日起20个工作日' in later
    assert "<del>not stated</del>" in later


def test_first_version_and_a_notice_never_amended_show_no_change(site: TestClient) -> None:
    assert "changes" not in version(site.get(EXTENDED).text, 1)
    assert "有何变更" not in site.get(f"/notices/{HUARONG}").text


def test_each_version_shows_only_what_it_changed_itself(database: Database) -> None:
    name = {
        "path": "items.0.debtor",
        "label": "债务人",
        "before": "虚构甲制造有限公司",
        "after": "虚构<甲>制造有限公司",
    }
    with database.session("测试员") as session:
        notice = publish_project(session)
        amend(session, notice, "supplement", statements=["补充：虚构设备已由法院查封。"])
        amend(session, notice, "correction", published_on=date(2022, 8, 11), changes=[name], reason="名称有误")
        words_only = {"label": "落款", "after": "以本公告为准"}
        amend(session, notice, "correction", published_on=date(2022, 8, 12), changes=[words_only], reason="落款有误")
    with site_on(database) as site:
        page = site.get("/notices/XGCS-2022-0001").text
    assert rows(version(page, 2)) == [("补充或说明的段落", "未载明", "补充：虚构设备已由法院查封。")]
    changed = ("债务人1 › 债务人 › 名称或姓名", "虚构甲制造有限公司", "虚构&lt;甲&gt;制造有限公司")
    assert rows(version(page, 3)) == [changed]
    assert rows(version(page, 4)) == []
    assert "登记的各项内容与前一版相同；变更事项见上述公告。" in version(page, 4)
