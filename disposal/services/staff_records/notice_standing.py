"""Where a notice stands, or stood on a day, as its record tells it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from disposal.clock import now
from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice, NoticeFields
from disposal.services.staff_records.states import State, entries_on, state_at
from disposal.services.windows.discarded import discarded_among
from disposal.services.windows.standing import standing_of


def standing_said(session: Session, state: State, at: datetime | None, language: str) -> str:
    """Return the words of the standing of a notice with these fields, at an instant or now."""
    known = {name: state[name] for name in NoticeFields.model_fields if state.get(name) is not None}
    notice = NoticeFields.model_validate(known)
    standing = standing_of(notice, offer_state=_state_of_offer(session, notice.offer_id, at), now=at or now())
    if standing is NoticeState.draft and discarded_among(session, [UUID(str(state["id"]))], at=at):
        standing = NoticeState.discarded
    return standing.en if language == "en" else standing.zh


def _state_of_offer(session: Session, offer_id: UUID | None, at: datetime | None) -> str | None:
    offer = None if offer_id is None else session.get(Notice, offer_id)
    if offer is None or at is None:
        return offer.state if offer else None
    stood = state_at(offer, entries_on(session, [offer.id])[offer.id], at)
    return None if stood is None else str(stood["state"])
