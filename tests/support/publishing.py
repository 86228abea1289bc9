"""Invented projects that can be published, one step from a project to its published notice, and what its window did."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.demo.case import ENTERED_AFTERWARDS, STOOD_IN, enter_huarong_2022
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.placement import PlacementCreate
from disposal.models.publication.window_event import WindowEvent, WindowEventKind
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.press.placements import record_placement
from disposal.services.publication import publication
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.days import enter_afterwards
from disposal.services.publication.publication import draft_amendment, draft_notice
from disposal.services.publication.versions import newest_content
from notices.content.content import NoticeContent
from notices.dates import SHANGHAI
from tests.support.calendars import UNTIL_2026

CONTEXT = PublicationContext(calendar=UNTIL_2026, public_base_url="https://registry.example")
PUBLISHED_ON = date(2022, 8, 3)  # Wednesday
FACTS = {"issuer_code": "XGCS", "project_name": "虚构项目", "book_value": "1234567.89"}
ISSUER = {"name": "虚构资产管理股份有限公司", "branch": "测试省分公司", "self_reference": "我分公司"}


def invented_content(label: str = "甲", **changes: Any) -> NoticeContent:
    """Make the content of a disposal notice on one invented debtor of that label."""
    return NoticeContent.model_validate(
        {
            "kind": "disposal",
            "issuer": ISSUER,
            "published_on": PUBLISHED_ON,
            "record_date": date(2022, 6, 30),
            "items": [_item(label)],
            "terms": {"modes": ["open_bidding"], "buyer_requirement": "买受人信誉良好"},
            "restrictions": {
                "capacity": "具有完全民事行为能力的法人、组织或自然人",
                "limbs": [{"code": "civil_servant"}],
            },
            "window": {"count": 20},
            "contacts": [
                {"role": "deal", "name": "测试甲", "phones": ["(0000)10000001"], "address": "测试市虚构路1号"},
                {"role": "discipline", "name": "测试乙", "department": "纪检部", "phones": ["(0000)10000002"]},
            ],
            "placements": [
                {"medium": "公司网站", "kind": "company_website", "published_on": PUBLISHED_ON},
                {"medium": "虚构日报", "kind": "newspaper_province", "published_on": PUBLISHED_ON},
            ],
            **changes,
        }
    )


def _item(label: str) -> dict[str, Any]:
    return {
        "debtor": f"虚构{label}制造有限公司",
        "original_creditor": "虚构银行股份有限公司测试分行",
        "claims": [
            {
                "amounts": {"principal": "1000000.00", "interest": "234567.89", "total": "1234567.89"},
                "guarantees": [{"guarantors": [f"虚构{label}担保有限公司"]}],
            }
        ],
    }


def enter_project(session: Session, label: str = "甲", *, issuer_code: str = "XGCS", **changes: Any) -> DisposalProject:
    """Enter an invented project of that label."""
    facts = {"issuer_code": issuer_code, "project_code": f"测试-{label}", "project_name": f"虚构{label}项目"}
    facts["issuer_kind"] = "named_amc"
    more = {"book_value": "1234567.89", "review_meeting_on": date(2022, 9, 1), "province": "测试省"}
    return enter_content(session, invented_content(label, **changes), IntakeFacts.model_validate(facts | more))


def publish_huarong_2022(session: Session) -> NoticeVersion:
    """Enter the case of 2022-08-03 and publish its notice afterwards, by whoever acts in the session."""
    draft = draft_notice(session, enter_huarong_2022(session).id, published_on=PUBLISHED_ON)
    enter_afterwards(session, draft, reason=ENTERED_AFTERWARDS)
    version = publication.publish(session, draft.id, context=CONTEXT)
    record_placement(session, PlacementCreate.model_validate({"notice_id": draft.id, **STOOD_IN}))
    return version


def publish(session: Session, notice_id: UUID, *, context: PublicationContext = CONTEXT) -> NoticeVersion:
    """Publish a draft at noon of the day it states, as if the test ran on that day."""
    day = session.get_one(Notice, notice_id).published_on
    assert day is not None
    noon = datetime.combine(day, time(12), SHANGHAI)
    return publication.publish(session, notice_id, context=replace(context, clock=lambda: noon))


def published_once(session: Session) -> Notice:
    """Return the notice of the invented project 甲, the first of its issuer; a database filled by this holds it."""
    found = session.exec(select(Notice).where(Notice.number == "XGCS-2022-0001")).one_or_none()
    return found or publish_project(session)


def publish_project(session: Session, label: str = "甲", **changes: Any) -> Notice:
    """Enter an invented project and publish its notice."""
    project = enter_project(session, label, **changes)
    notice = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    publish(session, notice.id)
    return notice


def amend(
    session: Session, notice: Notice, kind: str, *, published_on: date = date(2022, 8, 10), **said: Any
) -> Notice:
    """Publish a notice of ``kind`` that speaks of ``notice``."""
    earlier = newest_content(session, notice)
    known = {"issuer": earlier.issuer, "contacts": earlier.contacts}
    content = {"kind": kind, "published_on": published_on, **known, **said}
    draft = draft_amendment(session, notice.id, NoticeContent.model_validate(content))
    publish(session, draft.id)
    return draft


def drafted_on(
    session: Session, day: date = PUBLISHED_ON, label: str = "甲", *, closes_at: str | None = None
) -> Notice:
    """Draft the notice of an invented project for a day; its window is of 20 working days."""
    content = invented_content(label, window={"count": 20, "closes_at": closes_at})
    project = enter_content(session, content, IntakeFacts.model_validate({**FACTS, "project_code": f"测试-{label}"}))
    return draft_notice(session, project.id, published_on=day)


def published_on(
    session: Session, day: date = PUBLISHED_ON, label: str = "甲", *, closes_at: str | None = None
) -> Notice:
    """Publish the notice of an invented project at noon of a day."""
    notice = drafted_on(session, day, label, closes_at=closes_at)
    publish(session, notice.id)
    return notice


def recorded_events(session: Session, notice_id: UUID) -> list[tuple[WindowEventKind, datetime]]:
    """Return what is recorded of a notice's window, with the instant it refers to, in order."""
    query = select(WindowEvent.kind, WindowEvent.at).where(WindowEvent.notice_id == notice_id)
    return list(session.exec(query.order_by(col(WindowEvent.at))))


def events_in_the_trail(session: Session) -> list[str]:
    """Return the events of windows in the audit trail, in order."""
    query = select(AuditEntry.event).where(col(AuditEntry.event).startswith("window_event."))
    return list(session.exec(query.order_by(col(AuditEntry.id))))
