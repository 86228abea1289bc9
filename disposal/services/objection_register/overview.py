"""An objection as pages, commands and programs show it, and lists of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from disposal.models.objections.codes import ProposalState
from disposal.models.objections.handling import ObjectionDecision, ObjectionFile, ObjectionMessage, ObjectionReply
from disposal.models.objections.objection import Objection
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.filings.windows import Timeliness
from disposal.services.objection_register.loading import Loaded, load_around
from disposal.services.objections.answer_clock import AnswerClock, ClockFacts, counted_clock
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.receipt_facts import ReceiptFacts, facts_given
from disposal.services.objections.timeliness import told_timeliness
from notices.codes import Coded
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

NOT_NAMED = "未留名"


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """One objection with all that belongs to it."""

    row: Objection
    notice: Notice
    timeliness: Timeliness
    clock: AnswerClock | None
    decisions: Sequence[ObjectionDecision]
    messages: Sequence[ObjectionMessage]
    replies: Sequence[ObjectionReply]
    files: Sequence[ObjectionFile]
    members: Sequence[Objection]
    lead: Objection | None
    waits_for_objector: bool

    @property
    def is_entered_afterwards(self) -> bool:
        """Tell whether it was entered on a later day than it was received (补录)."""
        received, entered = (at.astimezone(SHANGHAI).date() for at in (self.row.received_at, self.row.entered_at))
        return received < entered

    @property
    def waiting(self) -> ObjectionDecision | None:
        """Return the decision that waits for a second person."""
        return next((each for each in self.decisions if each.state is ProposalState.waiting), None)

    @property
    def is_reply_out(self) -> bool:
        """Tell whether a reply went out and did not come back."""
        return any(each.returned_on is None for each in self.replies)

    @property
    def receipt(self) -> ReceiptFacts | None:
        """Return what the receipt told when it was given; None where it was not kept."""
        return facts_given(self.row)

    @property
    def is_letter_lost(self) -> bool:
        """Tell whether a letter went out and none of those that did was kept: it can only be drawn anew."""
        return bool(self.replies) and all(each.letter_sha256 is None for each in self.replies)

    @property
    def outcome(self) -> ObjectionDecision | None:
        """Return the newest decision that holds."""
        held = [each for each in self.decisions if each.state is ProposalState.confirmed]
        return held[-1] if held else None

    def as_json(self) -> dict[str, Any]:
        """Return the objection as JSON values, for staff."""
        row = self.row
        return {
            **said_as_json(row, self.notice),
            "is_in_time": self.timeliness.is_in_time,
            "because": self.timeliness.because,
            "because_en": self.timeliness.because_en,
            "is_entered_afterwards": self.is_entered_afterwards,
            "due_on": self.clock.due_on.isoformat() if self.clock and self.clock.due_on else None,
            "waits_for_objector": self.waits_for_objector,
            "handled_with": self.lead.receipt if self.lead else None,
            "decisions": [_decision_json(each) for each in self.decisions],
            "messages": [
                {
                    "from_objector": each.is_from_objector,
                    "words": each.words,
                    "said_at": each.said_at.astimezone(SHANGHAI).isoformat(),
                }
                for each in self.messages
            ],
            "replies": [each.model_dump(mode="json", exclude={"objection_id", "letter"}) for each in self.replies],
            "files": [
                {"id": str(each.id), "name": each.file_name, "size": each.size, "sha256": each.sha256}
                for each in self.files
            ],
        }


def view_of(session: Session, objection: Objection, *, calendar: WorkingCalendar) -> ObjectionView:
    """Return an objection with all that belongs to it."""
    return views_of(session, [objection], calendar=calendar)[0]


def views_of(
    session: Session, objections: Sequence[Objection], *, calendar: WorkingCalendar
) -> tuple[ObjectionView, ...]:
    """Return objections with all that belongs to them, in this order. The number of queries does not grow with them."""
    loaded = load_around(session, objections, calendar=calendar)
    return tuple(_view(row, loaded, calendar) for row in objections)


def _view(row: Objection, loaded: Loaded, calendar: WorkingCalendar) -> ObjectionView:
    notice = loaded.notices[row.notice_id]
    lead = loaded.leads.get(row.lead_id) if row.lead_id else None
    rules, with_lead = loaded.rules[notice.issuer_id], (row, lead) if lead else (row,)
    pauses = sorted((each for of in with_lead for each in loaded.pauses[of.id]), key=lambda each: each.starts_on)
    facts = ClockFacts(rules, pauses, loaded.replies[row.id], loaded.decisions[row.id])
    messages = loaded.messages[row.id]
    return ObjectionView(
        row=row,
        notice=notice,
        timeliness=told_timeliness(row, loaded.ends[notice.id], rules=rules),
        clock=counted_clock(row, facts, calendar=calendar),
        decisions=loaded.decisions[row.id],
        messages=messages,
        replies=loaded.replies[row.id],
        files=loaded.files[row.id],
        members=loaded.members[row.id],
        lead=lead,
        waits_for_objector=row.state.is_open and bool(messages) and not messages[-1].is_from_objector,
    )


def staff_view(session: Session, receipt: str, *, calendar: WorkingCalendar) -> ObjectionView:
    """Return the objection with this receipt, for staff. Raises: PermissionRefused, ObjectionUnknown."""
    require(session, "objections.read")
    return view_of(session, objection_called(session, receipt), calendar=calendar)


def said_as_json(row: Objection, notice: Notice) -> dict[str, Any]:
    """Return what was said, by whom and how, as JSON values."""
    return {
        "receipt": row.receipt,
        "notice": notice.number,
        "state": row.state.value,
        "state_zh": row.state.zh,
        "target": row.target,
        "target_words": row.target_words,
        "ground": row.ground.value,
        "ground_zh": row.ground.zh,
        "words": row.words,
        "remedy": row.remedy,
        "arguments": row.arguments,
        "objector": {"name": row.objector, "phone": row.phone, "standing": row.standing.value},
        "channel": row.channel.value,
        "received_at": row.received_at.astimezone(SHANGHAI).isoformat(),
        "entered_at": row.entered_at.astimezone(SHANGHAI).isoformat(),
        "entered_by": row.entered_by,
        "postmark_on": row.postmark_on.isoformat() if row.postmark_on else None,
        "receipt_check": row.receipt_check.value,
        "case_number": row.case_number,
    }


def _decision_json(row: ObjectionDecision) -> dict[str, Any]:
    return {
        **_coded("outcome", row.outcome),
        **_coded("state", row.state),
        "reason": row.reason,
        "proposed_by": row.proposed_by,
        "proposed_at": row.proposed_at.astimezone(SHANGHAI).isoformat(),
        "decided_by": row.decided_by,
        "decided_at": row.decided_at.astimezone(SHANGHAI).isoformat() if row.decided_at else None,
        "comment": row.comment,
    }


def _coded(name: str, code: Coded) -> dict[str, str]:
    return {name: code.value, f"{name}_zh": code.zh}
