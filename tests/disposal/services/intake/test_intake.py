"""Taking notices over into the register: what goes in comes out, and every party and thing is one record."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, func, select

from disposal.collateral_types import TYPES
from disposal.demo.case import enter_huarong_2022
from disposal.errors import RecordExists, RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer, IssuerCreate
from disposal.models.records.record import Record
from disposal.services.intake.collateral import PHRASES, phrases_in
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.projects.content import content_of
from disposal.services.projects.issuers import change_issuer, enter_issuer
from disposal.services.projects.projects import change_project_claim, claims_of
from disposal.services.public.content_differences import FieldDifference, differences_between
from disposal.services.records.validation import InvalidRecord
from notices.content.content import NoticeContent
from notices.kinds import kind_of
from notices.law.issuers import IssuerKind
from notices.reading import read_content
from notices.typesetting.resources import templates_root
from tests.support.notice_samples import DELETED, changed, make_content, sample, values_in
from tests.support.row_counts import row_counts

PACKAGE = values_in(Path(__file__).with_name("package.toml"))
FACTS = IntakeFacts.model_validate(
    {"issuer_code": "TEST", "project_code": "P-1", "project_name": "虚构资产包", "book_value": "210005000.50"}
)
CODE, OTHER_CODE = "91330000000000003D", "913300000000000118"


def again(session: Session, project: DisposalProject, content: NoticeContent) -> tuple[FieldDifference, ...]:
    """Return where the content composed from the project differs from the one that was taken over."""
    composed = content_of(session, project.id, published_on=content.published_on, number=content.number)
    return differences_between(content.as_json(), composed.as_json())


def disposal_sample(name: str) -> Path:
    return templates_root() / "notices" / "disposal" / f"{name}.toml"


def count(session: Session, table: type[Record]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_case_of_2022_comes_out_of_the_register_as_it_went_in(session: Session) -> None:
    content = read_content(kind_of("disposal").sample)
    project = enter_huarong_2022(session)
    composed = content_of(session, project.id, published_on=date(2022, 8, 3))  # Wed
    assert differences_between(content.as_json(), composed.as_json()) == ()
    assert composed.canonical_json() == content.canonical_json()


def test_issuer_is_of_the_kind_that_facts_or_content_state(session: Session) -> None:
    plain = make_content(PACKAGE, issuer__is_local_amc=DELETED)
    other = {"code": "TEST-2", "name": "虚构乙资产管理有限公司"}
    enter_content(session, plain, FACTS)
    issuer = session.exec(select(Issuer)).one()
    assert issuer.kind is None
    change_issuer(session, issuer.id, {"kind": "地方资产管理公司"}, reason="补录")
    assert issuer.kind is IssuerKind.local_amc
    named = FACTS.model_copy(update={"issuer_kind": IssuerKind.named_amc, "project_code": "P-2"})
    with pytest.raises(RecordRefused, match="on record as local_amc"):
        enter_content(session, plain, named)
    with pytest.raises(InvalidRecord, match="local AMC"):
        enter_content(session, make_content(PACKAGE), named)
    unstated = enter_issuer(session, IssuerCreate.model_validate(other))
    second = changed(PACKAGE, issuer={"name": other["name"]})
    enter_content(session, make_content(second), named.model_copy(update={"issuer_code": "TEST-2"}))
    assert unstated.kind is IssuerKind.named_amc


def test_invented_package_comes_out_of_the_register_as_it_went_in(session: Session) -> None:
    content = make_content(PACKAGE)
    assert again(session, enter_content(session, content, FACTS), content) == ()


def test_notice_that_prints_amounts_in_words_still_does_when_composed_from_records(session: Session) -> None:
    content = make_content(PACKAGE, amounts_in_words=True)
    project = enter_content(session, content, FACTS)
    assert project.amounts_in_words
    assert again(session, project, content) == ()


def test_sample_package_comes_out_as_it_went_in_given_what_it_says_in_words_of_its_own(session: Session) -> None:
    content = read_content(disposal_sample("sample-package"))
    payer = {"items.1.claims.0.security.0": {"account_debtor": "测试丁工程有限公司"}}
    project = enter_content(session, content, FACTS.model_copy(update={"attributes": payer}))
    assert again(session, project, content) == ()


def test_words_on_a_debtor_and_the_layout_of_the_annex_come_out_as_they_went_in(session: Session) -> None:
    words = {"profile": "成立于1999年", "highlights": ["首封首押", "位于开发区"], "reservation": "面积以登记为准"}
    said = {f"items__0__{name}": value for name, value in words.items()}
    content = make_content(changed(PACKAGE, package__annex_layout="sections", **said))
    project = enter_content(session, content, FACTS)
    assert again(session, project, content) == ()
    link = claims_of(session, project.id)[0]
    change_project_claim(session, link.id, {"highlights": ["已拆除"]}, reason="抵押物已拆除")
    assert again(session, project, content) == (
        FieldDifference("items.0.highlights.0", "首封首押", "已拆除"),
        FieldDifference("items.0.highlights.1", "位于开发区", None),
    )


def test_notice_without_record_date_comes_out_with_the_one_given(session: Session) -> None:
    content = make_content(sample("disposal/sample-demand"), record_date=DELETED)
    project = enter_content(session, content, FACTS.model_copy(update={"record_date": date(2024, 8, 31)}))
    assert again(session, project, content) == (FieldDifference("record_date", None, "2024-08-31"),)


def test_party_named_in_several_roles_is_one_record(session: Session) -> None:
    enter_huarong_2022(session)
    names = session.exec(select(Party.name)).all()
    assert len(names) == len(set(names)) == 10  # 浙江华欣新材料 gives stock and guarantees
    assert count(session, Claim) == 1
    assert count(session, SecurityInterest) == 3


def test_thing_described_alike_for_two_claims_is_one_collateral(session: Session) -> None:
    enter_content(session, make_content(PACKAGE), FACTS)
    ships = session.exec(select(Collateral).where(Collateral.type_code == "ship")).all()
    assert len(ships) == 1
    assert ships[0].attributes["ship_name"] == "虚构1号"
    assert ships[0].details == "停泊于虚构码头"


def test_thing_described_twice_for_one_claim_is_two(session: Session) -> None:
    shed = {"owner": "测试丙", "collateral": {"type": "building", "description": "厂房", "building_area_m2": "10"}}
    content = make_content(items__0__claims__0__security=[shed, shed])
    assert again(session, enter_content(session, content, FACTS), content) == ()
    assert count(session, Collateral) == 2


def test_party_whose_credit_code_is_known_is_that_party(session: Session) -> None:
    content = make_content(items__0__debtor={"name": "测试甲有限公司", "credit_code": CODE})
    first = enter_content(session, content, FACTS)
    second = enter_content(session, content, FACTS.model_copy(update={"project_code": "P-2"}))
    debtors = session.exec(select(Claim.debtor_id)).all()
    assert first.id != second.id
    assert len(debtors) == 2
    assert len(set(debtors)) == 1


def refused(session: Session, content: NoticeContent, facts: IntakeFacts = FACTS) -> Any:
    """Return the refusal of an intake, having seen that it left no row."""
    before = row_counts(session)
    with pytest.raises((RecordRefused, RecordExists, InvalidRecord)) as error:
        enter_content(session, content, facts, today=date(2026, 11, 23))  # Mon
    assert row_counts(session) == before
    return error.value


SHARES = {
    "kind": "pledge",
    "owner": "测试丙",
    "collateral": {"type": "equity", "description": "股权", "details": "标的公司为测试丁，持股比例120%"},
}
SHED_OF_TONS = {"owner": "测试丙", "collateral": {"type": "building", "description": "厂房", "gross_tonnage": "10"}}
PERSON_WITH_CODE = {"name": "虚构人", "kind": "natural_person", "credit_code": CODE}
NUMBER = "999999199001010016"
LINK = {"assignor": "甲", "assignee": "乙"}
STRANGER = {"code": "judged", "words": "已判决", "party": "路人"}
TWO_CODES = [{"name": "测试甲", "credit_code": CODE}, {"name": "测试甲", "credit_code": OTHER_CODE}]
TWO_NAMES = [{"name": "测试甲", "credit_code": CODE}, {"name": "测试乙", "credit_code": CODE}]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"items": []}, "items", "lists no claims"),
        ({"record_date": DELETED}, "record_date", "states no record date"),
        ({"record_date": date(2027, 1, 1)}, "record_date", "after today"),
        (
            {"items__0__claims__0__security": [SHARES]},
            "items.0.claims.0.security.0.collateral.details",
            "“持股比例…%”: must not be more than 100",
        ),
        (
            {"items__0__claims__0__security": [SHED_OF_TONS]},
            "items.0.claims.0.security.0.collateral.gross_tonnage",
            "nothing that building has",
        ),
        ({"items__0__chain": [LINK, LINK]}, "items.0.chain.1.assignor", "chain breaks"),
        ({"items__0__litigation": [STRANGER]}, "items.0.litigation.0.party", "路人 is neither debtor"),
        ({"issuer__credit_code": "123"}, "issuer.credit_code", "credit code"),
        ({"items__0__debtor": PERSON_WITH_CODE}, "items.0.debtor.credit_code", "natural person"),
        ({"items__0__details": f"证号{NUMBER}"}, "items.0.details", "full resident ID number (999999"),
        (
            {"items__0__claims__0__amounts": {"principal": "12345678901234567.00亿元"}},
            "items.0.claims.0.amounts.principal",
            "too large",
        ),
        (
            {"items__0__claims__0__guarantees": [{"guarantors": TWO_CODES}]},
            "items.0.claims.0.guarantees.0.guarantors.1.credit_code",
            "business licence",
        ),
        (
            {"items__0__claims__0__guarantees": [{"guarantors": TWO_NAMES}]},
            "items.0.claims.0.guarantees.0.guarantors.1.credit_code",
            "测试甲, 测试乙",
        ),
        (
            {"items__0__claims__0__guarantees": [{"guarantors": ["测试甲", "测试甲"]}]},
            "items.0.claims.0.guarantees.0.guarantors.1.name",
            "same guarantee of 测试甲",
        ),
        ({"amends": {"title": "旧公告", "published_on": date(2022, 8, 1)}}, "amends", "linked notice"),
    ],
)
def test_notice_that_cannot_be_taken_over_says_where_and_leaves_nothing(
    session: Session, changes: dict[str, Any], field: str, says: str
) -> None:
    error = refused(session, make_content(**changes))
    assert error.field == field
    assert says in error.en


def test_notice_of_a_kind_that_offers_nothing_is_refused(session: Session) -> None:
    assert refused(session, make_content(sample("withdrawal/sample"))).field in {"kind", "items"}


def test_notice_taken_over_twice_or_under_another_issuers_code_is_refused(session: Session) -> None:
    content = make_content()
    enter_content(session, content, FACTS)
    assert refused(session, content).field == "project_code"
    other = make_content(issuer__branch="上海市分公司")
    error = refused(session, other, FACTS.model_copy(update={"project_code": "P-2"}))
    assert error.field == "issuer.name"
    assert "浙江省分公司" in error.zh


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.code)
def test_every_phrase_of_a_collateral_type_can_be_read_back(kind: Any) -> None:
    words = {name: f"{before}9{after}" for name, before, after in PHRASES.get(kind.code, ())}
    attributes, rest = phrases_in(kind.code, "，".join([*words.values(), "其余的话"]))
    assert attributes == dict.fromkeys(words, "9")
    assert rest == "其余的话"
