"""Kin over several relations, and which circle covers whom (民法典第一千零四十五条)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from disposal.eligibility.facts.lookups import HitStrength, MatchedField, PossibleMatch
from disposal.eligibility.facts.project import EngagedAs, Engagement
from disposal.eligibility.facts.relations import Kinship, Office
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.insiders.kinship import covers, inverse, kin_of, likely_kin_of
from disposal.eligibility.rules import LIMB_RULES
from notices.content.limbs import LimbCode, RelativesScope
from notices.content.terms import RestrictionLimb
from tests.support.dossiers import (
    DAY,
    findings,
    kin,
    limbs,
    office,
    outcomes,
    person,
    person_facts,
    project,
    screened,
)

NEAR_LIMB = RestrictionLimb(code=LimbCode.relative_of_insider, relatives=RelativesScope.near)
LINEAL_LIMB = RestrictionLimb(code=LimbCode.relative_of_insider, relatives=RelativesScope.lineal)
UNSAID_LIMB = RestrictionLimb(code=LimbCode.relative_of_insider)


@pytest.mark.parametrize(
    ("kinship", "near", "lineal"),
    [
        (Kinship.spouse, True, False),
        (Kinship.parent, True, True),
        (Kinship.child, True, True),
        (Kinship.sibling, True, False),
        (Kinship.grandparent, True, True),
        (Kinship.grandchild, True, True),
        (Kinship.ancestor, False, True),
        (Kinship.descendant, False, True),
        (Kinship.aunt_or_uncle, False, False),
        (Kinship.nephew_or_niece, False, False),
        (Kinship.cousin, False, False),
        (Kinship.in_law, False, False),
        (Kinship.other, False, False),
    ],
)
def test_circle_covers_each_kinship_as_the_code_says(kinship: Kinship, near: bool, lineal: bool) -> None:
    assert covers(RelativesScope.near, kinship) is near
    assert covers(RelativesScope.lineal, kinship) is lineal
    facts = person_facts(dossier={"relatives": (kin("竞买人", "经办人", kinship),)})
    for limb, covered in ((NEAR_LIMB, near), (LINEAL_LIMB, lineal)):
        expected = {Outcome.barred} if covered else {Outcome.clear}
        assert outcomes(screened(facts, limbs(limb)), "relative_of_insider") == expected


def test_kinship_written_from_the_other_side_is_the_same() -> None:
    facts = person_facts(dossier={"relatives": (kin("经办人", "竞买人", Kinship.child),)})
    (finding,) = findings(screened(facts, limbs(LINEAL_LIMB)), "relative_of_insider")
    assert finding.zh.startswith("测试竞买人系测试经办人的父母")
    for kinship in Kinship:
        assert inverse(inverse(kinship)) is kinship


def test_kinship_nobody_has_named_is_undecided() -> None:
    facts = person_facts(dossier={"relatives": (kin("竞买人", "经办人", Kinship.unknown),)})
    (finding,) = findings(screened(facts, limbs(NEAR_LIMB)), "relative_of_insider")
    assert (finding.outcome, finding.asks) == (Outcome.undecided, ("dossier.relatives",))


@pytest.mark.parametrize(
    ("kinship", "outcome"),
    [(Kinship.child, Outcome.barred), (Kinship.spouse, Outcome.undecided), (Kinship.cousin, Outcome.clear)],
)
def test_notice_that_names_no_circle_decides_only_where_both_circles_agree(kinship: Kinship, outcome: Outcome) -> None:
    facts = person_facts(dossier={"relatives": (kin("竞买人", "经办人", kinship),)})
    assert outcomes(screened(facts, limbs(UNSAID_LIMB)), "relative_of_insider") == {outcome}


def relatives_of(*relations: tuple[str, str, Kinship]) -> dict[str, Kinship]:
    names = sorted({name for relation in relations for name in relation[:2]} - {"竞买人"})
    facts = person_facts(add=tuple(person(name) for name in names), relations=tuple(kin(*r) for r in relations))
    case = Case(facts=facts, restrictions=limbs(), on=DAY, rules={rule.code: rule for rule in LIMB_RULES})
    return {found.person: found.kinship for found in kin_of(case, "竞买人")}


def test_parents_parent_is_a_grandparent_and_so_on_up_and_down() -> None:
    up = relatives_of(
        ("甲", "竞买人", Kinship.parent), ("乙", "甲", Kinship.parent), ("丙", "乙", Kinship.parent),
        ("丁", "丙", Kinship.parent),
    )  # fmt: skip
    assert up == {"甲": Kinship.parent, "乙": Kinship.grandparent, "丙": Kinship.ancestor, "丁": Kinship.ancestor}
    down = relatives_of(("甲", "竞买人", Kinship.child), ("乙", "甲", Kinship.child), ("丙", "乙", Kinship.child))
    assert down == {"甲": Kinship.child, "乙": Kinship.grandchild, "丙": Kinship.descendant}


def test_common_parent_makes_siblings_and_what_does_not_follow_for_certain_is_left_out() -> None:
    assert relatives_of(("甲", "竞买人", Kinship.parent), ("甲", "乙", Kinship.parent))["乙"] is Kinship.sibling
    assert set(relatives_of(("甲", "竞买人", Kinship.spouse), ("乙", "甲", Kinship.child))) == {"甲"}


def test_marriage_that_ended_the_day_before_does_not_count() -> None:
    for until, outcome in ((DAY, Outcome.barred), (DAY - timedelta(days=1), Outcome.clear)):
        facts = person_facts(dossier={"relatives": (kin("竞买人", "经办人", Kinship.spouse, valid_until=until),)})
        told = findings(screened(facts, limbs(NEAR_LIMB)), "relative_of_insider")
        assert {finding.outcome for finding in told} == {outcome}
    assert any("但该亲属关系在2022-08-15不存续，不计" in finding.zh for finding in told)


def test_kinship_by_blood_has_a_first_day_and_no_last_one() -> None:
    before = DAY - timedelta(days=1)
    for kinship in Kinship:
        bond = kin("竞买人", "经办人", kinship, valid_from=before, valid_until=before)
        is_blood = kinship not in {Kinship.spouse, Kinship.in_law, Kinship.other, Kinship.unknown}
        assert bond.is_in_force(DAY) is is_blood
        assert bond.is_in_force(before)
        assert not bond.is_in_force(before - timedelta(days=1))


def test_parent_whose_kinship_is_said_to_have_ended_is_barred() -> None:
    bond = kin("竞买人", "经办人", Kinship.parent, valid_until=DAY - timedelta(days=1))
    told = findings(screened(person_facts(dossier={"relatives": (bond,)}), limbs(NEAR_LIMB)), "relative_of_insider")
    assert [finding.outcome for finding in told] == [Outcome.barred]
    assert told[0].zh.startswith("测试竞买人系测试经办人的父母，测试经办人系本项目经办人员，属于本公告不得购买的")


@pytest.mark.parametrize(
    ("engaged_as", "outcome"), [(EngagedAs.valuer, Outcome.barred), (EngagedAs.lawyer, Outcome.possible)]
)
def test_relative_of_a_valuers_principal_is_barred_and_of_a_lawyer_possible(
    engaged_as: EngagedAs, outcome: Outcome
) -> None:
    facts = person_facts(
        dossier={"relatives": (kin("负责人", "竞买人", Kinship.parent),)},
        add=(person("负责人"),),
        relations=(office("负责人", "评估所", Office.principal),),
        project=project(engaged=(Engagement(party="评估所", engaged_as=engaged_as, source="测试合同"),)),
    )
    assert outcomes(screened(facts, limbs(LINEAL_LIMB)), "relative_of_insider") == {outcome}


def test_declared_relative_who_is_a_namesake_of_handling_staff_is_possible() -> None:
    pair = PossibleMatch(
        party="父亲", other="经办人", field=MatchedField.whole_name, strength=HitStrength.possible, because="姓名相同",
        because_en="same name",
    )  # fmt: skip
    facts = person_facts(
        dossier={"relatives": (kin("父亲", "竞买人", Kinship.parent),)}, add=(person("父亲"),), same=(pair,)
    )
    (finding,) = findings(screened(facts, limbs(LINEAL_LIMB)), "relative_of_insider")
    assert finding.outcome is Outcome.possible
    assert "测试父亲与测试经办人疑为同一人，姓名或名称：姓名相同" in finding.zh
    certain = replace(facts, same=(replace(pair, strength=HitStrength.certain),))
    assert outcomes(screened(certain, limbs(LINEAL_LIMB)), "relative_of_insider") == {Outcome.barred}


def likely_relatives_of(*relations: tuple[str, str, Kinship]) -> dict[str, Kinship]:
    names = sorted({name for relation in relations for name in relation[:2]} - {"竞买人"})
    facts = person_facts(add=tuple(person(name) for name in names), relations=tuple(kin(*r) for r in relations))
    case = Case(facts=facts, restrictions=limbs(), on=DAY, rules={rule.code: rule for rule in LIMB_RULES})
    return {found.person: found.kinship for found in likely_kin_of(case, "竞买人")}


@pytest.mark.parametrize(
    ("first", "second", "likely"),
    [
        (Kinship.child, Kinship.spouse, Kinship.child),  # 继子女 or child
        (Kinship.spouse, Kinship.parent, Kinship.parent),
        (Kinship.parent, Kinship.sibling, Kinship.parent),
        (Kinship.sibling, Kinship.child, Kinship.child),
        (Kinship.parent, Kinship.child, Kinship.spouse),
        (Kinship.sibling, Kinship.sibling, Kinship.sibling),
        (Kinship.child, Kinship.grandparent, Kinship.parent),
    ],
)
def test_kinship_that_follows_in_most_families_is_likely(first: Kinship, second: Kinship, likely: Kinship) -> None:
    assert likely_relatives_of(("甲", "乙", first), ("乙", "竞买人", second)) == {"甲": likely}


def test_kinship_by_marriage_only_is_not_likely_and_what_is_on_record_counts_first() -> None:
    assert likely_relatives_of(("甲", "乙", Kinship.sibling), ("乙", "竞买人", Kinship.spouse)) == {}
    assert likely_relatives_of(("甲", "乙", Kinship.parent), ("乙", "竞买人", Kinship.spouse)) == {}
    known = (("甲", "乙", Kinship.child), ("乙", "竞买人", Kinship.spouse), ("甲", "竞买人", Kinship.other))
    assert likely_relatives_of(*known) == {}


def test_child_of_the_wife_of_handling_staff_is_possible_and_says_from_what_it_follows() -> None:
    facts = person_facts(
        dossier={"relatives": (kin("竞买人", "妻子", Kinship.child),)},
        relations=(kin("妻子", "经办人", Kinship.spouse),),
        add=(person("妻子"),),
    )
    (finding,) = findings(screened(facts, limbs(LINEAL_LIMB)), "relative_of_insider")
    assert finding.outcome is Outcome.possible
    assert finding.zh.startswith(
        "测试竞买人可能系测试经办人的子女（由“测试经办人系测试妻子的配偶、测试妻子系测试竞买人的父母”推得，须核实），"
        "测试经办人系本项目经办人员，可能属于"
    )


@pytest.mark.parametrize(
    ("strength", "outcome"), [(HitStrength.possible, Outcome.possible), (HitStrength.certain, Outcome.barred)]
)
def test_bidder_who_may_be_a_relative_on_record_is_told(strength: HitStrength, outcome: Outcome) -> None:
    pair = PossibleMatch(
        party="竞买人", other="儿子", field=MatchedField.whole_name, strength=strength, because="姓名相同",
        because_en="same name",
    )  # fmt: skip
    facts = person_facts(relations=(kin("儿子", "经办人", Kinship.child),), add=(person("儿子"),), same=(pair,))
    (finding,) = findings(screened(facts, limbs(LINEAL_LIMB)), "relative_of_insider")
    assert finding.outcome is outcome
    assert "测试儿子系测试经办人的子女，测试经办人系本项目经办人员" in finding.zh
