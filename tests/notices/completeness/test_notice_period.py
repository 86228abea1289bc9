"""The notice period and the medium that the law asks for, by book value."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from notices.codes import MediumKind
from notices.completeness import CompletenessFacts, check
from notices.law.tiers import InvalidBookValue
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import changed, make_content, sample

PLACED = sample()["placements"]
PREFECTURE = [{"medium": "虚构市日报", "kind": "newspaper_prefecture", "published_on": "2022-08-03"}]
WEBSITE = [{"medium": "公司网站", "kind": "company_website", "published_on": "2022-08-03"}]


def found(facts: CompletenessFacts, **changes: Any) -> dict[str, str]:
    report = check(make_content(**changes), calendar=UNTIL_2026, facts=facts)
    return {finding.code: finding.severity.value for finding in report.findings}


def valued(book_value: str, review: date | None = None, **more: Any) -> CompletenessFacts:
    return CompletenessFacts(book_value=Decimal(book_value), review_meeting_on=review, **more)


@pytest.mark.parametrize(
    ("book_value", "days", "is_short"),
    [
        ("10000000.00", 7, False), ("10000000.00", 6, True),
        ("10000000.01", 10, False), ("10000000.01", 9, True),
        ("50000000.00", 10, False), ("50000000.01", 14, True), ("50000000.01", 15, False),
        ("100000000.00", 15, False), ("100000000.01", 19, True), ("100000000.01", 20, False),
    ],
)  # fmt: skip
def test_promised_window_shorter_than_the_tier_warns(book_value: str, days: int, is_short: bool) -> None:
    codes = found(valued(book_value), window__count=days)
    assert ("window_below_floor" in codes) is is_short
    assert codes.get("window_below_floor", "warning") == "warning"


@pytest.mark.parametrize(
    ("review", "is_blocked"),
    [(date(2022, 8, 31), True), (date(2022, 9, 1), False), (date(2022, 9, 2), False), (date(2022, 8, 1), True)],
    ids=["Wed 2022-08-31 day before", "Thu 2022-09-01 first lawful", "Fri 2022-09-02", "Mon 2022-08-01 before notice"],
)
def test_review_inside_the_floor_blocks(review: date, is_blocked: bool) -> None:
    codes = found(valued("193474338.54", review))
    assert codes.get("review_inside_floor") == ("blocker" if is_blocked else None)


def test_review_not_given_is_told() -> None:
    assert found(valued("193474338.54"))["review_unknown"] == "note"


def test_exempt_disposal_has_no_floor_and_no_medium_to_keep() -> None:
    facts = valued("193474338.54", date(2022, 8, 4), exempt_because="破产程序终结")
    codes = found(facts, window__count=1, placements=[])
    assert codes["exempt"] == "note"
    assert not codes.keys() & {"review_inside_floor", "window_below_floor", "medium_not_chosen"}


def test_local_company_is_not_bound_by_the_national_tiers_and_told_of_its_own() -> None:
    facts = valued("193474338.54", date(2026, 3, 3))
    dated = {"published_on": "2026-03-02", "window__count": 1, "placements": []}
    local = found(facts, issuer__is_local_amc=True, **dated)
    assert not local.keys() & {"review_inside_floor", "window_below_floor", "medium_not_chosen"}
    assert local["unconfirmed_rule"] == "note"
    assert found(facts, **dated)["review_inside_floor"] == "blocker"


def test_second_hand_rules_are_told_from_the_day_they_are_in_force() -> None:
    facts = valued("193474338.54")
    assert "unconfirmed_rule" not in found(facts, published_on="2024-11-08")  # Fri, before Mon 2024-11-11
    assert found(facts, published_on="2024-11-11")["unconfirmed_rule"] == "note"


def test_book_value_that_is_no_amount_is_refused() -> None:
    with pytest.raises(InvalidBookValue):
        found(valued("-1"))


def test_notice_before_the_first_rule_has_no_floor_and_says_so() -> None:
    codes = found(valued("193474338.54", date(2008, 7, 1)), published_on="2008-06-02", record_date="2008-01-31")
    assert "review_inside_floor" not in codes


@pytest.mark.parametrize(
    ("book_value", "placements", "expected"),
    [
        ("10000000.00", WEBSITE, {}),
        ("10000000.00", [], {"website_not_chosen": "warning"}),
        ("10000000.01", WEBSITE, {"medium_not_chosen": "warning"}),
        ("50000000.00", [*PREFECTURE, *WEBSITE], {}),
        ("50000000.01", [*PREFECTURE, *WEBSITE], {"medium_below_tier": "blocker"}),
        ("50000000.01", [*PLACED, *WEBSITE], {}),
        ("100000000.01", PLACED, {"website_not_chosen": "warning"}),
    ],
    ids=["small", "small without website", "newspaper missing", "prefecture fits", "prefecture too low", "province",
         "province without website"],
)  # fmt: skip
def test_medium_against_the_tier(book_value: str, placements: Any, expected: dict[str, str]) -> None:
    codes = found(valued(book_value), placements=placements)
    media = {"website_not_chosen", "medium_not_chosen", "medium_below_tier"}
    assert {code: severity for code, severity in codes.items() if code in media} == expected


def test_medium_chosen_but_not_yet_placed_counts() -> None:
    chosen = (MediumKind.newspaper_province, MediumKind.company_website)
    codes = found(valued("193474338.54", media=chosen), placements=[])
    assert not codes.keys() & {"website_not_chosen", "medium_not_chosen", "medium_below_tier"}


@pytest.mark.parametrize(("ends_on", "is_refused"), [("2022-08-30", True), ("2022-08-31", False), ("2022-09-01", True)])
def test_stated_end_is_recounted(ends_on: str, is_refused: bool) -> None:
    codes = found(CompletenessFacts(), window=changed(sample()["window"], ends_on=ends_on))
    assert ("window_end_differs" in codes) is is_refused


@pytest.mark.parametrize("wording", ["自公告之日起二十个工作日", "自本公告发布之日起20个工作日"])
def test_wording_may_name_the_count_in_either_numerals(wording: str) -> None:
    assert "window_wording_differs" not in found(CompletenessFacts(), window__wording=wording)
