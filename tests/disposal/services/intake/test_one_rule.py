"""One set of rules: what the check of a file passes is entered, and what the intake refuses the check names."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from disposal.services.intake.facts import with_facts
from disposal.services.intake.findings import NOT_ENTERABLE, NOT_STATED, intake_findings
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.records.validation import InvalidRecord
from notices.completeness import Report, check
from notices.completeness.texts import PERSONAL, RESIDENT_ID
from notices.content.content import NoticeContent
from notices.kinds import kind_of
from notices.reading import read_content
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import CONTENTS, DELETED, SAMPLES, changed, make_content, values_in
from tests.support.publishing import invented_content

TODAY = date(2026, 11, 23)  # Mon
FACTS = IntakeFacts.model_validate(
    {
        "issuer_code": "TEST",
        "project_code": "P-1",
        "project_name": "虚构",
        "book_value": "1",
        "record_date": "2022-06-30",
    }
)
CODE = "91330000000000003D"
NUMBER = "999999199001010016"  # of no county, and right in form
OFFERS = [path for path in SAMPLES if kind_of(values_in(path)["kind"]).offers_assets]
REAL = sorted(CONTENTS.glob("*.toml"))
STATED: dict[str, tuple[dict[str, Any], ...]] = {
    "land_use_right": ({"land_area_mu": "3"}, {"land_area_m2": "1.5", "place": "测试市"}),
    "building": ({"building_area_m2": "10"}, {}),
    "machinery": ({"quantity": "2", "quantity_unit": "台"}, {}),
    "ship": ({"gross_tonnage": "10", "details": "船名虚构1号"}, {}),
    "receivable": ({"details": "付款人为测试丁工程有限公司"}, {"details": "债务人为测试丁，金额5.00元"}),
    "equity": ({"details": "标的公司为测试丁，持股比例100%"}, {"details": "测试丁的股份若干"}, {}),
    "deposit": ({"details": "存款行为虚构银行"}, {}),
}
COLLATERAL = st.sampled_from([
    {"type": kind, "description": "担保物", **stated} for kind, all_stated in STATED.items() for stated in all_stated
])  # fmt: skip
IMMOVABLE = {"land_use_right", "building"}
KINDS = {kind: ["mortgage"] if kind in IMMOVABLE else ["mortgage", "pledge"] for kind in STATED}
WRONG_COLLATERAL = st.sampled_from([
    {"type": "equity", "description": "股权", "details": "标的公司为测试丁，持股比例100.01%"},
    {"type": "receivable", "description": "应收账款", "details": "债务人为测试丁，金额许多元"},
    {"type": "machinery", "description": "设备", "quantity": "2"},
    {"type": "receivable", "description": "应收账款", "building_area_m2": "1"},
])  # fmt: skip
PARTY = st.sampled_from([
    "测试甲有限公司",
    {"name": "测试乙有限公司", "credit_code": CODE},
    {"name": "测试人丙", "kind": "natural_person"},
])  # fmt: skip
AMOUNT = st.integers(0, 10**12).map(lambda cents: f"{cents // 100}.{cents % 100:02}元")


@st.composite
def debtor_item(draw: st.DrawFn, label: int) -> dict[str, Any]:
    """Return an item of up to two claims, each with security and guarantees, with nothing that cannot be entered."""
    debtor = f"虚构{label}号有限公司"
    claims = [
        {
            "amounts": {"principal": draw(AMOUNT), "interest": draw(AMOUNT)},
            "contract_numbers": draw(st.sampled_from([[], [f"合同{label}"], [NUMBER]])),
            "security": [
                {"owner": draw(PARTY), "kind": draw(st.sampled_from(KINDS[thing["type"]])), "collateral": thing}
                for thing in draw(st.lists(COLLATERAL, max_size=2))
            ],
            "guarantees": [{"guarantors": [party]} for party in draw(st.lists(PARTY, max_size=2, unique_by=str))],
            "litigation": draw(st.sampled_from([[], [{"code": "judged", "words": "已判决", "party": debtor}]])),
        }
        for _ in range(draw(st.integers(1, 2)))
    ]
    chain = [{"assignor": "虚构银行", "assignee": "虚构资产"}][: draw(st.integers(0, 1))]
    return {"debtor": debtor, "original_creditor": "虚构银行", "chain": chain, "claims": claims}


FAULTS: dict[str, Any] = {
    "items__0__debtor": {"name": "测试人", "kind": "natural_person", "credit_code": CODE},
    "items__0__details": f"身份证号{NUMBER}",
    "items__0__claims__0__guarantees": [{"guarantors": [f"虚构王一（身份证号{NUMBER}）"]}],
    "items__0__claims__0__litigation": [{"code": "judged", "words": "已判决", "party": "路人"}],
    "items__0__claims__0__record_date": date(2027, 1, 1),
    "items__0__claims__0__amounts": {"principal": "99999999999999999亿元"},
    "items__0__chain": [{"assignor": "甲", "assignee": "乙"}, {"assignor": "丙", "assignee": "丁"}],
    "issuer__credit_code": "123",
    "record_date": date(2027, 1, 1),
    "reason": "更正",
}
"""One fault each that no intake may let in."""


@st.composite
def contents(draw: st.DrawFn) -> tuple[NoticeContent, bool]:
    """Return a content, and whether a fault is planted in it."""
    items = [draw(debtor_item(label)) for label in range(draw(st.integers(1, 2)))]
    values = {**invented_content().model_dump(exclude_defaults=True), "items": items}
    fault = draw(st.sampled_from([None, "collateral", *FAULTS]))
    values = copy.deepcopy(values)
    if fault == "collateral":
        items[0]["claims"][0]["security"] = [{"owner": "测试甲有限公司", "collateral": draw(WRONG_COLLATERAL)}]
        values["items"] = items
    elif fault:
        values = changed(values, **{fault: FAULTS[fault]})
    return make_content(values), fault is not None


def checked(content: NoticeContent, facts: IntakeFacts | None = FACTS) -> Report:
    report = check(with_facts(content, facts), calendar=UNTIL_2026)
    return report.including(intake_findings(content, facts, today=TODAY))


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """Leave the register as empty as it was."""
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()
        session.expunge_all()


def refusal_of(session: Session, content: NoticeContent) -> InvalidRecord | None:
    """Return how an empty register refuses a content, or None where it takes it."""
    with undone(session):
        try:
            enter_content(session, content, FACTS, today=TODAY)
        except InvalidRecord as error:
            return error
    return None


def assert_one_rule(session: Session, content: NoticeContent) -> bool:
    """See that check and intake agree on a content; return whether it was entered."""
    report, refusal = checked(content), refusal_of(session, content)
    named = {each.field for each in report.blockers if each.code in {NOT_ENTERABLE, RESIDENT_ID, PERSONAL}}
    assert named == ({problem.path for problem in refusal.problems} if refusal else set())
    assert refusal is None or not report.is_publishable
    return refusal is None


@given(made=contents())
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_check_passes_is_entered_and_what_the_intake_refuses_the_check_names(
    session: Session, made: tuple[NoticeContent, bool]
) -> None:
    content, is_faulty = made
    assert assert_one_rule(session, content) is not is_faulty
    assert checked(content).is_publishable is not is_faulty


@pytest.mark.parametrize("fault", FAULTS)
def test_each_planted_fault_is_named_by_both(session: Session, fault: str) -> None:
    content = make_content(invented_content().model_dump(exclude_defaults=True), **{fault: FAULTS[fault]})
    assert not assert_one_rule(session, content)


@pytest.mark.parametrize("path", OFFERS, ids=lambda path: path.stem)
def test_every_sample_is_entered(session: Session, path: Path) -> None:
    assert assert_one_rule(session, read_content(path))


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_notice_that_lists_no_claim_is_refused_by_both(session: Session, path: Path) -> None:
    content = read_content(path)
    assert not assert_one_rule(session, content)
    assert [each.field for each in checked(content).blockers if each.code == NOT_ENTERABLE] == ["items"]


@pytest.mark.parametrize("path", [path for path in SAMPLES if path not in OFFERS], ids=lambda path: path.parent.name)
def test_nothing_of_the_intake_stands_against_an_amendment(path: Path) -> None:
    assert list(intake_findings(read_content(path), None, today=TODAY)) == []


def test_what_a_notice_rarely_states_is_asked_for_with_its_place_and_a_remedy() -> None:
    package = read_content(next(path for path in OFFERS if path.stem == "sample-package"))
    (found,) = (each for each in checked(package).warnings if each.code == NOT_STATED)
    assert found.field == "items.1.claims.0.security.0.collateral.details"
    assert "未写明应收账款债务人" in found.zh
    assert "“债务人为…”" in found.zh
    known = {"items.1.claims.0.security.0": {"account_debtor": "测试丁工程有限公司"}}
    assert NOT_STATED not in {
        each.code for each in checked(package, FACTS.model_copy(update={"attributes": known})).warnings
    }


def test_missing_record_date_is_a_blocker_until_the_facts_give_it() -> None:
    demand = make_content(invented_content().model_dump(exclude_defaults=True), record_date=DELETED)
    without = FACTS.model_copy(update={"record_date": None})
    for facts in (None, without):
        assert {each.field for each in checked(demand, facts).blockers} == {"record_date"}
    assert checked(demand, FACTS).is_publishable


def test_number_in_a_guarantors_name_is_a_blocker_with_its_field_masked() -> None:
    guarantees = [{"guarantors": [f"虚构王一（身份证号{NUMBER}）"]}]
    blockers = checked(make_content(items__0__claims__0__guarantees=guarantees)).blockers
    assert {each.field for each in blockers} == {"items.0.claims.0.guarantees.0.guarantors.0.name"}
    (found,) = (each for each in blockers if each.code == RESIDENT_ID)
    assert NUMBER not in found.zh + found.en
    assert "999999********0016" in found.zh


def test_attributes_of_a_security_that_is_not_listed_are_refused() -> None:
    stray = FACTS.model_copy(update={"attributes": {"items.9.claims.0.security.0": {"company": "测试"}}})
    (found,) = (each for each in checked(make_content(), stray).blockers)
    assert found.field == "facts.attributes.items.9.claims.0.security.0"
