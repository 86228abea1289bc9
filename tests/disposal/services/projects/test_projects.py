"""Projects: their fields, the claims within them, and the trail of both."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from disposal.errors import RecordExists, RecordNotFound, RecordRefused
from disposal.models.claims.claim import ClaimStatus
from disposal.models.projects.disposal_project import DisposalProject, DisposalProjectCreate, ProjectClaimCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.claims.claims import change_claim
from disposal.services.projects.projects import (
    add_claim,
    change_project,
    change_project_claim,
    claims_of,
    enter_project,
    take_out_claim,
)
from disposal.services.records.validation import InvalidRecord, read
from tests.support.factories import make_claim, make_issuer
from tests.support.row_counts import row_counts

TODAY = date(2022, 8, 3)  # Wed
VALUES = {"code": "P-1", "name": "测试纺织债权处置项目", "book_value": "193474338.54", "record_date": "2022-01-31"}


def project_data(session: Session, **values: object) -> DisposalProjectCreate:
    return read(DisposalProjectCreate, {"issuer_id": make_issuer(session).id, **VALUES, **values})


def make_project(session: Session, *claims: object) -> DisposalProject:
    ids = [claim.id for claim in claims]  # type: ignore[attr-defined]
    return enter_project(session, project_data(session), claim_ids=ids, today=TODAY)


def test_project_holds_its_claims_in_the_order_given(session: Session) -> None:
    claims = [make_claim(session) for _ in range(3)]
    project = make_project(session, claims[2], claims[0], claims[1])
    assert [link.claim_id for link in claims_of(session, project.id)] == [claims[n].id for n in (2, 0, 1)]


def test_project_with_a_claim_that_does_not_exist_leaves_nothing(session: Session) -> None:
    claim, data = make_claim(session), project_data(session)
    before = row_counts(session)
    with pytest.raises(RecordNotFound):
        enter_project(session, data, claim_ids=[claim.id, uuid4()], today=TODAY)
    assert row_counts(session) == before


def test_project_code_is_the_issuers_own(session: Session) -> None:
    make_project(session)
    with pytest.raises(RecordExists, match="P-1") as refused:
        make_project(session)
    assert refused.value.field == "code"
    other = make_issuer(session, "TEST-SH", branch="另一分公司")
    assert enter_project(session, project_data(session, issuer_id=other.id), today=TODAY).code == "P-1"


@pytest.mark.parametrize("status", [ClaimStatus.transferred, ClaimStatus.settled])
def test_claim_no_longer_held_cannot_be_put_up(session: Session, status: ClaimStatus) -> None:
    claim, project = make_claim(session), make_project(session)
    change_claim(session, claim.id, {"status": status}, reason="已了结")
    with pytest.raises(RecordRefused, match=f"{status.value}, no longer held"):
        add_claim(session, ProjectClaimCreate(project_id=project.id, claim_id=claim.id))
    assert claims_of(session, project.id) == []


def test_claim_stands_in_a_project_once(session: Session) -> None:
    claim = make_claim(session)
    project = make_project(session, claim)
    with pytest.raises(RecordExists) as refused:
        add_claim(session, ProjectClaimCreate(project_id=project.id, claim_id=claim.id))
    assert refused.value.field == "claim_id"


def test_claim_taken_out_leaves_its_reason_on_the_project(session: Session) -> None:
    claim, other = make_claim(session), make_claim(session)
    project = make_project(session, claim, other)
    take_out_claim(session, project.id, claim.id, reason="债务人已清偿")
    assert [link.claim_id for link in claims_of(session, project.id)] == [other.id]
    trail = session.exec(
        select(AuditEntry).where(AuditEntry.subject_id == project.id).order_by(col(AuditEntry.id))
    ).all()
    assert (trail[-1].event, trail[-1].reason) == ("project.claim_taken_out", "债务人已清偿")
    with pytest.raises(RecordRefused, match="does not hold claim"):
        take_out_claim(session, project.id, claim.id, reason="再次移出")


def test_claim_is_given_another_place_and_date_within_its_project(session: Session) -> None:
    claims = [make_claim(session) for _ in range(2)]
    project = make_project(session, *claims)
    first = claims_of(session, project.id)[0]
    change_project_claim(session, first.id, {"ordinal": 3, "record_date": "2022-06-30"}, reason="调整", today=TODAY)
    assert [link.claim_id for link in claims_of(session, project.id)] == [claims[1].id, claims[0].id]
    with pytest.raises(RecordExists):
        change_project_claim(session, first.id, {"ordinal": 2}, reason="调整")
    with pytest.raises(RecordRefused, match="lies after today"):
        change_project_claim(session, first.id, {"record_date": "2022-08-04"}, reason="调整", today=TODAY)


def test_project_terms_are_changed_whole_and_checked(session: Session) -> None:
    project = make_project(session)
    change_project(session, project.id, {"window": {"count": 20}, "terms": {"modes": ["auction"]}}, reason="定方案")
    assert project.window is not None
    assert project.window.count == 20
    limbs = {"limbs": [{"code": "civil_servent"}]}
    with pytest.raises(InvalidRecord) as refused:
        change_project(session, project.id, {"restrictions": limbs}, reason="定方案")
    assert refused.value.field == "restrictions.limbs.0.code"
    assert "civil_servant" in refused.value.en


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"book_value": "-1"}, "book_value"),
        ({"window": {"count": 0}}, "window.count"),
        ({"status": "closed"}, "status"),
    ],
)
def test_project_change_that_does_not_fit_names_its_field(
    session: Session, changes: dict[str, object], field: str
) -> None:
    project = make_project(session)
    with pytest.raises(InvalidRecord) as refused:
        change_project(session, project.id, changes, reason="定方案")
    assert refused.value.field == field


def test_project_keeps_its_issuer_and_dates_behind_today(session: Session) -> None:
    project, other = make_project(session), make_issuer(session, "TEST-SH", branch="另一分公司")
    with pytest.raises(RecordRefused, match="issuer_id of a project cannot be changed"):
        change_project(session, project.id, {"issuer_id": other.id}, reason="移交")
    with pytest.raises(RecordRefused, match="2022-08-04 lies after today"):
        change_project(session, project.id, {"record_date": "2022-08-04"}, reason="定方案", today=TODAY)
