"""What the check of a file tells of duties: on which field, how heavily, and only where it belongs."""

from datetime import date
from typing import Any

import pytest

from notices.codes import MediumKind
from notices.completeness import CompletenessFacts, Severity, check
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, sample

CHAIN = [{"assignor": "中国工商银行股份有限公司虚构支行", "assignee": "虚构资产管理公司", "assigned_on": "2005-06-27"}]
CODES = {
    "preemption_missing", "demand_by_notice", "demand_medium", "publication_as_notice", "guarantee_period_over",
    "interest_after_transfer", "personal_loan_unstated",
}  # fmt: skip


def told(facts: CompletenessFacts | None = None, /, **changes: Any) -> list[tuple[str, str, str]]:
    """Return severity, code and field of the advice on the notice of 2022 with changes."""
    found = check(make_content(**changes), calendar=UNTIL_2026, facts=facts).findings
    return [(each.severity.value, each.code, each.field) for each in found if each.code in CODES]


def package(*items: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the item of the notice of 2022 once for each of these changes."""
    return [sample()["items"][0] | each for each in items]


def test_notice_of_2022_gets_no_advice() -> None:
    assert told() == []


@pytest.mark.parametrize("debtor", [{"is_state_owned": True}, {"company_type": "有限责任公司（国有独资）"}])
def test_state_owned_debtor_of_a_file_asks_for_a_notice_and_a_draft_leaves_that_to_the_register(
    debtor: dict[str, Any],
) -> None:
    owned = {"name": "杭州华成聚合纤有限公司", **debtor}
    assert told(items__0__debtor=owned) == [("warning", "preemption_missing", "items.0.debtor")]
    assert told(CompletenessFacts(is_of_register=True), items__0__debtor=owned) == []
    assert told(items__0__debtor={**owned, "is_state_owned": False}) == []


def test_interest_is_noted_once_for_each_view_and_never_said_to_stop() -> None:
    later = [CHAIN[0] | {"assigned_on": "2018-01-15"}]
    items = package({"chain": CHAIN}, {"chain": CHAIN}, {"chain": later}, {"chain": [CHAIN[0] | {"assigned_on": None}]})
    notice = make_content(items=items)
    found = [each for each in check(notice, calendar=UNTIL_2026).findings if each.code == "interest_after_transfer"]
    assert [(each.field, each.severity) for each in found] == [
        ("items.0.chain.0", Severity.note),
        ("items.2.chain.0", Severity.note),
    ]
    assert "等2户" in found[0].zh
    assert "第九条直接适用" in found[0].zh
    assert all(words in found[1].zh for words in ("2018年", "有争议", "一说", "另一说", "买受人为金融资产管理公司"))


def test_demand_without_a_provincial_paper_warns_and_one_with_it_is_only_explained() -> None:
    def of(*media: MediumKind) -> list[str]:
        return [code for _, code, _ in told(CompletenessFacts(media=media), has_demand=True, placements=[])]

    assert of(MediumKind.newspaper_province) == of() == ["demand_by_notice"]
    assert of(MediumKind.newspaper_prefecture) == ["demand_medium", "demand_by_notice"]


def test_words_of_a_later_notice_are_looked_at_too_and_offers_alone_are_asked_for_the_rest() -> None:
    amends = {"title": "虚构公告", "published_on": "2022-08-03"}
    values = {"kind": "supplement", "amends": amends, "published_on": "2022-08-10"}
    found = told(**values, statements=["特此公告通知债务人。"], items__0__chain=CHAIN)
    assert found == [("warning", "publication_as_notice", "statements.0")]


@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2022, 7, 1)], ids=["Thu, the last day", "Fri"])
def test_guarantee_of_a_file_is_judged_on_the_day_of_its_notice(day: date) -> None:
    claim = "items__0__claims__0"
    given = [{"guarantors": ["虚构保证甲"], "period_words": "至主债务本息清偿完毕止"}]
    found = told(published_on=day, **{f"{claim}__guarantees": given, f"{claim}__due_on": "2021-12-31"})
    lapsed = ("warning", "guarantee_period_over", "items.0.claims.0.guarantees.0.guarantors.0")
    assert found == ([lapsed] if day == date(2022, 7, 1) else [])
