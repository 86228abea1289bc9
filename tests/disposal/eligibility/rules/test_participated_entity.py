"""An organisation in which insiders take part: any depth, any share, any office; banks excepted; nothing assumed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.lookups import HitStrength, MatchedField, PossibleMatch
from disposal.eligibility.facts.people import OwnersKnown
from disposal.eligibility.facts.relations import Office, Relation
from disposal.eligibility.findings import case as case_module
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.ownership.participation import Bounds, walk
from disposal.eligibility.paths.diagram import draw
from notices.content.limbs import LimbCode
from tests.support.dossiers import (
    DAY,
    company_facts,
    controls,
    findings,
    firm,
    hit,
    limbs,
    notice_2022,
    office,
    outcomes,
    owns,
    person,
    person_facts,
    screened,
)

RULE = "participated_entity"


def insider_with(*bonds: Relation, rest: str = "100") -> Facts:
    return company_facts(
        dossier={"shareholders": (owns("股东", "竞买公司", rest),)},
        add=(person("内部人"), firm("中间", owners=OwnersKnown.exempt)),
        relations=bonds,
        hits=(hit("内部人", "amc"),),
    )


@pytest.mark.parametrize(
    "bonds",
    [
        (owns("内部人", "竞买公司", "0.0001"),),
        (owns("内部人", "竞买公司", None),),
        (office("内部人", "竞买公司", Office.legal_representative),),
        (office("内部人", "竞买公司", Office.supervisor),),
        (controls("内部人", "竞买公司"),),
        (office("内部人", "中间"), owns("中间", "竞买公司", "1")),
    ],
    ids=["smallest share", "unknown share", "legal representative", "supervisor", "control", "office a layer up"],
)
def test_insider_takes_part_by_any_share_office_or_control(bonds: tuple[Relation, ...]) -> None:
    told = findings(screened(insider_with(*bonds)), RULE, Outcome.barred)
    assert [finding.person for finding in told] == ["内部人"]
    assert "测试内部人 —" in told[0].zh


@pytest.mark.parametrize(
    "bonds", [(), (owns("内部人", "竞买公司", "0"),), (office("内部人", "竞买公司", Office.employee),)]
)
def test_insider_without_share_or_office_of_management_takes_no_part(bonds: tuple[Relation, ...]) -> None:
    assert screened(insider_with(*bonds)).overall is Outcome.clear


def test_bidder_that_is_a_bank_is_excepted_though_an_insider_owns_it() -> None:
    bank = firm("竞买公司", "测试银行", is_financial_institution=True, contacts=())
    facts = company_facts(
        dossier={"bidder": bank, "shareholders": (owns("内部人", "竞买公司", "100"),)},
        add=(person("内部人"),),
        hits=(hit("内部人", "amc"),),
    )
    result = screened(facts)
    assert outcomes(result, RULE) == {Outcome.clear}
    assert any(
        "但测试银行申报为金融机构（应以金融许可证核实），依“非金融机构法人”之例外不计" in finding.zh
        for finding in findings(result, RULE)
    )


def test_insider_beside_the_bank_counts_only_with_the_way_around_it() -> None:
    bank = firm("银行", is_financial_institution=True)
    facts = company_facts(
        dossier={"shareholders": (owns("银行", "竞买公司", "60"), owns("内部人", "竞买公司", "40"))},
        add=(bank, person("内部人")),
        relations=(owns("内部人", "银行", "50"),),
        hits=(hit("内部人", "amc"),),
    )
    (finding,) = findings(screened(facts), RULE, Outcome.barred)
    assert finding.stake == Decimal(40)


def test_who_may_not_be_a_bank_is_taken_as_none() -> None:
    middle = firm("中间", is_financial_institution=None, owners=OwnersKnown.exempt)
    facts = company_facts(
        add=(middle, person("内部人")),
        relations=(office("内部人", "中间", Office.legal_representative), office("中间", "竞买公司")),
        hits=(hit("内部人", "amc"),),
    )  # fmt: skip
    assert outcomes(screened(facts), RULE) == {Outcome.barred}


def test_share_sold_the_day_before_does_not_count_and_is_told() -> None:
    for until, rest, outcome in ((DAY, "95", Outcome.barred), (DAY - timedelta(days=1), "100", Outcome.clear)):
        told = findings(screened(insider_with(owns("内部人", "竞买公司", "5", valid_until=until), rest=rest)), RULE)
        assert {finding.outcome for finding in told} == {outcome}
    assert any("但其中有关系在2022-08-15不在有效期内，不计" in finding.zh for finding in told)


def test_only_insiders_of_this_notices_limbs_count() -> None:
    facts = insider_with(owns("内部人", "竞买公司", "5"), rest="95")
    without = limbs(LimbCode.civil_servant, LimbCode.participated_entity)
    assert outcomes(screened(facts, without), RULE) == {Outcome.clear}
    assert outcomes(screened(facts, limbs(LimbCode.amc_staff, LimbCode.participated_entity)), RULE) == {Outcome.barred}


@pytest.mark.parametrize(
    ("percent", "owners", "outcome"),
    [
        ("99.99", OwnersKnown.unknown, Outcome.clear),
        ("99.98", OwnersKnown.unknown, Outcome.undecided),
        ("60", OwnersKnown.complete, Outcome.undecided),
        ("60", OwnersKnown.exempt, Outcome.clear),
        (None, OwnersKnown.complete, Outcome.clear),
        (None, OwnersKnown.unknown, Outcome.undecided),
    ],
)
def test_owners_must_be_stated_in_full_within_rounding(
    percent: str | None, owners: OwnersKnown, outcome: Outcome
) -> None:
    bidder = firm("竞买公司", owners=owners, contacts=())
    facts = company_facts(dossier={"bidder": bidder, "shareholders": (owns("股东", "竞买公司", percent),)})
    assert outcomes(screened(facts), RULE) == {outcome}


def test_shares_above_the_whole_are_asked_about() -> None:
    facts = company_facts(add=(person("他人"),), relations=(owns("他人", "竞买公司", "0.02"),))
    assert outcomes(screened(facts), RULE) == {Outcome.clear}
    facts = company_facts(add=(person("他人"),), relations=(owns("他人", "竞买公司", "0.03"),))
    (finding,) = findings(screened(facts), RULE)
    assert finding.zh.startswith("测试竞买公司的出资比例合计100.03%，超过100%，须核实，无法认定")


@pytest.mark.parametrize("field", ["legal_representative", "directors", "controllers", "shareholders"])
def test_company_that_does_not_say_who_is_behind_it_is_undecided(field: str) -> None:
    told = findings(screened(company_facts(dossier={field: None})), RULE)
    assert {finding.outcome for finding in told} == {Outcome.undecided}
    assert (f"dossier.{field}",) in [finding.asks for finding in told]


def test_owner_of_an_owner_that_nobody_looked_up_is_undecided_by_name() -> None:
    facts = company_facts()
    skipped = replace(
        facts,
        lookups=tuple(replace(done, parties=("竞买公司",)) for done in facts.lookups),
    )
    told = findings(screened(skipped), RULE)
    assert {finding.outcome for finding in told} == {Outcome.undecided}
    assert told[0].zh.startswith("测试股东尚未在《测试")


def test_shareholder_who_is_a_namesake_of_handling_staff_is_possible() -> None:
    pair = PossibleMatch(
        party="股东", other="经办人", field=MatchedField.whole_name, strength=HitStrength.possible, because="姓名相同",
        because_en="same name", commonness=1200,
    )  # fmt: skip
    (finding,) = findings(screened(company_facts(same=(pair,))), RULE)
    assert finding.outcome is Outcome.possible
    assert (
        "测试股东与测试经办人疑为同一人（姓名或名称：姓名相同，同名者约1200人）；测试经办人系本项目经办人员"
        in finding.zh
    )
    assert finding.paths[0].steps[0].from_party == "股东"


def test_person_is_not_judged_as_an_entity() -> None:
    (finding,) = findings(screened(person_facts()), RULE)
    assert finding.zh.startswith("测试竞买人为自然人，“上述关联人参与的非金融法人”所列为法人")


def test_share_through_a_ring_is_told_with_every_round_in_it() -> None:
    facts = company_facts(
        dossier={"shareholders": (owns("甲", "竞买公司", "60"), owns("股东", "竞买公司", "40"))},
        add=(firm("甲"), person("内部人")),
        relations=(owns("内部人", "甲", "40"), owns("竞买公司", "甲", "60")),
        hits=(hit("内部人", "amc"),),
    )
    (finding,) = findings(screened(facts), RULE, Outcome.barred)
    assert finding.stake == Decimal("37.5")
    assert "测试内部人 —40%→ 测试甲 —60%→ 测试竞买公司，计入循环持股合计37.5%" in finding.zh
    assert "together 37.5%, through a ring of owners" in finding.en
    assert "计入循环持股合计 37.5%" in draw(finding.paths, finding.stake)


def test_rings_too_dense_to_follow_leave_the_bidder_undecided_never_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = tuple(firm(f"环{at}") for at in range(12))
    shares = tuple(owns(a.key, b.key, "9.09") for a in ring for b in ring if a is not b)
    facts = company_facts(dossier={"shareholders": (owns("环0", "竞买公司", "100"),)}, add=ring, relations=shares)
    monkeypatch.setattr(case_module, "walk", lambda graph, target: walk(graph, target, bounds=Bounds(ring_steps=100)))
    told = findings(screened(facts, notice_2022()), RULE)
    assert {finding.outcome for finding in told} == {Outcome.undecided}
    assert any("循环持股过密，未能全部计算" in finding.zh for finding in told)


def test_notice_that_names_no_insiders_leaves_the_limb_undecided() -> None:
    (finding,) = findings(screened(company_facts(), limbs(LimbCode.participated_entity)), RULE)
    assert (finding.outcome, finding.asks) == (Outcome.undecided, ("restrictions.limbs",))


def test_ring_of_companies_behind_which_nobody_stands_is_undecided() -> None:
    ring = {
        "dossier": {"shareholders": (owns("甲", "竞买公司", "100"),)},
        "add": (firm("甲"), firm("乙"), person("丙")),
    }
    closed = company_facts(relations=(owns("乙", "甲", "100"), owns("甲", "乙", "100")), **ring)
    (finding,) = findings(screened(closed), "participated_entity")
    assert (finding.outcome, finding.asks) == (Outcome.undecided, ("parties.乙.owners",))
    assert finding.zh.startswith("测试乙、测试甲、测试竞买公司的出资人逐层追溯至循环持股，未见最终出资人，无法认定")
    entered = company_facts(relations=(owns("乙", "甲", "100"), owns("甲", "乙", "99"), owns("丙", "乙", "1")), **ring)
    assert outcomes(screened(entered), "participated_entity") == {Outcome.clear}
