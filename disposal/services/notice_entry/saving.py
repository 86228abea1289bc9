"""Save the typed form of a notice in its project, and draft the notice from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.lifecycle import NoticeState
from disposal.models.claims.statement import ClaimStatement
from disposal.models.projects.disposal_project import (
    DisposalProject,
    DisposalProjectCreate,
    ProjectClaim,
    ProjectClaimCreate,
)
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.claim_entry.entry import PageReader
from disposal.services.claim_entry.fields import Need
from disposal.services.claim_entry.sections import EntrySection
from disposal.services.claim_entry.typed import Typed, row_in
from disposal.services.notice_entry.fields import CLAIMS, PROJECT, REVIEW_SECTION
from disposal.services.notice_entry.reading import ReadNotice, claim_ids_in, read_notice
from disposal.services.projects.issuers import own_issuers
from disposal.services.projects.projects import add_claim, change_project, claims_of, enter_project, take_out_claim
from disposal.services.publication.publication import change_day, draft_notice
from disposal.services.records.id_sets import among
from disposal.services.records.validation import InvalidRecord, read
from disposal.services.records.writing import change, found
from disposal.services.windows.discarded import is_discarded
from notices.kinds import kind_of
from notices.reading import Problem

REASON = "编制公告"
_ISSUER = "project-issuer"
NEW_PROJECT = EntrySection("project", "项目", PROJECT, is_table=False)
_PATHS = {"code": "project-code", "name": "project-name", "claim_id": CLAIMS, "claims": CLAIMS,
          "record_date": "assets-record_date", "issuer_id": _ISSUER}  # fmt: skip
"""Fields of the forms by the field that a refusal of the register names."""


def enter_typed_project(session: Session, typed: Typed, *, today: date) -> DisposalProject:
    """Enter a project as typed on its page, with the claims that were chosen.

    Raises: InvalidRecord with the problems of all fields; RecordRefused, RecordExists.
    """
    reader = PageReader(today=today)
    row, review = row_in(typed, NEW_PROJECT), row_in(typed, REVIEW_SECTION)
    reader.check_needs(row)
    reader.check_needs(review)
    claim_ids = claim_ids_in(typed)
    if not claim_ids:
        reader.found[Need.record].append(Problem(CLAIMS, "", "选择至少一笔债权", "choose at least one claim"))
    values = {**reader.values(row, "code", "name"), **reader.values(review, "review_meeting_on", "province", "city")}
    if (book_value := reader.value(review, "book_value")) is not None:
        values["book_value"] = book_value.exact
    seller = _seller(session, typed)
    if isinstance(seller, Problem):
        reader.found[Need.record].append(seller)
    problems = (*reader.found[Need.record], *reader.found[Need.never])
    if isinstance(seller, Problem) or problems:
        raise InvalidRecord(problems)
    values["record_date"] = _common_record_date(session, claim_ids)
    data = read(DisposalProjectCreate, {**values, "issuer_id": seller.id})
    return enter_project(session, data, claim_ids=claim_ids, today=today)


def _common_record_date(session: Session, claim_ids: Sequence[UUID]) -> date | None:
    """Return the newest record date (基准日) of the claims if all have the same, so that nobody types it again."""
    newest = select(func.max(ClaimStatement.record_date)).where(among(ClaimStatement.claim_id, claim_ids))
    days = session.exec(newest.group_by(col(ClaimStatement.claim_id))).all()
    return days[0] if len(days) == len(claim_ids) and len(set(days)) == 1 else None


def save_notice(session: Session, project_id: UUID, typed: Typed, *, today: date) -> ReadNotice:
    """Store the form in its project; nothing is stored while a field is wrong.

    Raises: RecordNotFound, InvalidRecord, RecordRefused.
    """
    project = found(session, DisposalProject, project_id)
    form = read_notice(typed, project, today=today)
    if form.problems:
        raise InvalidRecord(form.problems)
    change_project(session, project_id, form.changes, reason=REASON, today=today)
    _choose(session, project_id, form.claim_ids)
    draft = open_draft_of(session, project_id)
    if draft is None:
        _intend(session, project, form.published_on)
    elif draft.state == NoticeState.draft.value and draft.published_on != form.published_on:
        change_day(session, draft.id, form.published_on)
    return form


def _intend(session: Session, project: DisposalProject, day: date | None) -> None:
    """Note the day that the next notice is to state; once it is drafted, its draft says it."""
    if project.intended_on != day:
        change(session, project, {"intended_on": day}, event="project.changed", reason=REASON)


def draft_from_form(session: Session, project_id: UUID, typed: Typed, *, today: date) -> Notice:
    """Store the form and return the draft of its notice: the open one, or a new one (起草公告).

    Raises: what ``save_notice`` and ``draft_notice`` raise.
    """
    form = save_notice(session, project_id, typed, today=today)
    if draft := open_draft_of(session, project_id):
        return draft
    _intend(session, found(session, DisposalProject, project_id), None)
    return draft_notice(session, project_id, published_on=form.published_on)


def open_draft_of(session: Session, project_id: UUID) -> Notice | None:
    """Return the offer of a project that is not published yet, or None."""
    offers = [state.value for state in (NoticeState.draft, NoticeState.submitted, NoticeState.approved)]
    query = select(Notice).where(Notice.project_id == project_id, col(Notice.state).in_(offers), ~is_discarded())
    rows = session.exec(query.order_by(col(Notice.id).desc())).all()
    return next((row for row in rows if kind_of(row.kind).offers_assets), None)


def position_of(session: Session, project_id: UUID) -> int:
    """Return the newest audit entry of a project and its claims; a greater one means that somebody changed it."""
    links = select(ProjectClaim.id).where(ProjectClaim.project_id == project_id)
    ids = {project_id, *session.exec(links).all()}
    newest = session.exec(select(func.max(AuditEntry.id)).where(among(col(AuditEntry.subject_id), ids))).one()
    return newest or 0


def at_fields(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return problems that name fields of the register at the fields of the form."""
    return tuple(replace(each, path=_PATHS.get(each.path, each.path)) for each in problems)


def _seller(session: Session, typed: Typed) -> Issuer | Problem:
    """Return the branch that sells: the one chosen, or the only one of the person; else what is to be done."""
    own = own_issuers(session)
    if not own:
        return Problem(_ISSUER, "", "请管理员先录入分公司", "ask an administrator to enter the branch first")
    chosen = [each for each in own if str(each.id) == typed.get(_ISSUER)]
    if not chosen and len(own) > 1:
        return Problem(_ISSUER, "", "选择分公司", "choose the branch")
    return (chosen or own)[0]


def _choose(session: Session, project_id: UUID, claim_ids: tuple[UUID, ...]) -> None:
    """Take out and add claims until the project has these."""
    held = [link.claim_id for link in claims_of(session, project_id)]
    for claim_id in held:
        if claim_id not in claim_ids:
            take_out_claim(session, project_id, claim_id, reason=REASON)
    for claim_id in claim_ids:
        if claim_id not in held:
            values: Mapping[str, Any] = {"project_id": project_id, "claim_id": claim_id}
            add_claim(session, ProjectClaimCreate.model_validate(values))
