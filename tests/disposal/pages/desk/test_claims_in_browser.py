"""录入债权 in a browser: kept at each field left, totals as typed, parties chosen, fields of the type, pasted cells."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.parties.party import PartyCreate
from disposal.services.claim_entry.drafts import typed_in
from disposal.services.parties.parties import enter_party
from disposal.services.records.validation import read
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.staff import staff_app
from tests.disposal.pages.desk.test_looks import UNFOLD, look_at
from tests.disposal.pages.public.test_accessibility import AXE, FINDINGS
from tests.support.website import served_app

pytestmark = pytest.mark.xdist_group("served")
NEW = "/desk/claims/new"
PASTE = """cells => {
    const data = new DataTransfer();
    data.setData("text/plain", cells);
    const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(pasted);
}"""


@pytest.fixture
def desk(browser: Browser, database: Database) -> Iterator[Page]:
    """Yield a window of a signed-in asset manager on a server with a register of its own."""
    with served_app(staff_app(database)) as address:
        yield from opened(browser, address)


def typed(database: Database) -> dict[str, str]:
    """Return what stands in the one draft of the register."""
    with database.session() as session:
        return typed_in(session, session.exec(select(ClaimDraft)).one())


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"[name='{name.replace('__', '-')}']").fill(text)


def test_each_field_left_is_kept_and_totals_follow_as_typed(desk: Page, database: Database) -> None:
    desk.goto(NEW)
    fill(desk, debtor__name="虚构甲制造有限公司", statements__0__principal="1,340万元")
    desk.keyboard.press("Tab")
    expect(desk.locator("[data-saved]")).to_contain_text("草稿已保存")
    expect(desk.locator("[data-note-for='statements-0-principal']")).to_contain_text("壹仟叁佰肆拾万元整")
    fill(desk, statements__0__interest="60万")
    desk.keyboard.press("Tab")
    expect(desk.locator("[data-total=total]")).to_have_text("14,000,000.00")
    desk.wait_for_function("document.querySelector('[data-saved]').textContent.includes('草稿已保存')")
    desk.close()
    assert typed(database)["statements-0-interest"] == "60万"


def test_open_points_fall_while_a_text_is_typed_and_go_at_none(desk: Page) -> None:
    desk.goto(NEW)
    points = desk.locator("[data-total=open_points]")
    fill(desk, statements__0__principal="1,340万元")
    expect(points).to_have_text("2")
    desk.locator("[name='debtor-name']").press_sequentially("虚构甲")
    expect(points).to_have_text("1")
    fill(desk, statements__0__record_date="2022-1-31")
    expect(points).to_be_hidden()


def test_name_too_long_for_its_cell_stands_whole_beneath_it(desk: Page) -> None:
    name = "虚构甲乙丙丁戊己庚辛新材料科技股份有限公司浙江省分公司"
    desk.goto(NEW)
    fill(desk, guarantees__0__name=name)
    desk.keyboard.press("Tab")
    expect(desk.locator("#guarantees .whole").first).to_have_text(name)


def test_page_opened_again_goes_on_with_the_draft_and_completes_it(desk: Page, database: Database) -> None:
    desk.goto(NEW)
    fill(desk, debtor__name="虚构甲制造有限公司", statements__0__record_date="2022-01-31")
    fill(desk, statements__0__principal="0")
    desk.keyboard.press("Control+s")
    expect(desk.locator("[data-saved]")).to_contain_text("草稿已保存")
    desk.goto(NEW)
    desk.get_by_role("link", name="虚构甲制造有限公司").click()
    expect(desk.locator("[name='statements-0-principal']")).to_have_value("0")
    desk.locator("[name='debtor-name']").press("Control+Enter")
    expect(desk.locator("main")).to_contain_text("已完成录入")
    with database.session() as session:
        assert session.exec(select(Claim)).one()


def test_fields_of_the_collateral_follow_its_type_and_old_values_stay(desk: Page, database: Database) -> None:
    desk.goto(NEW)
    area, ship = desk.locator("[name='security-0-building_area_m2']"), desk.locator("[name='security-0-ship_name']")
    expect(area).to_be_hidden()
    desk.locator("[name='security-0-type']").select_option("房地产")
    area.fill("12,893.13")
    expect(ship).to_be_hidden()
    desk.locator("[name='security-0-type']").select_option("船舶")
    expect(ship).to_be_visible()
    expect(area).to_be_hidden()
    expect(desk.locator("[data-saved]")).to_contain_text("草稿已保存")
    expect(area).to_have_value("12,893.13")


def test_party_on_record_is_suggested_chosen_and_told(desk: Page, database: Database) -> None:
    with database.session("陈静") as session:
        party = enter_party(session, read(PartyCreate, {"name": "浙江隔山纺织有限公司"})).id
    desk.goto(NEW)
    desk.locator("[name='guarantees-0-name']").press_sequentially("隔山")
    desk.get_by_role("option", name="浙江隔山纺织有限公司").click()
    expect(desk.locator("[name='guarantees-0-name_id']")).to_have_value(str(party))
    expect(desk.locator("[data-note-for='guarantees-0-name']")).to_contain_text("已有主体")


def test_cells_pasted_from_a_spreadsheet_are_kept(desk: Page, database: Database) -> None:
    desk.goto(NEW)
    lines = (
        (f"虚构{name}有限公司", "单位", "连带责任保证", f"保字{name}号", f"{n}00万")
        for n, name in enumerate("甲乙丙丁", 1)
    )
    desk.locator("[name='guarantees-0-name']").focus()
    desk.evaluate(PASTE, "\n".join("\t".join(line) for line in lines))
    expect(desk.locator("[name='guarantees-3-contract_number']")).to_have_value("保字丁号")
    expect(desk.locator("[data-saved]")).to_contain_text("草稿已保存")
    found = typed(database)
    assert [found[f"guarantees-{n}-ceiling"] for n in range(4)] == ["100万", "200万", "300万", "400万"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_finds_nothing_and_the_page_fits_each_width(desk: Page, prefix: str) -> None:
    for width in (1280, 390, 320):
        desk.set_viewport_size({"width": width, "height": 900})
        desk.goto(prefix + NEW)
        desk.locator("[name='security-0-type']").select_option("房地产")
        desk.evaluate(UNFOLD)
        look_at(desk, f"claim{prefix.replace('/', '-')}-{width}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.evaluate(AXE)
    assert desk.evaluate(FINDINGS) == []


def test_errors_are_summed_up_and_take_the_focus(desk: Page, database: Database) -> None:
    desk.goto(NEW)
    fill(desk, debtor__name="虚构甲制造有限公司", statements__0__principal="若干")
    desk.get_by_role("button", name="完成录入").click()
    expect(desk.locator("#problems")).to_be_focused()
    expect(desk).to_have_title("错误：录入债权 · 业务台")
    desk.get_by_role("link", name="金额第1行：填写基准日").click()
    expect(desk.locator("[name='statements-0-record_date']")).to_be_focused()
    look_at(desk, "claim-errors")
