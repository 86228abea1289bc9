"""The tiers of 财金〔2008〕87号 on both sides of every bound and date, and whom they bind."""

from datetime import date
from decimal import Decimal

import pytest

from notices.law.issuers import IssuerKind
from notices.law.tiers import TIERS, InvalidBookValue, MediumRequirement, NoTierInForce, tier_for
from notices.windows.window import WindowUnit

ON = date(2022, 9, 1)


@pytest.mark.parametrize(
    ("book_value", "notice_days", "medium"),
    [
        ("0", 7, "none"),
        ("9999999.99", 7, "none"),
        ("10000000", 7, "none"),
        ("10000000.01", 10, "newspaper_prefecture"),
        ("49999999.99", 10, "newspaper_prefecture"),
        ("50000000.00", 10, "newspaper_prefecture"),
        ("50000000.01", 15, "newspaper_province"),
        ("100000000", 15, "newspaper_province"),
        ("100000000.01", 20, "newspaper_province"),
        ("193474338.54", 20, "newspaper_province"),
        ("1000000000000", 20, "newspaper_province"),
    ],
)
def test_tier_follows_the_book_value_and_its_upper_bound_belongs_to_it(
    book_value: str, notice_days: int, medium: str
) -> None:
    tier = tier_for(Decimal(book_value), ON)
    assert (tier.notice_days, tier.unit, tier.medium) == (
        notice_days,
        WindowUnit.working_days,
        MediumRequirement(medium),
    )
    assert tier.source.number == "财金〔2008〕87号"
    assert tier.source.confirmed


def test_tier_applies_from_the_day_the_measures_came_into_force() -> None:
    assert tier_for(Decimal(1), date(2008, 7, 11)).notice_days == 7
    with pytest.raises(NoTierInForce, match="2008-07-10"):
        tier_for(Decimal(1), date(2008, 7, 10))


@pytest.mark.parametrize("value", ["-0.01", "1000000000000.01", "NaN", "sNaN", "Infinity", "-Infinity", "1.001"])
def test_book_value_that_is_no_amount_is_refused(value: str) -> None:
    with pytest.raises(InvalidBookValue) as refusal:
        tier_for(Decimal(value), ON)
    assert value in refusal.value.zh
    assert refusal.value.field == "book_value"


def test_book_value_with_trailing_zeros_is_an_amount() -> None:
    assert tier_for(Decimal("10000000.0000"), ON).notice_days == 7


def test_rows_say_whom_they_bind_and_are_unconfirmed_for_all_others() -> None:
    assert {tier.bound for tier in TIERS} == {(IssuerKind.named_amc, IssuerKind.referred_company)}
    for tier in TIERS:
        for kind in (*IssuerKind, None):
            assert tier.source_for(kind).confirmed is (kind in tier.bound)


def test_rows_cover_every_amount_once() -> None:
    edges = [Decimal(n) / 100 for bound in (10**9, 5 * 10**9, 10**10) for n in (bound - 1, bound, bound + 1)]
    for value in (Decimal(0), *edges, Decimal(10**12)):
        assert sum(row.covers(value) for row in TIERS) == 1


def test_tier_is_said_in_both_languages() -> None:
    tier = tier_for(Decimal("20000000"), ON)
    assert tier.words == (
        "账面价值超过1000万元、不超过5000万元：至少10个工作日；资产所在地地市级（含）以上公开发行的经济类或综合类报纸"
    )
    assert tier.words_en.startswith("book value over 10,000,000 yuan, up to 50,000,000 yuan: at least 10 working days")
