"""What an upheld objection leads to: the kind of notice to publish, with its content drafted (87号 art. 14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models import Notice, ObjectionGround, ObjectionState
from disposal.services.accounts.permissions import require
from disposal.services.objection_register.overview import ObjectionView
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.publication.publication import draft_amendment
from disposal.services.publication.versions import newest_content
from notices.content.content import NoticeContent

_WITHDRAWN = (ObjectionGround.settled, ObjectionGround.assignment, ObjectionGround.procedure)
"""Grounds that, once upheld in whole, leave nothing to sell under the notice."""


@dataclass(frozen=True, slots=True)
class ProposedNotice:
    """The kind of notice to publish, in words, and the fields drafted for it."""

    kind: str
    zh: str
    en: str
    fields: dict[str, Any]


def proposed_notice(view: ObjectionView) -> ProposedNotice | None:
    """Return the notice that an upheld objection proposes; None for any other."""
    decided = view.outcome
    if decided is None or view.row.state not in (ObjectionState.upheld, ObjectionState.partly_upheld):
        return None
    reason = f"经审查，对“{view.row.target_words}”的异议{decided.outcome.zh}：{decided.reason}"
    if view.row.state is ObjectionState.upheld and view.row.ground in _WITHDRAWN:
        return ProposedNotice("withdrawal", "撤销公告", "withdrawal", {"reason": reason})
    change = {"label": view.row.target_words[:200], "after": decided.reason}
    return ProposedNotice("correction", "更正公告", "correction", {"reason": reason, "changes": [change]})


def draft_proposed(session: Session, view: ObjectionView, *, on: date) -> Notice:
    """Draft the proposed notice, to be completed, approved and published like any other; return the draft.

    Raises: PermissionRefused; ObjectionRefused if nothing is proposed; what ``draft_amendment`` raises.
    """
    require(session, "notice.drafted")
    proposed = proposed_notice(view)
    if proposed is None:
        raise ObjectionRefused(
            field="state",
            zh=f"异议 {view.row.receipt} 为“{view.row.state.zh}”，不需要发布公告。",
            en=f"objection {view.row.receipt} is {view.row.state.value}; no notice follows from it, so none is drafted",
        )
    offer: UUID = view.notice.offer_id or view.notice.id
    said = newest_content(session, session.get_one(Notice, offer))
    values = {"kind": proposed.kind, "published_on": on, "issuer": said.issuer, "contacts": said.contacts}
    return draft_amendment(session, offer, NoticeContent.model_validate(values | proposed.fields))
