"""What cannot have happened yet, and whose debt cannot be sold, is found before publication."""

from datetime import date
from typing import Any

import pytest

from notices.completeness import check
from notices.content.counted_windows import resolve
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, sample

CLAIM = "items__0__claims__0"


def codes_of(name: str = "disposal/sample", /, **changes: Any) -> dict[str, str]:
    """Return severity by code of what is found in a sample with changes."""
    calendar = UNTIL_2026
    content = resolve(make_content(sample(name), **changes), calendar)
    return {finding.code: finding.severity.value for finding in check(content, calendar=calendar).findings}


@pytest.mark.parametrize(("day", "found"), [(date(2022, 8, 3), None), (date(2022, 8, 4), "blocker")])
def test_record_date_after_publication_blocks_and_on_its_day_does_not(day: date, found: str | None) -> None:
    assert codes_of(record_date=day).get("record_date_to_come") == found


@pytest.mark.parametrize(("day", "found"), [(date(2022, 8, 3), None), (date(2022, 8, 4), "warning")])
def test_litigation_dated_after_publication_warns(day: date, found: str | None) -> None:
    status = {"code": "judged", "words": "已判决", "as_of": day}
    assert codes_of(**{f"{CLAIM}__litigation": [status]}).get("litigation_to_come") == found


@pytest.mark.parametrize(
    ("day", "code", "found"),
    [
        (date(2022, 8, 2), "sale_already_held", "blocker"),
        (date(2022, 8, 31), "sale_within_window", "warning"),  # Wednesday, the window's last day
        (date(2022, 9, 1), "sale_within_window", None),
    ],
)
def test_sale_before_publication_blocks_and_within_the_window_warns(day: date, code: str, found: str | None) -> None:
    assert codes_of(terms__held_on=day).get(code) == found


def test_guarantor_who_is_the_debtor_warns() -> None:
    debtor = sample()["items"][0]["debtor"]
    assert codes_of(**{f"{CLAIM}__guarantees__0__guarantors": [debtor]})["guarantor_is_debtor"] == "warning"
    assert "guarantor_is_debtor" not in codes_of()


def test_result_before_its_notice_or_after_its_own_date_blocks() -> None:
    published = make_content(sample("result/sample"))
    amended = published.amends
    assert amended is not None
    before, after = date(2015, 1, 5), date(2026, 11, 20)
    assert codes_of("result/sample", outcome__concluded_on=before)["result_before_notice"] == "blocker"
    assert codes_of("result/sample", outcome__concluded_on=after)["result_to_come"] == "blocker"
    assert "result_to_come" not in codes_of("result/sample", outcome__concluded_on=published.published_on)
    for day in (before, after):
        content = make_content(sample("result/sample"), outcome__concluded_on=day)
        (told,) = [each for each in check(content, calendar=UNTIL_2026).findings if each.severity.value == "blocker"]
        assert "作废该草稿" in told.zh
        assert "disposal draft discard" in told.en


def test_sale_within_a_window_whose_end_is_not_yet_counted_warns() -> None:
    content = make_content(sample(), terms__held_on=date(2022, 8, 31))  # Wednesday, the window's last day
    findings = check(content, calendar=UNTIL_2026).findings
    assert ("sale_within_window", "terms.held_on") in {(found.code, found.field) for found in findings}


@pytest.mark.parametrize(("day", "found"), [("2022-08-10", None), ("2022-08-11", "blocker")])
def test_record_date_of_a_corrected_notice_is_held_against_the_correction(day: str, found: str | None) -> None:
    corrected = {"title": "更正公告", "published_on": "2022-08-10"}  # Wednesday
    assert codes_of(record_date=day, revisions=[corrected]).get("record_date_to_come") == found


def test_character_without_glyph_blocks_and_names_its_field_and_a_rare_one_passes() -> None:
    content = make_content(sample(), items__0__claims__0__details="😀")
    found = {f.code: f for f in check(content, calendar=UNTIL_2026).blockers}["glyph_missing"]
    assert found.field == "items.0.claims.0.details"
    assert "U+1F600" in found.zh
    assert found.source.document == "登记规则"
    assert "glyph_missing" not in codes_of(items__0__claims__0__details="喆堃")


@pytest.mark.parametrize(("phone", "found"), [("call me", "warning"), ("1234", "warning"), ("12345", None)])
def test_phone_with_fewer_than_five_digits_warns(phone: str, found: str | None) -> None:
    assert codes_of(contacts__0__phones=[phone]).get("phone_not_dialled") == found


@pytest.mark.parametrize(
    ("phone", "found"), [("0571-8765432a", "warning"), ("0571-87654321", None), ("0571-87654321 ext. 8", None)]
)
def test_phone_with_a_letter_warns(phone: str, found: str | None) -> None:
    assert codes_of(contacts__0__phones=[phone]).get("phone_with_letters") == found


def test_wrong_total_of_a_package_is_told_once() -> None:
    content = make_content(sample("disposal/sample-package"), package__total="999999999.00")
    findings = check(content, calendar=UNTIL_2026).findings
    assert [f.code for f in findings if f.field == "package.total"] == ["total_differs"]
