"""Lists, records, histories and the home in a browser: they fit, axe finds nothing, rows are cards on the phone."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlmodel import select

from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.services.parties.parties import enter_party
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.staff import staff_app
from tests.disposal.pages.desk.test_looks import UNFOLD, look_at
from tests.disposal.pages.public.test_accessibility import AXE, FINDINGS
from tests.support.website import served_app

pytestmark = pytest.mark.xdist_group("served")
LISTS = ("claims", "parties", "projects", "notices", "bidders")
TABLES = {"claims": Claim, "parties": Party, "projects": DisposalProject, "notices": Notice}


@pytest.fixture(scope="module")
def shelf_address(shelf: Database) -> Iterator[str]:
    """Yield the address of a server on the shelf of notices, on which somebody is signed in."""
    with served_app(staff_app(shelf)) as address:
        yield address


@pytest.fixture
def staff(browser: Browser, shelf_address: str) -> Iterator[Page]:
    """Yield a window of somebody signed in."""
    yield from opened(browser, shelf_address)


@pytest.fixture(scope="module")
def records(shelf: Database) -> list[str]:
    """Return the paths of one record of each kind, and of a history."""
    with shelf.session() as session:
        first = {
            code: session.exec(select(table.id).order_by(table.id)).first()  # type: ignore[call-overload]
            for code, table in (
                ("claims", Claim),
                ("parties", Party),
                ("projects", DisposalProject),
                ("notices", Notice),
            )
        }
    paths = [f"/desk/{code}/{key}" for code, key in first.items()]
    return [*paths, f"{paths[0]}/history", f"{paths[0]}?on=2020-01-01"]


def fits(page: Page, path: str, name: str) -> None:
    """Look at a page in both widths."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        look_at(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE)
        assert page.evaluate(FINDINGS) == []


@pytest.mark.parametrize("code", LISTS)
def test_list_fits_both_widths(staff: Page, code: str) -> None:
    fits(staff, f"/desk/{code}", f"list-{code}")


def test_records_and_history_fit_both_widths(staff: Page, records: list[str]) -> None:
    for path in records:
        fits(staff, path, "record-" + path.split("/")[2] + path[-5:].replace("/", "-").replace("?", "-"))


def test_parties_are_merged_and_separated_on_a_page_that_fits_both_widths(staff: Page, shelf: Database) -> None:
    with shelf.session("陈静") as session:
        gone, stays = (
            enter_party(session, PartyCreate(name=f"虚构云帆{way}有限公司")).id for way in ("(集团)", "（集团）")
        )
    fits(staff, f"/desk/parties/{gone}/merge?q=云帆", "merge-found")
    fits(staff, f"/desk/parties/{gone}/merge?with={stays}", "merge-sides")
    staff.get_by_label("虚构云帆（集团）有限公司").check()
    staff.get_by_label("事由").fill("营业执照核对为同一家")
    staff.get_by_role("button", name="合并").click()
    expect(staff.get_by_role("heading", name="已合并")).to_be_visible()
    fits(staff, f"/desk/parties/{stays}/merge", "merge-done")
    staff.get_by_label("事由").fill("实为两家")
    staff.get_by_role("button", name="还原合并").click()
    expect(staff.get_by_role("heading", name="已还原")).to_be_visible()


@pytest.mark.parametrize("path", ["/desk", "/desk/search?q=华欣", "/desk/audit", "/en/desk"])
def test_home_search_and_audit_fit_both_widths(staff: Page, path: str) -> None:
    fits(staff, path, path.partition("?")[0].strip("/").replace("/", "-"))


def test_search_is_reached_from_every_page_by_its_key(staff: Page) -> None:
    staff.goto("/desk/claims")
    staff.keyboard.press("Control+k")
    staff.keyboard.type("华欣")
    staff.keyboard.press("Enter")
    expect(staff.get_by_role("heading", name="检索")).to_be_visible()
    expect(staff.get_by_role("link", name="HRZJ-2022-0001")).to_be_visible()


def test_row_is_a_card_of_a_few_lines_on_the_phone(staff: Page) -> None:
    staff.set_viewport_size({"width": 390, "height": 844})
    staff.goto("/desk/notices")
    row = staff.locator("tbody tr").first
    shown = row.locator("th, td").evaluate_all("all => all.filter(each => each.checkVisibility()).length")
    assert shown == 4
    expect(staff.get_by_text("共11条")).to_be_visible()


def test_head_of_a_list_stays_while_its_rows_scroll_and_sorts(staff: Page) -> None:
    staff.goto("/desk/parties")
    expect(staff.locator("thead th").first).to_have_css("position", "sticky")
    staff.get_by_role("link", name="名称").click()
    expect(staff).to_have_url("/desk/parties?sort=-name")
    expect(staff.locator("thead th").first).to_have_attribute("aria-sort", "descending")


def test_list_on_paper_lies_across_without_its_forms(staff: Page) -> None:
    staff.goto("/desk/notices")
    box = PdfReader(BytesIO(staff.pdf())).pages[0].mediabox
    assert box.width > box.height
    staff.emulate_media(media="print")
    for form in ("main details.filters", ".list-foot form", ".pager"):
        expect(staff.locator(form)).to_be_hidden()
