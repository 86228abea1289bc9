"""Dishonest debtors, money-laundering lists, capacity, other law; lists that were not read, or failed."""

from dataclasses import replace

import pytest

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.lookups import ConsultedVersion, LookupFailed
from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.facts.relations import Office, Relation
from disposal.eligibility.findings.finding import Outcome
from notices.codes import BusinessStatus, PartyKind
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb
from tests.support.dossiers import (
    LISTS,
    company_facts,
    controls,
    findings,
    firm,
    hit,
    limbs,
    office,
    outcomes,
    owns,
    person,
    person_facts,
    screened,
)

DISHONEST = limbs(LimbCode.dishonest_debtor)
AML = limbs(LimbCode.aml_listed)
CAPACITY = limbs(capacity="具有完全民事行为能力、支付能力")


def behind(*bonds: Relation) -> Facts:
    return person_facts(add=(firm("失信公司"),), relations=bonds, hits=(hit("失信公司", "dishonest"),))


@pytest.mark.parametrize(
    ("bond", "outcome"),
    [
        (office("竞买人", "失信公司", Office.legal_representative), Outcome.barred),
        (office("竞买人", "失信公司", Office.principal), Outcome.barred),
        (office("竞买人", "失信公司", Office.responsible), Outcome.barred),
        (controls("竞买人", "失信公司"), Outcome.barred),
        (office("竞买人", "失信公司", Office.director), Outcome.clear),
        (owns("竞买人", "失信公司", "100"), Outcome.possible),
        (owns("竞买人", "失信公司", "50"), Outcome.possible),  # 公司法（2018）: 50 % is enough on Mon 2022-08-15
        (owns("竞买人", "失信公司", "49.99"), Outcome.clear),
    ],
)
def test_person_behind_a_listed_company_is_barred_by_the_four_roles_only(bond: Relation, outcome: Outcome) -> None:
    assert outcomes(screened(behind(bond), DISHONEST), "dishonest_debtor") == {outcome}


def test_controlling_shareholder_of_a_listed_company_is_asked_about_by_the_company_law_of_the_day() -> None:
    (finding,) = findings(screened(behind(owns("竞买人", "失信公司", "90")), DISHONEST), "dishonest_debtor")
    assert finding.zh.startswith(
        "测试竞买人持有测试失信公司 90%，系其控股股东（《公司法》第二百一十六条），是否其实际控制人须核实；"
        "测试失信公司列于《测试失信名单》第7版条目A-12"
    )


def test_listed_owner_at_any_depth_is_possible_though_no_controller_is_stated() -> None:
    facts = company_facts(
        dossier={"controllers": (), "shareholders": (owns("中间", "竞买公司", "100"),)},
        add=(firm("中间"), person("失信人")),
        relations=(owns("失信人", "中间", "100"),),
        hits=(hit("失信人", "dishonest"),),
    )
    (finding,) = findings(screened(facts, DISHONEST), "dishonest_debtor")
    assert (finding.outcome, finding.person, finding.stake) == (Outcome.possible, "失信人", 100)
    assert finding.zh.startswith("测试失信人参与竞买人：测试失信人 —100%→ 测试中间 —100%→ 测试竞买公司，合计100%；")
    silent = company_facts(dossier={"shareholders": None})
    assert outcomes(screened(silent, DISHONEST), "dishonest_debtor") == {Outcome.undecided}


def test_person_who_controls_a_listed_company_by_the_votes_of_two_others_is_possible() -> None:
    halves = tuple(owns("竞买人", key, "51") for key in "甲乙")
    for share, outcome in (("25", Outcome.possible), ("24", Outcome.clear)):
        facts = person_facts(
            add=(firm("甲"), firm("乙"), firm("失信公司")),
            relations=(*halves, owns("甲", "失信公司", share), owns("乙", "失信公司", share)),
            hits=(hit("失信公司", "dishonest"),),
        )
        (finding,) = findings(screened(facts, DISHONEST), "dishonest_debtor")
        assert finding.outcome is outcome
        if outcome is Outcome.possible:
            assert finding.zh.startswith("测试竞买人控制测试失信公司（直接及通过其控制的企业合计持有50%的表决权）")


def test_finding_on_a_person_behind_a_listed_company_names_company_list_and_version() -> None:
    (finding,) = findings(screened(behind(controls("竞买人", "失信公司")), DISHONEST), "dishonest_debtor")
    assert finding.zh.startswith("测试竞买人系测试失信公司的实际控制人；测试失信公司列于《测试失信名单》第7版条目A-12")
    assert (finding.person, finding.list_version) == ("失信公司", 7)


def test_company_before_a_listed_representative_is_possible_and_a_listed_company_barred() -> None:
    for listed, outcome in (("股东", Outcome.possible), ("竞买公司", Outcome.barred)):
        result = screened(company_facts(hits=(hit(listed, "dishonest"),)), DISHONEST)
        assert outcomes(result, "dishonest_debtor") == {outcome}


def test_company_a_person_represents_must_be_looked_up_too() -> None:
    facts = person_facts(add=(firm("公司"),), relations=(office("竞买人", "公司", Office.legal_representative),))
    only_him = replace(facts, lookups=tuple(replace(done, parties=("竞买人",)) for done in facts.lookups))
    (finding,) = findings(screened(only_him, DISHONEST), "dishonest_debtor")
    assert finding.outcome is Outcome.undecided
    assert finding.zh.startswith("测试公司尚未在《测试失信名单》第7版中查询")


def test_listed_bidder_is_barred_for_money_laundering_and_a_listed_owner_possible() -> None:
    for listed, outcome in (("竞买公司", Outcome.barred), ("股东", Outcome.possible)):
        (finding,) = findings(screened(company_facts(hits=(hit(listed, "aml"),)), AML), "aml_listed")
        assert finding.outcome is outcome
    assert finding.zh.startswith(
        "测试股东参与竞买人：测试股东 —100%→ 测试竞买公司，合计100%；测试股东列于《测试反洗钱名单》"
    )


@pytest.mark.parametrize(
    ("age", "own_income", "limited", "outcome"),
    [
        (18, None, None, Outcome.clear),
        (17, True, None, Outcome.clear),
        (17, None, None, Outcome.undecided),
        (17, False, None, Outcome.barred),
        (16, True, None, Outcome.clear),
        (15, True, None, Outcome.barred),
        (40, None, True, Outcome.barred),
        (None, None, None, Outcome.undecided),
    ],
)
def test_capacity_of_a_person_turns_on_age_income_and_a_courts_finding(
    age: int | None, own_income: bool | None, limited: bool | None, outcome: Outcome
) -> None:
    facts = person_facts(
        dossier={"age_years": age, "has_own_income": own_income, "is_capacity_limited": limited},
    )
    assert outcomes(screened(facts, CAPACITY), "capacity") == {outcome}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (BusinessStatus.active, Outcome.clear),
        (BusinessStatus.revoked, Outcome.barred),
        (BusinessStatus.deregistered, Outcome.barred),
        (BusinessStatus.suspended, Outcome.possible),
        (BusinessStatus.unknown, Outcome.undecided),
        (None, Outcome.undecided),
    ],
)
def test_capacity_of_an_organisation_turns_on_its_registration(status: BusinessStatus | None, outcome: Outcome) -> None:
    assert outcomes(screened(company_facts(dossier={"business_status": status}), CAPACITY), "capacity") == {outcome}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (BusinessStatus.active, Outcome.clear),
        (BusinessStatus.deregistered, Outcome.barred),
        (None, Outcome.undecided),
    ],
)
def test_individual_business_must_exist_as_well_as_its_operator_be_of_age(
    status: BusinessStatus | None, outcome: Outcome
) -> None:
    bidder = replace(person_facts().dossier.bidder, kind=PartyKind.individual_business)
    facts = person_facts(dossier={"bidder": bidder, "business_status": status})
    assert outcomes(screened(facts, CAPACITY), "capacity") == {outcome}


@pytest.mark.parametrize("organ", [OrganKind.state_organ, OrganKind.regulator, OrganKind.judicial])
def test_state_organ_may_do_what_its_functions_need_only(organ: OrganKind) -> None:
    bidder = replace(company_facts().dossier.bidder, organ=organ)
    facts = company_facts(dossier={"bidder": bidder, "business_status": None})
    (finding,) = findings(screened(facts, CAPACITY), "capacity")
    assert finding.outcome is Outcome.possible
    assert finding.zh.startswith(
        "测试竞买公司为机关法人，只能从事为履行职能所需要的民事活动，购买债权是否为此所需须核实，"
        "可能不符合本公告对买受人的要求"
    )
    assert finding.zh.endswith("依据：本公告；《民法典》第九十七条。")


def test_capacity_of_a_company_and_of_a_person_rest_on_their_own_articles() -> None:
    (company,), (person,) = (
        findings(screened(facts, CAPACITY), "capacity") for facts in (company_facts(), person_facts())
    )
    assert company.zh == (
        "测试竞买公司依法存续，具有民事行为能力，并提供了支付能力证明（测试银行存款证明）。依据：本公告；《民法典》第五十九条。"
    )
    assert person.zh == (
        "测试竞买人具有完全民事行为能力，并提供了支付能力证明（测试银行存款证明）。依据：本公告；《民法典》第十八条。"
    )


def test_means_are_never_presumed() -> None:
    for means, outcome in ((None, Outcome.undecided), ((), Outcome.possible)):
        assert outcomes(screened(person_facts(dossier={"means": means}), CAPACITY), "capacity") == {outcome}


def test_capacity_is_required_by_its_clause_or_its_limb_and_else_not_applied() -> None:
    facts = person_facts(dossier={"age_years": 12})
    (clause,) = findings(screened(facts, CAPACITY), "capacity")
    assert clause.zh == (
        "测试竞买人12周岁，不具有完全民事行为能力，不符合本公告对买受人的要求“具有完全民事行为能力、支付能力”，与其声明不符。"
        "依据：本公告；《民法典》第十八条。"
    )
    (limb,) = findings(screened(facts, limbs(LimbCode.capacity)), "capacity")
    assert "属于本公告不得购买的“不具有完全民事行为能力或者支付能力的人”" in limb.zh
    (neither,) = findings(screened(facts, limbs(LimbCode.civil_servant)), "capacity")
    assert neither.outcome is Outcome.not_in_notice


def test_other_law_is_always_for_a_person_to_decide() -> None:
    (finding,) = findings(screened(person_facts(), limbs(LimbCode.other_law)), "other_law")
    assert finding.outcome is Outcome.undecided
    assert finding.zh.startswith("测试竞买人是否为其他法律、监管规定所禁止，须由合规人员核定")


@pytest.mark.parametrize("code", ["civil_servant", "regulator_staff", "amc_staff", "dishonest_debtor", "aml_listed"])
def test_limb_that_lives_on_a_list_is_undecided_without_one(code: str) -> None:
    (finding,) = findings(screened(person_facts(lists=()), limbs(LimbCode(code))), code)
    assert (finding.outcome, finding.asks) == (Outcome.undecided, (f"lists.{code}",))


def test_failed_list_is_error_for_its_limb_and_its_people_only() -> None:
    failed = LookupFailed(
        list_code="civil", list_name="测试公务员名单", list_name_en="Test civil servants", reason="超时",
        reason_en="timed out", limbs=(LimbCode.civil_servant,), parties=("竞买人",),
    )  # fmt: skip
    restrictions = limbs(LimbCode.civil_servant, LimbCode.amc_staff)
    result = screened(replace(person_facts(), failures=(failed,)), restrictions)
    assert outcomes(result, "civil_servant") == {Outcome.error}
    assert outcomes(result, "amc_staff") == {Outcome.clear}
    others = replace(person_facts(), failures=(replace(failed, parties=("经办人",)),))
    assert outcomes(screened(others, restrictions), "civil_servant") == {Outcome.clear}


def test_hit_on_one_list_does_not_hide_that_another_failed() -> None:
    second = ConsultedVersion(
        code="civil2", version=1, name="测试公务员名单二", name_en="Second", limbs=(LimbCode.civil_servant,)
    )
    failed = LookupFailed(
        list_code="civil2", list_name="测试公务员名单二", list_name_en="Second", reason="超时", reason_en="timed out",
        limbs=(LimbCode.civil_servant,),
    )  # fmt: skip
    facts = person_facts(lists=(*LISTS, second), hits=(hit("竞买人", "civil"),), failures=(failed,))
    result = screened(facts, limbs(LimbCode.civil_servant))
    assert outcomes(result, "civil_servant") == {Outcome.barred, Outcome.error}
    assert result.overall is Outcome.barred


def test_limb_not_in_the_notice_tells_what_it_found_and_bars_nobody() -> None:
    facts = person_facts(hits=(hit("竞买人", "dishonest"),))
    result = screened(facts)
    (finding,) = findings(result, "dishonest_debtor")
    assert result.overall is Outcome.clear
    assert finding.outcome is Outcome.not_in_notice
    assert finding.zh == (
        "测试竞买人列于《测试失信名单》第7版条目A-12（证件号码：号码一致）。本公告未列“失信被执行人”一项，不据此限制。"
    )
    assert finding.en.endswith("This notice has no limb “dishonest judgment debtor”, so that does not bar the bidder.")


def test_printed_words_of_the_notice_stand_in_the_finding() -> None:
    limb = RestrictionLimb(code=LimbCode.amc_staff, wording="农商行内部人员")
    (finding,) = findings(screened(person_facts(hits=(hit("竞买人", "amc"),)), limbs(limb)), "amc_staff")
    assert finding.wording == "农商行内部人员"
    assert "属于本公告不得购买的“农商行内部人员”" in finding.zh


def test_listed_person_in_no_relation_to_the_bidder_changes_nothing() -> None:
    facts = company_facts(add=(person("路人"),), hits=(hit("路人", "amc"),))
    assert screened(facts).overall is Outcome.clear
