"""Keys of the staff pages in a browser; while an input method composes none acts, and none presses 批准 or 发布."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("served")
DESIGN = "/desk/design"
COUNT_CLICKS = """() => {
  window.clicks = [];
  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button) { window.clicks.push(button.textContent.trim()); event.preventDefault(); }
  }, true);
}"""


def open_counting(page: Page) -> None:
    page.goto(DESIGN)
    page.evaluate(COUNT_CLICKS)


def test_enter_goes_to_the_next_field_of_an_entry_form(page: Page) -> None:
    open_counting(page)
    page.get_by_label("债权名称").press("Enter")
    expect(page.get_by_label("合同编号")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=debtor]")).to_be_focused()
    page.locator("[name=state_organ]").first.press("Enter")
    expect(page.locator("[name=bankruptcy]").first).to_be_focused()
    page.get_by_label("原话").press("Control+End")
    page.get_by_label("原话").press("Enter")
    expect(page.get_by_label("原话")).to_have_value("该笔贷款已部分归还。\n")
    assert page.evaluate("clicks") == []


def test_keys_press_the_buttons_they_are_listed_with(page: Page) -> None:
    open_counting(page)
    page.get_by_label("债权名称").focus()
    for key in ("Control+Enter", "Control+Shift+Enter", "Control+s"):
        page.keyboard.press(key)
    assert page.evaluate("clicks") == ["完成录入", "完成并录下一笔", "保存草稿"]


@pytest.mark.parametrize("words", ["批准", "发布", "定时发布", "Approve"])
def test_no_key_approves_or_publishes(page: Page, words: str) -> None:
    open_counting(page)
    main = page.get_by_role("button", name="完成录入", exact=True)
    main.evaluate("(button, words) => { button.textContent = words; }", words)
    page.keyboard.press("Control+Enter")
    main = page.locator("[data-role=main]")
    main.evaluate("button => { button.textContent = '提交'; button.className = 'stamp'; }")
    page.keyboard.press("Control+Enter")
    assert page.evaluate("clicks") == []


def test_search_and_the_list_of_keys_open_and_close(page: Page) -> None:
    page.goto(DESIGN)
    page.keyboard.press("Control+k")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Alt+/")
    keys = page.get_by_role("dialog", name="键盘操作")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("Control+k")
    expect(page.locator("#search-folded")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search-folded")).to_be_hidden()


def test_nothing_acts_while_an_input_method_composes(page: Page) -> None:
    open_counting(page)
    field = page.get_by_label("债权名称")
    field.fill("")
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "huacheng", "selectionStart": 8, "selectionEnd": 8})
    for key in ("Enter", "Escape", "Control+s", "Control+Enter", "Control+k"):
        page.keyboard.press(key)
        expect(field).to_be_focused()
    assert page.evaluate("clicks") == []
    expect(page.locator("#keys")).to_be_hidden()
    method.send("Input.insertText", {"text": "华成"})
    field.press("Enter")
    expect(page.get_by_label("合同编号")).to_be_focused()


def test_combobox_suggests_from_two_characters_and_keys_choose(page: Page) -> None:
    page.goto(DESIGN)
    field = page.locator("[name=owner]")
    field.press_sequentially("华")
    expect(page.get_by_role("listbox", name="提示")).to_have_count(0)
    field.press_sequentially("欣")
    expect(page.get_by_role("listbox", name="提示").get_by_role("option")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("杭州华欣线业有限公司")
    expect(page.locator("[name=owner_id]")).to_have_value("sample-1")
    field.press("Enter")
    expect(page.get_by_label("本金")).to_be_focused()
    field.press_sequentially("厂")
    expect(page.locator("[name=owner_id]")).to_have_value("")
    field.press("Escape")
    expect(page.get_by_role("listbox", name="提示")).to_have_count(0)
