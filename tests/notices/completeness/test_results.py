"""Results: a sale within the window, and a buyer of the debtor's side."""

from datetime import date
from typing import Any

import pytest

from notices.completeness import CompletenessFacts, check
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, sample

CODE = "91330000000000003D"
EARLIER = make_content(items__0__debtor={"name": "虚构甲制造有限公司", "credit_code": CODE})


def told(concluded_on: str | None = None, buyer: str | None = None, *, knows_earlier: bool = False) -> list[Any]:
    values = sample("result/sample")
    values["published_on"] = date(2022, 9, 10)
    values["amends"] |= {"published_on": date(2022, 8, 3), "window_ends_on": date(2022, 8, 31)}
    values["outcome"] = {"words": "已成交", "buyer": buyer}
    if concluded_on:
        values["outcome"]["concluded_on"] = date.fromisoformat(concluded_on)
    values["items"] = [{"debtor": "虚构乙制造有限公司"}]
    facts = CompletenessFacts(amended=EARLIER if knows_earlier else None)
    found = check(make_content(values), calendar=UNTIL_2026, facts=facts).findings
    codes = {"concluded_within_window", "buyer_is_obligor", "several_buyers"}
    return [(each.severity.value, each.code) for each in found if each.code in codes]


@pytest.mark.parametrize(
    ("day", "is_told"),
    [("2022-08-05", True), ("2022-08-31", True), ("2022-09-01", False)],  # Fri, Wed (the last day), Thu
)
def test_sale_concluded_within_the_window_warns(day: str, is_told: bool) -> None:
    assert told(day) == ([("warning", "concluded_within_window")] if is_told else [])


@pytest.mark.parametrize(
    ("buyer", "is_told"),
    [
        ("虚构乙制造有限公司", True),
        ("虚构甲制造有限公司", True),
        (f"虚构新名有限公司（{CODE}）", True),
        ("曹某、虚构甲制造有限公司", True),
        ("虚构买方有限公司", False),
    ],
)
def test_buyer_of_the_debtors_side_warns_where_only_files_are_checked(buyer: str, is_told: bool) -> None:
    assert told(buyer=buyer, knows_earlier=True) == ([("warning", "buyer_is_obligor")] if is_told else [])


@pytest.mark.parametrize(
    ("buyer", "is_told"),
    [
        ("虚构丙有限公司和孙庚辰", True),
        ("孙庚辰 钱庚寅", True),
        ("虚构丙有限公司、孙庚辰及钱庚寅", True),
        ("虚构丙有限公司/虚构丁有限公司", True),
        ("孙庚辰等三人", True),
        ("虚构丙有限公司、孙庚辰", False),
        (f"王朝和风尚大酒店（{CODE}）", False),
    ],
)
def test_buyers_that_nothing_parts_block_as_neither_is_compared(buyer: str, is_told: bool) -> None:
    assert told(buyer=buyer) == ([("blocker", "several_buyers")] if is_told else [])
