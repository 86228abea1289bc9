"""A package workbook as a clerk fills it in: the template of ``disposal package template``, written by openpyxl."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from disposal.services.package_workbook.template import template_bytes
from tests.support.package_of_95 import Faults, package_of_95

FIRST_ROW = 3
"""Row 1 holds the headings, row 2 the example."""
FACTS: dict[str, Any] = {
    "issuer_code": "XGCS",
    "project_code": "测试-九十五户",
    "project_name": "虚构纺织1有限公司等95户债权资产包",
    "book_value": "45000000.00",
    "review_meeting_on": "2026-03-31",
    "record_date": "2025-12-31",
}
_SOLD = {"sold_as": "both", "may_remove_debtor": True}
_AMOUNTS = {"本金": "principal", "利息": "interest", "合计": "total"}


@cache
def _template() -> bytes:
    return template_bytes()


def template() -> Workbook:
    """Return the template, opened."""
    return load_workbook(BytesIO(_template()))


@cache
def headed_template() -> Workbook:
    """Return a template to look up headings in, and never to fill in: it is opened once."""
    return template()


def column_of(book: Workbook, sheet: str, heading: str) -> int:
    """Return the number of a column, from 1, by its heading without marks."""
    titles = [str(cell.value).lstrip("*").partition("（")[0] for cell in book[sheet][1]]
    return titles.index(heading) + 1


def letter_of(book: Workbook, sheet: str, heading: str) -> str:
    """Return the letter of a column by its heading."""
    return str(book[sheet].cell(1, column_of(book, sheet, heading)).column_letter)


def fill(book: Workbook, sheet: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows below those that stand, each cell under its heading."""
    page = book[sheet]
    first = max(page.max_row + 1, FIRST_ROW)
    for at, row in enumerate(rows, start=first):
        for heading, value in row.items():
            page.cell(at, column_of(book, sheet, heading)).value = value


def in_wan(book: Workbook) -> None:
    """Say in the headings of amounts that they are in 万元."""
    for cell in book["债权"][1]:
        cell.value = str(cell.value).replace("（元）", "（万元）")


def package_workbook(faults: Faults | None = None) -> Workbook:
    """Return the workbook of the package of 95 debtors, amounts as figures in 万元."""
    book = template()
    in_wan(book)
    items = package_of_95(faults)["items"]
    fill(book, "债务人", (_debtor(item) for item in items))
    fill(book, "债权", (_claim(at, item) for at, item in enumerate(items, start=1)))
    fill(book, "担保物", (_security(at, item) for at, item in enumerate(items, start=1)))
    fill(book, "保证人", (row for at, item in enumerate(items, start=1) for row in _guarantors(at, item)))
    return book


def saved(book: Workbook, folder: Path, name: str = "资产包.xlsx") -> Path:
    """Save a workbook and return its path."""
    path = folder / name
    book.save(path)
    return path


def _debtor(item: dict[str, Any]) -> dict[str, Any]:
    return {"序号": item["number"], "债务人名称": item["debtor"], "公告标题名称": item["heading"], "国家机关": "否"}


def _claim(at: int, item: dict[str, Any]) -> dict[str, Any]:
    (claim,) = item["claims"]
    amounts = {
        heading: float(Decimal(claim["amounts"][name].removesuffix("万元"))) for heading, name in _AMOUNTS.items()
    }
    return {
        "资产编号": f"A-{at:03}",
        "债务人名称": item["debtor"],
        "原债权人": item["original_creditor"],
        "合同编号": "、".join(claim["contract_numbers"]),
        "诉讼状态": "已判决",
        **amounts,
    }


def _security(at: int, item: dict[str, Any]) -> dict[str, Any]:
    (security,) = item["claims"][0]["security"]
    thing = security["collateral"]
    return {
        "资产编号": f"A-{at:03}",
        "债务人名称": item["debtor"],
        "担保物类型": "房地产",
        "所有人名称": security["owner"],
        "公告用名": thing["description"],
        "坐落": thing["place"],
        "房产建筑面积": thing["building_area_m2"],
        "权证号": thing["certificate_numbers"][0],
    }


def _guarantors(at: int, item: dict[str, Any]) -> Iterable[dict[str, Any]]:
    company, person = item["claims"][0]["guarantees"][0]["guarantors"]
    shared = {"资产编号": f"A-{at:03}", "债务人名称": item["debtor"], "保证方式": "连带责任保证"}
    yield {**shared, "保证人名称": company}
    yield {**shared, "保证人名称": person["name"], "保证人类型": "自然人", "姓名公开依据": "合同"}


def notice_of_95() -> dict[str, Any]:
    """Return what the notice of the 95 debtors says beside its claims, as the facts of a package hold it."""
    values = package_of_95()
    names = ("terms", "restrictions", "window", "contacts", "placements", "disclaimers", "is_not_an_offer")
    package = {"name": values["package"]["name"], **_SOLD}
    return {**{name: values[name] for name in names}, "package": package}
