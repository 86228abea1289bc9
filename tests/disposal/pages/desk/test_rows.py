"""Rows of child tables in a browser: the last is empty, deleted ones come back, keys move and copy; no script too."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.xdist_group("served")
DESIGN = "/desk/design"


def rows(page: Page) -> Locator:
    return page.locator("#security > table > tbody")


def owner(page: Page, row: int) -> Locator:
    return page.locator(f"[name='security-{row}-owner']")


def test_table_has_one_empty_row_and_typing_in_it_adds_the_next(page: Page) -> None:
    page.goto(DESIGN)
    expect(rows(page)).to_have_count(5)
    owner(page, 4).fill("萧山")
    expect(rows(page)).to_have_count(6)
    owner(page, 4).fill("萧山化纤")
    expect(rows(page)).to_have_count(6)
    expect(owner(page, 5)).to_have_accessible_name(re.compile("第 6 行 抵押人／出质人"))
    page.get_by_role("button", name="添加一行").click()
    expect(owner(page, 5).locator("xpath=ancestor::tr").locator("select").first).to_be_focused()
    expect(rows(page)).to_have_count(6)


def test_row_is_folded_on_the_telephone_and_stands_open_once_the_window_is_wide(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(DESIGN)
    folded = rows(page).nth(0).locator("[data-fold]")
    expect(folded).to_contain_text("杭州华欣线业有限公司")
    expect(owner(page, 0)).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(owner(page, 0)).to_be_visible()
    expect(folded).to_be_hidden()


def test_deleted_row_says_so_and_comes_back_with_what_was_typed(page: Page) -> None:
    page.goto(DESIGN)
    rows(page).nth(0).get_by_role("button", name="删除").click()
    expect(rows(page).nth(0)).to_contain_text("已删除第1行")
    expect(owner(page, 0)).to_be_hidden()
    back = rows(page).nth(0).get_by_role("button", name="还原")
    expect(back).to_be_focused()
    back.press("Enter")
    expect(owner(page, 0)).to_have_value("杭州华欣线业有限公司")
    expect(page.locator("[name='security-0-deleted']")).to_have_value("")


def test_keys_move_copy_and_remove_a_row(page: Page) -> None:
    page.goto(DESIGN)
    owner(page, 1).press("Alt+ArrowUp")
    expect(owner(page, 1)).to_be_focused()
    names = page.locator("#security tbody [data-cell='owner']").evaluate_all("all => all.map(each => each.name)")
    assert names[:3] == ["security-1-owner", "security-0-owner", "security-2-owner"]
    expect(rows(page).nth(0).locator("[data-number]").last).to_have_text("1")
    owner(page, 0).press("Control+d")
    expect(owner(page, 0)).to_have_value("浙江隔山投资有限公司")
    owner(page, 0).press("Alt+Delete")
    expect(rows(page).nth(1)).to_contain_text("已删除第2行")
    owner(page, 2).focus()
    owner(page, 2).press("Alt+ArrowDown")
    owner(page, 2).press("Alt+ArrowDown")  # never past the empty row
    last = page.locator("#security tbody [data-cell='owner']").evaluate_all("all => all.at(-1).value")
    assert last == ""


def test_typing_a_word_by_an_input_method_adds_the_row_when_the_word_is_done(page: Page) -> None:
    page.goto(DESIGN)
    owner(page, 4).focus()
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "xiao", "selectionStart": 4, "selectionEnd": 4})
    expect(owner(page, 4)).to_have_value("xiao")
    expect(rows(page)).to_have_count(5)
    method.send("Input.insertText", {"text": "萧"})
    expect(owner(page, 4)).to_have_value("萧")
    expect(rows(page)).to_have_count(6)


def test_filled_row_is_one_line_on_the_telephone_until_it_is_unfolded(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(DESIGN)
    folded = rows(page).nth(0).get_by_role("button", name="杭州华欣线业有限公司")
    expect(owner(page, 0)).to_be_hidden()
    expect(owner(page, 1)).to_be_visible()  # it has an error
    folded.click()
    expect(owner(page, 0)).to_be_visible()
    expect(folded).to_have_attribute("aria-expanded", "true")


def test_rows_are_added_deleted_and_restored_without_script(bare: Page) -> None:
    bare.goto(DESIGN)
    expect(rows(bare)).to_have_count(7)  # four with something in them, three to spare
    owner(bare, 4).fill("萧山")
    bare.get_by_role("button", name="添加一行").click()
    expect(rows(bare)).to_have_count(11)  # six to spare
    expect(owner(bare, 4)).to_have_value("萧山")
    expect(bare.get_by_label("利息")).to_have_value("约五千万")
    rows(bare).nth(4).get_by_role("button", name="删除").click()
    expect(rows(bare).nth(4)).to_contain_text("已删除第5行")
    rows(bare).nth(4).get_by_role("button", name="还原").click()
    expect(owner(bare, 4)).to_have_value("萧山")
    expect(owner(bare, 4)).to_be_visible()


def test_enter_in_a_field_deletes_no_row_without_script(bare: Page) -> None:
    bare.goto(DESIGN)
    owner(bare, 0).fill("甲公司")
    owner(bare, 0).press("Enter")
    expect(rows(bare)).to_have_count(7)
    expect(owner(bare, 0)).to_have_value("甲公司")
    expect(owner(bare, 0)).to_be_visible()
