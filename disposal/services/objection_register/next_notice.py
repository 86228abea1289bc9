"""What an upheld objection leads to: the kind of notice to publish, with its content drafted (87号 art. 14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models.objections.codes import ObjectionGround, ObjectionState
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.objection_register.overview import ObjectionView
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.targets import is_limb, targets_of
from disposal.services.publication.publication import draft_amendment, draft_notice
from disposal.services.publication.versions import newest_content
from disposal.services.records.validation import read
from notices.composition.corrections import forms_at
from notices.content.content import NoticeContent
from notices.content.field_labels import label_of
from notices.text import LINE_LENGTH

_LABEL = 200
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
    if is_limb(view.row.target) or view.row.ground is ObjectionGround.restriction:
        return ProposedNotice("disposal", "替代公告", "notice that replaces it", {"reason": reason})
    change = {"label": view.row.target_words[:_LABEL], "after": decided.reason}
    return ProposedNotice("correction", "更正公告", "correction", {"reason": reason, "changes": [change]})


def changes_at_place(said: NoticeContent, view: ObjectionView, changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the changes with the path of the target, what stands there, and words to begin with; staff edit those.

    A text begins with what stands there and the decision after it; a name or an amount begins as it stands, and what is
    right already is left out. Where the notice has
    been changed so that the target bears other words now, or has no place of its own, the changes stay as they are.
    """
    target = next((each for each in targets_of(said) if each.code == view.row.target), None)
    decided = view.outcome
    if decided is None or target is None or target.zh != view.row.target_words or not target.places:
        return changes
    label, reason = view.row.target_words[:_LABEL], " ".join(decided.reason.split())
    found = []
    for path in target.places:
        stands = next(iter(forms_at(said, path)), "")
        part, name = path.split(".")[-2:]
        is_amount = part == "amounts"
        begins_as_it_stands = is_amount or name == "name"
        longer = f"{stands}（{reason}）" if stands else reason
        after = stands if begins_as_it_stands else longer[:LINE_LENGTH]
        of = f"{label}：{label_of('ClaimAmounts', name)}"[:_LABEL] if is_amount else label
        found.append({"path": path, "label": of, "before": stands or None, "after": after})
    return found


def draft_proposed(session: Session, view: ObjectionView, *, on: date) -> Notice:
    """Draft the proposed notice, to be completed, approved and published like any other; return the draft.

    Who may not buy is changed only by a notice that replaces the earlier one (87号 art. 14).

    Raises: PermissionRefused; ObjectionRefused if nothing is proposed; InvalidRecord if the reason is too long for a
    notice; what ``draft_amendment`` raises.
    """
    require(session, "notice.drafted")
    proposed = proposed_notice(view)
    if proposed is None:
        raise ObjectionRefused(
            field="state",
            zh=f"异议 {view.row.receipt} 为“{view.row.state.zh}”，不需要发布公告。",
            en=f"objection {view.row.receipt} is {view.row.state.en}; no notice follows from it, so none is drafted",
        )
    offer: UUID = view.notice.offer_id or view.notice.id
    if proposed.kind == "disposal":
        project_id = session.get_one(Notice, offer).project_id
        return draft_notice(session, project_id, published_on=on, supersedes=offer)
    said = newest_content(session, session.get_one(Notice, offer))
    fields = dict(proposed.fields)
    if "changes" in fields:
        fields["changes"] = changes_at_place(said, view, fields["changes"])
    values = {"kind": proposed.kind, "published_on": on, "issuer": said.issuer, "contacts": said.contacts}
    return draft_amendment(session, offer, read(NoticeContent, values | fields))
