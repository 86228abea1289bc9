"""Drafts stored at each field left, and what the server says beside a field, in a browser."""

from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from disposal.pages.assets import asset_address

pytestmark = pytest.mark.xdist_group("served")
DESIGN = "/desk/design"


def open_with_drafts(page: Page, *, statuses: list[int]) -> list[list[tuple[str, str]]]:
    """Open the page with an address that stores drafts; the page that has one comes with the entry of claims."""
    posted: list[list[tuple[str, str]]] = []

    def store(route: Route) -> None:
        posted.append(parse_qsl(route.request.post_data or "", keep_blank_values=True))
        status = statuses.pop(0) if statuses else 200
        route.fulfill(status=status, json={"saved_at": f"14:3{len(posted)}"})

    page.route("**/desk/draft", store)
    page.goto(DESIGN)
    page.locator("#sample").evaluate("form => { form.dataset.autosave = '/desk/draft'; }")
    return posted


def test_draft_is_stored_at_each_field_left_as_typed(page: Page) -> None:
    posted = open_with_drafts(page, statuses=[])
    page.get_by_label("债权名称").fill("华成")
    page.get_by_label("合同编号").focus()
    expect(page.locator("[data-saved]")).to_have_text("草稿已保存 14:31")
    page.get_by_label("利息").fill("约六千万")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_have_text("草稿已保存 14:32")
    page.get_by_label("合同编号").focus()
    page.get_by_label("债权名称").focus()
    assert [dict(form)["interest"] for form in posted] == ["约五千万", "约六千万"]
    assert [value for name, value in posted[-1] if name == "limbs"] == ["debtor_side", "civil_servant"]
    page.keyboard.press("Control+s")
    expect(page.locator("[data-saved]")).to_have_text("草稿已保存 14:33")
    assert page.url.endswith(DESIGN)


def test_draft_that_is_not_stored_is_told_and_stored_with_the_next_field(page: Page) -> None:
    open_with_drafts(page, statuses=[503])
    page.get_by_label("债权名称").fill("华成")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_have_text("草稿未能保存，请勿关闭本页")
    page.get_by_label("合同编号").fill("1号")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_have_text("草稿已保存 14:32")


def test_nothing_is_stored_after_the_form_was_sent(page: Page) -> None:
    posted = open_with_drafts(page, statuses=[])
    page.locator("#sample").evaluate(
        """form => {
          const leave = () => document.dispatchEvent(new Event('visibilitychange'));
          form.addEventListener('submit', () => setTimeout(leave));
          Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
          form.target = 'elsewhere';
        }"""
    )
    page.get_by_label("债权名称").fill("华成")
    page.locator("#sample").evaluate("form => form.requestSubmit()")
    page.get_by_label("合同编号").fill("1号")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_have_text("草稿已保存 14:31")
    assert len(posted) == 1


def test_amount_is_read_by_the_server_and_told_beside_the_field(page: Page) -> None:
    page.goto(DESIGN)
    field = page.get_by_label("本金")
    field.fill("1,340万元")
    expect(page.locator("#principal-note, [data-note-for=principal]")).to_have_text(
        "13,400,000.00 · 壹仟叁佰肆拾万元整 · 公告印作1,340万元"
    )
    expect(field).to_have_value("1,340万元")
    page.get_by_label("利息").fill("1.2亿")
    expect(page.locator("[data-total=total]")).to_have_text("133,400,000.00")
    page.get_by_label("利息").fill("若干")
    expect(page.locator("[data-doubt-for=interest]")).to_contain_text("不是金额")
    page.get_by_label("基准日").fill("2022年2月1日")
    page.keyboard.press("Tab")
    expect(page.locator("[data-note-for=record_on]")).to_have_text("2022-02-01 周二 节假日")


def test_htmx_swaps_under_the_policy_and_evaluates_nothing(page: Page) -> None:
    page.goto(DESIGN)
    page.add_script_tag(url=asset_address("htmx.js"))
    config = page.evaluate("() => htmx.config")
    assert (config["allowEval"], config["allowScriptTags"], config["includeIndicatorStyles"]) == (False, False, False)
    assert (config["selfRequestsOnly"], config["historyCacheSize"]) == (True, 0)
    page.locator("h1").evaluate(
        """(title, address) => {
          title.setAttribute('hx-get', address);
          title.setAttribute('hx-trigger', 'click');
          htmx.process(title);
        }""",
        "/desk/design/suggest?q=华欣",
    )
    page.locator("h1").click()
    expect(page.locator("h1")).to_contain_text("sample-1")


def test_form_that_keeps_no_draft_asks_before_what_was_typed_is_lost(page: Page) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.goto(DESIGN)
    page.on("dialog", leave)
    page.reload()
    assert asked == []
    page.get_by_label("债权名称").click()
    page.keyboard.type("华成")
    page.reload()
    assert asked == ["beforeunload"]
