"""What an organisation says of its own owners and heads clears nobody without a name or evidence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from disposal.eligibility.facts.people import OrganKind, OwnersKnown
from disposal.eligibility.facts.relations import Office, Relation
from disposal.eligibility.findings.finding import Outcome
from tests.support.dossiers import (
    DAY,
    company_facts,
    contacts,
    findings,
    firm,
    office,
    outcomes,
    owns,
    screened,
)

RULE = "participated_entity"
BEFORE = DAY - timedelta(days=1)
HEAD = Office.legal_representative


@pytest.mark.parametrize(
    ("owners", "outcome"), [((), Outcome.undecided), ((owns("股东", "竞买公司", "5"),), Outcome.clear)]
)
def test_bidder_whose_owners_need_no_tracing_must_name_one_or_prove_it(
    owners: tuple[Relation, ...], outcome: Outcome
) -> None:
    bidder = firm("竞买公司", owners=OwnersKnown.exempt, contacts=contacts())
    told = findings(screened(company_facts(dossier={"bidder": bidder, "shareholders": owners})), RULE)
    assert {each.outcome for each in told} == {outcome}
    bare = "测试竞买公司申报无需穿透出资人，但未列出任何出资人，亦无证明"
    asked = "（请提供上市公司、国有独资或行政事业单位的证明材料），无法认定"
    sentence = bare + asked
    assert any(each.zh.startswith(sentence) for each in told) is (outcome is Outcome.undecided)


@pytest.mark.parametrize(
    ("organ", "posts", "outcome"),
    [
        (OrganKind.ordinary, (), Outcome.undecided),
        (OrganKind.ordinary, (office("股东", "持股公司", Office.director),), Outcome.undecided),
        (OrganKind.ordinary, (office("股东", "持股公司", HEAD, valid_until=BEFORE),), Outcome.undecided),
        (OrganKind.ordinary, (office("股东", "持股公司", HEAD, valid_until=DAY),), Outcome.clear),
        (OrganKind.state_organ, (), Outcome.clear),
    ],
)
def test_owner_that_needs_no_tracing_has_somebody_who_represents_it(
    organ: OrganKind, posts: tuple[Relation, ...], outcome: Outcome
) -> None:
    holder = firm("持股公司", owners=OwnersKnown.exempt, organ=organ)
    facts = company_facts(
        dossier={"shareholders": (owns("持股公司", "竞买公司", "100"),)}, add=(holder,), relations=posts
    )
    assert outcomes(screened(facts), RULE) == {outcome}


def test_debtor_that_needs_no_tracing_is_known_from_the_project() -> None:
    facts = company_facts(dossier={"shareholders": (owns("债务人", "竞买公司", "100"),)})
    assert outcomes(screened(facts), RULE) == {Outcome.clear}
    stranger = replace(facts, project=replace(facts.project, debtors=()))
    assert outcomes(screened(stranger), RULE) == {Outcome.undecided}


@pytest.mark.parametrize(
    ("heads", "directors", "outcome"),
    [
        ((), (), Outcome.undecided),
        ((), (office("股东", "竞买公司"),), Outcome.undecided),
        ((office("股东", "竞买公司", HEAD, valid_until=BEFORE),), (), Outcome.undecided),
        ((office("股东", "竞买公司", HEAD, valid_until=DAY),), (), Outcome.clear),
        ((), (office("股东", "竞买公司", Office.partner),), Outcome.clear),
        ((), (office("股东", "竞买公司", Office.principal),), Outcome.clear),
    ],
)
def test_organisation_that_claims_to_have_stated_its_head_names_one(
    heads: tuple[Relation, ...], directors: tuple[Relation, ...], outcome: Outcome
) -> None:
    facts = company_facts(dossier={"legal_representative": heads, "directors": directors})
    told = findings(screened(facts), RULE)
    assert {each.outcome for each in told} == {outcome}
    sentence = "测试竞买公司称已全部提供法定代表人，但未列出现任法定代表人或主要负责人，而单位必有其人，无法认定"
    assert any(each.zh.startswith(sentence) for each in told) is (outcome is Outcome.undecided)
    if outcome is Outcome.undecided:
        assert [each.asks for each in told] == [("dossier.legal_representative",)]
