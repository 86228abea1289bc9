"""Claims, what is owed on them, and how they came to us."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import Session

from disposal.errors import RecordExists, RecordNotFound, RecordRefused
from disposal.models.claims.assignment import Assignment, AssignmentCreate
from disposal.models.claims.claim import Claim, ClaimCreate
from disposal.models.claims.statement import ClaimStatement, ClaimStatementCreate
from disposal.services.claims.assignments import chain_of, change_assignment, enter_assignment, remove_assignment
from disposal.services.claims.claims import change_claim, enter_claim
from disposal.services.claims.statements import change_statement, enter_statement, remove_statement, statements_of
from disposal.services.records.validation import InvalidRecord, read
from tests.support.factories import make_claim, make_party

TODAY = date(2022, 8, 3)  # Wed


def statement(session: Session, claim: Claim, **values: object) -> ClaimStatement:
    data = read(
        ClaimStatementCreate, {"claim_id": claim.id, "record_date": "2022-06-30", "principal": "1.00", **values}
    )
    return enter_statement(session, data, today=TODAY)


def link(session: Session, claim: Claim, assignor: str, assignee: str, on: str | None = None) -> Assignment:
    values = {"claim_id": claim.id, "assignor": assignor, "assignee": assignee, "assigned_on": on}
    return enter_assignment(session, read(AssignmentCreate, values), today=TODAY)


def names(session: Session, claim: Claim) -> list[str]:
    return [f"{each.assignor}→{each.assignee}" for each in chain_of(session, claim.id)]


def test_claim_on_a_debtor_not_entered_is_refused_naming_the_field(session: Session) -> None:
    with pytest.raises(RecordNotFound) as refused:
        enter_claim(session, read(ClaimCreate, {"debtor_id": uuid4()}))
    assert refused.value.field == "debtor_id"
    claim = make_claim(session)
    with pytest.raises(RecordNotFound) as refused:
        change_claim(session, claim.id, {"original_creditor_id": uuid4()}, reason="补录")
    assert refused.value.field == "original_creditor_id"


def test_claim_may_be_moved_to_another_debtor_with_its_reason(session: Session) -> None:
    claim, other = make_claim(session), make_party(session, "测试乙有限公司")
    change_claim(session, claim.id, {"debtor_id": other.id}, reason="债务人录错")
    assert claim.debtor_id == other.id


@pytest.mark.parametrize(
    ("day", "is_fine"),
    [("2022-08-02", True), ("2022-08-03", True), ("2022-08-04", False)],  # Tue, Wed (today), Thu
)
def test_statement_of_a_day_ahead_is_refused_and_today_is_fine(session: Session, day: str, is_fine: bool) -> None:
    claim = make_claim(session)
    if is_fine:
        assert statement(session, claim, record_date=day).record_date.isoformat() == day
    else:
        with pytest.raises(RecordRefused, match="2022-08-04 lies after today") as refused:
            statement(session, claim, record_date=day)
        assert refused.value.field == "record_date"


def test_statement_of_the_same_day_is_refused_and_of_another_day_stands_beside(session: Session) -> None:
    claim = make_claim(session)  # has one of 2022-01-31
    with pytest.raises(RecordExists, match="2022-01-31"):
        statement(session, claim, record_date="2022-01-31")
    statement(session, claim, principal="0")
    assert [each.record_date.isoformat() for each in statements_of(session, claim.id)] == ["2022-01-31", "2022-06-30"]


def test_statement_changed_prints_the_new_amounts_to_the_cent(session: Session) -> None:
    claim = make_claim(session)
    (stated,) = statements_of(session, claim.id)
    change_statement(session, stated.id, {"principal": "134000000.01", "printed_places": 0}, reason="核对账簿")
    amounts = stated.as_amounts(currency="CNY")
    assert amounts.principal.printed == "134000000.01元"
    assert amounts.total is not None
    assert amounts.total.printed == "193474338.55元"


def test_statement_keeps_to_its_claim_and_to_known_parts(session: Session) -> None:
    claim, other = make_claim(session), make_claim(session)
    (stated,) = statements_of(session, claim.id)
    with pytest.raises(RecordRefused, match="cannot be changed once entered"):
        change_statement(session, stated.id, {"claim_id": other.id}, reason="移到另一债权")
    with pytest.raises(RecordRefused) as refused:
        change_statement(session, stated.id, {"printed_forms": {"fees": {"places": 0}}}, reason="格式")
    assert refused.value.field == "printed_forms.fees"
    with pytest.raises(InvalidRecord):
        change_statement(session, stated.id, {"interest": "-0.01"}, reason="录错")


def test_statement_removed_is_gone_and_may_be_entered_anew(session: Session) -> None:
    claim = make_claim(session)
    remove_statement(session, statements_of(session, claim.id)[0].id, reason="录错债权")
    assert statements_of(session, claim.id) == []
    assert statement(session, claim, record_date="2022-01-31").principal == 1


def test_chain_that_connects_is_kept_in_order(session: Session) -> None:
    claim = make_claim(session)
    link(session, claim, "测试银行", "甲公司", "2020-01-02")
    link(session, claim, "甲公司", "乙公司", "2020-01-02")
    link(session, claim, "乙公司", "丙公司")
    assert names(session, claim) == ["测试银行→甲公司", "甲公司→乙公司", "乙公司→丙公司"]


@pytest.mark.parametrize(
    ("assignor", "on", "field"),
    [("丁公司", None, "assignor"), ("甲公司", "2020-01-01", "assigned_on"), ("甲公司", "2022-08-04", "assigned_on")],
)
def test_link_that_does_not_fit_the_chain_is_refused(
    session: Session, assignor: str, on: str | None, field: str
) -> None:
    claim = make_claim(session)
    link(session, claim, "测试银行", "甲公司", "2020-01-02")
    with pytest.raises(RecordRefused) as refused:
        link(session, claim, assignor, "乙公司", on)
    assert refused.value.field == field
    assert names(session, claim) == ["测试银行→甲公司"]


def test_joint_of_the_chain_renamed_is_renamed_on_both_sides(session: Session) -> None:
    claim = make_claim(session)
    first = link(session, claim, "测试银行", "甲公司")
    second = link(session, claim, "甲公司", "乙公司")
    change_assignment(session, first.id, {"assignee": "甲有限公司"}, reason="更正全称")
    assert names(session, claim) == ["测试银行→甲有限公司", "甲有限公司→乙公司"]
    change_assignment(session, second.id, {"assignor": "甲公司"}, reason="改回")
    assert names(session, claim) == ["测试银行→甲公司", "甲公司→乙公司"]
    with pytest.raises(RecordRefused, match="to itself"):
        change_assignment(session, first.id, {"assignee": "乙公司"}, reason="录错")
    assert names(session, claim) == ["测试银行→甲公司", "甲公司→乙公司"]


def test_only_the_last_link_of_a_chain_can_be_removed(session: Session) -> None:
    claim = make_claim(session)
    first = link(session, claim, "测试银行", "甲公司")
    second = link(session, claim, "甲公司", "乙公司")
    with pytest.raises(RecordRefused, match="remove those first"):
        remove_assignment(session, first.id, reason="录错")
    remove_assignment(session, second.id, reason="录错")
    assert names(session, claim) == ["测试银行→甲公司"]
