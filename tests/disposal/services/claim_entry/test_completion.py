"""完成录入: what is typed becomes records, all or nothing; the notice composed from them is the one published."""

from datetime import date

import pytest
from sqlmodel import Session, select

from disposal.acting import Actor, Role
from disposal.demo.case import FACTS
from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft, DraftState
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaimCreate
from disposal.services.claim_entry.completion import complete, enter_page
from disposal.services.claim_entry.drafts import save_draft
from disposal.services.claims.loading import load_claims
from disposal.services.intake.intake import enter_content
from disposal.services.parties.parties import enter_party
from disposal.services.projects.content import content_of
from disposal.services.projects.projects import add_claim, claims_of
from disposal.services.records.validation import InvalidRecord, read
from disposal.services.records.writing import remove
from disposal.storage.database import Database
from notices.kinds import kind_of
from notices.reading import read_content
from tests.disposal.services.claim_entry.pages_as_typed import CLERK, COMPANIES, PERSONS, page_of_2022, small_page
from tests.support.accounts import make_account
from tests.support.factories import make_issuer
from tests.support.notice_samples import published, text_of

TODAY = date(2022, 8, 3)  # Wed
PRINTED_BUT_NOT_IN_2022 = {"contracts-0-number", "claim-documents"}


def completed(session: Session, page: dict[str, str]) -> Claim:
    draft = save_draft(session, page, owner=CLERK)
    return complete(session, draft.id, owner=CLERK, today=TODAY)


def project_of(session: Session, claim: Claim) -> DisposalProject:
    """Enter the project of 2022 from its notice, with this claim in place of its own."""
    project = enter_content(session, read_content(kind_of("disposal").sample), FACTS, today=TODAY)
    for link in claims_of(session, project.id):
        remove(session, link, event="project_claim.removed", reason="改用页面录入的债权")
    add_claim(session, read(ProjectClaimCreate, {"project_id": project.id, "claim_id": claim.id}), today=TODAY)
    return project


def test_claim_of_2022_typed_on_the_page_composes_the_notice_that_was_published(session: Session) -> None:
    page = {name: text for name, text in page_of_2022().items() if name not in PRINTED_BUT_NOT_IN_2022}
    content = content_of(session, project_of(session, completed(session, page)).id, published_on=TODAY)
    assert text_of(content) == published("huarong-zhejiang-2022-08-03")


def test_claim_of_2022_has_three_securities_seven_guarantors_and_each_party_once(session: Session) -> None:
    claim = completed(session, page_of_2022())
    records = load_claims(session, [claim.id])
    assert [interest.ceiling_amount for interest in records.interests[claim.id]] == [34330000, 24500000, 94360000]
    guarantors = [records.parties[each.guarantor_id].name for each in records.guarantees[claim.id]]
    assert guarantors == [*COMPANIES, *PERSONS]
    assert sorted(party.name for party in session.exec(select(Party)).all()) == sorted(
        {"杭州华成聚合纤有限公司", "杭州华欣线业有限公司", "杭州华欣特种纤维有限公司", *COMPANIES, *PERSONS}
    )
    (link,) = records.chains[claim.id]
    assert (claim.original_creditor, link.notified_by, link.served_on) == (link.assignor, "公证送达", date(2021, 12, 1))
    assert (claim.contract_numbers, claim.due_on) == (["虚构借字第001号"], date(2020, 6, 30))


def test_draft_that_lacks_something_is_not_completed_and_makes_nothing(session: Session) -> None:
    page = small_page(statements__0__principal="一千万左右", guarantees__0__name="虚构乙有限公司", debtor__name="")
    draft = save_draft(session, page, owner=CLERK)
    with pytest.raises(InvalidRecord) as error:
        complete(session, draft.id, owner=CLERK, today=TODAY)
    assert [(each.path, each.zh) for each in error.value.problems] == [
        ("debtor-name", "债务人：填写名称"),
        ("statements-0-principal", "金额第1行：本金应为金额，如1,340万元"),
    ]
    assert [each.en.partition(": ")[0] for each in error.value.problems] == ["debtor", "statements, row 1"]
    assert session.exec(select(Claim)).all() == session.exec(select(Party)).all() == []
    assert session.get_one(ClaimDraft, draft.id).state is DraftState.open


def test_refusal_while_records_are_entered_stands_at_its_row_and_leaves_no_party_behind(session: Session) -> None:
    twice = {"guarantees-0-name": "虚构乙有限公司", "guarantees-1-name": "虚构乙有限公司"}
    with pytest.raises(InvalidRecord) as error:
        completed(session, {**small_page(), **twice})
    assert [each.path for each in error.value.problems] == ["guarantees-1-name"]
    assert session.exec(select(Party)).all() == []


def test_chosen_party_is_used_and_what_is_filled_in_is_added_to_its_record(session: Session) -> None:
    known = enter_party(session, read(PartyCreate, {"name": "虚构甲制造有限公司", "address": "虚构市"}))
    page = small_page(debtor__name_id=str(known.id), debtor__legal_representative="张某甲")
    claim = completed(session, page)
    assert claim.debtor_id == known.id
    assert (known.legal_representative, known.address) == ("张某甲", "虚构市")


def test_chosen_party_of_another_name_is_refused_at_the_name(session: Session) -> None:
    known = enter_party(session, read(PartyCreate, {"name": "虚构丙制造有限公司"}))
    with pytest.raises(InvalidRecord, match="the existing party is 虚构丙制造有限公司"):
        completed(session, small_page(debtor__name_id=str(known.id)))


def test_party_with_the_same_credit_code_is_used_although_it_was_not_chosen(session: Session) -> None:
    code = "91330000000000003D"
    known = enter_party(session, read(PartyCreate, {"name": "虚构甲制造有限公司", "credit_code": code}))
    claim = completed(session, small_page(debtor__number=code))
    assert claim.debtor_id == known.id


def test_completed_draft_cannot_be_completed_again(session: Session) -> None:
    draft = save_draft(session, small_page(), owner=CLERK)
    claim = complete(session, draft.id, owner=CLERK, today=TODAY)
    assert draft.claim_id == claim.id
    with pytest.raises(RecordRefused, match="change the claim instead"):
        complete(session, draft.id, owner=CLERK, today=TODAY)
    assert session.exec(select(SecurityInterest)).all() == session.exec(select(Guarantee)).all() == []


def test_account_of_several_branches_says_which_one_the_claim_is_of(database: Database) -> None:
    with database.session("首位管理员") as session:
        two = [make_issuer(session, code, branch=branch).id for code, branch in (("TEST-A", "甲"), ("TEST-B", "乙"))]
        make_account(session, "chen", Role.asset_manager, issuers=two)
        make_account(session, "li", Role.asset_manager, issuers=two[:1])
    with database.session(Actor("chen")) as session, pytest.raises(InvalidRecord) as refused:
        enter_page(session, small_page(), today=TODAY)
    assert [(each.path, each.zh) for each in refused.value.problems] == [
        ("claim-branch", "填写分公司代码：TEST-A、TEST-B")
    ]
    with database.session(Actor("chen")) as session:
        assert enter_page(session, small_page(claim__branch="乙"), today=TODAY).issuer_id == two[1]
    with database.session(Actor("li")) as session:
        assert enter_page(session, small_page(), today=TODAY).issuer_id == two[0]
