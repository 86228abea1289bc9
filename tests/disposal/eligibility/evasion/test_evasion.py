"""Signs of buying through another: each kind, with a barred party and with another bidder, and none where none is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.people import ContactKind, ContactPoint, OwnersKnown
from disposal.eligibility.facts.relations import Kinship, Office
from disposal.eligibility.findings.finding import Finding, Outcome
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from tests.support.dossiers import (
    DAY,
    acts,
    company_facts,
    contacts,
    controls,
    firm,
    hit,
    kin,
    limbs,
    office,
    owns,
    person,
    person_facts,
    phone,
    screened,
)


def signals(facts: Facts, **asked: Any) -> list[Finding]:
    return [finding for finding in screened(facts, **asked).findings if finding.rule.startswith("evasion")]


def only(facts: Facts, **asked: Any) -> Finding:
    (finding,) = signals(facts, **asked)
    return finding


@pytest.mark.parametrize("kind", list(ContactKind))
def test_contact_shared_with_another_bidder_is_possible_and_shown_masked(kind: ContactKind) -> None:
    point = ContactPoint(kind=kind, index="同一索引", shown="尾号****01")
    rival = firm("对手", contacts=(point,))
    facts = company_facts(
        dossier={"bidder": firm("竞买公司", contacts=contacts(point))}, add=(rival,), other_bidders=("对手", "竞买公司")
    )
    finding = only(facts)
    assert (finding.outcome, finding.rule, finding.person) == (Outcome.possible, f"evasion.shared_{kind.value}", "对手")
    assert finding.zh.startswith(
        f"测试竞买公司与测试对手使用同一{kind.zh}（尾号****01）；测试对手为本项目另一竞买人，可能为变相购买，须由人核定。"
    )
    assert "share one" in finding.en


def test_twelve_bidders_with_one_phone_are_one_finding_that_names_them_all() -> None:
    names = tuple(f"对手{at}" for at in range(1, 13))
    rivals = tuple(firm(name, contacts=(phone("1001"),)) for name in names)
    finding = only(
        company_facts(
            dossier={"bidder": firm("竞买公司", contacts=contacts(phone("1001")))}, add=rivals, other_bidders=names
        )
    )
    assert all(f"测试{name}" in finding.zh for name in names)
    assert "其中12名为本项目其他竞买人" in finding.zh
    assert "12 of them are other bidders" in finding.en


def test_a_phone_of_the_sellers_staff_or_notice_is_a_sign() -> None:
    bidder = firm("竞买公司", contacts=contacts(phone("1001")))
    staff = person("接线员", contacts=(phone("1001"),))
    facts = company_facts(dossier={"bidder": bidder}, add=(staff,))
    assert only(facts).outcome is Outcome.clear
    handled = replace(facts, project=replace(facts.project, handling_staff=("接线员",)))
    assert "测试接线员系本项目经办人员" in only(handled).zh  # a limb bars handling staff
    assert "测试接线员为转让方经办人员" in only(handled, restrictions=limbs(LimbCode.capacity)).zh
    finding = only(replace(facts, seller_contacts=("接线员",)))
    assert (finding.rule, finding.outcome) == ("evasion.shared_phone", Outcome.possible)
    assert "测试接线员为转让方公告所载" in finding.zh


def test_same_index_of_another_kind_is_no_shared_contact() -> None:
    rival = firm("对手", contacts=(replace(phone("1001"), kind=ContactKind.address),))
    assert only(company_facts(add=(rival,), other_bidders=("对手",))).outcome is Outcome.clear


def test_shared_contacts_are_told_in_the_same_order_under_any_key() -> None:
    told = []
    for first, second in (("甲", "乙"), ("乙", "甲")):
        shared = tuple(
            ContactPoint(kind=ContactKind.phone, index=index, shown=shown)
            for index, shown in ((first, "138****1001"), (second, "138****1002"))
        )
        bidder, rival = firm("竞买公司", contacts=contacts(*shared)), firm("对手", contacts=shared)
        facts = company_facts(dossier={"bidder": bidder}, add=(rival,), other_bidders=("对手", "竞买公司"))
        told.append([finding.zh for finding in signals(facts)])
    assert len(told[0]) == 2
    assert told[0] == told[1]


def test_phone_shared_with_a_barred_party_is_a_sign_and_with_a_stranger_none() -> None:
    known = {"add": (person("员工", contacts=(phone("1001"),)),)}
    assert only(company_facts(**known)).outcome is Outcome.clear
    barred = only(company_facts(**known, hits=(hit("员工", "amc"),)))
    assert barred.outcome is Outcome.possible
    assert "测试员工列于《测试资管名单》第5版条目A-12" in barred.zh
    without = only(company_facts(**known, hits=(hit("员工", "amc"),)), restrictions=limbs(LimbCode.civil_servant))
    assert without.outcome is Outcome.clear


def test_phone_an_owner_or_agent_of_the_bidder_shares_with_a_barred_party_is_a_sign() -> None:
    listed = person("员工", contacts=(phone("2002"),))
    for own in ({"add": (listed, person("股东", contacts=(phone("2002"),)))},
                {"add": (listed, person("代理", contacts=(phone("2002"),))),
                 "dossier": {"agents": (acts("代理", "竞买公司"),)}}):  # fmt: skip
        finding = only(company_facts(**own, hits=(hit("员工", "amc"),)))
        assert finding.rule == "evasion.shared_phone"
        assert "（竞买人的出资人、任职人员或代理人）与测试员工使用同一电话（138****2002）" in finding.zh


def test_debtors_phone_is_a_sign_only_where_the_notice_bars_the_debtors_side() -> None:
    debtor = firm("债务人", contacts=(phone("1001"),))
    facts = company_facts()
    others = tuple(party for party in facts.parties if party.key != "债务人")
    facts = replace(facts, parties=(*others, debtor))
    assert only(facts).outcome is Outcome.clear
    assert only(facts, restrictions=limbs(LimbCode.debtor_side)).rule == "evasion.shared_phone"


def test_agent_or_legal_representative_in_common_with_another_bidder_is_a_sign() -> None:
    rival = {"add": (firm("对手"), person("代理")), "other_bidders": ("对手",)}
    agent = company_facts(dossier={"agents": (acts("代理", "竞买公司"),)}, relations=(acts("代理", "对手"),), **rival)
    assert only(agent).zh.startswith("测试代理系测试竞买公司的代理人，亦系测试对手的代理人；测试对手为本项目另一竞买人")
    head = company_facts(relations=(office("股东", "对手", Office.legal_representative),), **rival)
    assert only(head).rule == "evasion.shared_legal_representative"
    director = company_facts(relations=(office("股东", "对手", Office.director),), **rival)
    assert only(director).outcome is Outcome.clear


def test_agent_who_is_barred_himself_is_a_sign_until_his_last_day() -> None:
    for until, outcome in ((DAY, Outcome.possible), (DAY - timedelta(days=1), Outcome.clear)):
        agents = (acts("经办人", "竞买公司", valid_until=until),)
        assert only(company_facts(dossier={"agents": agents})).outcome is outcome


def test_bidder_who_acts_for_a_barred_party_is_a_sign() -> None:
    finding = only(person_facts(relations=(acts("竞买人", "经办人"),)))
    assert finding.rule == "evasion.acts_for"
    assert finding.zh.startswith("测试竞买人受测试经办人委托；测试经办人系本项目经办人员（“金融资产管理公司工作人员”）")


def test_company_owned_by_the_wife_of_handling_staff_is_a_sign_and_by_a_cousin_none() -> None:
    for kinship, outcome in ((Kinship.spouse, Outcome.possible), (Kinship.cousin, Outcome.clear)):
        assert only(company_facts(relations=(kin("股东", "经办人", kinship),))).outcome is outcome
    finding = only(company_facts(relations=(kin("股东", "经办人", Kinship.spouse),)))
    assert finding.zh.startswith("测试股东系测试经办人的配偶，并参与竞买人：测试股东 —100%→ 测试竞买公司，合计100%；")
    assert finding.paths


LISTED = {"add": (person("官员"),), "hits": (hit("官员", "civil"),)}


def test_nominee_who_owns_the_bidder_for_a_listed_person_is_a_sign_until_the_mandate_ends() -> None:
    for until, outcome in ((DAY, Outcome.possible), (DAY - timedelta(days=1), Outcome.clear)):
        assert only(company_facts(relations=(acts("股东", "官员", valid_until=until),), **LISTED)).outcome is outcome
    finding = only(company_facts(relations=(acts("股东", "官员"),), **LISTED))
    assert (finding.rule, finding.person) == ("evasion.acts_for", "官员")
    assert finding.zh.startswith(
        "测试股东参与测试竞买公司：测试股东 —100%→ 测试竞买公司，合计100%；测试股东受测试官员委托；"
        "测试官员列于《测试公务员名单》第3版条目A-12（证件号码：号码一致）（“国家公务员”），可能为变相购买，须由人核定。"
    )
    assert [len(path.steps) for path in finding.paths] == [1, 1]


def test_nominee_is_followed_through_agents_and_the_companies_they_act_for() -> None:
    known = {**LISTED, "add": (person("官员"), person("代持人"), firm("委托公司"))}
    bonds = (acts("股东", "代持人"), acts("代持人", "委托公司"), owns("官员", "委托公司", "60"))
    finding = only(company_facts(relations=bonds, **known))
    assert "测试股东受测试代持人委托；测试代持人受测试委托公司委托；测试官员参与测试委托公司" in finding.zh
    ring = (acts("股东", "代持人"), acts("代持人", "股东"))
    assert only(company_facts(relations=ring, **known)).outcome is Outcome.clear


def test_barred_owner_is_a_sign_where_the_notice_has_no_limb_on_participation() -> None:
    facts = company_facts(dossier={"shareholders": (owns("官员", "竞买公司", "100"),)}, **LISTED)
    finding = only(facts, restrictions=limbs(LimbCode.civil_servant))
    assert (finding.outcome, finding.rule) == (Outcome.possible, "evasion.takes_part")
    assert "并参与竞买人：测试官员 —100%→ 测试竞买公司，合计100%" in finding.zh
    assert only(facts).outcome is Outcome.clear  # the limb of the 2022 notice bars it: no sign is needed


def test_barred_owner_of_an_individual_business_run_by_another_is_a_sign() -> None:
    facts = person_facts(
        dossier={
            "bidder": replace(person_facts().dossier.bidder, kind=PartyKind.individual_business),
            "legal_representative": (office("经营者", "竞买人", Office.legal_representative),),
            "shareholders": (owns("官员", "竞买人", "100"),),
        },
        add=(person("官员"), person("经营者")),
        hits=LISTED["hits"],
    )
    assert only(facts).rule == "evasion.takes_part"


def test_rival_who_owns_a_share_of_the_bidder_is_a_sign() -> None:
    shares = (owns("对手", "竞买公司", "10"), owns("股东", "竞买公司", "90"))
    rival = firm("对手", owners=OwnersKnown.exempt)
    facts = company_facts(dossier={"shareholders": shares}, add=(rival,), other_bidders=("对手",))
    assert only(facts).zh.startswith("测试对手为本项目另一竞买人，并参与竞买人：测试对手 —10%→ 测试竞买公司，合计10%")


def test_near_relative_of_a_listed_person_who_bids_himself_is_a_sign() -> None:
    for kinship, outcome in ((Kinship.spouse, Outcome.possible), (Kinship.cousin, Outcome.clear)):
        assert only(person_facts(relations=(kin("竞买人", "官员", kinship),), **LISTED)).outcome is outcome
    finding = only(person_facts(relations=(kin("竞买人", "官员", Kinship.spouse),), **LISTED))
    assert finding.zh.startswith("测试竞买人系测试官员的配偶；测试官员列于《测试公务员名单》第3版条目A-12")


def test_relative_of_handling_staff_is_left_to_the_limb_on_relatives() -> None:
    facts = person_facts(relations=(kin("竞买人", "经办人", Kinship.spouse),))
    assert only(facts).outcome is Outcome.clear
    assert only(facts, restrictions=limbs(LimbCode.amc_staff)).rule == "evasion.relative_bids"


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"dossier": {"bidder": firm("竞买公司")}}, "dossier.bidder.contacts"),
        ({"dossier": {"agents": None}}, "dossier.agents"),
        ({"dossier": {"legal_representative": None}}, "dossier.legal_representative"),
        ({"other_bidders": None}, "other_bidders"),
    ],
)
def test_sign_that_cannot_be_looked_for_is_undecided(changes: dict[str, Any], asked: str) -> None:
    finding = only(company_facts(**changes))
    assert (finding.outcome, finding.asks) == (Outcome.undecided, (asked,))


@pytest.mark.parametrize("kind", list(ContactKind))
def test_kind_of_contact_that_is_not_stated_is_asked_for_by_name(kind: ContactKind) -> None:
    points = tuple(point for point in contacts() if point.kind is not kind)
    finding = only(company_facts(dossier={"bidder": firm("竞买公司", contacts=points)}))
    assert (finding.outcome, finding.asks) == (Outcome.undecided, ("dossier.bidder.contacts",))
    assert finding.zh.startswith(f"测试竞买公司：未提供{kind.zh}，无法排查变相购买线索。")


def test_controller_and_owner_of_the_bidder_are_no_sign_by_themselves() -> None:
    assert (
        only(company_facts(relations=(controls("股东", "竞买公司"), owns("股东", "评估所", "1")))).outcome
        is Outcome.clear
    )
