"""Wrong records: each gets its own clear error naming field and remedy, and leaves no row behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text

from disposal.errors import DisposalError
from disposal.models.claims.assignment import AssignmentCreate
from disposal.models.claims.claim import ClaimCreate
from disposal.models.claims.collateral import CollateralCreate
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.claims.litigation_status import LitigationStatusCreate
from disposal.models.claims.security_interest import SecurityInterestCreate
from disposal.models.claims.statement import ClaimStatementCreate
from disposal.models.parties.party import PartyCreate
from disposal.models.projects.disposal_project import DisposalProjectCreate, ProjectClaimCreate
from disposal.models.projects.issuer import IssuerCreate
from disposal.models.records.record import Payload
from disposal.registry.opening import open_database
from disposal.services.claims.assignments import enter_assignment
from disposal.services.claims.claims import enter_claim
from disposal.services.claims.collateral import enter_collateral
from disposal.services.claims.guarantees import enter_guarantee
from disposal.services.claims.litigation import enter_litigation_status
from disposal.services.claims.security_interests import enter_security_interest
from disposal.services.claims.statements import enter_statement
from disposal.services.parties.parties import enter_party
from disposal.services.projects.issuers import enter_issuer
from disposal.services.projects.projects import add_claim, enter_project
from disposal.services.records.validation import read
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.support.factories import (
    make_claim,
    make_collateral,
    make_guarantee,
    make_issuer,
    make_party,
    make_project,
    make_security_interest,
)
from tests.support.row_counts import row_counts

TODAY = date(2022, 8, 3)  # Wed
CODE, NUMBER = "91330000000000003D", "11010519491231002X"
TEN_MEGABYTES = "虚" * (10 * 1024 * 1024 // 3)
VERBS: dict[type[Payload], Callable[..., Any]] = {
    PartyCreate: enter_party,
    IssuerCreate: enter_issuer,
    ClaimCreate: enter_claim,
    ClaimStatementCreate: lambda session, data: enter_statement(session, data, today=TODAY),
    AssignmentCreate: lambda session, data: enter_assignment(session, data, today=TODAY),
    CollateralCreate: enter_collateral,
    SecurityInterestCreate: enter_security_interest,
    GuaranteeCreate: enter_guarantee,
    LitigationStatusCreate: lambda session, data: enter_litigation_status(session, data, today=TODAY),
    DisposalProjectCreate: enter_project,
    ProjectClaimCreate: add_claim,
}


@dataclass(frozen=True)
class Register:
    """A register in which one case stands: what a wrong record may refer to."""

    debtor: UUID
    stranger: UUID
    claim: UUID
    collateral: UUID
    guarantor: UUID
    issuer: UUID
    project: UUID
    nobody: UUID


@pytest.fixture(scope="module")
def shared(server: EmbeddedPostgres, admin: Engine, _template: str) -> Iterator[Database]:
    """Yield one database for all cases: each shows that it leaves nothing for the next."""
    name = f"bad_records_{_template}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_template} OWNER disposal STRATEGY file_copy"))
    url = server.url(name).render_as_string(hide_password=False)
    settings = Settings(database_url=SecretStr(url), personal_number_key=SecretStr("5e" * 32))
    with open_database(settings, migrate=False) as database:
        yield database
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="module")
def register(shared: Database) -> Register:
    with shared.session("测试员") as session:
        enter_party(session, read(PartyCreate, {"name": "虚构甲有限公司", "credit_code": CODE}))
        person = {"name": "测试乙", "kind": "natural_person", "personal_number": NUMBER}
        enter_party(session, read(PartyCreate, person))
        claim = make_claim(session)
        interest = make_security_interest(session, claim, collateral_id=make_collateral(session).id)
        guarantee = make_guarantee(session, claim)
        enter_assignment(session, AssignmentCreate(claim_id=claim.id, assignor="测试银行", assignee="甲公司"))
        project = make_project(session, claim)
        stranger, issuer = make_party(session, "路人有限公司").id, make_issuer(session).id
        security = (interest.collateral_id, guarantee.guarantor_id)
        return Register(claim.debtor_id, stranger, claim.id, *security, issuer, project.id, uuid4())


def party(**values: Any) -> tuple[type[Payload], dict[str, Any]]:
    return PartyCreate, {"name": "测试丙有限公司", **values}


def statement(**values: Any) -> tuple[type[Payload], dict[str, Any]]:
    return ClaimStatementCreate, {"claim_id": "claim", "record_date": "2022-06-30", "principal": "1.00", **values}


def building(**values: Any) -> tuple[type[Payload], dict[str, Any]]:
    usual = {"type_code": "building", "owner_id": "debtor", "attributes": {"building_area_m2": "1"}}
    return CollateralCreate, {**usual, **values}


def mortgage(**values: Any) -> tuple[type[Payload], dict[str, Any]]:
    return SecurityInterestCreate, {"claim_id": "claim", "collateral_id": "collateral", **values}


def guarantee(**values: Any) -> tuple[type[Payload], dict[str, Any]]:
    return GuaranteeCreate, {"claim_id": "claim", "guarantor_id": "stranger", **values}


def project(**values: Any) -> tuple[type[Payload], dict[str, Any]]:
    return DisposalProjectCreate, {"issuer_id": "issuer", "code": "P-9", "name": "测试", "book_value": "1", **values}


def restricted(*codes: str) -> dict[str, Any]:
    return {"restrictions": {"limbs": [{"code": code} for code in codes]}}


def contact(**values: Any) -> dict[str, Any]:
    return {"contacts": [{"role": "deal", "name": "测试经理", **values}]}


ENDED = {"count": 20, "begins_on": "2022-08-03", "ends_on": "2022-08-02"}
LINK = {"claim_id": "claim", "assignor": "甲公司", "assignee": "乙公司"}
STATUS = {"claim_id": "claim", "code": "judged", "words": "已判决"}

CASES: dict[str, tuple[tuple[type[Payload], dict[str, Any]], str, str]] = {
    "credit code with a wrong check digit": (party(credit_code=CODE[:-1] + "E"), "credit_code", "check digit last"),
    "credit code entered before": (party(credit_code=CODE), "credit_code", "Change that record"),
    "credit code of a person": (party(kind="natural_person", credit_code=CODE), "credit_code", "clear it"),
    "resident ID with a wrong check digit": (
        party(kind="natural_person", personal_number=NUMBER[:-1] + "1"), "personal_number", "identity card"),
    "resident ID entered before": (
        party(kind="natural_person", personal_number=NUMBER), "personal_number", "entered already"),
    "resident ID of an organisation": (party(personal_number=NUMBER), "personal_number", "party of its own"),
    "name with NUL": (party(name="测试\x00"), "name", "delete it"),
    "name with a control character": (party(name="测试\x1b[31m"), "name", "U+001B"),
    "name that turns the writing round": (party(name="测试\u202e甲"), "name", "U+202E"),
    "name of two lines": (party(name="测试\n甲"), "name", "one line"),
    "name that is blank": (party(name="  "), "name", "fill it in"),
    "field of 10 MB": (party(business_scope=TEN_MEGABYTES), "business_scope", "shorten or split"),
    "field that does not exist": (party(credit_number=CODE), "credit_number", "no known field"),
    "day that does not exist": (party(founded_on="2022-02-30"), "founded_on", "2022-08-03"),
    "issuer code with a space": (
        (IssuerCreate, {"name": "虚构公司", "code": "X G"}), "code", "capital letters"),
    "issuer code entered before": ((IssuerCreate, {"name": "虚构公司", "code": "TEST-ZJ"}), "code", "another value"),
    "claim on nobody": ((ClaimCreate, {"debtor_id": "nobody"}), "debtor_id", "enter the party first"),
    "claim in an unknown currency": ((ClaimCreate, {"debtor_id": "debtor", "currency": "RMB"}), "currency", "CNY"),
    "claim of an id that is none": ((ClaimCreate, {"debtor_id": "甲"}), "debtor_id", "no id"),
    "principal below zero": (statement(principal="-0.01"), "principal", "must not be negative"),
    "principal as a bare number": (statement(principal=0.1), "principal", "in quotes"),
    "principal of three decimals": (statement(principal="1.005"), "principal", "2 digits"),
    "principal that is no number": (statement(principal="NaN"), "principal", "not an amount"),
    "interest in words": (statement(interest="一百元"), "interest", "not an amount"),
    "statement of a day ahead": (statement(record_date="2022-08-04"), "record_date", "after today"),
    "statement of a day entered before": (statement(record_date="2022-01-31"), "record_date", "2022-01-31"),
    "statement on no claim": (statement(claim_id="nobody"), "claim_id", "enter the claim first"),
    "form of an unknown part": (statement(printed_forms={"fee": {}}), "printed_forms.fee", "principal"),
    "link to itself": ((AssignmentCreate, LINK | {"assignee": "甲公司"}), "assignee", "correct one of them"),
    "link that does not connect": ((AssignmentCreate, LINK | {"assignor": "丙公司"}), "assignor", "between them"),
    "link of a day ahead": ((AssignmentCreate, LINK | {"assigned_on": "2022-08-04"}), "assigned_on", "after today"),
    "collateral of no type": (building(type_code="house"), "type_code", "use one of"),
    "collateral with what its type has not": (
        building(attributes={"ship_name": "虚构1号"}), "attributes.ship_name", "no known field"),
    "collateral of a negative area": (
        building(attributes={"building_area_m2": "-1"}), "attributes.building_area_m2", "more than 0"),
    "collateral of nobody": (building(owner_id="nobody"), "owner_id", "enter the party first"),
    "collateral securing a claim twice": (mortgage(), "collateral_id", "change that security interest"),
    "ceiling without what it limits": (mortgage(ceiling_amount="1"), "ceiling_amount", "ceiling_limits"),
    "rank of zero": (mortgage(rank=0), "rank", "not be less than 1"),
    "guarantee of nobody": (guarantee(guarantor_id="nobody"), "guarantor_id", "enter the party first"),
    "guarantee entered before": (guarantee(guarantor_id="guarantor"), "guarantor_id", "another contract"),
    "guarantee in an unknown mode": (guarantee(mode="half"), "mode", "joint 连带责任保证, general 一般保证"),
    "guarantee that ends before it begins": (
        guarantee(period_begins_on="2022-08-03", period_ends_on="2022-08-02"), "period_ends_on", "correct one"),
    "status of a stranger": (
        (LitigationStatusCreate, STATUS | {"party_id": "stranger"}), "party_id", "check the party"),
    "status of an unknown stage": ((LitigationStatusCreate, STATUS | {"code": "lost"}), "code", "in_trial"),
    "project of an unknown limb": (project(**restricted("civil_servent")), "restrictions.limbs.0.code", "did you mean"),
    "project of a limb twice": (project(**restricted("amc_staff", "amc_staff")), "restrictions", "keep one"),
    "project of a window that ends before it begins": (project(window=ENDED), "window", "leave the end empty"),
    "project of a window of no day": (project(window={"count": 0}), "window.count", "not be less than 1"),
    "project of a contact without role": (project(**contact(role="chief")), "contacts.0.role", "discipline"),
    "project of a contact with a wrong post code": (project(**contact(postcode="31")), "contacts.0.postcode", "digits"),
    "project of a book value below zero": (project(book_value="-1"), "book_value", "must not be negative"),
    "project of a code entered before": (project(code="P-1"), "code", "P-1"),
    "claim twice in a project": (
        (ProjectClaimCreate, {"project_id": "project", "claim_id": "claim"}), "claim_id", "Change that record"),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "field", "remedy"), CASES.values(), ids=CASES.keys())
def test_wrong_record_is_refused_by_its_own_sentence_and_leaves_no_row(
    shared: Database, register: Register, wrong: tuple[type[Payload], dict[str, Any]], field: str, remedy: str
) -> None:
    model, values = wrong
    ids = {name: getattr(register, value, value) if isinstance(value, str) else value for name, value in values.items()}
    with shared.session() as session:
        before = row_counts(session)
    # Whoever catches the refusal and goes on commits nothing of it.
    with shared.session("测试员") as session, pytest.raises(DisposalError) as refused:
        VERBS[model](session, read(model, ids))
    assert refused.value.field == field
    assert remedy in refused.value.en
    assert refused.value.zh.endswith("。")
    assert len(refused.value.en) < 1000
    with shared.session() as session:
        assert row_counts(session) == before


def test_there_is_no_record_without_a_wrong_one_in_the_table() -> None:
    assert {case[0][0] for case in CASES.values()} == set(VERBS)
