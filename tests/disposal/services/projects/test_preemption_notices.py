"""Notices to holders of a right of first refusal: entered, answered, and missed by the checks of register and draft."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from disposal.errors import RecordExists, RecordRefused
from disposal.models.projects.disposal_project import DisposalProject, ProjectStatus
from disposal.models.projects.preemption_notice import PreemptionNotice, PreemptionNoticeCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.projects.preemption_notices import (
    change_preemption_notice,
    enter_preemption_notice,
    preemption_notices_of,
)
from disposal.services.projects.warning_loading import review_project
from disposal.services.publication.publication import check_notice, draft_notice
from disposal.services.records.validation import InvalidRecord, read
from tests.support.factories import make_claim, make_party, make_project
from tests.support.publishing import CONTEXT

TODAY = date(2022, 8, 3)  # Wed


def state_owned_project(session: Session, **fields: Any) -> DisposalProject:
    debtor = make_party(session, is_state_owned=True, address="浙江省杭州市萧山区虚构路1号")
    return make_project(session, make_claim(session, debtor_id=debtor.id), **fields)


def notified(session: Session, project: DisposalProject, **fields: Any) -> PreemptionNotice:
    values = {"holder": "虚构市国资委", "region": "浙江省杭州市", "sent_on": "2022-07-20", **fields}
    data = read(PreemptionNoticeCreate, {"project_id": project.id, **values})
    return enter_preemption_notice(session, data, today=TODAY)


def codes(session: Session, project: DisposalProject) -> list[str]:
    return [each.code for each in review_project(session, project.id, today=TODAY)]


def test_state_owned_debtor_without_a_notice_is_warned_of_until_one_is_answered(session: Session) -> None:
    project = state_owned_project(session)
    assert codes(session, project) == ["preemption_missing"]
    row = notified(session, project)
    assert codes(session, project) == ["preemption_unanswered"]
    answer = {"answered_on": "2022-08-01", "answer": "放弃", "evidence": "虚档1号"}
    assert change_preemption_notice(session, row.id, answer, reason="收到复函", today=TODAY).answer == "waived"
    assert codes(session, project) == []
    query = select(AuditEntry.event).where(AuditEntry.subject_id == row.id).order_by(AuditEntry.id)  # type: ignore[arg-type]
    assert list(session.exec(query)) == ["preemption_notice.entered", "preemption_notice.changed"]
    assert preemption_notices_of(session, project.id) == [row]


def test_no_notice_is_asked_for_where_no_sale_is_planned_or_nobody_is_state_owned(session: Session) -> None:
    project = state_owned_project(session, status=ProjectStatus.closed)
    assert codes(session, project) == []
    other = make_project(session, make_claim(session), code="P-2")
    assert codes(session, other) == []


def test_draft_check_warns_once_of_a_missing_notice_and_blocks_nothing_for_it(session: Session) -> None:
    project = state_owned_project(session, prints_particulars=True)
    draft = draft_notice(session, project.id, published_on=TODAY)
    report = check_notice(session, draft.id, context=CONTEXT)
    assert [each.field for each in report.warnings if each.code == "preemption_missing"] == ["register"]
    notified(session, project, answered_on="2022-08-01", answer="waived")
    again = check_notice(session, draft.id, context=CONTEXT)
    assert [each for each in again.findings if each.code.startswith("preemption")] == []


def test_wrong_notice_is_named_by_its_field(session: Session) -> None:
    project = state_owned_project(session)
    wrong: tuple[tuple[dict[str, str], str], ...] = (
        ({"answer": "waived"}, "answer"),
        ({"answered_on": "2022-07-21"}, "answer"),
        ({"answered_on": "2022-07-19", "answer": "waived"}, "answered_on"),
        ({"holder": " "}, "holder"),
        ({"sent_on": "2022-08-04"}, "sent_on"),
    )
    for values, field in wrong:
        with pytest.raises((InvalidRecord, RecordRefused)) as refused:
            notified(session, project, **values)
        assert refused.value.field == field


def test_same_holder_on_the_same_day_is_refused_and_the_project_is_fixed(session: Session) -> None:
    project = state_owned_project(session)
    row = notified(session, project)
    with pytest.raises(RecordExists):
        notified(session, project)
    other = make_project(session, make_claim(session), code="P-2")
    with pytest.raises(RecordRefused, match="remove the record"):
        change_preemption_notice(session, row.id, {"project_id": other.id}, reason="录错项目")
