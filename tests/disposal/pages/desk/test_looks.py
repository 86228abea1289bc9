"""axe-core finds nothing on the design page, it fits every width, and its pairs of colours can be read."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.disposal.pages.public.test_accessibility import AXE, FINDINGS
from tests.disposal.pages.public.test_in_browser import CONTRASTS

pytestmark = pytest.mark.xdist_group("served")
UNFOLD = "() => document.querySelectorAll('details').forEach(each => each.open = true)"
PICTURES = os.environ.get("PICTURES", "")


def look_at(page: Page, name: str) -> None:
    """Take a picture where pictures are wanted."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def inspect(page: Page, name: str, *, has_script: bool) -> None:
    """Look at the page in both widths."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        look_at(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if has_script:
            page.evaluate(AXE)
            assert page.evaluate(FINDINGS) == [], name


@pytest.mark.parametrize(("prefix", "look"), [("", "light"), ("", "dark"), ("/en", "dark")])
def test_design_page_fits_each_width_and_axe_finds_nothing(page: Page, prefix: str, look: str) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{prefix}/desk/design?look={look}")
        page.evaluate(UNFOLD)
        look_at(page, f"design{prefix.replace('/', '-')}-{look}-{width}")
        page.evaluate(AXE)
        assert page.evaluate(FINDINGS) == []
        assert page.evaluate(CONTRASTS) == []
    for width in (1280, 640, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_follows_the_system_or_the_choice(page: Page) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(245, 242, 234)", "rgb(22, 21, 19)"
    for scheme, look, expected in (
        ("dark", "system", dark),
        ("light", "system", light),
        ("dark", "light", light),
        ("light", "dark", dark),
    ):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"/desk/design?look={look}")
        assert page.evaluate(ground) == expected


def test_public_pages_stay_paper_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/calculator")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(245, 242, 234)"


def test_paper_has_no_menu_and_has_lines_to_sign(page: Page) -> None:
    page.goto("/desk/design?look=dark")
    page.emulate_media(media="print")
    for hidden in (".desk-head", ".action-bar", ".training", ".filter-bar"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".signatures")).to_contain_text("复核")
    expect(page.locator(".sheet-head")).to_contain_text("打印人陈静")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    look_at(page, "design-print")


def test_forced_colours_leave_every_button_an_edge(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/desk/design")
    edges = page.locator("main button:not(.link), .action-bar button").evaluate_all(
        "all => all.filter(each => each.checkVisibility()).map(each => getComputedStyle(each).borderTopWidth)"
    )
    assert len(edges) > 8
    assert set(edges) == {"1px"}


def test_summary_has_the_focus_and_its_links_lead_to_the_fields(page: Page) -> None:
    page.goto("/desk/design")
    expect(page).to_have_title("错误：设计样页 · 业务台")
    expect(page.locator("#problems")).to_be_focused()
    page.get_by_role("link", name="担保物第2行最高额").click()
    expect(page.locator("[name='security-1-ceiling']")).to_be_focused()
    expect(page.locator("[name='security-1-ceiling']")).to_have_accessible_description("应为金额，如3,433万元")


def test_keyboard_focus_is_never_under_the_bar_at_the_foot(page: Page) -> None:
    page.goto("/desk/design")
    page.get_by_label("债权名称").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        covered = page.evaluate("""() => {
          const box = document.activeElement.getBoundingClientRect();
          const bar = document.querySelector('.action-bar');
          const shown = box.top + Math.min(box.height, 36);
          const isUnder = !bar.contains(document.activeElement) && shown > bar.getBoundingClientRect().top + 1;
          return isUnder ? document.activeElement.outerHTML : '';
        }""")
        assert covered == ""


def test_bar_on_the_telephone_keeps_the_main_act_and_unfolds_the_rest(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/desk/design")
    bar = page.locator(".action-bar")
    draft = bar.get_by_role("button", name="保存草稿")
    expect(bar.get_by_role("button", name="完成录入")).to_be_visible()
    expect(draft).to_be_hidden()
    bar.get_by_label("其他操作").click()
    expect(draft).to_be_visible()


def test_menu_on_the_telephone_unfolds_without_script(bare: Page) -> None:
    bare.set_viewport_size({"width": 390, "height": 844})
    bare.goto("/en/desk/design")
    claims = bare.get_by_role("navigation", name="Main").get_by_role("link", name="Claims")
    expect(claims).to_have_count(0)
    bare.get_by_text("Menu", exact=True).click()
    expect(claims).to_have_attribute("href", "/en/desk/claims")
    expect(claims).to_be_visible()
