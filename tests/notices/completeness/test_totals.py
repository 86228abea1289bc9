"""Totals: exact is silent, half a unit of each rounded amount's last digit warns, beyond it blocks."""

from typing import Any

import pytest

from notices.completeness import check
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import DELETED, changed, make_content, sample

TOTAL = "items__0__claims__0__amounts__total"
PACKAGE = sample("disposal/sample-package")


def severity_of(code_part: str, values: dict[str, Any]) -> list[tuple[str, str]]:
    report = check(make_content(values), calendar=UNTIL_2026)
    return [(f.severity.value, f.field) for f in report.findings if code_part in f.code]


@pytest.mark.parametrize(
    ("total", "severity"),
    [
        ("193474338.54", None),
        ("193474338.55", "warning"),
        ("193474338.53", "warning"),
        ("193474338.56", "blocker"),
        ("193474339.54", "blocker"),
        ("193474337.54", "blocker"),
    ],
    ids=["exact", "0.01 over", "0.01 under", "0.02 over", "1 yuan over", "1 yuan under"],
)
def test_claim_total_printed_to_the_cent(total: str, severity: str | None) -> None:
    found = severity_of("total_", changed(sample(), **{TOTAL: total}))
    assert found == ([(severity, "items.0.claims.0.amounts.total")] if severity else [])


@pytest.mark.parametrize(
    ("total", "severity"),
    [
        ("19347.43万元", "warning"),
        ("19347.44万元", "blocker"),
        ("19640.68万元", "blocker"),
        ("19347万元", "warning"),
        ("19348万元", "blocker"),
    ],
    ids=["rounded", "61.46元 over, 50 allowed", "293.25万 over", "rounded to 万", "beyond half a 万"],
)
def test_claim_total_printed_in_wan_may_be_off_by_half_its_last_digit(total: str, severity: str) -> None:
    assert severity_of("total_", changed(sample(), **{TOTAL: total})) == [(severity, "items.0.claims.0.amounts.total")]


@pytest.mark.parametrize(
    ("parts", "total", "severity"),
    [
        (["1.00万元", "2.00万元"], "3.01万元", "warning"),  # 2 × 0.005 + 0.005 = 0.015万元 allowed
        (["1.00万元", "2.00万元"], "3.02万元", "blocker"),
        (["1.00万元", "2.00万元", "3.00万元"], "6.02万元", "warning"),  # 0.02万元 allowed
        (["1.00万元", "2.00万元", "3.00万元"], "6.03万元", "blocker"),
        (["1.00万元", "20000.00"], "30100.00", "blocker"),  # one rounded part: 50元 allowed
        (["1.00万元", "20000.00"], "30050.00", "warning"),
        (["1.00万元", "20000.00"], "30050.01", "blocker"),
        (["10.00", "0万元"], "10.01", "warning"),  # a zero is exact
        (["10.00", "0万元"], "10.02", "blocker"),
        (["10", "20"], "31", "warning"),  # whole yuan are rounded: 1.50元 allowed
        (["10", "20"], "32", "blocker"),
    ],
)
def test_half_a_digit_is_allowed_for_each_rounded_part_and_the_total(
    parts: list[str], total: str, severity: str
) -> None:
    names = ("principal", "interest", "penalty_interest")
    amounts = {**dict(zip(names, parts, strict=False)), "total": total}
    found = severity_of("total_", changed(sample(), items__0__claims__0__amounts=amounts))
    assert found == [(severity, "items.0.claims.0.amounts.total")]


@pytest.mark.parametrize(
    ("parts", "total", "words"),
    [
        (["5000.00万元", "1461.19万元"], "6754.44万元", "合计6754.44万元与各项之和6461.19万元相差293.25万元，请更正"),
        (["1.00", "2.00"], "4.00", "合计4.00元与各项之和3.00元相差1.00元，请更正"),
        (["10000.00", "20000.00"], "4万元", "合计4万元与各项之和3万元相差1万元，请更正"),
    ],
)
def test_difference_is_told_in_the_unit_of_the_total_and_rests_on_no_article(
    parts: list[str], total: str, words: str
) -> None:
    amounts = {"principal": parts[0], "interest": parts[1], "total": total}
    content = make_content(changed(sample(), items__0__claims__0__amounts=amounts))
    found = next(f for f in check(content, calendar=UNTIL_2026).findings if f.code == "total_differs")
    assert found.zh == words
    assert found.source.citation == "《登记规则》"


def test_total_above_the_only_part_given_warns_that_parts_are_missing() -> None:
    values = changed(sample(), items__0__claims__0__amounts={"principal": "10.00", "total": "12.00"})
    assert severity_of("parts_missing", values) == [("warning", "items.0.claims.0.amounts.total")]
    values = changed(sample(), items__0__claims__0__amounts={"principal": "10.00", "total": "9.00"})
    assert severity_of("total_differs", values) == [("blocker", "items.0.claims.0.amounts.total")]


def test_total_of_conditional_amounts_is_checked_too() -> None:
    path = "items__0__claims__0__conditional_amounts__0__amounts"
    values = changed(sample("supplement/sample"), **{path: {"principal": "1.00", "interest": "1.00", "total": "3.00"}})
    assert severity_of("total_differs", values) == [("blocker", "items.0.claims.0.conditional_amounts.0.amounts.total")]


@pytest.mark.parametrize(
    ("field", "value", "severity"),
    [
        ("total", "43,743,456.78元", None),
        ("total_principal", "35,500,000.01元", "warning"),
        ("total_principal", "35,500,001.00元", "blocker"),
        ("total_interest", "8,123,456.79元", "warning"),
        ("total_interest", "8,123,457.78元", "blocker"),
        ("total_costs", "120,000.01元", "warning"),
        ("total_costs", "120,001.00元", "blocker"),
        ("total", "43,743,456.79元", "warning"),
        ("total", "43,743,457.78元", "blocker"),
    ],
)
def test_package_total_against_the_sum_of_its_claims(field: str, value: str, severity: str | None) -> None:
    found = severity_of("total_", changed(PACKAGE, **{f"package__{field}": value}))
    assert ((severity, f"package.{field}") in found) if severity else (found == [])


def test_costs_that_only_the_list_states_count_in_the_total_of_the_package() -> None:
    assert severity_of("total_", changed(PACKAGE, package__total_costs=DELETED)) == []
    wrong = changed(PACKAGE, package__total_costs=DELETED, package__total="43,623,456.78元")
    assert ("blocker", "package.total") in severity_of("total_", wrong)


def test_package_totals_add_up_among_themselves_where_no_claim_is_listed() -> None:
    bare = changed(PACKAGE, items=[], attachments=["虚构清单"])
    assert severity_of("total_", bare) == []
    assert severity_of("total_", changed(bare, package__total="43,743,457.78元")) == [("blocker", "package.total")]


IN_DOLLARS = {"principal": "15,000,000.00美元", "interest": "3,000,000.00美元", "total": "18,000,000.00美元"}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"items__0__claims__0__amounts": IN_DOLLARS}, ["total_principal", "total_interest", "total_costs", "total"]),
        ({"package__total": "43,743,456.78美元"}, ["total"]),
        ({"package__total": "港币43,743,456.78元"}, ["total"]),
    ],
)
def test_total_in_another_currency_than_the_claims_is_told_not_to_be_compared(
    changes: dict[str, Any], fields: list[str]
) -> None:
    found = severity_of("total_not_compared", changed(PACKAGE, **changes))
    assert found == [("warning", f"package.{field}") for field in fields]


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("甲公司等5户债权", True), ("甲公司等５户债权", True), ("甲公司等三户债权", False), ("甲公司等两户债权", True),
        ("甲公司等3户债权", False), ("甲公司3户债权", False), ("甲公司等客户债权", False), ("共计12户债权资产包", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["title", "package__name"])
def test_number_of_debtors_in_title_or_name_is_compared_with_the_list(field: str, words: str, is_told: bool) -> None:
    found = severity_of("debtor_count_in_words_differs", changed(PACKAGE, **{field: words}))
    assert found == ([("warning", field.replace("__", "."))] if is_told else [])


@pytest.mark.parametrize(("count", "severity"), [(3, None), (2, "blocker"), (4, "blocker")])
def test_number_of_debtors_is_the_number_listed(count: int, severity: str | None) -> None:
    found = severity_of("debtor_count", changed(PACKAGE, package__debtor_count=count))
    assert found == ([(severity, "package.debtor_count")] if severity else [])


def test_number_of_loans_that_differs_from_the_claims_warns() -> None:
    assert severity_of("loan_count", PACKAGE) == []
    assert severity_of("loan_count", changed(PACKAGE, package__loan_count=5)) == [("warning", "package.loan_count")]


def test_95_debtors_with_19_roundings_and_one_error_are_told_apart() -> None:
    items = []
    for n in range(1, 96):
        total = "3.01万元" if n <= 19 else "296.25万元" if n == 20 else "3.00万元"
        amounts = {"principal": "1.00万元", "interest": "2.00万元", "total": total}
        items.append({"number": n, "debtor": f"虚构债务人{n}有限公司", "claims": [{"amounts": amounts}]})
    found = severity_of("total_", changed(PACKAGE, items=items, package={"name": "虚构资产包"}))
    assert found.count(("blocker", "items.19.claims.0.amounts.total")) == 1
    assert len([severity for severity, _ in found if severity == "warning"]) == 19


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []),
        ([1, 2, 2], [("blocker", "items.2.number")]),
        ([1, 2, 4], [("warning", "items")]),
        ([2, 3, 4], [("warning", "items")]),
        ([1, 3, 2], [("warning", "items")]),
        ([1, 2, None], [("warning", "items.2.number")]),
        ([1, 2, 10**15], [("warning", "items")]),
    ],
    ids=["1 2 3", "twice", "gap", "no 1", "order", "missing", "huge"],
)
def test_numbering_is_checked(numbers: list[int | None], expected: list[tuple[str, str]]) -> None:
    numbered = {f"items__{at}__number": n for at, n in enumerate(numbers)}
    values = changed(changed(PACKAGE, items__1__number=0, items__2__number=0), **numbered)
    values["items"] = [
        {key: value for key, value in item.items() if (key, value) != ("number", None)} for item in values["items"]
    ]
    assert severity_of("number_", values) == expected


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("一、杭州华成聚合纤有限公司", []),
        ("（1）杭州华成聚合纤有限公司债权", []),
        ("债务人：杭州华成聚合纤有限公司及其担保人虚构乙有限公司", []),
        ("第3户杭州华成聚合纤有限公司（原虚构旧名有限公司）", []),
        ("虚构旧名有限公司", []),
        ("杭州华成聚合纤维有限公司", ["blocker"]),
        ("新杭州华成聚合纤有限公司", ["warning"]),
        ("杭州华成聚合纤有限公司萧山分公司", ["warning"]),
        ("大虚构旧名有限公司", ["warning"]),
    ],
)
def test_heading_names_the_debtor_or_its_former_name_and_no_longer_one(heading: str, told: list[str]) -> None:
    debtor = {"name": "杭州华成聚合纤有限公司", "former_names": ["虚构旧名有限公司"]}
    found = severity_of("heading", changed(sample(), items__0__heading=heading, items__0__debtor=debtor))
    assert found == [(severity, "items.0.heading") for severity in told]


def test_debtor_listed_twice_warns_unless_the_name_is_masked() -> None:
    twice = changed(PACKAGE, items__1__debtor="测试甲纺织有限公司")
    assert severity_of("debtor_twice", twice) == [("warning", "items.1.debtor.name")]
    masked = {"name": "吴某某", "kind": "natural_person", "is_masked": True}
    values = changed(PACKAGE, items__0__debtor=masked, items__1__debtor=masked, items__0__heading=DELETED)
    assert severity_of("debtor_twice", values) == []
