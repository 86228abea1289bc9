"""The case of 2022 on the desk, from the claim to the published PDF and a decided match: four persons, one browser.

By mouse; by keyboard alone; and without script. ``PICTURES=var/screenshots`` takes a picture of each page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from disposal.acting import Role
from disposal.storage.database import Database
from tests.acceptance.stories.typist import Typist, at_the_desk
from tests.disposal.pages.compose.huarong import HUARONG
from tests.disposal.services.notice_entry.forms_as_typed import PROJECT_2022, claim_of_2022, form_of_2022
from tests.support.accounts import open_account
from tests.support.documents import real_lines
from tests.support.factories import make_issuer
from tests.support.listing import write_csv
from tests.support.notice_samples import flat, published
from tests.support.printed import text_of, without_space
from tests.support.screening import NUMBER
from tests.support.website import Clock, served_app, site_app

pytestmark = [pytest.mark.xdist_group("served"), pytest.mark.timeout(400)]
PEOPLE = {
    "chenjing": Role.asset_manager,
    "zhaoning": Role.approver,
    "limin": Role.compliance_officer,
}
ON_SCREEN = {"举报电话": "受理排斥、阻挠征询或异议的举报电话", "省级报纸": "省级以上报纸", "连带责任": "连带责任保证"}
"""What a list on screen calls it, by the words that the readers take too."""
DOSSIER = {
    "project": "HRZJ-HUACHENG",
    "bidder-name": "虚构竞买有限公司",
    "bidder-credit_code": "91339901MA0000002R",
    "bidder-status": "存续",
    "bidder-organ": "普通单位",
    "bidder-is_financial_institution": "否",
    "bidder-is_state_owned": "否",
    "parties-0-name": "测试股东",
    "parties-0-kind": "自然人",
    "parties-0-personal_number": NUMBER,
    "declared_on": "2022-8-10",
}
HELD = (
    {"from": "测试股东", "kind": "持股", "to": "", "percent": "60"},
    {"from": "测试股东", "kind": "实际控制", "to": ""},
)


@dataclass(frozen=True)
class Office:
    """A branch with its people, served on this machine, and the clock of its server."""

    browser: Browser
    address: str
    clock: Clock
    way: str

    def person(self) -> Any:
        """Open a window of a person."""
        return at_the_desk(self.browser, self.address, self.way)


@pytest.fixture(params=["mouse", "keys", "no script"])
def office(browser: Browser, database: Database, request: pytest.FixtureRequest) -> Iterator[Office]:
    """Yield the branch at noon of Wed 2022-08-03."""
    with database.session("首位管理员") as session:
        make_issuer(session, "HRZJ", **HUARONG)
    open_account(database, "guanli", Role.administrator)
    for login, role in PEOPLE.items():
        open_account(database, login, role, by="guanli", issuers=("HRZJ",))
    clock = Clock("2022-08-03 12:00")
    with served_app(site_app(database, clock)) as address:
        yield Office(browser, address, clock, request.param)


def enter_claim(desk: Typist) -> None:
    desk.sign_in("chenjing", "/desk/claims/new")
    desk.put_all({name: ON_SCREEN.get(text, text) for name, text in claim_of_2022().items()})
    desk.see("1-claim-typed")
    desk.press("完成录入")
    desk.says("已完成录入")
    desk.see("2-claim-entered")


def draft_and_submit(desk: Typist) -> str:
    """Make the project and its notice; return the address of its approval."""
    desk.page.goto("/desk/projects/new")
    desk.put("claims-chosen", "")
    desk.put_all(PROJECT_2022)
    desk.see("3-project")
    desk.press("新建项目")
    desk.says("项目已存入")
    form = {name: ON_SCREEN.get(text, text) for name, text in form_of_2022().items() if name != "claims-chosen"}
    desk.put_all(form)
    if desk.has_script:
        _see_what_is_said_beside_the_form(desk.page)
    desk.see("4-notice-typed")
    desk.press("提交审批")
    desk.says("已提交审批")
    desk.see("5-submitted")
    found = re.search(r"/desk/notices/[0-9a-f-]{36}", desk.page.content())
    assert found
    return found[0]


def _see_what_is_said_beside_the_form(page: Page) -> None:
    page.locator("[name='words-title']").press("Tab")
    expect(page.locator("#window-said")).to_contain_text("2022年8月31日（星期三）")
    expect(page.locator("#findings")).to_contain_text("须改0")
    expect(page.locator("#limbs-said")).to_contain_text("以下人员不得购买：国家公务员")
    expect(page.locator("#review-said")).to_contain_text("法定下限 ✓ 符合")
    real = published("huarong-zhejiang-2022-08-03")
    for _ in range(40):  # until what was typed last is shown
        if flat(page.locator(".printed-notice").inner_text()) == real:
            return
        page.wait_for_timeout(250)
    assert flat(page.locator(".printed-notice").inner_text()) == real


def refused_to_approve_own_draft(desk: Typist, notice: str) -> None:
    desk.page.goto(f"{notice}/approve")
    desk.says("您参与了起草，须由他人审批")
    expect(desk.page.get_by_role("button", name="批准", exact=True)).to_have_count(0)
    desk.see("6-own-draft")


def approve_and_publish(desk: Typist) -> None:
    desk.sign_in("zhaoning", "/desk/approvals")
    desk.see("7-waiting")
    desk.press("资产处置公告")
    desk.says("首次提交，无前稿可比较")
    desk.says("须改0")
    desk.see("8-approval")
    desk.put("comment", "同意")
    desk.press("批准")
    desk.says("已批准")
    desk.see("9-approved")
    desk.press("发布")
    desk.says("公开网址")
    desk.see("10-publish")
    desk.press("发布")
    desk.says("已发布")
    desk.see("11-published")


def read_in_public(reader: Typist, folder: Path) -> None:
    """Find the notice by a name, and read its PDF."""
    page = reader.page
    page.goto("/")
    reader.put("q", "华欣")
    reader.page.locator("[name='q']").press("Enter")
    reader.says("浙江省分公司资产处置公告")
    reader.see("12-found")
    reader.act_on(page.get_by_role("link", name=re.compile("杭州华成聚合纤有限公司")).first)
    page.wait_for_url("**/notices/HRZJ-2022-0001*")
    reader.see("13-notice")
    link = page.get_by_role("link", name=re.compile("PDF")).first
    if reader.by_keys:
        reader.reach(link)
    pdf = page.request.get(link.get_attribute("href") or "").body()
    text, at = without_space(text_of(pdf, folder)), 0
    for line in real_lines():
        at = text.find(without_space(line), at)
        assert at >= 0, line
    written = page.request.get(f"{page.url.partition('?')[0]}.txt").text()
    assert flat(written) == published("huarong-zhejiang-2022-08-03")


def screen_a_bidder(desk: Typist, folder: Path) -> None:
    desk.sign_in("limin", "/desk/lists/new")
    _import_list(desk, write_csv(folder / "名册.csv", [("测试股东", "", "虚构局", "科员")]))
    desk.page.goto("/desk/bidders/new")
    _enter_dossier(desk)
    desk.press("审查")
    expect(desk.page.locator(".verdict")).to_contain_text("可能不得购买")
    desk.see("17-screened")
    box = desk.page.locator("article.finding", has_text="测试名册").first
    act = box.locator("details.confirm", has=desk.page.locator("summary", has_text="排除"))
    desk.act_on(act.locator("summary"))
    desk.write(act.get_by_label("理由"), "证件号码不同，系同名")
    desk.write(act.get_by_label("有效至"), "2022-09-30")
    desk.press("排除", within=act)
    desk.says("已排除")
    desk.see("18-decided")


def _import_list(desk: Typist, file: Path) -> None:
    desk.put_all({"title": "测试名册", "title_en": "test roll", "code": "staff", "owner": "合规部"})
    desk.tick(desk.page.get_by_label("国家公务员"))
    desk.press("登记名单")
    desk.press("名单导入")
    desk.reach(desk.page.locator("#file")) if desk.by_keys else None
    desk.page.locator("#file").set_input_files(file)
    desk.write(desk.page.get_by_label("来源"), "测试处2022-08")
    desk.press("上传")
    expect(desk.page.get_by_label("姓名或名称")).to_have_value("姓名")
    desk.see("14-columns")
    desk.press("试导入")
    desk.says("第1版，在列1条")
    desk.press("确认导入")
    desk.says("已导入")
    desk.see("15-list")


def _enter_dossier(desk: Typist) -> None:
    desk.put_all(DOSSIER)
    for at, held in enumerate(HELD):
        desk.put_all({f"relations-{at}-{name}": text for name, text in held.items() if text})
    for legend in ("国家公务员", "政法干警", "金融监管机构工作人员"):
        desk.tick(desk.page.get_by_role("group", name=legend).get_by_label("不属于"))
    desk.press("完成录入")
    desk.says("已完成录入")
    desk.see("16-dossier")


def test_case_of_2022_is_played_by_its_people(office: Office, tmp_path: Path) -> None:
    with office.person() as manager:
        enter_claim(manager)
        notice = draft_and_submit(manager)
        refused_to_approve_own_draft(manager, notice)
    with office.person() as approver:
        approve_and_publish(approver)
    office.clock.set("2022-08-15 10:00")
    with office.person() as reader:
        read_in_public(reader, tmp_path)
    with office.person() as officer:
        screen_a_bidder(officer, tmp_path)
