"""Import a notice file into the register: parties, claims, security and project."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session

from disposal.acting import Refusal
from disposal.errors import RecordExists, RecordRefused
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.projects.disposal_project import DisposalProject, DisposalProjectCreate, ProjectClaimCreate
from disposal.models.projects.issuer import Issuer, IssuerCreate
from disposal.models.records.record import Record
from disposal.services.accounts.identity import acting
from disposal.services.claims.verbs import VERBS, Verb
from disposal.services.intake.facts import IntakeFacts
from disposal.services.intake.ledger import IntakeStep
from disposal.services.intake.plan import plan_intake
from disposal.services.parties.parties import enter_party, party_with_credit_code
from disposal.services.projects.issuers import change_issuer, enter_issuer, issuer_with_code
from disposal.services.projects.projects import add_claim, enter_project, project_with_code
from disposal.services.records.dates import today_in_china
from disposal.services.records.validation import InvalidRecord, below
from notices.content.content import NoticeContent

__all__ = ["IntakeFacts", "enter_content"]


class IssuerForeign(Refusal):
    """Who acts does not belong to the branch in whose name the content would be entered."""

    code: ClassVar[str] = "issuer_foreign"

    def __init__(self, issuer: str, actor: str) -> None:
        super().__init__(
            zh=f"{actor}不属于{issuer}，不能以其名义录入；请核对发布人代码，或请该分公司的人录入。",
            en=f"{actor} does not belong to {issuer} and cannot enter in its name; check the code of the issuer, or "
            "let somebody of that branch enter it",
            field="issuer_code",
            verb="project.entered",
        )


def enter_content(
    session: Session, content: NoticeContent, facts: IntakeFacts, *, today: date | None = None
) -> DisposalProject:
    """Enter a disposal notice as records, all or nothing, and return its project.

    A party named several times is one record. A known credit code identifies an existing party. Collateral with the
    same description in several claims is one record.

    Raises: RecordRefused, RecordExists, InvalidRecord, each with the field of the content.
    """
    day = today or today_in_china()
    plan = plan_intake(content, facts, today=day)
    if plan.refusals:
        raise InvalidRecord(plan.refusals)
    with session.begin_nested():
        rows = _write(session, plan.steps, day)
    return next(row for row in rows if isinstance(row, DisposalProject))


def _write(session: Session, steps: tuple[IntakeStep, ...], today: date) -> list[Record]:
    """Enter the records in order; the keys by which steps refer to each other become the ids of their rows.

    The rows are kept at hand, so that the session need not read them again.
    """
    rows: dict[UUID, Record] = {}
    for step in steps:
        values = {name: rows[value].id for name, value in step.data if isinstance(value, UUID)}
        with below(step.path):
            rows[step.key] = _VERBS[type(step.data)](session, step.data.model_copy(update=values), today)
    return list(rows.values())


def _issuer(session: Session, data: Any, _today: date) -> Issuer:
    """Return the issuer with this code, or enter it. Refuses a code that belongs to another issuer.

    A kind that the register does not hold yet is added to the issuer; another one than it holds is refused.
    """
    known = issuer_with_code(session, data.code)
    if known is None:
        return enter_issuer(session, data)
    actor = acting(session)
    if actor is not None and actor.issuer_ids is not None and known.id not in actor.issuer_ids:
        raise IssuerForeign(known.full_name, actor.name)
    if known.full_name != data.full_name:
        raise RecordRefused(
            field="name",
            zh=f"代码 {data.code} 属于 {known.full_name}，公告由 {data.full_name} 发布；请核对代码。",
            en=f"Code {data.code} belongs to {known.full_name}, but the notice is by {data.full_name}; check the code.",
        )
    if data.kind is None or data.kind is known.kind:
        return known
    if known.kind is None:
        return change_issuer(session, known.id, {"kind": data.kind}, reason="录入项目时写明发布人类别").issuer
    raise RecordRefused(
        field="kind",
        zh=f"{known.full_name} 登记为{known.kind.zh}，此处写的是{data.kind.zh}；请更正，或先更改发布人登记。",
        en=f"{known.full_name} is on record as {known.kind.value}, not {data.kind.value}; correct it, or change the "
        "issuer first.",
    )


def _project(session: Session, data: Any, today: date) -> DisposalProject:
    if project_with_code(session, data.issuer_id, data.code) is not None:
        raise RecordExists(label=DisposalProject.label, key=data.code, field="project_code")
    return enter_project(session, data, today=today)


def _party(session: Session, data: Any, _today: date) -> Party:
    """Return the party with that credit code, if it bears that name or bore it once; else enter it."""
    known = party_with_credit_code(session, data.credit_code) if data.credit_code else None
    if known is None:
        return enter_party(session, data)
    if not {known.name, *known.former_names} & {data.name, *data.former_names}:
        raise RecordRefused(
            field="credit_code",
            zh=f"统一社会信用代码 {data.credit_code} 已登记在 {known.name} 名下，公告写的是 {data.name}；"
            "请对照营业执照更正；已更名的，请在 former_names 中写明原名。",
            en=f"Credit code {data.credit_code} is on record for {known.name}, but the notice names {data.name}; "
            "correct it by the business licence; if the company was renamed, give its old name in former_names.",
        )
    return known


_VERBS: Mapping[type, Verb] = MappingProxyType(
    {
        **VERBS,
        IssuerCreate: _issuer,
        DisposalProjectCreate: _project,
        PartyCreate: _party,
        ProjectClaimCreate: lambda session, data, today: add_claim(session, data, today=today),
    }
)
"""How each record is entered."""
