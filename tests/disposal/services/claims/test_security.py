"""Collateral, security interests, guarantees, litigation: what may secure a claim, and whom a status may name."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import Session

from disposal.errors import RecordExists, RecordNotFound, RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral, CollateralCreate
from disposal.models.claims.guarantee import Guarantee, GuaranteeCreate
from disposal.models.claims.litigation_status import LitigationStatusCreate
from disposal.models.claims.security_interest import SecurityInterest, SecurityInterestCreate
from disposal.services.claims.collateral import change_collateral, enter_collateral
from disposal.services.claims.guarantees import change_guarantee, enter_guarantee, guarantees_of, remove_guarantee
from disposal.services.claims.litigation import (
    change_litigation_status,
    enter_litigation_status,
    remove_litigation_status,
)
from disposal.services.claims.security_interests import (
    change_security_interest,
    enter_security_interest,
    interests_of,
    remove_security_interest,
)
from disposal.services.records.validation import InvalidRecord, read
from tests.support.factories import make_claim, make_collateral, make_party

TODAY = date(2022, 8, 3)  # Wed


def secured(session: Session, claim: Claim, thing: Collateral, **values: object) -> SecurityInterest:
    data = read(SecurityInterestCreate, {"claim_id": claim.id, "collateral_id": thing.id, **values})
    return enter_security_interest(session, data)


def guaranteed(session: Session, claim: Claim, name: str = "测试控股有限公司", **values: object) -> Guarantee:
    given = {"claim_id": claim.id, "guarantor_id": make_party(session, name).id, **values}
    return enter_guarantee(session, read(GuaranteeCreate, given))


def test_collateral_with_attributes_of_its_type_is_described_as_notices_do(session: Session) -> None:
    owner = make_party(session, "测试线业有限公司")
    values = {"type_code": "building", "owner_id": owner.id, "description": "工业房地产"}
    thing = enter_collateral(
        session, read(CollateralCreate, {**values, "attributes": {"building_area_m2": "12893.13"}})
    )
    assert thing.phrase == "工业房地产，房产建筑面积12893.13平方米"
    change_collateral(session, thing.id, {"attributes": {"building_area_m2": "12893.10"}}, reason="按权证更正")
    assert thing.phrase == "工业房地产，房产建筑面积12893.10平方米"


def test_collateral_changed_to_a_type_its_attributes_do_not_fit_is_refused(session: Session) -> None:
    thing = make_collateral(session)
    with pytest.raises(InvalidRecord) as refused:
        change_collateral(session, thing.id, {"type_code": "ship"}, reason="类型录错")
    assert {problem.path for problem in refused.value.problems} >= {
        "attributes.building_area_m2",
        "attributes.land_area_m2",
    }
    assert thing.type_code == "building"
    with pytest.raises(RecordNotFound) as missing:
        change_collateral(session, thing.id, {"owner_id": uuid4()}, reason="过户")
    assert missing.value.field == "owner_id"


def test_same_collateral_secures_a_claim_once_and_two_claims_both(session: Session) -> None:
    claim, other, thing = make_claim(session), make_claim(session), make_collateral(session)
    secured(session, claim, thing, rank=1)
    with pytest.raises(RecordRefused, match="secures this claim already") as refused:
        secured(session, claim, thing, kind="pledge")
    assert refused.value.field == "collateral_id"
    assert secured(session, other, thing, rank=2).ordinal == 1


def test_security_is_numbered_in_the_order_entered_unless_told_otherwise(session: Session) -> None:
    claim = make_claim(session)
    things = [make_collateral(session) for _ in range(3)]
    secured(session, claim, things[0])
    secured(session, claim, things[1], ordinal=7)
    with pytest.raises(RecordExists) as refused:
        secured(session, claim, things[2], ordinal=7)
    assert refused.value.field == "ordinal"
    assert secured(session, claim, things[2]).ordinal == 8
    assert [interest.collateral_id for interest in interests_of(session, claim.id)] == [thing.id for thing in things]


def test_ceiling_changed_keeps_the_form_it_is_printed_in(session: Session) -> None:
    ceiling = {"ceiling_amount": "34330000", "ceiling_unit": "wan_yuan", "ceiling_limits": "mortgage_amount"}
    interest = secured(session, make_claim(session), make_collateral(session), **ceiling)
    change_security_interest(session, interest.id, {"ceiling_amount": "34335000"}, reason="按合同更正")
    assert interest.ceiling is not None
    assert interest.ceiling.amount.printed == "3433.5万元"
    with pytest.raises(InvalidRecord, match="both ceiling_amount and ceiling_limits"):
        change_security_interest(session, interest.id, {"ceiling_limits": None}, reason="不详")


def test_security_interest_keeps_to_its_claim_and_can_be_removed(session: Session) -> None:
    claim = make_claim(session)
    interest = secured(session, claim, make_collateral(session))
    with pytest.raises(RecordRefused, match="remove the record and enter it anew"):
        change_security_interest(session, interest.id, {"claim_id": make_claim(session).id}, reason="录错债权")
    remove_security_interest(session, interest.id, reason="录错债权")
    assert interests_of(session, claim.id) == []


def test_guarantor_of_two_contracts_is_entered_twice_and_of_one_once(session: Session) -> None:
    claim = make_claim(session)
    first = guaranteed(session, claim, contract_number="保字1号")
    values = {"claim_id": claim.id, "guarantor_id": first.guarantor_id}
    with pytest.raises(RecordRefused, match="give the number of another contract"):
        enter_guarantee(session, read(GuaranteeCreate, {**values, "contract_number": "保字1号"}))
    second = enter_guarantee(session, read(GuaranteeCreate, {**values, "contract_number": "保字2号"}))
    remove_guarantee(session, first.id, reason="合同无效")
    assert guarantees_of(session, claim.id) == [second]


def test_guarantor_who_is_the_debtor_is_entered_all_the_same(session: Session) -> None:
    claim = make_claim(session)
    data = read(GuaranteeCreate, {"claim_id": claim.id, "guarantor_id": claim.debtor_id})
    assert enter_guarantee(session, data).ordinal == 1


@pytest.mark.parametrize(("ends", "is_fine"), [("2021-12-31", False), ("2022-01-01", True)])  # Fri, Sat
def test_guarantee_period_ends_no_sooner_than_it_begins(session: Session, ends: str, is_fine: bool) -> None:
    guarantee = guaranteed(session, make_claim(session), period_begins_on="2022-01-01")
    if is_fine:
        assert change_guarantee(session, guarantee.id, {"period_ends_on": ends}, reason="补录").period_ends_on
    else:
        with pytest.raises(InvalidRecord, match="ends before it begins") as refused:
            change_guarantee(session, guarantee.id, {"period_ends_on": ends}, reason="补录")
        assert refused.value.field == "period_ends_on"


def test_litigation_status_names_an_obligor_of_the_claim_and_no_stranger(session: Session) -> None:
    claim = make_claim(session)
    guarantor, stranger = guaranteed(session, claim).guarantor_id, make_party(session, "路人有限公司")
    owner = make_collateral(session)
    secured(session, claim, owner)
    values = {"claim_id": claim.id, "code": "in_enforcement", "words": "执行中"}
    for party_id in (None, claim.debtor_id, guarantor, owner.owner_id):
        enter_litigation_status(session, read(LitigationStatusCreate, {**values, "party_id": party_id}), today=TODAY)
    with pytest.raises(RecordRefused, match="路人有限公司 is neither debtor") as refused:
        enter_litigation_status(session, read(LitigationStatusCreate, {**values, "party_id": stranger.id}))
    assert refused.value.field == "party_id"


def test_litigation_status_corrected_keeps_its_date_behind_today(session: Session) -> None:
    values = {"claim_id": make_claim(session).id, "code": "judged", "words": "已判决", "as_of": "2022-08-03"}
    status = enter_litigation_status(session, read(LitigationStatusCreate, values), today=TODAY)
    with pytest.raises(RecordRefused, match="2022-08-04 lies after today"):
        change_litigation_status(session, status.id, {"as_of": "2022-08-04"}, reason="更正", today=TODAY)
    change_litigation_status(session, status.id, {"words": "一审已判决"}, reason="更正", today=TODAY)
    assert status.words == "一审已判决"
    remove_litigation_status(session, status.id, reason="录错债权")
