"""Cells pasted from a spreadsheet in a browser, as a spreadsheet puts them on the clipboard."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("served")
DESIGN = "/desk/design"
PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  field.focus();
  field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""
VALUES = "() => [...document.querySelectorAll('#security tbody [name]')].map(each => [each.name, each.value])"


def paste(page: Page, name: str, *lines: str) -> None:
    page.locator(f"[name='{name}']").evaluate(PASTE, "\r\n".join(lines) + "\r\n")


def value(page: Page, name: str) -> str:
    return page.locator(f"[name='{name}']").input_value()


def test_cells_fill_right_and_down_add_rows_and_can_be_taken_back(page: Page) -> None:
    page.goto(DESIGN)
    before = page.evaluate(VALUES)
    paste(page, "security-4-owner", *(f"公司{n}\t坐落{n}\t{n},000万元\t2022-08-0{n}" for n in range(1, 8)))
    bar = page.locator("#security [role=status]")
    expect(bar).to_contain_text("粘贴7行×4列，新增6行")
    assert value(page, "security-4-owner") == "公司1"
    assert value(page, "security-10-ceiling") == "7,000万元"
    expect(page.locator("[data-note-for='security-10-ceiling']")).to_contain_text("柒仟万元整")
    expect(page.locator("#security tbody")).to_have_count(12)
    bar.get_by_role("button", name="还原粘贴").click()
    expect(bar).to_contain_text("已还原粘贴")
    assert page.evaluate(VALUES) == before


def test_filled_cells_are_overwritten_only_when_told_so(page: Page) -> None:
    page.goto(DESIGN)
    bar = page.locator("#security [role=status]")
    for act, expected in (("取消", "萧山第二化纤厂"), ("只填空格", "萧山第二化纤厂"), ("覆盖", "甲公司")):
        paste(page, "security-2-owner", "甲公司\t坐落甲", "乙公司\t坐落乙")
        expect(bar).to_contain_text("将覆盖1格")
        bar.get_by_role("button", name=act).click()
        assert value(page, "security-2-owner") == expected
        assert value(page, "security-2-place") == ("" if act == "取消" else "坐落甲")
        assert value(page, "security-3-owner") == "已拆除的厂房"  # a deleted row is passed over
        if act == "只填空格":
            bar.get_by_role("button", name="还原粘贴").click()
            assert value(page, "security-2-place") == ""
    assert value(page, "security-4-owner") == "乙公司"


def test_heading_row_names_the_columns_their_units_and_those_of_the_second_line(page: Page) -> None:
    page.goto(DESIGN)
    heading = "最高额（万元）\t抵押人／出质人\t权证号\t建筑面积（㎡）"
    paste(page, "security-4-kind", heading, "３，４３３\t甲公司\t杭房权证1号\t120.5", '1.2亿\t"乙\n公司"\t\t')
    bar = page.locator("#security [role=status]")
    expect(bar).to_contain_text("粘贴2行×4列，新增1行")
    assert value(page, "security-4-ceiling") == "３，４３３万元"
    expect(page.locator("[data-note-for='security-4-ceiling']")).to_contain_text("34,330,000.00")
    assert value(page, "security-4-certificate") == "杭房权证1号"
    assert value(page, "security-4-area_m2") == "120.5"
    assert value(page, "security-5-ceiling") == "1.2亿"
    assert value(page, "security-4-kind") == "mortgage"


def test_cells_not_understood_keep_their_words_and_are_marked(page: Page) -> None:
    page.goto(DESIGN)
    paste(
        page,
        "security-4-kind",
        "抵押\t在建工程\t甲公司\t\t约三千万\t去年",
        "质押\t机器设备\t乙公司\t\t100万元\t2022-8-3",
    )
    bar = page.locator("#security [role=status]")
    expect(bar).to_contain_text("3格待核对")
    assert value(page, "security-4-type") == "在建工程"
    assert value(page, "security-5-kind") == "pledge"
    for name in ("type", "ceiling", "registered_on"):
        expect(page.locator(f"[data-doubt-for='security-4-{name}']")).to_be_visible()
    expect(page.locator("[data-doubt-for='security-5-ceiling']")).to_be_hidden()
    page.locator("[name='security-4-ceiling']").fill("3000万元")
    page.locator("[name='security-4-ceiling']").press("Tab")
    expect(page.locator("[data-doubt-for='security-4-ceiling']")).to_be_hidden()


def test_columns_without_a_place_are_told_and_one_cell_is_pasted_by_the_browser(page: Page) -> None:
    page.goto(DESIGN)
    paste(page, "security-4-printed_name", "甲\t乙\t丙", "丁\t戊\t己")
    expect(page.locator("#security [role=status]")).to_contain_text("2列无处可放，未粘贴")
    paste(page, "security-4-owner", "甲公司")
    assert value(page, "security-4-owner") == ""  # nothing of ours acted; a real paste is the browser's


def test_many_rows_are_offered_the_import_of_packages(page: Page) -> None:
    page.goto(DESIGN)
    paste(page, "security-4-owner", *(f"公司{n}\t坐落{n}" for n in range(201)))
    bar = page.locator("#security [role=status]")
    expect(bar).to_contain_text("共201行，宜用资产包导入")
    expect(bar.get_by_role("link", name="资产包导入")).to_have_attribute("href", "/desk/packages/new")
    bar.get_by_role("button", name="仍粘贴到此处").click()
    expect(bar).to_contain_text("粘贴201行×2列，新增200行")


def test_choice_is_found_by_what_else_a_sheet_says_for_it(page: Page) -> None:
    page.goto(DESIGN)
    choice = page.locator("[name='security-4-kind']")
    choice.evaluate("select => { select.options[1].dataset.also = '质、权利质押'; }")
    paste(page, "security-4-kind", "权利质押\t房地产")
    assert choice.input_value() == choice.evaluate("select => select.options[1].value")
    expect(page.locator("#security [role=status]")).not_to_contain_text("待核对")
