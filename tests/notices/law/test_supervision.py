"""The second-hand rules of seven days: from which day, for whom, above what, and both readings of the days."""

from datetime import date
from decimal import Decimal

import pytest

from notices.law.issuers import IssuerKind
from notices.law.supervision import Demand, supervisory_checks
from tests.support.calendars import UNTIL_2026

SMALL, LARGE = Decimal("50000000.00"), Decimal("50000000.01")
NAMED, LOCAL = IssuerKind.named_amc, IssuerKind.local_amc


@pytest.mark.parametrize(
    ("on", "kind", "codes"),
    [
        (date(2024, 11, 10), NAMED, []),  # Sun
        (date(2024, 11, 11), NAMED, ["2024-17"]),  # Mon
        (date(2024, 11, 11), IssuerKind.national_amc, ["2024-17"]),
        (date(2024, 11, 11), IssuerKind.referred_company, []),
        (date(2024, 11, 11), LOCAL, []),
        (date(2025, 7, 15), LOCAL, []),  # Tue
        (date(2025, 7, 16), LOCAL, ["2025-16"]),  # Wed
        (date(2025, 7, 16), NAMED, ["2024-17"]),
        (date(2025, 7, 16), IssuerKind.bank, []),
        (date(2025, 7, 16), IssuerKind.other, []),
        (date(2025, 7, 15), None, ["2024-17"]),
        (date(2025, 7, 16), None, ["2024-17", "2025-16"]),
    ],
)
def test_rule_applies_from_its_day_to_whom_it_binds(on: date, kind: IssuerKind | None, codes: list[str]) -> None:
    found = supervisory_checks(LARGE, on, UNTIL_2026, issuer_kind=kind)
    assert [check.rule.code for check in found] == codes
    assert not any(check.rule.source.confirmed for check in found)
    assert all(("施行日期未核对" in check.plain) is (check.rule.code == "2025-16") for check in found)


@pytest.mark.parametrize(
    ("on", "natural", "working"),
    [
        (date(2024, 11, 11), "Mon 2024-11-18", "Wed 2024-11-20"),  # Mon
        (date(2025, 9, 30), "Thu 2025-10-09", "Thu 2025-10-16"),  # the 7th day is in the holiday: it rolls on
        (date(2026, 2, 6), "Fri 2026-02-13", "Tue 2026-02-24"),  # Sat 02-14 is a working day, the festival is not
    ],
)
def test_both_readings_are_counted_each_with_its_own_end(on: date, natural: str, working: str) -> None:
    (check,) = supervisory_checks(SMALL, on, UNTIL_2026, issuer_kind=NAMED)
    ends = {reading.unit.value: f"{reading.ends_on:%a %Y-%m-%d}" for reading in check.readings}
    assert ends == {"natural_days": natural, "working_days": working}


def test_readings_tell_which_of_them_reach_a_day() -> None:
    (check,) = supervisory_checks(SMALL, date(2024, 11, 11), UNTIL_2026, issuer_kind=NAMED)
    days = (date(2024, 11, 18), date(2024, 11, 19), date(2024, 11, 20), date(2024, 11, 21))
    assert [len(check.readings_reaching(day)) for day in days] == [2, 1, 1, 0]


@pytest.mark.parametrize(
    ("value", "kind", "demands"),
    [
        (SMALL, NAMED, (Demand.lone_bidder,)),
        (LARGE, NAMED, (Demand.newspaper_or_platform, Demand.provincial, Demand.lone_bidder)),
        (SMALL, LOCAL, ()),
        (LARGE, LOCAL, (Demand.public_bidding,)),
    ],
)
def test_more_is_asked_above_fifty_million(value: Decimal, kind: IssuerKind, demands: tuple[Demand, ...]) -> None:
    (check,) = supervisory_checks(value, date(2026, 3, 2), UNTIL_2026, issuer_kind=kind)
    assert check.demands == demands


def test_check_is_said_in_both_languages_as_unconfirmed() -> None:
    (check,) = supervisory_checks(LARGE, date(2024, 11, 11), UNTIL_2026, issuer_kind=NAMED)
    assert check.plain == (
        "仅供核对：《金融资产管理公司不良资产业务管理办法》（金规〔2024〕17号）（87号文列名的金融资产管理公司、"
        "其他全国性金融资产管理公司）处置前至少7日在公司网站公告；自2024年11月11日（星期一）刊登次日起7日，"
        "按自然日：至2024年11月18日（星期一）；按工作日：至2024年11月20日（星期三）（条文尚未与原文核对）"
    )
    assert "as natural days: until 2024-11-18 (Mon); as working days: until 2024-11-20 (Wed)" in check.plain_en
    answer = check.as_json()
    assert (answer["confirmed"], "〔未证实〕" in answer["source"]) == (False, True)
    assert [reading["ends_on"] for reading in answer["readings"]] == ["2024-11-18", "2024-11-20"]


def test_days_into_a_year_that_is_not_loaded_are_provisional_or_not_countable() -> None:
    (late,) = supervisory_checks(SMALL, date(2026, 12, 28), UNTIL_2026, issuer_kind=NAMED)
    assert all(reading.window and reading.window.is_provisional for reading in late.readings)
    (beyond,) = supervisory_checks(SMALL, date(2150, 1, 5), UNTIL_2026, issuer_kind=NAMED)
    assert [reading.ends_on for reading in beyond.readings] == [None, None]
    assert "无法计算" in beyond.ends
