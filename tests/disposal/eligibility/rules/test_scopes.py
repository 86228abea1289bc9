"""Each insider limb on both sides of its scope and of its days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from disposal.eligibility.facts.facts import Declaration, Facts
from disposal.eligibility.facts.lookups import HitStrength
from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.facts.project import EngagedAs, Engagement
from disposal.eligibility.facts.relations import Office
from disposal.eligibility.findings.finding import Outcome
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb
from tests.support.dossiers import (
    DAY,
    PROJECT_PARTIES,
    company_facts,
    findings,
    firm,
    hit,
    limbs,
    office,
    outcomes,
    owns,
    person,
    person_facts,
    project,
    screened,
)

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def working_at(organ: OrganKind | None, post: Office = Office.employee) -> Facts:
    return person_facts(
        dossier={"positions": (office("竞买人", "机构", post),)}, add=(firm("机构", "测试机构", organ=organ),)
    )


@pytest.mark.parametrize(
    ("code", "organ", "outcome"),
    [
        (LimbCode.civil_servant, OrganKind.state_organ, Outcome.possible),
        (LimbCode.regulator_staff, OrganKind.regulator, Outcome.barred),
        (LimbCode.judicial_police, OrganKind.judicial, Outcome.possible),
        (LimbCode.amc_staff, OrganKind.amc, Outcome.barred),
        (LimbCode.amc_staff, OrganKind.ordinary, Outcome.clear),
        (LimbCode.civil_servant, OrganKind.amc, Outcome.clear),
        (LimbCode.regulator_staff, None, Outcome.undecided),
    ],
)
def test_employer_decides_as_far_as_its_sort_is_known(code: LimbCode, organ: OrganKind, outcome: Outcome) -> None:
    assert outcomes(screened(working_at(organ), limbs(code)), code) == {outcome}


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        ({"valid_until": DAY}, Outcome.barred),
        ({"valid_until": BEFORE}, Outcome.clear),
        ({"valid_from": DAY}, Outcome.barred),
        ({"valid_from": AFTER}, Outcome.clear),
    ],
    ids=["ends Mon 2022-08-15", "ended Sun 2022-08-14", "begins Mon 2022-08-15", "begins Tue 2022-08-16"],
)
def test_post_counts_on_its_days_only_and_the_finding_says_so(dates: dict[str, date], outcome: Outcome) -> None:
    facts = person_facts(
        dossier={"positions": (office("竞买人", "机构", Office.employee, **dates),)},
        add=(firm("机构", "测试机构", organ=OrganKind.regulator),),
    )
    told = findings(screened(facts, limbs(LimbCode.regulator_staff)), "regulator_staff")
    assert {finding.outcome for finding in told} == {outcome}
    if outcome is Outcome.clear:
        assert any("在2022-08-15不在有效期内" in finding.zh and "not counted" in finding.en for finding in told)


@pytest.mark.parametrize(
    ("until", "outcome"), [(DAY, Outcome.barred), (BEFORE, Outcome.clear)], ids=["last day Mon", "ended Sun"]
)
def test_list_entry_counts_on_its_days_only(until: date, outcome: Outcome) -> None:
    facts = person_facts(hits=(hit("竞买人", "civil", valid_until=until),))
    assert outcomes(screened(facts, limbs(LimbCode.civil_servant)), "civil_servant") == {outcome}


HANDLERS_ONLY = RestrictionLimb(
    code=LimbCode.judicial_police, is_handling_staff_only=True, wording="曾经办上述资产的政法干警"
)


def test_police_officer_who_did_not_handle_the_asset_is_barred_by_the_wide_limb_only() -> None:
    facts = person_facts(hits=(hit("竞买人", "police"),))
    assert outcomes(screened(facts, limbs(LimbCode.judicial_police)), "judicial_police") == {Outcome.barred}
    told = findings(screened(facts, limbs(HANDLERS_ONLY)), "judicial_police")
    assert {finding.outcome for finding in told} == {Outcome.clear}
    assert any("但未曾经办上述资产，本公告只限制经办人员，不计" in finding.zh for finding in told)


def test_police_officer_who_handled_the_asset_is_barred_by_either_limb() -> None:
    facts = person_facts(project=project(judicial_handlers=("竞买人",)))
    for limb in (LimbCode.judicial_police, HANDLERS_ONLY):
        assert outcomes(screened(facts, limbs(limb)), "judicial_police") == {Outcome.barred}


def test_narrow_police_limb_without_the_roster_of_handlers_is_undecided() -> None:
    facts = person_facts(project=project(judicial_handlers=None))
    (finding,) = findings(screened(facts, limbs(HANDLERS_ONLY)), "judicial_police")
    assert (finding.outcome, finding.asks) == (Outcome.undecided, ("project.judicial_handlers",))


def test_narrow_police_limb_needs_no_list_and_the_wide_one_does() -> None:
    facts = person_facts(lists=())
    assert outcomes(screened(facts, limbs(HANDLERS_ONLY)), "judicial_police") == {Outcome.clear}
    (finding,) = findings(screened(facts, limbs(LimbCode.judicial_police)), "judicial_police")
    assert (finding.outcome, finding.asks) == (Outcome.undecided, ("lists.judicial_police",))


def test_amc_staff_is_barred_whole_or_only_the_handling_staff() -> None:
    narrow = RestrictionLimb(code=LimbCode.amc_staff, is_handling_staff_only=True)
    colleague = person_facts(hits=(hit("竞买人", "amc"),))
    assert outcomes(screened(colleague, limbs(LimbCode.amc_staff)), "amc_staff") == {Outcome.barred}
    assert outcomes(screened(colleague, limbs(narrow)), "amc_staff") == {Outcome.clear}
    handling = person_facts(project=project(handling_staff=("竞买人",)))
    assert outcomes(screened(handling, limbs(narrow)), "amc_staff") == {Outcome.barred}


def managing(post: Office, **debtor: object) -> Facts:
    others = tuple(party for party in PROJECT_PARTIES if party.key != "债务人")
    return person_facts(
        dossier={"positions": (office("竞买人", "债务人", post),)}, add=(*others, firm("债务人", **debtor))
    )


STATE_ONLY = RestrictionLimb(code=LimbCode.debtor_management, is_state_owned_only=True)
ANY_DEBTOR = RestrictionLimb(code=LimbCode.debtor_management, wording="原债务人管理人员")


@pytest.mark.parametrize(
    ("limb", "known", "outcome"),
    [
        (STATE_ONLY, {"is_state_owned": True}, Outcome.barred),
        (STATE_ONLY, {"is_state_owned": False}, Outcome.clear),
        (STATE_ONLY, {"is_state_owned": None}, Outcome.undecided),
        (STATE_ONLY, {"is_state_owned": None, "organ": OrganKind.state_organ}, Outcome.possible),
        (ANY_DEBTOR, {"is_state_owned": False}, Outcome.barred),
        (ANY_DEBTOR, {"is_state_owned": None}, Outcome.barred),
    ],
)
def test_debtors_manager_is_barred_within_the_limbs_scope(
    limb: RestrictionLimb, known: dict[str, object], outcome: Outcome
) -> None:
    assert outcomes(screened(managing(Office.director, **known), limbs(limb)), "debtor_management") == {outcome}


@pytest.mark.parametrize(
    ("post", "outcome"),
    [
        (Office.legal_representative, Outcome.barred),
        (Office.supervisor, Outcome.barred),
        (Office.manager, Outcome.barred),
        (Office.employee, Outcome.clear),
    ],
)
def test_debtors_management_is_who_runs_it_not_its_staff(post: Office, outcome: Outcome) -> None:
    result = screened(managing(post, is_state_owned=True), limbs(STATE_ONLY))
    assert outcomes(result, "debtor_management") == {outcome}


def test_professional_limb_bars_the_firm_its_people_and_possibly_its_owners() -> None:
    firm_itself = company_facts(
        project=project(engaged=(Engagement(party="竞买公司", engaged_as=EngagedAs.lawyer, source="测试合同"),))
    )
    member = person_facts(dossier={"positions": (office("竞买人", "评估所", Office.employee),)})
    owner = person_facts(relations=(owns("竞买人", "评估所", "5"),))
    for facts, outcome in ((firm_itself, Outcome.barred), (member, Outcome.barred), (owner, Outcome.possible)):
        assert outcomes(screened(facts, limbs(LimbCode.deal_professional)), "deal_professional") == {outcome}


@pytest.mark.parametrize("trade", EngagedAs)
def test_professional_limb_reaches_every_trade_and_the_agents_of_the_deal(trade: EngagedAs) -> None:
    facts = person_facts(project=project(engaged=(Engagement(party="竞买人", engaged_as=trade, source="测试合同"),)))
    (finding,) = findings(screened(facts, limbs(LimbCode.deal_professional)), "deal_professional", Outcome.barred)
    assert f"受聘为本项目{trade.zh}" in finding.zh
    assert {EngagedAs("基层法律服务工作者"), EngagedAs("代理人")} == {EngagedAs.legal_worker, EngagedAs.agent}


def test_professional_whose_engagement_ended_is_possible_for_the_work_was_done() -> None:
    ended = Engagement(party="竞买人", engaged_as=EngagedAs.valuer, source="测试合同", valid_until=BEFORE)
    facts = person_facts(project=project(engaged=(ended,)))
    (finding,) = findings(screened(facts, limbs(LimbCode.deal_professional)), "deal_professional")
    assert finding.outcome is Outcome.possible
    assert "测试竞买人受聘为本项目评估师，在2022-08-15不在聘期内" in finding.zh


def test_admission_bars_against_every_list_and_silence_is_asked_about() -> None:
    admits = Declaration(limb=LimbCode.civil_servant, is_barred=True, signed_on=DAY)
    late = Declaration(limb=LimbCode.civil_servant, is_barred=False, signed_on=AFTER)
    for declarations, outcome in (((admits,), Outcome.barred), ((), Outcome.undecided), ((late,), Outcome.undecided)):
        facts = person_facts(dossier={"declarations": declarations})
        assert outcomes(screened(facts, limbs(LimbCode.civil_servant)), "civil_servant") == {outcome}


def test_operator_of_an_individual_business_is_judged_with_it() -> None:
    facts = person_facts(
        dossier={
            "bidder": replace(person("竞买人", contacts=()), kind=PartyKind.individual_business),
            "legal_representative": (office("经营者", "竞买人", Office.legal_representative),),
        },
        add=(person("经营者"),),
        hits=(hit("经营者", "civil", HitStrength.certain),),
    )
    (finding,) = findings(screened(facts, limbs(LimbCode.civil_servant)), "civil_servant")
    assert (finding.outcome, finding.person_name) == (Outcome.barred, "测试经营者")
