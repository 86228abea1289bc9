"""Personal loans: a basis is asked for, resale is warned of, and the pilot does not switch itself off at its end."""

from dataclasses import replace
from datetime import date

import pytest

from notices.completeness import check
from notices.duties.personal_loans import PILOT, LoanFact, is_personal, personal_loan_advice
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content

PERSON = LoanFact("items.0.claims.0", "曹某某", is_natural_person=True)
LOAN = replace(PERSON, is_personal_loan=True)


@pytest.mark.parametrize(
    ("loan", "expected"),
    [
        (PERSON, False), (LOAN, True), (replace(PERSON, is_personal_loan=False, words="个人消费贷款"), False),
        (replace(PERSON, words="个人消费贷款"), True), (replace(PERSON, words="个人借款合同1号"), True),
        *[(replace(PERSON, words=words), True) for words in ("装修贷", "个贷业务", "房贷", "个人循环贷款", "农户贷款")],
        (replace(PERSON, words="信用卡透支"), True), (replace(PERSON, words="流动资金借款"), False),
        (replace(PERSON, is_natural_person=False, words="个人消费贷款"), False), (replace(PERSON, basis="试点"), True),
    ],
)  # fmt: skip
def test_personal_loan_is_stated_or_a_natural_persons_with_telling_words(loan: LoanFact, expected: bool) -> None:
    assert is_personal(loan) is expected


@pytest.mark.parametrize(
    ("loan", "is_package", "expected"),
    [
        (LOAN, True, ["personal_loan_basis", "personal_loan_resale"]),
        (LOAN, False, ["personal_loan_basis", "personal_loan_resale"]),
        (replace(LOAN, basis="银登试点1号"), True, ["personal_loan_resale"]),
        (PERSON, True, ["personal_loan_unstated"]),
        (PERSON, False, []),
        (replace(PERSON, is_personal_loan=False), True, []),
        (replace(PERSON, is_natural_person=False), True, []),
    ],
)
def test_package_with_a_personal_loan_asks_for_its_basis_and_bars_resale(
    loan: LoanFact, is_package: bool, expected: list[str]
) -> None:
    found = list(personal_loan_advice([loan], on=date(2026, 3, 2), is_package=is_package))
    assert [each.code for each in found] == expected
    assert not any(each.source.confirmed for each in found)


@pytest.mark.parametrize(
    ("on", "zh", "en"),
    [
        (date(2026, 11, 30), "2026年12月31日（星期四）。", "runs to"),  # Mon, the day before the review
        (date(2026, 12, 1), "即将到期，须复核", "due for review"),  # Tue
        (date(2026, 12, 31), "即将到期，须复核", "due for review"),  # Thu, the last day
        (date(2027, 1, 1), "已到期，须复核", "has ended and must be reviewed"),  # Fri
        (date(2030, 1, 1), "已到期，须复核", "has ended and must be reviewed"),  # Tue, still not switched off
    ],
)
def test_pilot_warns_on_after_its_end_and_says_that_it_must_be_reviewed(on: date, zh: str, en: str) -> None:
    found = list(personal_loan_advice([LOAN], on=on, is_package=True))
    assert [each.code for each in found] == ["personal_loan_basis", "personal_loan_resale"]
    assert all(zh in each.zh and en in each.en for each in found)
    assert (PILOT.ends_on, PILOT.source.confirmed) == (date(2026, 12, 31), False)


def test_notice_check_tells_of_a_personal_loan() -> None:
    claim = "items__0__claims__0"
    content = make_content(**{f"{claim}__is_personal_loan": "是"})
    found = {each.code: each.field for each in check(content, calendar=UNTIL_2026).warnings}
    assert found["personal_loan_basis"] == "items.0.claims.0.personal_loan_basis"
    assert found["personal_loan_resale"] == "items.0.claims.0"
