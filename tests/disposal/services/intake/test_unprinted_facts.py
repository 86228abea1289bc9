"""Facts that no notice prints survive intake and records, warn where they should, and are in no public form."""

from typing import Any

import pytest
from sqlmodel import Session, select

from disposal.models.claims.claim import Claim
from disposal.models.claims.guarantee import Guarantee
from disposal.models.parties.party import Party
from disposal.services.claims.guarantees import change_guarantee
from disposal.services.intake.findings import intake_findings
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.projects.content import content_of
from disposal.services.projects.warning_loading import review_project
from notices.completeness import check
from notices.composition.composition import compose
from notices.content.content import NoticeContent
from notices.reading.json_schema import content_schema
from notices.rendering.html import render_html
from notices.rendering.plain import render_text
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content

FACTS = IntakeFacts.model_validate(
    {"issuer_code": "TEST", "project_code": "P-1", "project_name": "虚构项目", "book_value": "210005000.50"}
)
CLAIM = "items__0__claims__0"
PERIODS = [
    {"ends_on": "2022-06-30"},
    {"guarantor": "虚构保证乙", "ends_on": "2022-07-31", "asked_on": "2022-07-01", "evidence": "虚证据EMS1号"},
]


def content(**changes: Any) -> NoticeContent:
    guarantee = {"guarantors": ["虚构保证甲", "虚构保证乙"], "period_words": "至主债务清偿完毕", "periods": PERIODS}
    facts = {"due_on": "2021-12-31", "is_personal_loan": False, "personal_loan_basis": "虚试点1号"}
    values = {f"{CLAIM}__guarantees": [guarantee], **{f"{CLAIM}__{name}": value for name, value in facts.items()}}
    return make_content(**values, **changes)


def test_facts_survive_intake_and_the_register_warns_by_them(session: Session) -> None:
    project = enter_content(session, content(), FACTS)
    claim = session.exec(select(Claim)).one()
    assert (str(claim.due_on), claim.is_personal_loan, claim.personal_loan_basis) == ("2021-12-31", False, "虚试点1号")
    rows = {
        session.get_one(Party, row.guarantor_id).name: (str(row.period_ends_on), str(row.asked_on), row.asked_evidence)
        for row in session.exec(select(Guarantee)).all()
    }
    assert rows["虚构保证甲"] == ("2022-06-30", "None", None)
    assert rows["虚构保证乙"] == ("2022-07-31", "2022-07-01", "虚证据EMS1号")
    over = [each for each in review_project(session, project.id) if each.code.startswith("guarantee_")]
    assert [(each.code, "虚构保证甲" in each.zh, "第二十九条" in each.zh) for each in over] == [
        ("guarantee_period_over", True, True)
    ]
    row = next(each for each in session.exec(select(Guarantee)).all() if each.asked_on is None)
    change_guarantee(session, row.id, {"asked_on": "2022-06-01", "asked_evidence": "虚函"}, reason="补录")
    assert [each for each in review_project(session, project.id) if each.code.startswith("guarantee_")] == []


def test_notice_check_warns_of_the_same_guarantee() -> None:
    found = [each for each in check(content(), calendar=UNTIL_2026).warnings if each.code.startswith("guarantee_")]
    assert [(each.code, each.field) for each in found] == [
        ("guarantee_period_over", "items.0.claims.0.guarantees.0.guarantors.0")
    ]


def test_facts_are_in_no_public_form(session: Session) -> None:
    said = content()
    project = enter_content(session, said, FACTS)
    composed = content_of(session, project.id, published_on=said.published_on)
    assert composed.items[0].claims[0].personal_loan_basis == "虚试点1号"  # a draft's check asks for it
    for each in (said, composed):
        document = compose(each)
        forms = (render_text(document), render_html(document), each.canonical_json().decode())
        for hidden in ("EMS", "虚试点", "2021-12-31", "2022-06-30", "asked_on", "due_on"):
            assert [hidden for form in forms if hidden in form] == []
    bare = make_content(**{f"{CLAIM}__guarantees": [said.items[0].claims[0].guarantees[0].model_dump(mode="json")]})
    assert said.sha256 == bare.sha256


@pytest.mark.parametrize("guarantor", ["虚构路人", "虚构保证乙"])
def test_period_of_a_stranger_or_twice_of_one_guarantor_is_refused(guarantor: str) -> None:
    wrong = content(**{f"{CLAIM}__guarantees__0__periods": [*PERIODS, {"guarantor": guarantor}]})
    (found,) = intake_findings(wrong, FACTS)
    assert found.field == "items.0.claims.0.guarantees.0.periods.2.guarantor"


def test_schema_holds_the_facts_with_their_labels() -> None:
    schema = content_schema()["$defs"]
    assert schema["ClaimItem"]["properties"]["due_on"]["title"] == "主债务到期日（不公开）"
    assert set(schema["GuaranteePeriod"]["properties"]) == {"guarantor", "ends_on", "asked_on", "evidence"}


def test_amendment_that_states_such_a_fact_is_told_that_the_record_is_to_be_changed() -> None:
    values = {"kind": "supplement", "amends": {"title": "虚构公告", "published_on": "2022-08-03"}}
    report = check(content(published_on="2022-08-10", **values), calendar=UNTIL_2026)
    told = [each.field for each in report.warnings if each.code == "kept_by_register_only"]
    assert f"{CLAIM.replace('__', '.')}.due_on" in told
    assert f"{CLAIM.replace('__', '.')}.guarantees.0.periods" in told
