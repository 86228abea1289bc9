"""Guarantee periods: their ends, and guarantees that may have lapsed."""

from dataclasses import replace
from datetime import date

import pytest

from notices.duties.guarantees import GuaranteeTerms, guarantee_advice, period_end

DUE = date(2022, 8, 31)  # Wed
TERMS = GuaranteeTerms("虚构保证人甲", period_words="至主债务清偿完毕", due_on=DUE)
END = date(2023, 2, 28)  # Tue: February has no 31st


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("至主债务清偿完毕", END),
        ("自合同生效至全部借款本息还清为止", END),
        ("直至债务人债务全部偿清时止", END),
        ("保证期间到贷款本息结清之日", END),
        ("主债务履行期届满之日起三年", date(2025, 8, 31)),
        ("主债务履行期限届满之日起两年", date(2024, 8, 31)),
        ("借款到期日起6个月", END),
        ("借款期限届满之次日起二年", date(2024, 8, 31)),
        ("承担保证责任直到主债务消灭", END),
        ("主债权清偿完毕前", END),
        ("还清为止", END),
        ("主债务履行期间届满之日起二年", date(2024, 8, 31)),
        ("主债务履行期限届满之日起壹年", date(2023, 8, 31)),
        ("主债务履行期限届满之日后叁年止", date(2025, 8, 31)),
        ("借款到期后三十六个月", date(2025, 8, 31)),
        ("债务履行期满之日起十八个月", date(2024, 2, 29)),
        ("主债务履行期届满之日起二十四个月", date(2024, 8, 31)),
        ("借款期限届满之日起两年半", date(2025, 2, 28)),
        ("债务履行期届满之日起180日", date(2023, 2, 27)),
        ("自债权确定之日起两年", None),
        ("主债务履行期届满之日起若干年", None),
        ("债权到期债务人未清偿的，详见合同", None),
        ("详见合同", None),
        ("", None),
    ],
)
def test_period_is_counted_from_the_due_day_by_its_words(words: str, expected: date | None) -> None:
    end = period_end(replace(TERMS, period_words=words))
    assert (end.ends_on if end else None) == expected
    assert period_end(replace(TERMS, period_words=words, due_on=None)) is None
    stated = period_end(replace(TERMS, period_words=words, ends_on=DUE))
    assert stated is not None
    assert stated.ends_on == DUE


@pytest.mark.parametrize(
    ("due_on", "older"), [(date(2020, 12, 31), date(2022, 12, 31)), (date(2021, 1, 1), None)], ids=["Thu", "Fri"]
)
def test_two_years_of_the_older_rule_are_told_beside_six_months_for_debts_due_before_2021(
    due_on: date, older: date | None
) -> None:
    end = period_end(replace(TERMS, due_on=due_on))
    assert end is not None
    assert end.older_rule_ends_on == older
    (advice,) = guarantee_advice([("g", replace(TERMS, due_on=due_on))], on=date(2026, 3, 2))
    assert ("或为二年" in advice.zh) is ("recollection" in advice.en) is (older is not None)


@pytest.mark.parametrize(
    ("on", "asked_on", "evidence", "expected"),
    [
        (date(2023, 2, 27), None, "", []),  # Mon, the day before
        (END, None, "", []),  # Tue, the last day still counts
        (date(2023, 3, 1), None, "", ["guarantee_period_over"]),  # Wed
        (date(2023, 3, 1), END, "EMS虚1号", []),
        (date(2023, 3, 1), END, " ", ["guarantee_asked_unproved"]),
        (date(2023, 3, 1), date(2023, 3, 1), "签收函", ["guarantee_asked_late"]),
    ],
)
def test_guarantee_may_have_lapsed_where_nobody_asked_in_time(
    on: date, asked_on: date | None, evidence: str, expected: list[str]
) -> None:
    found = list(guarantee_advice([("g", replace(TERMS, asked_on=asked_on, evidence=evidence))], on=on))
    assert [each.code for each in found] == expected
    if expected[:1] == ["guarantee_period_over"]:
        assert "保证责任可能已免除" in found[0].zh
        assert "may have lapsed" in found[0].en
        assert found[0].source.article == "三十二"


def test_asking_one_guarantor_does_not_count_against_another() -> None:
    asked = replace(TERMS, guarantor="虚构保证人乙", asked_on=END, evidence="EMS虚2号")
    (alone,) = guarantee_advice([("g0", TERMS)], on=date(2026, 3, 2))
    (beside,) = guarantee_advice([("g0", TERMS), ("g1", asked)], on=date(2026, 3, 2))
    assert (beside.code, beside.field) == ("guarantee_period_over", "g0")
    assert "第二十九条" not in alone.zh
    assert "第二十九条" in beside.zh
    assert "does not count against this one" in beside.en


def test_general_guarantee_asks_for_a_suit_against_the_debtor() -> None:
    (general,) = guarantee_advice([("g", replace(TERMS, is_general=True))], on=date(2026, 3, 2))
    assert "是否已对债务人起诉或申请仲裁" in general.zh
