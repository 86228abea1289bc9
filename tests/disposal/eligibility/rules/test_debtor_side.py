"""The debtor's side computed from the project: identity, control, kin, agents, and what a person must judge."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.lookups import HitStrength, MatchedField, PossibleMatch
from disposal.eligibility.facts.people import OrganKind, OwnersKnown
from disposal.eligibility.facts.relations import Kinship, Office, Relation
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.ownership.control import control_share
from notices.content.limbs import LimbCode
from tests.support.dossiers import (
    DAY,
    acts,
    company_facts,
    controls,
    findings,
    firm,
    kin,
    limbs,
    office,
    outcomes,
    owns,
    person,
    person_facts,
    project,
    screened,
)

RULE = "debtor_side"
ONLY = limbs(LimbCode.debtor_side)
LATER = date(2024, 7, 1)  # Mon, the Company Law of 2023 in force


def held(*shares: Relation, rest: str = "0", **changes: Any) -> Facts:
    return company_facts(dossier={"shareholders": (*shares, owns("股东", "竞买公司", rest))}, **changes)


@pytest.mark.parametrize(
    ("percent", "on", "outcome"),
    [
        ("49.99", date(2024, 6, 30), Outcome.possible),
        ("50", date(2024, 6, 30), Outcome.barred),
        ("50", LATER, Outcome.possible),
        ("50.01", LATER, Outcome.barred),
    ],
    ids=["49.99 Sun 2024-06-30", "50 Sun 2024-06-30", "50 Mon 2024-07-01", "50.01 Mon 2024-07-01"],
)
def test_guarantors_share_makes_a_subsidiary_by_the_company_law_of_the_day(
    percent: str, on: date, outcome: Outcome
) -> None:
    rest = str(100 - float(percent))
    facts = held(owns("担保人", "竞买公司", percent), rest=rest)
    told = findings(screened(facts, ONLY, on), RULE)
    assert {finding.outcome for finding in told} == {outcome}
    assert (control_share(on).source.citation in told[0].zh) is (outcome is Outcome.barred)


def test_control_runs_through_layers_though_the_product_is_small() -> None:
    middle = firm("中间", owners=OwnersKnown.exempt)
    facts = held(owns("中间", "竞买公司", "51"), rest="49", add=(middle,), relations=(owns("担保人", "中间", "51"),))
    (finding,) = findings(screened(facts, ONLY), RULE)
    assert finding.outcome is Outcome.barred
    assert finding.zh.startswith(
        "测试担保人为担保人，并控制（《公司法》第二百一十六条）测试竞买公司："
        "测试担保人 —51%→ 测试中间 —51%→ 测试竞买公司，合计26.01%"
    )


def joint(*more: Relation, share: str = "30") -> tuple[Relation, ...]:
    """Return a parent that holds 51 % of two companies, which each hold a share of the debtor."""
    halves = (owns("母公司", "甲", "51"), owns("母公司", "乙", "51"))
    return (*halves, owns("甲", "债务人", share), owns("乙", "债务人", share), *more)


@pytest.mark.parametrize(("share", "outcome"), [("30", Outcome.barred), ("25", Outcome.possible)])
def test_sister_is_barred_where_the_parent_controls_the_debtor_by_the_votes_of_two_companies(
    share: str, outcome: Outcome
) -> None:
    firms = tuple(firm(key, owners=OwnersKnown.exempt) for key in ("母公司", "甲", "乙"))
    heads = tuple(office("股东", key, Office.legal_representative) for key in ("母公司", "甲", "乙"))
    facts = held(owns("母公司", "竞买公司", "100"), add=firms, relations=joint(*heads, share=share))
    told = findings(screened(facts, ONLY, LATER), RULE)
    assert {finding.outcome for finding in told} == {outcome}
    if outcome is Outcome.barred:
        assert told[0].zh.startswith(
            "测试母公司控制债务人测试债务人（直接及通过其控制的企业合计持有60%的表决权），并控制（《公司法》第二百六十五条）"
        )


def test_bidder_that_a_guarantor_controls_by_the_votes_of_two_companies_is_barred() -> None:
    halves = (owns("担保人", "甲", "51"), owns("担保人", "乙", "51"))
    facts = held(
        owns("甲", "竞买公司", "30"),
        owns("乙", "竞买公司", "30"),
        rest="40",
        add=tuple(firm(key, owners=OwnersKnown.exempt) for key in "甲乙"),
        relations=(*halves, *(office("股东", key, Office.legal_representative) for key in "甲乙")),
    )
    told = findings(screened(facts, ONLY, LATER), RULE)
    assert told[0].outcome is Outcome.barred
    assert told[0].zh.startswith(
        "测试担保人为担保人，并控制（《公司法》第二百六十五条）测试竞买公司（直接及通过其控制的企业合计持有60%的表决权）："
        "测试担保人 —51%→ 测试乙 —30%→ 测试竞买公司；"
    )
    assert told[0].stake == Decimal("30.6")


def test_bidder_that_controls_the_debtor_by_the_votes_of_two_companies_is_barred_with_both_paths() -> None:
    halves = (owns("竞买人", "甲", "51"), owns("竞买人", "乙", "51"))
    bonds = (*halves, owns("甲", "债务人", "30"), owns("乙", "债务人", "30"))
    facts = person_facts(add=tuple(firm(key) for key in "甲乙"), relations=bonds)
    (finding,) = findings(screened(facts, ONLY, LATER), RULE, Outcome.barred)
    assert [path.steps[0].to_party for path in finding.paths] == ["乙", "甲"]


def test_sister_company_under_one_controller_is_barred_unless_the_state_is_the_controller() -> None:
    for organ, expected in ((OrganKind.ordinary, Outcome.barred), (OrganKind.state_organ, Outcome.clear)):
        parent = firm("母公司", organ=organ, owners=OwnersKnown.exempt)
        bonds = (controls("母公司", "债务人"), office("股东", "母公司", Office.legal_representative))
        facts = held(owns("母公司", "竞买公司", "100"), add=(parent,), relations=bonds)
        assert outcomes(screened(facts, ONLY), RULE) == {expected}


@pytest.mark.parametrize(("role", "words"), [("债务人", "债务人"), ("担保人", "担保人"), ("抵押人", "抵押人、出质人")])
def test_bidder_who_is_debtor_guarantor_or_owner_of_collateral_is_barred(role: str, words: str) -> None:
    fields = {"债务人": "debtors", "担保人": "guarantors", "抵押人": "collateral_owners"}
    facts = person_facts(project=project(**{fields[role]: ("竞买人",)}))
    (finding,) = findings(screened(facts, ONLY), RULE)
    assert finding.outcome is Outcome.barred
    assert finding.zh.startswith(f"测试竞买人为{words}，属于本公告不得购买的")


def test_controller_of_the_debtor_is_barred_and_a_small_owner_possible() -> None:
    for bond, outcome in (
        (controls("竞买人", "债务人"), Outcome.barred),
        (owns("竞买人", "债务人", "5"), Outcome.possible),
    ):
        assert outcomes(screened(person_facts(relations=(bond,)), ONLY), RULE) == {outcome}


def test_near_relative_of_a_guarantor_is_barred_and_a_cousin_is_not() -> None:
    guarantor = {"project": project(guarantors=("保证人",)), "add": (person("保证人"),)}
    for kinship, outcome in (
        (Kinship.sibling, Outcome.barred), (Kinship.cousin, Outcome.clear), (Kinship.unknown, Outcome.undecided),
    ):  # fmt: skip
        facts = person_facts(dossier={"relatives": (kin("竞买人", "保证人", kinship),)}, **guarantor)
        assert outcomes(screened(facts, ONLY), RULE) == {outcome}


@pytest.mark.parametrize(
    ("bond", "outcome"),
    [
        (acts("竞买人", "债务人"), Outcome.barred),
        (acts("竞买人", "债务人", valid_until=DAY - timedelta(days=1)), Outcome.clear),
        (acts("债务人", "竞买人"), Outcome.possible),
        (office("竞买人", "债务人", Office.manager), Outcome.possible),
    ],
    ids=["acts for the debtor", "acted until Sun 2022-08-14", "debtor acts for him", "manages the debtor"],
)
def test_agents_and_officers_of_the_debtor(bond: Relation, outcome: Outcome) -> None:
    assert outcomes(screened(person_facts(relations=(bond,)), ONLY), RULE) == {outcome}


def test_namesake_of_a_guarantor_is_possible() -> None:
    pair = PossibleMatch(
        party="竞买人", other="保证人", field=MatchedField.whole_name, strength=HitStrength.possible,
        because="姓名相同", because_en="same name",
    )  # fmt: skip
    facts = person_facts(project=project(guarantors=("保证人",)), add=(person("保证人"),), same=(pair,))
    (finding,) = findings(screened(facts, ONLY), RULE)
    assert finding.outcome is Outcome.possible
    assert finding.zh.startswith("测试竞买人与测试保证人疑为同一人（姓名或名称：姓名相同），测试保证人为担保人")


@pytest.mark.parametrize("roster", ["debtors", "guarantors", "collateral_owners"])
def test_project_that_does_not_state_its_parties_is_undecided(roster: str) -> None:
    (finding,) = findings(screened(person_facts(project=project(**{roster: None})), ONLY), RULE)
    assert (finding.outcome, finding.asks) == (Outcome.undecided, (f"project.{roster}",))


def test_clean_company_is_clear_and_the_finding_counts_whom_it_compared() -> None:
    (finding,) = findings(screened(company_facts(), ONLY), RULE)
    assert finding.outcome is Outcome.clear
    assert "已查债务人一方3名及其控制人、近亲属、受托人与竞买人的1名出资人与任职人员" in finding.zh


def test_share_the_guarantor_has_sold_is_told_and_not_counted() -> None:
    sold = owns("担保人", "竞买公司", "80", valid_until=DAY - timedelta(days=1))
    told = findings(screened(held(sold, rest="100"), ONLY), RULE)
    assert {finding.outcome for finding in told} == {Outcome.clear}
    assert any("曾参与或将参与测试竞买公司，但在2022-08-15不在有效期内，不计" in finding.zh for finding in told)


def test_indirect_share_in_a_debtor_is_possible_with_its_way() -> None:
    through_shell = company_facts(
        relations=(owns("竞买公司", "壳公司", "100"), owns("壳公司", "债务人", "40")), add=(firm("壳公司"),)
    )
    (finding,) = findings(screened(through_shell, ONLY), RULE)
    assert (finding.outcome, finding.stake) == (Outcome.possible, 40)
    assert finding.zh.startswith(
        "测试竞买公司系测试债务人的直接或间接出资人：测试竞买公司 —100%→ 测试壳公司 —40%→ 测试债务人，合计40%，"
        "测试债务人为债务人，可能属于本公告不得购买的"
    )


def test_share_in_a_debtor_of_whoever_controls_the_bidder_is_possible() -> None:
    for percent, outcome in (("100", Outcome.possible), ("49", Outcome.clear)):
        shares = (owns("大股东", "竞买公司", percent), owns("股东", "竞买公司", str(100 - int(percent))))
        facts = company_facts(
            dossier={"shareholders": shares, "controllers": ()},
            add=(person("大股东"),),
            relations=(owns("大股东", "债务人", "40"),),
        )
        assert outcomes(screened(facts, ONLY), RULE) == {outcome}


@pytest.mark.parametrize(
    ("strength", "outcome"), [(HitStrength.possible, Outcome.possible), (HitStrength.certain, Outcome.barred)]
)
def test_bidder_who_may_be_a_guarantors_child_on_record_is_told(strength: HitStrength, outcome: Outcome) -> None:
    pair = PossibleMatch(
        party="竞买人", other="子女", field=MatchedField.whole_name, strength=strength, because="姓名相同",
        because_en="same name",
    )  # fmt: skip
    facts = person_facts(
        project=project(guarantors=("保证人",)),
        add=(person("保证人"), person("子女")),
        relations=(kin("子女", "保证人", Kinship.child),),
        same=(pair,),
    )
    (finding,) = findings(screened(facts, ONLY), RULE)
    assert finding.outcome is outcome
    assert "测试子女系测试保证人的子女，测试保证人为担保人" in finding.zh


def test_bidder_that_may_be_a_guarantors_subsidiary_on_record_is_possible_with_the_way() -> None:
    pair = PossibleMatch(
        party="竞买公司", other="子公司", field=MatchedField.former_name, strength=HitStrength.possible,
        because="曾用名称相同", because_en="same former name",
    )  # fmt: skip
    facts = company_facts(add=(firm("子公司"),), relations=(owns("担保人", "子公司", "80"),), same=(pair,))
    (finding,) = findings(screened(facts, ONLY), RULE)
    assert finding.outcome is Outcome.possible
    assert finding.zh.startswith(
        "测试竞买公司与测试子公司疑为同一单位（曾用名：曾用名称相同）；测试担保人为担保人，"
        "并控制（《公司法》第二百一十六条）测试子公司：测试担保人 —80%→ 测试子公司，合计80%"
    )


def test_bidder_who_certainly_is_a_debtor_under_another_key_is_barred() -> None:
    pair = PossibleMatch(
        party="竞买公司", other="债务人", field=MatchedField.credit_code, strength=HitStrength.certain,
        because="组织机构代码相同", because_en="same organisation code",
    )  # fmt: skip
    assert outcomes(screened(company_facts(same=(pair,)), ONLY), RULE) == {Outcome.barred}
