"""What the buttons of the claim page do, after what was typed has been kept."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from disposal.pages.claim_entry.claim_form import items_of, typed_from
from disposal.pages.claim_entry.claim_page import ClaimState, ConflictAnswers, conflict_page, show
from disposal.pages.desk.staff_page import see_other
from disposal.services.claim_entry.changes import ClaimChangedMeanwhile, OpenedChange, save_change_draft, save_changes
from disposal.services.claim_entry.completion import complete
from disposal.services.claim_entry.conflicts import Chosen
from disposal.services.claim_entry.drafts import as_page, open_draft, owner_in, save_draft
from disposal.services.claim_entry.party_hints import decided, undecided_duplicates
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.records.validation import InvalidRecord
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting_session import acting_session
from disposal.web.nested_rows import after, row_act
from disposal.web.posted_form import LIMITS, FormUnreadable, PostedForm

_CHOICE, _ALL = "choice:", "all"
_MORE_ROWS = 6


def keep(session: Any, draft_id: UUID, acting: SignedIn, posted: PostedForm) -> dict[str, str]:
    """Store what was typed in its draft and return it; a button for rows or parties is done first.

    A page of choices between two changes holds nothing typed: then the draft stays. Raises: RecordNotFound,
    RecordRefused for a draft that is closed.
    """
    owner = owner_in(session)
    if posted.value("do") == "choose":
        return open_draft(session, draft_id, owner=owner).typed
    typed = _with_act(session, typed_from(posted.items), posted)
    if claim_id := claim_of(posted):
        page = OpenedChange(draft_id, typed, _opened(posted.value("opened")))
        save_change_draft(session, claim_id, typed, page=page, owner=owner)
    else:
        save_draft(session, typed, owner=owner, draft_id=draft_id)
    return typed


def claim_of(posted: PostedForm) -> UUID | None:
    """Return the claim on record that a page changes, or None. Raises: FormUnreadable."""
    text = posted.value("claim")
    return _id_in(text) if text else None


def answer_to(
    request: Request, acting: SignedIn, draft_id: UUID, typed: Mapping[str, str], posted: PostedForm
) -> Response:
    """Return the answer to a button of the page."""
    act = _ACTS.get(posted.value("do"))
    if act is not None and not posted.value("rows"):
        return act(request, acting, draft_id, posted)
    added = row_act(posted.value("rows"))
    spare = {added.key: _MORE_ROWS} if added and added.verb == "add" else {}
    with acting_session(request, acting) as session:
        state = ClaimState.of_draft(open_draft(session, draft_id, owner=owner_in(session)), spare=spare)
        return show(request, acting, session, state)


def _with_act(session: Any, typed: dict[str, str], posted: PostedForm) -> dict[str, str]:
    """Return the page after a row was deleted or restored, or a party was said to be one on record or not."""
    if act := row_act(posted.value("rows")):
        return typed_from(after(items_of(typed), act))
    if posted.value("same") == _ALL:
        for each in undecided_duplicates(session, typed):
            if each.known.is_certain:
                typed = decided(typed, each.path, each.known.suggestion.party_id, is_same=True)
        return typed
    for button, is_same in (("same", True), ("other", False)):
        path, _, party_id = posted.value(button).partition("|")
        if party_id:
            return decided(typed, path, _id_in(party_id), is_same=is_same)
    return typed


def _id_in(text: str) -> UUID:
    """Return the id in a field that nobody types. Raises: FormUnreadable."""
    try:
        return UUID(text)
    except ValueError:
        raise FormUnreadable(LIMITS) from None


def _opened(text: str) -> dict[str, str]:
    """Return the page as it was opened, from a field that nobody types. Raises: FormUnreadable."""
    try:
        return as_page((str(name), str(value)) for name, value in json.loads(text or "[]"))
    except (TypeError, ValueError, RecursionError):
        raise FormUnreadable(LIMITS) from None


def _keep_draft(request: Request, acting: SignedIn, draft_id: UUID, posted: PostedForm) -> Response:
    return see_other(request, f"/desk/claims/drafts/{draft_id}")


def _finish(request: Request, acting: SignedIn, draft_id: UUID, posted: PostedForm) -> Response:
    """Make the records of the draft; with problems, show them and the page as typed."""
    if not posted.value("told") and (asked := _asked_first(request, acting, draft_id)):
        return asked
    try:
        with acting_session(request, acting) as session:
            claim_id = complete(session, draft_id, owner=owner_in(session)).id
    except InvalidRecord as error:
        return _refusal(request, acting, draft_id, error)
    is_next = posted.value("do") == "next"
    return see_other(
        request, f"/desk/claims/new?after={claim_id}" if is_next else f"/desk/claims/{claim_id}/edit?entered=1"
    )


def _asked_first(request: Request, acting: SignedIn, draft_id: UUID) -> Response | None:
    """Show parties that bear the very name of one on record, once, before a second record of them is made."""
    with acting_session(request, acting) as session:
        opened = open_draft(session, draft_id, owner=owner_in(session))
        alike = [each for each in undecided_duplicates(session, opened.typed) if each.known.is_certain]
        if not alike or read_typed(opened.typed).problems:
            return None
        return show(request, acting, session, ClaimState.of_draft(opened, is_told=True), status=409)


def _change(request: Request, acting: SignedIn, draft_id: UUID, posted: PostedForm) -> Response:
    """Write the changes of the draft; where somebody else saved meanwhile, let the person choose."""
    picked = {name.removeprefix(_CHOICE): value for name, value in posted.items if name.startswith(_CHOICE)}
    choices = {path: Chosen(value) for path, value in picked.items() if value in set(Chosen)}
    reason = posted.value("reason").strip() or "核对材料后修改"
    try:
        with acting_session(request, acting) as session:
            claim = save_changes(session, draft_id, owner=owner_in(session), choices=choices, reason=reason)
            claim_id = claim.id
    except InvalidRecord as error:
        return _refusal(request, acting, draft_id, error)
    except ClaimChangedMeanwhile:  # the person chooses between both changes
        with acting_session(request, acting) as session:
            return conflict_page(request, acting, session, draft_id, answers=ConflictAnswers(choices, reason))
    return see_other(request, f"/desk/claims/{claim_id}/edit?changed=1")


def _refusal(request: Request, acting: SignedIn, draft_id: UUID, error: InvalidRecord) -> Response:
    with acting_session(request, acting) as session:
        opened = open_draft(session, draft_id, owner=owner_in(session))
        return show(request, acting, session, ClaimState.of_draft(opened, problems=error.problems), status=422)


_ACTS: Mapping[str, Callable[[Request, SignedIn, UUID, PostedForm], Response]] = MappingProxyType({
    "draft": _keep_draft,
    "finish": _finish,
    "next": _finish,
    "change": _change,
    "choose": _change,
})  # fmt: skip
"""What each button of the page and of the page of choices does."""
