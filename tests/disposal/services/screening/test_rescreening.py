"""A change finds the bidders it touches, in its own transaction, and nobody else; they are screened again and told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from disposal.eligibility.facts.people import ContactKind
from disposal.eligibility.findings.finding import Outcome
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.claims.security_interest import SecurityInterestCreate
from disposal.models.parties.relation import PartyRelation, PartyRelationCreate
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaimCreate
from disposal.models.projects.role import ProjectRoleCreate, RoleKind
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening
from disposal.services.bidders.pending_rescreenings import pending_bidders, pending_of
from disposal.services.claims.claims import change_claim
from disposal.services.claims.collateral import change_collateral
from disposal.services.claims.guarantees import enter_guarantee, guarantees_of, remove_guarantee
from disposal.services.claims.security_interests import enter_security_interest
from disposal.services.lists.restricted_lists import change_list
from disposal.services.parties.parties import change_party
from disposal.services.parties.relations import end_relation, enter_relation, remove_relation, state_role
from disposal.services.parties.standings import state_contacts, state_standing
from disposal.services.projects.projects import add_claim, change_project, claims_of, take_out_claim
from disposal.services.publication.publication import draft_notice
from disposal.services.records.validation import read
from disposal.services.screening.rescreening import alerts_for, rescreen
from disposal.services.screening.screenings import replay
from notices.content.limbs import LimbCode
from tests.support.factories import make_claim, make_collateral, make_party
from tests.support.listing import bring_in, make_list, write_csv
from tests.support.publishing import CONTEXT, publish
from tests.support.screening import (
    COMPANY,
    DAY,
    NUMBER,
    OTHER_NUMBER,
    PERSON,
    case_of_2022,
    entered,
    party_named,
    screened,
)


def two_screened(session: Session) -> None:
    """Screen a person and a company that have nothing in common."""
    project = case_of_2022(session)
    apart = {"bidder": {"phones": ["13900002002"]}}
    for each in (entered(session, project, PERSON), entered(session, project, COMPANY, **apart)):
        screened(session, each)


pytestmark = pytest.mark.filled(by=two_screened)


@pytest.fixture
def project(session: Session) -> DisposalProject:
    return case_of_2022(session)


@pytest.fixture
def bidders(session: Session) -> tuple[Bidder, Bidder]:
    """Return the person and the company; nothing touches them yet."""
    assert pending_bidders(session) == []
    parties = (party_named(session, name) for name in ("测试竞买人", "虚构竞买有限公司"))
    person, company = (session.exec(select(Bidder).where(Bidder.party_id == party)).one() for party in parties)
    return person, company


def relation(session: Session, one: str, other: str, **values: Any) -> PartyRelation:
    ends = {"from_party_id": party_named(session, one), "to_party_id": party_named(session, other)}
    return enter_relation(session, read(PartyRelationCreate, {**ends, "source": "测试登记", **values}))


def test_change_of_an_owner_touches_the_company_it_owns_only(session: Session, bidders: tuple[Bidder, Bidder]) -> None:
    change_party(session, party_named(session, "测试股东"), {"former_names": ["虚构旧名"]}, reason="补登曾用名")
    assert pending_bidders(session) == [bidders[1].id]


def test_standing_of_an_employer_touches_its_employee_only(session: Session, bidders: tuple[Bidder, Bidder]) -> None:
    state_standing(session, party_named(session, "虚构雇主有限公司"), {"organ": "state_organ"}, reason="更正")
    assert pending_bidders(session) == [bidders[0].id]


def test_relation_that_begins_ends_or_is_removed_touches_whom_it_hangs_on(
    session: Session, bidders: tuple[Bidder, Bidder]
) -> None:
    make_party(session, "虚构上层有限公司")
    made = relation(session, "虚构上层有限公司", "测试股东", kind="acting_for")
    for act in (
        lambda: end_relation(session, made.id, on=DAY, reason="已解除"),
        lambda: remove_relation(session, made.id, reason="误录"),
    ):
        assert pending_bidders(session) == [bidders[1].id]
        assert rescreen(session, bidders[1].id, on=DAY) is not None
        assert pending_bidders(session) == []
        act()
    assert pending_bidders(session) == [bidders[1].id]


def test_relation_between_strangers_touches_nobody(session: Session, bidders: tuple[Bidder, Bidder]) -> None:
    make_party(session, "虚构无关甲有限公司")
    make_party(session, "虚构无关乙有限公司")
    relation(session, "虚构无关甲有限公司", "虚构无关乙有限公司", kind="ownership", percent="10")
    assert pending_bidders(session) == []


def test_contact_that_a_bidder_comes_to_share_touches_both(session: Session, bidders: tuple[Bidder, Bidder]) -> None:
    state_contacts(session, party_named(session, "测试竞买人"), {ContactKind.phone: ["13900002002"]}, reason="更正")
    assert set(pending_bidders(session)) == {each.id for each in bidders}


def test_rival_with_the_same_phone_touches_who_was_screened_before(
    session: Session, project: DisposalProject, bidders: tuple[Bidder, Bidder]
) -> None:
    rival = {**COMPANY["bidder"], "name": "虚构后到有限公司", "phones": ["13800001001"]}
    entered(session, project, COMPANY, bidder=rival)
    assert pending_bidders(session) == [bidders[0].id]


def test_rival_with_the_phone_of_an_owner_and_an_owner_who_bids_touch_the_company(
    session: Session, project: DisposalProject, bidders: tuple[Bidder, Bidder]
) -> None:
    owner = party_named(session, "测试股东")
    state_contacts(session, owner, {ContactKind.phone: ["13900003003"]}, reason="补登")
    assert rescreen(session, bidders[1].id, on=DAY) is not None
    rival = {**COMPANY["bidder"], "name": "虚构后到有限公司", "phones": ["13900003003"]}
    entered(session, project, COMPANY, bidder=rival)
    assert pending_bidders(session) == [bidders[1].id]
    assert rescreen(session, bidders[1].id, on=DAY) is not None
    himself = {"id": str(owner), "kind": "natural_person", "name": "测试股东"}
    entered(session, project, {"bidder": himself, "parties": [], "relations": []})
    assert pending_bidders(session) == [bidders[1].id]


def test_new_staff_of_the_project_touches_all_its_bidders(
    session: Session, project: DisposalProject, bidders: tuple[Bidder, Bidder]
) -> None:
    staff = make_party(session, "虚构新经办人", kind="natural_person")  # type: ignore[arg-type]
    values = {"project_id": project.id, "role": RoleKind.handling_staff, "party_id": staff.id, "source": "测试档案"}
    state_role(session, read(ProjectRoleCreate, values))
    assert set(pending_bidders(session)) == {each.id for each in bidders}


def test_other_debtor_or_owner_of_collateral_touches_all_bidders_of_the_project(
    session: Session, project: DisposalProject, bidders: tuple[Bidder, Bidder]
) -> None:
    other = make_party(session, "虚构另一债务人有限公司")
    claim = session.exec(select(Claim).order_by(col(Claim.id))).first()
    pledged = session.exec(select(Collateral).order_by(col(Collateral.id))).first()
    assert claim
    assert pledged
    for act in (
        lambda: change_collateral(session, pledged.id, {"owner_id": other.id}, reason="更正抵押人"),
        lambda: change_claim(session, claim.id, {"debtor_id": other.id}, reason="债务人录错"),
    ):
        act()
        assert set(pending_bidders(session)) == {each.id for each in bidders}
        for each in bidders:
            rescreen(session, each.id, on=DAY)
    assert pending_bidders(session) == []


def test_guarantee_pledge_or_claim_that_comes_or_goes_touches_all_bidders_of_the_project(
    session: Session, project: DisposalProject, bidders: tuple[Bidder, Bidder]
) -> None:
    claim, other, pledged = claims_of(session, project.id)[0].claim_id, make_claim(session), make_collateral(session)
    guarantee = {"claim_id": claim, "guarantor_id": make_party(session, "虚构另一保证人有限公司").id}
    interest = {"claim_id": claim, "collateral_id": pledged.id}
    offered = {"project_id": project.id, "claim_id": other.id}
    for act in (
        lambda: enter_guarantee(session, read(GuaranteeCreate, guarantee)),
        lambda: remove_guarantee(session, guarantees_of(session, claim)[-1].id, reason="误录"),
        lambda: enter_security_interest(session, read(SecurityInterestCreate, interest)),
        lambda: add_claim(session, read(ProjectClaimCreate, offered)),
        lambda: take_out_claim(session, project.id, other.id, reason="误入"),
    ):
        act()
        assert set(pending_bidders(session)) == {each.id for each in bidders}
        for each in bidders:
            rescreen(session, each.id, on=DAY)
    assert pending_bidders(session) == []


def test_list_asked_for_another_limb_touches_every_bidder(session: Session, bidders: tuple[Bidder, Bidder]) -> None:
    make_list(session, "staff", limbs=[LimbCode.amc_staff])
    change_list(session, "staff", {"title": "虚构新名称"}, reason="更名")
    assert pending_bidders(session) == []
    change_list(session, "staff", {"limbs": [LimbCode.civil_servant]}, reason="更正用途")
    assert set(pending_bidders(session)) == {each.id for each in bidders}


def test_other_restrictions_of_the_project_touch_all_its_bidders(
    session: Session, project: DisposalProject, bidders: tuple[Bidder, Bidder]
) -> None:
    assert project.restrictions is not None
    fewer = project.restrictions.model_copy(update={"limbs": project.restrictions.limbs[:-1]})
    change_project(session, project.id, {"restrictions": fewer}, reason="更正受让限制")
    assert set(pending_bidders(session)) == {each.id for each in bidders}


def test_publication_touches_all_bidders_and_a_change_of_the_name_nobody(
    session: Session, project: DisposalProject, bidders: tuple[Bidder, Bidder]
) -> None:
    change_project(session, project.id, {"name": "虚构新项目名"}, reason="更名")
    assert pending_bidders(session) == []
    publish(session, draft_notice(session, project.id, published_on=date(2022, 8, 3)).id, context=CONTEXT)  # Wed
    assert set(pending_bidders(session)) == {each.id for each in bidders}


def test_causes_are_told_once_each_and_gone_when_screened_again(
    session: Session, bidders: tuple[Bidder, Bidder]
) -> None:
    owner = party_named(session, "测试股东")
    for name in ("虚构旧名甲", "虚构旧名乙"):
        change_party(session, owner, {"former_names": [name]}, reason="补登曾用名")
    state_contacts(session, owner, {ContactKind.phone: ["13900003003"]}, reason="补登")
    assert [each.zh for each in pending_of(session, bidders[1].id)] == ["当事人资料变更", "当事人联系方式变更"]
    again = rescreen(session, bidders[1].id, on=DAY)
    assert again is not None
    assert again.cause[0] == "当事人资料变更、当事人联系方式变更"
    assert session.get_one(Screening, again.screening_id).cause == again.cause[0]
    assert pending_of(session, bidders[1].id) == []
    told = alerts_for(session, "测试员")[0].zh
    assert told.startswith("虚构竞买有限公司：当事人资料变更、当事人联系方式变更，已重新审查：原为")


@pytest.mark.parametrize("strangers", [1, 40], ids=["from the entries", "from the parties"])
def test_list_that_brings_or_drops_a_person_touches_exactly_who_that_is(
    session: Session, bidders: tuple[Bidder, Bidder], tmp_path: Path, strangers: int
) -> None:
    make_list(session)
    others = [(f"虚构路人{chr(0x4E00 + at)}", "", "", "") for at in range(strangers)]
    bring_in(session, write_csv(tmp_path / "一.csv", others))
    assert pending_bidders(session) == []
    bring_in(session, write_csv(tmp_path / "二.csv", [("测试竞买人", NUMBER, "", ""), *others[1:], *_more(strangers)]))
    assert pending_bidders(session) == [bidders[0].id]
    again = rescreen(session, bidders[0].id, on=DAY)
    assert again is not None
    assert again.after is Outcome.barred
    bring_in(session, write_csv(tmp_path / "三.csv", _more(strangers)))
    assert pending_bidders(session) == [bidders[0].id]
    gone = rescreen(session, bidders[0].id, on=DAY)
    assert gone is not None
    assert (gone.before, gone.after) == (Outcome.barred, again.before)


def _more(count: int) -> list[tuple[str, str, str, str]]:
    return [(f"虚构来人{chr(0x5E00 + at)}", "", "", "") for at in range(count)]


@pytest.mark.filled(by=case_of_2022)
@pytest.mark.parametrize("strangers", [0, 40], ids=["from the entries", "from the parties"])
def test_passport_listed_under_another_name_touches_its_bearer(
    session: Session, project: DisposalProject, tmp_path: Path, strangers: int
) -> None:
    passport = {"identity_document": "passport", "personal_number": "E12345678"}
    bidder = entered(session, project, PERSON, bidder=passport)
    screened(session, bidder)
    make_list(session)
    others = [(f"虚构路人{chr(0x4E00 + at)}", "", "", "") for at in range(strangers)]
    bring_in(session, write_csv(tmp_path / "一.csv", [*others, ("虚构旧名", "E12345678", "", "")]))
    assert pending_bidders(session) == [bidder.id]
    again = rescreen(session, bidder.id, on=DAY)
    assert again is not None
    assert again.after is Outcome.barred


def test_person_of_the_same_name_with_another_number_touches_nobody(
    session: Session, bidders: tuple[Bidder, Bidder], tmp_path: Path
) -> None:
    make_list(session)
    bring_in(session, write_csv(tmp_path / "一.csv", [("测试竞买人", OTHER_NUMBER, "", "")]))
    assert pending_bidders(session) == []


def test_screening_before_a_change_of_a_list_replays(
    session: Session, bidders: tuple[Bidder, Bidder], tmp_path: Path
) -> None:
    make_list(session)
    bring_in(session, write_csv(tmp_path / "一.csv", [("测试竞买人", NUMBER, "", "")]))
    again = rescreen(session, bidders[0].id, on=DAY)
    assert again is not None
    for row in session.exec(select(Screening)).all():
        assert replay(session, row.id).is_identical
