"""The records as a whole: what is entered comes back as it was, and what cannot be is refused by the database too."""

from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import inspect, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, SQLModel, select

from disposal.models.claims.assignment import AssignmentCreate
from disposal.models.claims.claim import ClaimCreate
from disposal.models.claims.collateral import Collateral, CollateralCreate
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.claims.security_interest import SecurityInterestCreate
from disposal.models.claims.statement import ClaimStatement, ClaimStatementCreate
from disposal.models.parties.party import PartyCreate
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import IssuerCreate
from disposal.models.publication.notice import LiveClaim
from disposal.models.publication.notice_link import NoticeLink
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import new_id
from disposal.storage.database import Database, constraint_of
from notices.codes import CeilingLimits
from tests.support.factories import make_claim, make_guarantee, make_notice, make_project, make_security_interest

ID = "00000000-0000-7000-8000-000000000001"
OTHER_ID = "00000000-0000-7000-8000-000000000002"
STATEMENT = {"claim_id": ID, "record_date": "2022-01-31", "principal": "134000000.00"}
SECURITY = {"claim_id": ID, "collateral_id": OTHER_ID}
GUARANTEE = {"claim_id": ID, "guarantor_id": OTHER_ID}
BUILDING = {"type_code": "building", "owner_id": ID, "attributes": {"building_area_m2": "12893.13"}}
PROJECT = {"issuer_id": ID, "code": "P-1", "name": "测试项目", "book_value": "1.00"}


def test_case_of_2022_when_read_again_is_what_was_entered(database: Database) -> None:
    with database.session("测试员") as session:
        claim = make_claim(session)
        interest = make_security_interest(session, claim)
        make_guarantee(session, claim)
        make_notice(session, make_project(session, claim))
    with database.session() as session:
        statement = session.exec(select(ClaimStatement)).one()
        total = statement.as_amounts(currency="CNY").total
        assert total is not None
        assert total.printed == "193474338.54元"
        assert session.exec(select(Collateral)).one().phrase == (
            "工业房地产，房产建筑面积12893.13平方米，土地使用权面积16760平方米"
        )
        assert interest.ceiling is not None
        assert (interest.ceiling.amount.printed, interest.ceiling.limits) == ("3433万元", CeilingLimits.mortgage_amount)
        assert len(session.exec(select(AuditEntry)).all()) == 11


def test_project_when_read_again_speaks_in_the_values_of_a_notice(database: Database) -> None:
    terms = {"modes": ["open_bidding", "settlement"], "is_open_ended": True, "floor_price": "227252353元"}
    contacts = [{"role": "deal", "name": "测试女士", "phones": ["(0571)00000000"]}]
    with database.session("测试员") as session:
        make_project(session, terms=terms, contacts=contacts, window={"count": 20}, disclaimers=["以文书为准。"])
    with database.session() as session:
        project = session.exec(select(DisposalProject)).one()
    assert project.terms is not None
    assert project.terms.floor_price is not None
    assert project.terms.floor_price.printed == "227252353元"
    assert [mode.zh for mode in project.terms.modes] == ["公开竞价", "和解"]
    assert (project.contacts[0].name, project.disclaimers) == ("测试女士", ["以文书为准。"])
    assert project.window is not None
    assert project.window.rule.count == 20


WRONG: list[tuple[type[SQLModel], dict[str, Any], str, str]] = [
    (PartyCreate, {"name": ""}, "name", "at least 1 character"),
    (PartyCreate, {"name": "测试\x00公司"}, "name", r"U\+0000"),
    (PartyCreate, {"name": "测试\u202e公司"}, "name", r"U\+202E"),
    (PartyCreate, {"name": "测" * 501}, "name", "at most 500"),
    (PartyCreate, {"name": "测试", "busines_scope": "误"}, "busines_scope", "not permitted"),
    (PartyCreate, {"name": "测试", "business_scope": "贸" * 10_000_000}, "business_scope", "at most 20000"),
    (PartyCreate, {"name": "测试", "credit_code": "913300000000000000"}, "credit_code", "business licence"),
    (PartyCreate, {"name": "测试", "personal_number": "999999199001010016"}, "", "organisation has no personal"),
    (PartyCreate, {"name": "甲", "kind": "natural_person", "credit_code": "91330000MA00000007"}, "", "individual_busi"),
    (PartyCreate, {"name": "甲", "kind": "natural_person", "personal_number": "1"}, "personal_number", "identity card"),
    (PartyCreate, {"name": "测试", "kind": "bank"}, "kind", "'organisation'"),
    (PartyCreate, {"name": "测试", "founded_on": "2022-02-30"}, "founded_on", "valid date"),
    (ClaimCreate, {"debtor_id": "x"}, "debtor_id", "valid UUID"),
    (ClaimCreate, {"debtor_id": ID, "currency": "RMB"}, "currency", "use one of CNY"),
    (ClaimCreate, {"debtor_id": ID, "contract_numbers": ["一\n二"]}, "contract_numbers.0", "write it on one line"),
    (ClaimStatementCreate, {**STATEMENT, "principal": "-0.01"}, "principal", "greater than or equal to 0"),
    (ClaimStatementCreate, {**STATEMENT, "interest": 0.1}, "interest", "write it in quotes"),
    (ClaimStatementCreate, {**STATEMENT, "interest": "1.001"}, "interest", "2 digits"),
    (ClaimStatementCreate, {**STATEMENT, "damages": "NaN"}, "damages", "not an amount"),
    (ClaimStatementCreate, {**STATEMENT, "principal": "1" * 19}, "principal", "at most 18 digits"),
    (ClaimStatementCreate, {**STATEMENT, "printed_places": 7}, "printed_places", "less than or equal to 6"),
    (AssignmentCreate, {"claim_id": ID, "assignor": "甲", "assignee": "甲"}, "", "the same"),
    (AssignmentCreate, {"claim_id": ID, "assignor": "甲", "assignee": "乙", "ordinal": 0}, "ordinal", "equal to 1"),
    (
        CollateralCreate,
        {**BUILDING, "type_code": "castle"},
        "type_code",
        "use one of land_use_right 土地使用权, building",
    ),
    (CollateralCreate, {**BUILDING, "attributes": {"building_area_m2": "-1"}}, "attributes.building_area_m2", "than 0"),
    (CollateralCreate, {**BUILDING, "type_code": "ship"}, "attributes.building_area_m2", "not permitted"),
    (CollateralCreate, {**BUILDING, "conditions": [{"code": "burnt", "words": "毁"}]}, "conditions.0.code", "'lost'"),
    (SecurityInterestCreate, {**SECURITY, "ceiling_amount": "1.00"}, "", "or neither"),
    (SecurityInterestCreate, {**SECURITY, "ceiling_limits": "claim_balance"}, "", "or neither"),
    (SecurityInterestCreate, {**SECURITY, "rank": 0}, "rank", "equal to 1"),
    (
        GuaranteeCreate,
        {**GUARANTEE, "period_begins_on": "2022-08-03", "period_ends_on": "2022-08-02"},
        "",
        "ends before it begins",
    ),
    (IssuerCreate, {"name": "虚构公司", "code": "hr zj"}, "code", "match pattern"),
]


@pytest.mark.parametrize(("schema", "values", "field", "words"), WRONG, ids=lambda value: str(value)[:40])
def test_wrong_record_is_refused_naming_field_and_remedy(
    schema: type[SQLModel], values: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(ValidationError, match=words) as refused:
        schema.model_validate(values)
    assert field in {".".join(str(part) for part in error["loc"]) for error in refused.value.errors()}
    assert len(str(refused.value)) < 1000


def test_inventory_may_be_entered_with_no_attribute_at_all() -> None:
    assert CollateralCreate.model_validate({"type_code": "inventory", "owner_id": ID}).phrase == "动产存货"


def test_wrong_personal_number_is_not_repeated_in_the_error() -> None:
    with pytest.raises(ValidationError) as refused:
        PartyCreate.model_validate({"name": "甲", "kind": "natural_person", "personal_number": "999999199001010017"})
    assert "999999199001010017" not in str(refused.value)


REFUSED_BY_THE_DATABASE = [
    ("UPDATE claim_statement SET principal = -0.01", "ck_claim_statement_principal_not_negative"),
    ("UPDATE claim_statement SET interest = 'NaN'", "ck_claim_statement_interest_not_negative"),
    ("UPDATE security_interest SET ceiling_limits = NULL", "ck_security_interest_ceiling_whole"),
    ("UPDATE security_interest SET rank = 0", "ck_security_interest_rank_counts"),
    (
        "UPDATE notice SET state = 'gone', number = 1, number_year = 1, number_serial = 1, published_on = now()",
        "ck_notice_state_known",
    ),
    ("UPDATE notice SET state = 'published'", "ck_notice_published_is_numbered"),
    (
        "UPDATE notice SET state = 'published', number = 1, number_year = 1, number_serial = 1, published_on = now()",
        "ck_notice_with_its_offer",
    ),
    ("UPDATE notice SET floor_price = -1", "ck_notice_floor_price_not_negative"),
    ("UPDATE notice SET deposit = 'NaN'", "ck_notice_deposit_not_negative"),
    ("UPDATE notice SET number = '1'", "ck_notice_number_whole"),
    ("UPDATE notice SET published_on = '2022-08-03', window_ends_on = '2022-08-02'", "ck_notice_window_in_order"),
    ("UPDATE party SET personal_number_index = 'x'", "ck_party_organisation_has_no_number"),
    ("UPDATE party SET personal_number_masked = 'x'", "ck_party_personal_number_whole"),
    ("UPDATE party SET kind = 'natural_person', credit_code = 'x'", "ck_party_person_has_no_credit_code"),
    ("UPDATE issuer SET code = '一'", "ck_issuer_code_form"),
    ("UPDATE project_claim SET ordinal = 0", "ck_project_claim_ordinal_counts"),
    ("DELETE FROM claim", "fk_"),
]


@pytest.mark.parametrize(("statement", "constraint"), REFUSED_BY_THE_DATABASE)
def test_row_that_cannot_be_is_refused_by_the_database_itself(
    database: Database, statement: str, constraint: str
) -> None:
    with database.session("测试员") as session:
        claim = make_claim(session)
        make_security_interest(session, claim)
        make_notice(session, make_project(session, claim))
    with pytest.raises(IntegrityError) as refused, database.session("测试员") as session:
        session.execute(text(statement))
    assert constraint_of(refused.value).startswith(constraint)


def test_claim_in_two_live_notices_is_refused(session: Session) -> None:
    claim = make_claim(session)
    project = make_project(session, claim)
    first, second = make_notice(session, project), make_notice(session, project)
    session.add(LiveClaim(claim_id=claim.id, notice_id=first.id))
    session.flush()
    with pytest.raises(IntegrityError) as refused, session.begin_nested():
        session.connection().execute(LiveClaim.__table__.insert().values(  # type: ignore[attr-defined]
            claim_id=claim.id, notice_id=second.id, created_at=claim.created_at
        ))  # fmt: skip
    assert constraint_of(refused.value) == "pk_live_claim"


def test_two_statements_of_one_claim_at_one_record_date_are_refused(database: Database) -> None:
    with database.session("测试员") as session:
        claim = make_claim(session)
    with pytest.raises(IntegrityError) as refused, database.session("测试员") as session:
        session.add(ClaimStatement.model_validate({**STATEMENT, "claim_id": claim.id}))
    assert constraint_of(refused.value) == "uq_claim_statement_claim_id_record_date"


def test_notice_that_bears_on_itself_is_refused(database: Database) -> None:
    with database.session("测试员") as session:
        notice = make_notice(session, make_project(session, make_claim(session)))
    link = NoticeLink.model_validate({"from_notice_id": notice.id, "to_notice_id": notice.id, "relation": "amends"})
    with pytest.raises(IntegrityError) as refused, database.session("测试员") as session:
        session.add(link)
    assert constraint_of(refused.value) == "ck_notice_link_two_notices"


def test_text_of_nul_that_slips_past_validation_is_refused_by_the_database(database: Database) -> None:
    with pytest.raises((DataError, ValueError)), database.session("测试员") as session:
        session.execute(text("SELECT :words"), {"words": "a\x00b"})


def test_statement_in_wan_yuan_of_another_currency_prints_as_its_papers_do() -> None:
    values = {**STATEMENT, "interest": "33617.15", "printed_unit": "wan_yuan", "printed_places": 2}
    amounts = ClaimStatement.model_validate(values).as_amounts(currency="USD")
    assert (amounts.principal.printed, amounts.total and amounts.total.printed) == ("13400.00万美元", "13403.36万美元")


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [new_id() for _ in range(3)]
    assert {identity.version for identity in made} == {7}
    assert [identity.int >> 80 for identity in made] == sorted(identity.int >> 80 for identity in made)


def test_every_foreign_key_has_an_index_that_begins_with_it(database: Database) -> None:
    inspector = inspect(database.engine)
    bare = [
        (table, key["constrained_columns"])
        for table in inspector.get_table_names()
        for key in inspector.get_foreign_keys(table)
        if not any(columns[:1] == key["constrained_columns"] for columns in indexed(inspector, table))
    ]
    assert bare == []


def indexed(inspector: Any, table: str) -> list[list[str]]:
    indexes = [index["column_names"] for index in inspector.get_indexes(table)]
    return [*indexes, inspector.get_pk_constraint(table)["constrained_columns"]]


@pytest.mark.parametrize("word", ["building", "房地产", "工业房地产"])
def test_type_of_collateral_may_be_written_in_chinese(word: str) -> None:
    made = CollateralCreate.model_validate({**BUILDING, "type_code": word})
    assert (made.type_code, made.attributes["building_area_m2"]) == ("building", "12893.13")
