"""Questions of law with their day: what the register answers on both sides of each day on which a rule changed."""

import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from disposal.eligibility.ownership.control import Control
from disposal.eligibility.ownership.ownership import Link, OwnershipGraph
from notices.completeness import check
from notices.duties.demands import demand_advice, wording_advice
from notices.duties.guarantees import GuaranteeTerms, guarantee_advice
from notices.duties.interest import BuyerKind, interest_after_transfer
from notices.duties.personal_loans import LoanFact, personal_loan_advice
from notices.law.floor import statutory_floor
from notices.law.issuers import IssuerKind
from notices.law.supervision import supervisory_checks
from notices.law.tiers import NoTierInForce, tier_for
from notices.legal_source import AGREEMENT_RULES, FIRST_DAY_RULES, LegalSource, source_in_force
from notices.windows.window import CountingConvention, WindowRule, WindowUnit, count_window
from notices.working_days.calendar import WorkingCalendar
from notices.working_days.festivals import statutory_day_count
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content

ROWS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("dated_questions.toml").read_text("utf-8"))["rows"]
CLAIM = "items__0__claims__0"
ENDED, DUE = "已到期", "即将到期"


def law(rows: tuple[LegalSource, ...], day: date) -> str:
    found = source_in_force(rows, day)
    return found.document if found else "none"


def window(day: date, count: int, unit: str, convention: str = "first_day_not_counted") -> str:
    rule = WindowRule(count=count, unit=WindowUnit(unit), convention=CountingConvention(convention))
    return f"{count_window(rule, day, WorkingCalendar.builtin()).ends_on:%a %Y-%m-%d}"


def notice_days(day: date, book_value: str) -> str:
    try:
        return str(tier_for(Decimal(book_value), day).notice_days)
    except NoTierInForce:
        return "none"


def latest_notice(day: date, book_value: str) -> str:
    return f"{statutory_floor(Decimal(book_value), day, UNTIL_2026).latest_publication_on:%a %Y-%m-%d}"


def bound(day: date, issuer: str) -> str:
    return tier_for(Decimal(1), day).binding(IssuerKind(issuer)).value


def seven_days(day: date, issuer: str) -> str:
    found = supervisory_checks(Decimal(1), day, UNTIL_2026, issuer_kind=IssuerKind(issuer))
    assert not any(each.rule.source.confirmed for each in found)
    return found[0].rule.code if found else "none"


def seven_days_until(day: date, issuer: str, unit: str) -> str:
    (found,) = supervisory_checks(Decimal(1), day, UNTIL_2026, issuer_kind=IssuerKind(issuer))
    return next(f"{each.ends_on:%a %Y-%m-%d}" for each in found.readings if each.unit is WindowUnit(unit))


def demand(day: date) -> str:
    return next(demand_advice(day, has_newspaper=True)).source.number


def notified_by_publication(day: date) -> str:
    (advice,) = wording_advice([("statements.0", "本公告发布之日起视为通知债务人。")], day)
    return "warning" if advice.is_warning else "note"


def guarantee(day: date, due_on: date) -> str:
    terms = GuaranteeTerms("虚构保证人甲", period_words="至主债务清偿完毕", due_on=due_on)
    found = list(guarantee_advice([("guarantee", terms)], on=day))
    return "may have lapsed" if any("may have lapsed" in each.en for each in found) else "in time"


def interest(day: date, seller: str) -> str:
    view = interest_after_transfer(day.year, seller, BuyerKind.other)
    assert "interest stops" not in view.en
    return view.position.value


def personal_loan(day: date) -> str:
    loan = LoanFact("claim", "曹某某", is_natural_person=True, is_personal_loan=True)
    words = " ".join(each.zh for each in personal_loan_advice([loan], on=day, is_package=True))
    return "ended, to be reviewed" if ENDED in words else "due for review" if DUE in words else "runs"


def controls(day: date, percent: str) -> str:
    graph = OwnershipGraph([Link("甲", "债务人", Decimal(percent))])
    return "yes" if "债务人" in Control(graph, day).companies("甲") else "no"


def controls_through_two(day: date, percent: str) -> str:
    held = (("母", "甲", "51"), ("母", "乙", "51"), ("甲", "债务人", percent), ("乙", "债务人", percent))
    graph = OwnershipGraph(Link(owner, owned, Decimal(part)) for owner, owned, part in held)
    return "yes" if "债务人" in Control(graph, day).companies("母") else "no"


def checked(code: str, day: date, **changes: Any) -> str:
    report = check(make_content(published_on=day, **changes), calendar=UNTIL_2026)
    severities = {each.code: each.severity.value for each in report.findings}
    return severities.get(code, "none")


def of_debtor(code: str, day: date, **facts: bool) -> str:
    return checked(code, day, items__0__debtor={"name": "虚构甲纺织有限公司", **facts})


def case_number(day: date, number: str, court: str, code: str = "case_to_come") -> str:
    litigation = [{"code": "judged", "words": "已判决", "case_number": number, "court": court}]
    return checked(code, day, **{f"{CLAIM}__litigation": litigation})


def state_organ_as_owner(day: date, is_state_organ: bool) -> str:
    owner = {"name": "虚构市测试局", "is_state_organ": is_state_organ}
    return checked("state_organ", day, **{f"{CLAIM}__security__0__owner": owner})


ANSWERS: dict[str, Callable[..., str]] = {
    "first_day": lambda day: law(FIRST_DAY_RULES, day),
    "agreement": lambda day: law(AGREEMENT_RULES, day),
    "window": window,
    "statutory_days_off": lambda day, year: str(statutory_day_count(year)),
    "notice_days": notice_days,
    "latest_notice": latest_notice,
    "bound": bound,
    "seven_days": seven_days,
    "demand": demand,
    "notified_by_publication": notified_by_publication,
    "guarantee": guarantee,
    "interest": interest,
    "personal_loan": personal_loan,
    "controls": controls,
    "controls_through_two": controls_through_two,
    "state_organ": lambda day: of_debtor("state_organ", day, is_state_organ=True),
    "first_refusal": lambda day, state_owned: of_debtor("preemption_missing", day, is_state_owned=state_owned),
    "case_number": case_number,
    "case_form": lambda day, number: case_number(day, number, "杭州市萧山区人民法院", "case_number_malformed"),
    "seven_days_until": seven_days_until,
    "state_organ_as_owner": state_organ_as_owner,
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['day']}-{row['ask']}-{row['answer']}")
def test_question_is_answered_by_the_law_of_its_day(row: dict[str, Any]) -> None:
    facts = {name: value for name, value in row.items() if name not in {"ask", "answer", "article"}}
    assert row["article"]
    assert ANSWERS[row["ask"]](**facts) == row["answer"]


def test_there_are_eighty_questions_and_each_kind_has_two_answers() -> None:
    assert len(ROWS) >= 80
    answers = {ask: {row["answer"] for row in ROWS if row["ask"] == ask} for ask in ANSWERS}
    single = {ask for ask, given in answers.items() if len(given) == 1}
    assert single == {"state_organ"}
    assert set(answers) == set(Counter(row["ask"] for row in ROWS))
