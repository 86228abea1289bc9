"""Taking a notice file over into the register, so that nobody types it again: parties, claims, security, project."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Field, Session

from disposal.errors import RecordExists, RecordRefused
from disposal.models import DisposalProject, DisposalProjectCreate, Issuer, IssuerCreate, ProjectClaimCreate
from disposal.models.records.record import Payload
from disposal.money import NonNegativeYuan
from disposal.services.intake.claims import ClaimIntake
from disposal.services.intake.parties import enter_parties, has_particulars
from disposal.services.projects.issuers import enter_issuer, issuer_with_code
from disposal.services.projects.projects import add_claim, enter_project, project_with_code
from disposal.services.records.validation import InvalidRecord, below, read
from notices.content.content import DebtorItem, NoticeContent
from notices.content.parties import NoticeIssuer
from notices.kinds import kind_of
from notices.reading import unstated
from notices.text import Line

_AS_STATED = (
    "title",
    "terms",
    "restrictions",
    "window",
    "validity",
    "extension",
    "package",
    "contacts",
    "supervisor",
    "disclaimers",
    "statements",
    "attachments",
    "requires_written_intent",
    "accepts_enquiries",
    "is_not_an_offer",
    "has_demand",
    "amounts_in_words",
)
_OF_AMENDMENTS = ("amends", "changes", "revisions", "outcome", "reason")


class IntakeFacts(Payload):
    """What the register needs to know and no notice prints; ``record_date`` where the notice states none."""

    issuer_code: Line
    project_code: Line
    project_name: Line
    book_value: NonNegativeYuan
    review_meeting_on: date | None = None
    record_date: date | None = None
    province: Line | None = None
    city: Line | None = None
    industry: Line | None = None
    attributes: dict[str, dict[str, Any]] = Field(
        default_factory=dict,
        description="collateral attributes that the notice does not say in known words, by items.0.claims.0.security.0",
    )


def enter_content(
    session: Session, content: NoticeContent, facts: IntakeFacts, *, today: date | None = None
) -> DisposalProject:
    """Enter a disposal notice as records, all or nothing, and return the project they make.

    A party is one record however often it is named; one whose credit code is known is that party. A thing
    described in the same words for several claims is one collateral.

    Raises: RecordRefused, RecordExists, InvalidRecord, each naming the field of the content.
    """
    _refuse_what_is_no_offer(content)
    with session.begin_nested():
        issuer = _issuer(session, content.issuer, code=facts.issuer_code)
        if project_with_code(session, issuer.id, facts.project_code) is not None:
            raise RecordExists(label=DisposalProject.label, key=facts.project_code, field="project_code")
        project = enter_project(session, _project(content, facts, issuer_id=issuer.id), today=today)
        parties = enter_parties(session, content)
        intake = ClaimIntake(
            session,
            parties,
            record_date=content.record_date or facts.record_date,
            today=today,
            attributes=facts.attributes,
        )
        for at, item in enumerate(content.items):
            with below(f"items.{at}"):
                _enter_item(intake, item, project_id=project.id, path=f"items.{at}")
    return project


def _enter_item(intake: ClaimIntake, item: DebtorItem, *, project_id: UUID, path: str) -> None:
    for at, (claim_id, said) in enumerate(intake.enter_item(item, path=path)):
        words = {"number": item.number, "heading": item.heading, "details": item.details} if at == 0 else {}
        values = {"project_id": project_id, "claim_id": claim_id, "record_date": said.record_date, **words}
        add_claim(intake.session, read(ProjectClaimCreate, values), today=intake.today)


def _project(content: NoticeContent, facts: IntakeFacts, *, issuer_id: UUID) -> DisposalProjectCreate:
    values: dict[str, Any] = {name: getattr(content, name) for name in _AS_STATED}
    lists = {name: list(values[name]) for name in ("disclaimers", "statements", "attachments")}
    return read(
        DisposalProjectCreate,
        {
            **values,
            **lists,
            "issuer_id": issuer_id,
            "code": facts.project_code,
            "name": facts.project_name,
            "book_value": facts.book_value,
            "review_meeting_on": facts.review_meeting_on,
            "record_date": content.record_date or facts.record_date,
            "province": facts.province,
            "city": facts.city,
            "industry": facts.industry,
            "media": content.placements,
            "prints_particulars": has_particulars(content),
        },
    )


def _issuer(session: Session, said: NoticeIssuer, *, code: str) -> Issuer:
    """Return the issuer with that code, entered now where it was not, if it is the one the notice names."""
    known = issuer_with_code(session, code)
    if known is None:
        return enter_issuer(session, read(IssuerCreate, {"code": code, **said.model_dump()}))
    if known.full_name != said.full_name:
        raise RecordRefused(
            field="issuer.name",
            zh=f"代码 {code} 属于 {known.full_name}，公告由 {said.full_name} 发布；请核对代码。",
            en=f"Code {code} belongs to {known.full_name}, but the notice is by {said.full_name}; check the code.",
        )
    return known


def _refuse_what_is_no_offer(content: NoticeContent) -> None:
    if not kind_of(content.kind).offers_assets or not content.items:
        raise RecordRefused(
            field="kind" if content.items else "items",
            zh=f"“{kind_of(content.kind).label_zh}”中没有可录入的债权；请录入列明债权的处置公告。",
            en=f"This {kind_of(content.kind).label_en} lists no claims to enter; take over a disposal notice "
            "that does.",
        )
    if problems := unstated(content):
        raise InvalidRecord(problems)
    stated = next((name for name in _OF_AMENDMENTS if getattr(content, name)), None)
    if stated is not None:
        raise RecordRefused(
            field=stated,
            zh=f"{stated} 说的是已发布的公告，不能随项目录入；请删去，另行发布关联公告。",
            en=f"{stated} speaks of a published notice and is no part of a project; delete it, "
            "and publish a linked notice instead.",
        )
