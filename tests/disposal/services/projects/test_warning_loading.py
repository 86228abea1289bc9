"""Reviewing a project against the rest of the register."""

from datetime import date

import pytest
from sqlmodel import Session

from disposal.demo.case import enter_huarong_2022
from disposal.errors import RecordNotFound
from disposal.models.claims.claim import ClaimStatus
from disposal.models.records.record import new_id
from disposal.services.claims.claims import change_claim
from disposal.services.projects.warning_loading import review_project
from tests.support.factories import make_claim, make_collateral, make_guarantee, make_project, make_security_interest

TODAY = date(2022, 8, 3)  # Wed


def codes(session: Session, project_id: object) -> list[str]:
    return [warning.code for warning in review_project(session, project_id, today=TODAY)]  # type: ignore[arg-type]


def test_case_of_2022_gives_no_warning(session: Session) -> None:
    assert codes(session, enter_huarong_2022(session).id) == []


def test_certificate_pledged_for_a_claim_outside_the_project_is_warned_of_while_it_is_held(session: Session) -> None:
    claim = make_claim(session, name="甲")
    other = make_claim(session, name="乙", debtor_id=claim.debtor_id)
    mine = make_collateral(session, certificate_numbers=["虚构权证1号", "虚构权证2号"])
    theirs = make_collateral(session, certificate_numbers=["虚构权证2号"], owner_id=mine.owner_id)
    make_security_interest(session, claim, collateral_id=mine.id)
    make_security_interest(session, other, collateral_id=theirs.id)
    project = make_project(session, claim)
    warnings = review_project(session, project.id, today=TODAY)
    assert [warning.code for warning in warnings] == ["certificate_in_two_claims", "certificate_on_two_collaterals"]
    assert "虚构权证2号" in warnings[0].zh
    assert "测试纺织有限公司（甲）；测试纺织有限公司（乙）" in warnings[0].zh
    change_claim(session, other.id, {"status": ClaimStatus.settled}, reason="已清偿")
    assert codes(session, project.id) == []


def test_collateral_shared_at_the_same_rank_is_warned_of(session: Session) -> None:
    claim, thing = make_claim(session), make_collateral(session)
    other = make_claim(session, debtor_id=claim.debtor_id)
    make_security_interest(session, claim, collateral_id=thing.id, rank=1)
    make_security_interest(session, other, collateral_id=thing.id, rank=1)
    assert codes(session, make_project(session, claim).id) == ["rank_held_twice"]


@pytest.mark.parametrize(
    ("ceiling", "currency", "expected"),
    [
        ("193474338.54", "CNY", []),
        ("193474338.55", "CNY", ["ceiling_above_claim"]),
        ("193474338.55", "USD", []),
    ],
)
def test_ceiling_is_compared_with_the_total_at_the_record_date_in_one_currency(
    session: Session, ceiling: str, currency: str, expected: list[str]
) -> None:
    claim = make_claim(session)
    make_security_interest(session, claim, ceiling_amount=ceiling, ceiling_unit="yuan", ceiling_currency=currency)
    assert codes(session, make_project(session, claim).id) == expected


def test_unregistered_mortgage_of_a_building_and_a_guaranteeing_debtor_are_warned_of(session: Session) -> None:
    claim = make_claim(session)
    make_security_interest(session, claim, is_registered=False)
    make_guarantee(session, claim, guarantor_id=claim.debtor_id)
    make_guarantee(session, claim, ordinal=2, period_ends_on="2022-08-02")
    found = codes(session, make_project(session, claim).id)
    assert found == ["guarantor_is_debtor", "guarantee_period_over", "mortgage_not_registered"]


def test_project_that_does_not_exist_is_named(session: Session) -> None:
    with pytest.raises(RecordNotFound, match="no project"):
        review_project(session, new_id())


def test_contract_number_of_another_project_is_warned_of_while_that_claim_is_held(session: Session) -> None:
    claim = make_claim(session, name="甲", contract_numbers=["虚借1号"])
    other = make_claim(session, name="乙", contract_numbers=["虚借0号", "虚借1号"], debtor_id=claim.debtor_id)
    make_claim(session, name="丙", contract_numbers=["虚借2号"], debtor_id=claim.debtor_id)
    project = make_project(session, claim)
    (warning,) = review_project(session, project.id, today=TODAY)
    assert warning.code == "contract_in_two_claims"
    assert "（甲）；" in warning.zh
    assert "（乙）" in warning.zh
    change_claim(session, other.id, {"status": ClaimStatus.settled}, reason="已清偿")
    assert codes(session, project.id) == []


def test_certificate_and_name_of_two_party_records_are_warned_of(session: Session) -> None:
    claim = make_claim(session)
    for ordinal in (1, 2):  # each with an owner of its own, who bears the same name
        thing = make_collateral(session, certificate_numbers=["虚构权证1号"])
        make_security_interest(session, claim, collateral_id=thing.id, ordinal=ordinal)
    found = codes(session, make_project(session, claim).id)
    assert found == ["certificate_on_two_collaterals", "certificate_of_two_owners", "name_of_two_parties"]
