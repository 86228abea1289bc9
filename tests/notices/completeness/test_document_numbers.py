"""Numbers of cases and documents: form, court and year; what the day beside them says."""

from datetime import date
from typing import Any

import pytest

from notices.completeness import check
from notices.law.case_numbers import case_numbers_in
from notices.law.courts import is_code_of
from tests.support.calendars import UNTIL_2026
from tests.support.contradictions import CLAIM
from tests.support.notice_samples import make_content, sample

CODES = {"case_number_malformed", "case_of_another_court", "case_to_come", "day_contradicts_number"}


def told(values: dict[str, Any] | None = None, **changes: Any) -> list[tuple[str, str]]:
    found = check(make_content(values, **changes), calendar=UNTIL_2026).findings
    return [(each.code, each.field) for each in found if each.code in CODES]


def status(**stated: Any) -> dict[str, Any]:
    return {f"{CLAIM}__litigation": [{"code": "judged", "words": "已判决", **stated}]}


@pytest.mark.parametrize(
    ("written", "is_well_formed"),
    [
        ("（2021）浙01民初123号", True),
        ("(2021)浙01民初123号", True),
        ("〔2021〕浙0106执恢12号之一", True),
        ("（2020）浙民终5号", True),
        ("（2021）最高法执监177号", True),
        ("（2021）浙01民初1号、（2022）浙01执2号", True),
        ("（2019）浙0106民初1-12号民事判决书", True),
        ("（2015）杭西商初字第123号", True),
        ("（2016）浙01民初1号", True),
        ("2021浙01民初123", False),
        ("2021浙01民初123号", False),
        ("（2021）浙01民初123", False),
        ("见判决书", False),
        ("（2021）浙01民初号", False),
        ("（2021）01民初1号", False),
        ("（2016）杭西商初字第123号", False),  # the old form ended with 2015
        ("（2015）浙01民初1号", False),
        ("（2021）浙0109民初第4521号", False),  # the number follows the type at once
        ("（2021）浙0109民初4521号《民事判决书》", True),
    ],
)
def test_case_number_has_the_form_of_its_year(written: str, is_well_formed: bool) -> None:
    assert all(case.is_well_formed for case in case_numbers_in(written)) is is_well_formed
    field = "items.0.claims.0.litigation.0.case_number"
    assert told(**status(case_number=written)) == ([] if is_well_formed else [("case_number_malformed", field)])


def test_number_of_an_arbitration_commission_is_held_to_no_form_of_the_courts() -> None:
    assert told(**status(case_number="（2021）杭仲01字第12号", court="杭州仲裁委员会")) == []
    assert told(**status(case_number="（2021）杭仲01字第12号", court="杭州市萧山区人民法院")) != []


def test_case_number_of_a_year_after_the_notice_warns_also_where_it_is_the_second() -> None:
    field = "items.0.claims.0.litigation.0.case_number"
    for written in ("（2024）浙01民初123号", "（2021）浙01民初1号、（2023）浙01执2号"):
        assert told(**status(case_number=written)) == [("case_to_come", field)]


@pytest.mark.parametrize(
    ("code", "court", "answer"),
    [
        ("浙01", "杭州市中级人民法院", True),
        ("浙01", "浙江省杭州市中级人民法院", True),
        ("浙01", "宁波市中级人民法院", False),
        ("浙02", "浙江省宁波市中级人民法院", True),
        ("浙0106", "杭州市西湖区人民法院", True),
        ("浙0106", "杭州市中级人民法院", False),
        ("浙01", "杭州市西湖区人民法院", False),
        ("浙0206", "杭州市西湖区人民法院", False),
        ("浙", "浙江省高级人民法院", True),
        ("浙", "杭州市中级人民法院", False),
        ("浙01", "浙江省高级人民法院", False),
        ("苏", "浙江省高级人民法院", False),
        ("苏05", "浙江省杭州市中级人民法院", False),
        ("浙72", "宁波海事法院", True),
        ("浙0192", "杭州互联网法院", True),
        ("粤03", "深圳市中级人民法院", True),
        ("粤0304", "广东省深圳市福田区人民法院", True),
        ("鲁02", "济南市中级人民法院", False),
        ("沪0115", "上海市浦东新区人民法院", True),
        ("沪01", "上海市第一中级人民法院", True),
        ("最高法", "最高人民法院", True),
        ("浙01", "最高人民法院", False),
        ("浙0782", "义乌市人民法院", None),
        ("测01", "测试省虚构市中级人民法院", None),
    ],
)
def test_court_code_fits_the_court_named_as_far_as_the_table_tells(code: str, court: str, answer: bool | None) -> None:
    assert is_code_of(code, court) is answer
    found = told(**status(case_number=f"（2021）{code}民初1号", court=court))
    expected = [("case_of_another_court", "items.0.claims.0.litigation.0.case_number")]
    assert found == (expected if answer is False else [])


def link(day: str, number: str) -> dict[str, Any]:
    stated = {"assigned_on": date.fromisoformat(day), "agreement_number": number}
    return {"items__0__chain": [{"assignor": "虚构甲银行", "assignee": "虚构乙公司", **stated}]}


@pytest.mark.parametrize(
    ("day", "number", "is_told"),
    [
        ("2018-12-31", "虚转〔2019〕1号", True),
        ("2019-01-01", "虚转〔2019〕1号", False),
        ("2020-12-31", "虚转〔2019〕1号", False),  # carried out in the year after
        ("2021-01-01", "虚转〔2019〕1号", True),
        ("2021-01-01", "虚转1号", False),
    ],
)
def test_assignment_fits_the_year_in_its_agreements_number(day: str, number: str, is_told: bool) -> None:
    expected = [("day_contradicts_number", "items.0.chain.0.assigned_on")] if is_told else []
    assert told(**link(day, number)) == expected


def test_days_that_contradict_the_number_beside_them_warn() -> None:
    case = {"case_number": "（2021）浙01民初1号"}
    as_of = [("day_contradicts_number", "items.0.claims.0.litigation.0.as_of")]
    assert told(**status(as_of=date(2020, 12, 31), **case)) == as_of
    assert told(**status(as_of=date(2021, 1, 1), **case)) == []
    assert told(number="XGCS-2021-0001") == []  # published in the year after
    assert told(number="XGCS-2023-0001") == [("day_contradicts_number", "published_on")]
    correction = sample("correction/sample")
    correction["amends"]["number"] = "XGCS-2024-0001"
    assert ("day_contradicts_number", "amends.published_on") in told(correction)
