"""合并: every use moves to the party that stays, and comes back until a notice has named it."""

from datetime import date

import pytest
from sqlmodel import Session, select

from disposal.errors import RecordRefused
from disposal.models.claims.co_debtor import CoDebtorCreate
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.screening.bidder import BidderCreate
from disposal.services.bidders.bidders import enter_bidder
from disposal.services.claims.co_debtors import enter_co_debtor
from disposal.services.parties.distinctions import distinguish
from disposal.services.parties.merging import current_party, merge_parties, mergers_of, undo_merge
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.parties.suggestions import suggest_parties
from disposal.services.publication.publication import draft_notice
from disposal.services.records.validation import read
from tests.support.factories import make_claim, make_collateral, make_guarantee, make_project
from tests.support.publishing import publish, publish_project

CODE = "91330000000000003D"
WHY = "营业执照核对为同一家"


def party(session: Session, name: str, **fields: object) -> Party:
    return enter_party(session, read(PartyCreate, {"name": name, **fields}))


def test_every_use_moves_with_the_names_and_the_code_and_comes_back(session: Session) -> None:
    gone = party(session, "虚构甲(集团)有限公司", former_names=["虚构老甲厂"], credit_code=CODE, address="虚构市1号")
    stays = party(session, "虚构甲（集团）有限公司", address="虚构市2号")
    claim, thing = make_claim(session, debtor_id=gone.id), make_collateral(session, owner_id=gone.id)
    given = make_guarantee(session, make_claim(session), guarantor_id=gone.id)
    row = merge_parties(session, gone.id, into_id=stays.id, reason=WHY)
    assert {claim.debtor_id, thing.owner_id, given.guarantor_id} == {stays.id}
    assert (stays.credit_code, stays.address) == (CODE, "虚构市2号")
    assert stays.former_names == ["虚构甲(集团)有限公司", "虚构老甲厂"]
    assert [each.party_id for each in suggest_parties(session, "虚构老甲厂")] == [stays.id]
    assert (current_party(session, gone.id), mergers_of(session, stays.id)) == (stays, [row])
    undo_merge(session, row.id, reason="实为两家")
    assert {claim.debtor_id, thing.owner_id, given.guarantor_id} == {gone.id}
    assert (gone.credit_code, stays.credit_code, stays.former_names) == (CODE, None, [])
    assert (current_party(session, gone.id), mergers_of(session, stays.id)) == (gone, [])
    with pytest.raises(RecordRefused, match="undone"):
        undo_merge(session, row.id, reason="再来一次")


def test_use_that_changed_after_the_merger_stays_as_it_was_changed(session: Session) -> None:
    gone, stays, third = (party(session, f"虚构{name}有限公司") for name in "甲乙丙")
    claim = make_claim(session, debtor_id=gone.id)
    row = merge_parties(session, gone.id, into_id=stays.id, reason=WHY)
    claim.debtor_id = third.id
    row = undo_merge(session, row.id, reason="实为两家")
    assert claim.debtor_id == third.id


def test_what_was_corrected_since_the_merger_stays_when_it_is_undone(session: Session) -> None:
    gone = party(session, "虚构甲有限公司", legal_representative="虚构李四", address="虚构路1号")
    stays = party(session, "虚构乙有限公司")
    row = merge_parties(session, gone.id, into_id=stays.id, reason=WHY)
    corrected = {"legal_representative": "虚构王五", "former_names": [*stays.former_names, "虚构丙厂"]}
    change_party(session, stays.id, corrected, reason="更正")
    undo_merge(session, row.id, reason="实为两家")
    assert (stays.legal_representative, stays.address) == ("虚构王五", None)
    assert stays.former_names == ["虚构丙厂"]


def test_merger_named_in_a_later_notice_stays(session: Session) -> None:
    earlier = publish_project(session, "丁")
    debtor = session.exec(select(Party).where(Party.name == "虚构丁制造有限公司")).one()
    stays = party(session, f"{debtor.name}（合并）")
    row = merge_parties(session, debtor.id, into_id=stays.id, reason=WHY)
    later = draft_notice(session, earlier.project_id, published_on=date(2022, 8, 9), supersedes=earlier.id)
    publish(session, later.id)
    with pytest.raises(RecordRefused, match="has named the party since"):
        undo_merge(session, row.id, reason="实为两家")


@pytest.mark.parametrize("case", ["codes", "kinds", "number", "apart", "self", "again"])
def test_two_that_cannot_be_one_are_not_merged(session: Session, case: str) -> None:
    fields = {
        "codes": ({"credit_code": CODE}, {"credit_code": "91330000000000005K"}),
        "kinds": ({"kind": "natural_person"}, {}),
        "number": ({"kind": "natural_person", "personal_number": "999999199001010016"}, {"kind": "natural_person"}),
    }.get(case, ({}, {}))
    one, other = party(session, "虚构甲甲", **fields[0]), party(session, "虚构乙乙", **fields[1])
    if case == "apart":
        distinguish(session, one.id, other.id)
    if case == "again":
        merge_parties(session, one.id, into_id=party(session, "虚构丙丙").id, reason=WHY)
    with pytest.raises(RecordRefused):
        merge_parties(session, one.id, into_id=one.id if case == "self" else other.id, reason=WHY)


def test_party_used_where_a_merger_does_not_reach_is_kept(session: Session) -> None:
    bidder, stays = party(session, "虚构甲有限公司"), party(session, "虚构乙有限公司")
    project = make_project(session)
    enter_bidder(session, read(BidderCreate, {"project_id": project.id, "party_id": bidder.id}))
    with pytest.raises(RecordRefused, match="also used in bidder"):
        merge_parties(session, bidder.id, into_id=stays.id, reason=WHY)
    merge_parties(session, stays.id, into_id=bidder.id, reason=WHY)


def test_co_debtor_moves_too(session: Session) -> None:
    gone, stays = party(session, "虚构甲有限公司"), party(session, "虚构乙有限公司")
    claim = make_claim(session)
    data = read(CoDebtorCreate, {"claim_id": claim.id, "party_id": gone.id, "role": "债务加入人"})
    owing = enter_co_debtor(session, data)
    merge_parties(session, gone.id, into_id=stays.id, reason=WHY)
    assert owing.party_id == stays.id
