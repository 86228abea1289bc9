"""IntakeFacts: what the register needs to know and no notice prints."""

from typing import Any

from sqlmodel import Field

from disposal.models.projects.issuer import IssuerCode
from disposal.models.records.record import Payload
from disposal.money import NonNegativeYuan
from notices.content.content import NoticeContent
from notices.content.named_parties import with_each_party
from notices.content.parties import NameBases, Obligor
from notices.law.issuers import IssuerKind
from notices.text import Line
from notices.written.fields import Day


class IntakeFacts(Payload):
    """What the register needs to know and no notice prints.

    ``record_date`` and ``name_bases`` count where the notice states none.

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
    name_bases: dict[str, NameBases] = Field(
        default_factory=dict, description="姓名公开依据 of natural persons, by the name that the notice writes"
    )
    attributes: dict[str, dict[str, Any]] = Field(
        default_factory=dict,
        description="collateral attributes that the notice does not say in known words, by items.0.claims.0.security.0",
    )


def with_facts(content: NoticeContent, facts: IntakeFacts | None) -> NoticeContent:
    """Return the content as the register will hold it: with the record date and the bases that the facts give."""
    whole = with_bases(content, facts)
    if facts is None or facts.record_date is None or content.record_date is not None:
        return whole
    return whole.model_copy(update={"record_date": facts.record_date})


def with_bases(content: NoticeContent, facts: IntakeFacts | None) -> NoticeContent:
    """Return the content with the bases that the facts give for names of persons, where it states none."""
    if facts is None or not facts.name_bases:
        return content

    def based(party: Obligor) -> Obligor:
        bases = () if party.name_bases else facts.name_bases.get(party.name, ())
        return party.model_copy(update={"name_bases": bases}) if bases else party

    return with_each_party(content, based)
