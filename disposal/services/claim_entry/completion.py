"""Complete a draft (完成录入): the party, claim and all rows become records, all or nothing."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim, ClaimCreate
from disposal.models.claims.collateral import CollateralCreate
from disposal.models.parties.party import Party
from disposal.models.projects.issuer import Issuer
from disposal.models.records.record import Record
from disposal.services.accounts.identity import acting
from disposal.services.claim_entry.drafts import DraftOwner, close, own_open_draft, typed_in
from disposal.services.claim_entry.entry import Entry
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.claim_entry.typed import Typed, row_of, rows_of
from disposal.services.claim_entry.writing import chosen_collateral, write_party, write_step
from disposal.services.records.dates import today_in_china
from disposal.services.records.validation import InvalidRecord
from notices.reading import Problem

REASON = "录入债权"


def complete(session: Session, draft_id: UUID, *, owner: DraftOwner, today: date | None = None) -> Claim:
    """Make the records of one's own draft and return the claim; existing parties that were chosen are used.

    Raises: RecordNotFound; RecordRefused for a draft that is closed or changes a claim; InvalidRecord with every
    problem, at the field of the page. Then nothing is made.
    """
    draft = own_open_draft(session, draft_id, owner)
    if draft.base_claim_id is not None:
        raise RecordRefused(
            field="base_claim_id",
            zh="该草稿是对已有债权的修改；请保存修改。",
            en="The draft changes a claim on record; save its changes instead.",
        )
    claim = enter_page(session, typed_in(session, draft), today=today, issuer_id=draft.issuer_id)
    close(session, draft, claim.id)
    return claim


def enter_page(session: Session, typed: Typed, *, today: date | None = None, issuer_id: UUID | None = None) -> Claim:
    """Make the records that a page describes, all or nothing. Raises: InvalidRecord with every problem."""
    day = today or today_in_china()
    read = read_typed(typed, today=day)
    branch, unknown = (issuer_id, None) if issuer_id else _branch(session, typed)
    if problems := (*read.problems, *filter(None, [unknown])):
        raise InvalidRecord(read.in_order(problems))
    with session.begin_nested():
        rows = _write(session, _of_issuer(read.entry, branch), typed, day)
    return next(row for row in rows if isinstance(row, Claim))


def _branch(session: Session, typed: Typed) -> tuple[UUID | None, Problem | None]:
    """Return the issuer that the page names; before the first account there need be none.

    Else what is wrong: the account belongs to several and the page names none of them, or to none.
    """
    actor = acting(session)
    if actor is None or actor.issuer_ids is None:
        return None, None
    written = row_of(typed, "claim").text("branch").strip()
    own = session.exec(select(Issuer).where(col(Issuer.id).in_(actor.issuer_ids)).order_by(Issuer.code)).all()
    named = [
        each.id
        for each in own
        if written in {each.code, each.full_name, each.branch} or (not written and len(own) == 1)
    ]
    if len(named) != 1:
        codes = "、".join(each.code for each in own)
        zh = f"填写分公司代码：{codes}" if own else "账号不属于任何分公司，请管理员指定"
        en = f"give the code of the branch: {codes}" if own else "the account has no branch; ask an administrator"
        return None, Problem("claim-branch", written[:40], zh, en)
    return named[0], None


def _of_issuer(entry: Entry, issuer_id: UUID | None) -> Entry:
    """Return the entry with its claim given to the issuer that it is entered for."""
    steps = tuple(
        replace(step, data=step.data.model_copy(update={"issuer_id": issuer_id}))
        if isinstance(step.data, ClaimCreate)
        else step
        for step in entry.steps
    )
    return replace(entry, steps=steps)


def _write(session: Session, entry: Entry, typed: Typed, today: date) -> list[Record]:
    ids: dict[UUID, UUID] = {}
    made: list[Record] = []
    for plan in entry.parties:
        party: Party = write_party(session, plan, reason=REASON)
        ids[plan.key] = party.id
        made.append(party)
    things = {row.key: row.text("collateral_id") for row in rows_of(typed, "security")}
    for step in entry.steps:
        thing = things.get(step.row) if isinstance(step.data, CollateralCreate) else None
        row: Any = chosen_collateral(session, step, thing) if thing else write_step(session, step, ids, today=today)
        ids[step.key] = row.id
        made.append(row)
    return made
