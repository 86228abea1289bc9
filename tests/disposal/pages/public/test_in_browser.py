"""The public pages in a real browser: wide and narrow, without script, by keyboard, in print."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from disposal.storage.database import Database
from tests.support.website import HUARONG, served

pytestmark = pytest.mark.xdist_group("served")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = [
    "/",
    "/notices",
    "/notices?min_amount=-1&days_left=x",
    f"/notices/{HUARONG}",
    "/notices/XGCS-2022-0003",
    "/notices/XGCS-2022-0005",
    "/calculator?published_on=2024-08-19&count=20",
    "/calculator?published_on=2026-12-15&count=20",
    "/calculator/floor?book_value=193474338.54&review_on=2022-09-01",
    "/api/docs",
    "/nothing",
]
# What is seen against what is behind it, by the formula of WCAG 2 (relative luminance).
CONTRASTS = """() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const found = rgb(getComputedStyle(e).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""

# Every date of which a part stands on another line than the rest of that part.
SPLIT_DATES = """() => {
  const split = [], texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    for (const found of text.textContent.matchAll(/（星期.）|\\d+月\\d+日/g)) {
      const range = document.createRange();
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      const lines = new Set([...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top)));
      if (lines.size > 1) split.push(found[0]);
    }
  }
  return split;
}"""
RING = """() => {
  const probe = document.createElement('i');
  probe.style.color = getComputedStyle(document.activeElement).outlineColor;
  probe.textContent = 'x';
  document.querySelector('.card').append(probe);
}"""


@pytest.fixture(scope="module")
def address(shelf: Database) -> Iterator[str]:
    """Yield the address of a server that runs."""
    with served(shelf) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page of a browser without script, which fails on what the site's policy refuses."""
    context = browser.new_context(base_url=address, viewport=WIDE, java_script_enabled=False)  # type: ignore[arg-type]
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    yield opened
    context.close()
    assert [words for words in said if "status of" not in words] == []


@pytest.fixture(scope="module")
def measured(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page of a browser in which a test may measure."""
    with browser.new_context(base_url=address) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_wide_and_narrow_screens_and_can_be_read(measured: Page, path: str) -> None:
    for prefix in ("", "/en"):
        measured.goto(prefix + path)
        for size in (WIDE, NARROW):
            measured.set_viewport_size(size)  # type: ignore[arg-type]
            assert measured.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert measured.evaluate(CONTRASTS) == []


@pytest.mark.parametrize("path", [f"/notices/{HUARONG}", "/notices/XGCS-2022-0003", "/notices/XGCS-2022-0005"])
def test_no_date_is_split_on_a_telephone(measured: Page, path: str) -> None:
    measured.set_viewport_size(NARROW)  # type: ignore[arg-type]
    measured.goto(path)
    measured.locator("#days summary").click()
    assert measured.evaluate(SPLIT_DATES) == []
    assert measured.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_changes_of_a_version_unfold_side_by_side_or_one_below_the_other(measured: Page) -> None:
    for prefix, size in (("", WIDE), ("/en", WIDE), ("", NARROW), ("/en", NARROW)):
        measured.set_viewport_size(size)  # type: ignore[arg-type]
        measured.goto(f"{prefix}/notices/XGCS-2022-0005")
        changes = measured.locator(".changes")
        expect(changes.locator("ins").first).to_be_hidden()
        changes.locator("summary").click()
        before, after = (changes.locator(name).nth(1).bounding_box() for name in ("del", "ins"))
        assert before is not None
        assert after is not None
        assert (after["y"] > before["y"]) is (size == NARROW)
        assert measured.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert measured.evaluate(CONTRASTS) == []


def test_ring_around_what_is_focused_stands_out_from_its_ground(measured: Page) -> None:
    measured.goto(f"/notices/{HUARONG}")
    measured.keyboard.press("Tab")
    measured.evaluate(RING)
    assert measured.evaluate(CONTRASTS) == []


def test_reader_without_script_searches_opens_a_notice_and_unfolds_its_window(page: Page) -> None:
    page.goto("/")
    page.get_by_label("检索词").fill("聚合纤")
    page.get_by_label("状态").select_option("公告期内")
    page.get_by_role("button", name="检索").click()
    page.get_by_role("link", name="杭州华成聚合纤有限公司").click()
    expect(page).to_have_url(re.compile(f"/notices/{HUARONG}$"))
    expect(page.locator(".card.window")).to_contain_text("13")
    expect(page.get_by_text("发布当日不计入（《民法典》第二百零一条）")).to_be_hidden()
    page.locator("#days summary").click()
    expect(page.get_by_text("发布当日不计入（《民法典》第二百零一条）")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.locator(".card.window")).to_contain_text("working days left")


def test_reader_by_keyboard_skips_to_the_content_and_sees_where_they_are(page: Page) -> None:
    page.goto("/notices")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    page.keyboard.press("Tab")
    expect(page.get_by_label("检索词")).to_be_focused()
    expect(page.get_by_label("检索词")).to_have_css("outline-style", "solid")


def test_wrong_field_is_described_by_its_problem(page: Page) -> None:
    page.goto("/notices?days_left=x")
    field = page.get_by_label("剩余工作日不超过")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("须为 0 至 365 的整数")
    page.get_by_role("link", name="剩余工作日不超过").click()
    expect(field).to_be_in_viewport()


def test_calculator_counts_what_was_entered(page: Page) -> None:
    page.goto("/calculator")
    page.get_by_label("发布日期").fill("2022-08-03")
    page.get_by_label("天数").fill("20")
    page.get_by_label("截止钟点").fill("17:00")
    page.get_by_role("button", name="计算").click()
    expect(page.locator(".big")).to_have_text("2022年8月31日（星期三）")
    expect(page.get_by_label("截止钟点")).to_have_value("17:00")


def test_print_shows_the_notice_its_facts_and_what_bears_on_it(page: Page) -> None:
    page.goto("/notices/XGCS-2022-0001")
    page.emulate_media(media="print")
    for shown in (".document", ".strip", ".card.window", ".card.contacts", ".notice-head", "#links", "#versions"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("header.site", "footer.site", ".crumbs", ".left", ".files", "#days", ".changes"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".printed")).to_have_text(re.compile("第2版 · http://.+/notices/XGCS-2022-0001$"))
    expect(page.locator(".notice-head .badge")).to_have_css("color", "rgb(0, 0, 0)")


def test_screen_does_not_repeat_the_address(page: Page) -> None:
    page.goto(f"/notices/{HUARONG}")
    expect(page.locator(".printed")).to_be_hidden()
