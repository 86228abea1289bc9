"""IntakeFacts: what the register needs to know and no notice prints."""

from typing import Any

from sqlmodel import Field

from disposal.models.projects.issuer import IssuerCode
from disposal.models.records.record import Payload
from disposal.money import NonNegativeYuan
from notices.content.content import NoticeContent
from notices.law.issuers import IssuerKind
from notices.text import Line
from notices.written.fields import Day


class IntakeFacts(Payload):
    """What the register needs to know and no notice prints; ``record_date`` where the notice states none.

    ``issuer_kind`` says what the issuer is: whether 财金〔2008〕87号 binds it or is only compared with.
    """

    issuer_code: IssuerCode
    issuer_kind: IssuerKind | None = None
    project_code: Line
    project_name: Line
    book_value: NonNegativeYuan
    review_meeting_on: Day | None = None
    record_date: Day | None = None
    province: Line | None = None
    city: Line | None = None
    industry: Line | None = None
    attributes: dict[str, dict[str, Any]] = Field(
        default_factory=dict,
        description="collateral attributes that the notice does not say in known words, by items.0.claims.0.security.0",
    )


def with_record_date(content: NoticeContent, facts: IntakeFacts | None) -> NoticeContent:
    """Return the content as the register will print it: with the record date of the facts if it states none."""
    if facts is None or facts.record_date is None or content.record_date is not None:
        return content
    return content.model_copy(update={"record_date": facts.record_date})
