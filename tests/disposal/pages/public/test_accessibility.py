"""axe-core finds nothing on any public page, wide and narrow, in both languages; and what was added fits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.routing import Route

from disposal.pages.public import PAGES as ROUTERS
from disposal.storage.database import Database
from tests.support.website import served

pytestmark = pytest.mark.xdist_group("served")
AXE = (Path(__file__).parents[3] / "support" / "axe" / "axe.min.js").read_text("utf-8")
FINDINGS = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations'], selectors: false});
  return found.violations.map(each => `${each.id}: ${each.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`);
}"""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = [
    "/",
    "/notices",
    "/notices?min_amount=-1&days_left=x",
    "/notices/XGCS-2022-0001",
    "/notices/XGCS-2022-0002",
    "/notices/XGCS-2022-0003",
    "/notices/XGCS-2022-0005",
    "/notices/XGCS-2022-0006",
    "/notices/XGCS-2022-0009",
    "/notices/XGCS-2022-0001/filings",
    "/notices/XGCS-2022-0001/enquiries",
    "/notices/XGCS-2022-0001/objections",
    "/calculator?published_on=2024-08-19&count=20",
    "/calculator/floor?book_value=193474338.54&review_on=2022-09-01",
    "/calculator/floor?book_value=60000000&review_on=2026-09-01&published_on=2026-08-20&issuer_kind=local_amc",
    "/api/docs",
    "/filings",
    "/nothing",
]
NO_PAGES = {
    "/static/{digest}/{name}", "/favicon.ico", "/robots.txt", "/openapi.json", "/api/openapi.json",
    "/schemas/{name}.schema.json", "/objections/{token}/receipt.pdf", "/objections/{token}/letter.pdf",
    "/objections/{token}", "/enquiries/{token}",  # pages, but with private addresses
}  # fmt: skip
"""Addresses of the public rooms that are not looked at here."""
UNFOLD = "() => document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="module")
def page(browser: Browser, described: Database) -> Iterator[Page]:
    """Yield a page on a server that runs."""
    with served(described) as address, browser.new_context(base_url=address) as context:
        yield context.new_page()


def test_every_public_page_is_looked_at() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, Route)]
    pages = {route.path: route.path_regex for route in routes if "GET" in (route.methods or ())}
    visited = [path.partition("?")[0] for path in PAGES]
    missed = {path for path, form in pages.items() if not any(map(form.fullmatch, visited))}
    assert sorted(missed - NO_PAGES) == [], "add its address to PAGES"
    assert sorted(NO_PAGES - missed) == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_everything_fits(page: Page, path: str) -> None:
    for prefix in ("", "/en"):
        page.goto(prefix + path)
        page.evaluate(AXE)
        page.evaluate(UNFOLD)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            if size is WIDE or not prefix:  # on the telephone the English page differs in words alone
                assert page.evaluate(FINDINGS) == []


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.goto("/notices")
    page.evaluate(AXE)
    page.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    assert [each.partition(":")[0] for each in page.evaluate(FINDINGS)] == ["image-alt"]


def test_tables_at_a_glance_are_cards_that_name_each_cell_on_a_telephone(page: Page) -> None:
    page.goto("/notices/XGCS-2022-0001")
    page.locator(".glance summary").first.click()
    cell = page.locator(".glance details[open] td[data-label='顺位']")
    for size, is_card in ((WIDE, False), (NARROW, True)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        label = cell.evaluate("each => getComputedStyle(each, '::before').content")
        assert (label == '"顺位"') is is_card
        expect(page.locator(".glance details[open] thead").first).to_be_visible(visible=not is_card)
    expect(page.get_by_role("cell", name="1", exact=True).first).to_be_visible()


def test_glance_comes_first_on_a_telephone_and_beside_the_window_on_a_desk(page: Page) -> None:
    page.goto("/notices/XGCS-2022-0003")
    for size, is_above in ((NARROW, True), (WIDE, False)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        tops = [page.locator(part).bounding_box() for part in (".glance", ".card.window", "#text")]
        glance, window, text = (box["y"] for box in tops if box)
        assert (glance < window) is is_above
        assert glance < text


def test_link_to_the_annex_leads_there(page: Page) -> None:
    page.goto("/notices/XGCS-2022-0001")
    page.get_by_role("link", name="全部12户见附件").click()
    expect(page.locator("#annex")).to_be_in_viewport()


def test_long_latin_name_of_a_debtor_is_broken_in_its_card_on_a_telephone(page: Page) -> None:
    page.goto("/notices/XGCS-2022-0001")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    name = page.locator(".glance .debtor .who").first
    name.evaluate("each => { each.textContent = 'Xingcheng' + 'international'.repeat(5) }")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_print_shows_the_sections_of_the_annex_and_no_glance(page: Page) -> None:
    page.goto("/notices/XGCS-2022-0001")
    page.emulate_media(media="print")
    expect(page.locator(".glance")).to_be_hidden()
    assert page.locator(".debtors h4").last.evaluate("each => each.checkVisibility({contentVisibilityAuto: true})")
    page.emulate_media(media="screen")
    assert not page.locator(".debtors h4").last.evaluate("each => each.checkVisibility({contentVisibilityAuto: true})")
