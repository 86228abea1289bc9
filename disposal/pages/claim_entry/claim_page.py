"""The claim page and the page of two changes, put together from a draft and what the register says of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from disposal.models.claims.claim_draft import ClaimDraft
from disposal.pages.claim_entry.claim_form import ClaimPage, entry_form, notes_of, shown_sections, total_of
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.site import Place
from disposal.services.claim_entry.changes import OpenedChange, differing_fields
from disposal.services.claim_entry.conflicts import Chosen
from disposal.services.claim_entry.drafts import OpenedDraft, as_page, as_pairs, open_draft, others_changing, owner_in
from disposal.services.claim_entry.party_hints import party_notes, undecided_duplicates
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.dependencies import register
from notices.dates import SHANGHAI
from notices.reading import Problem


@dataclass(frozen=True, slots=True)
class ClaimState:
    """What the page shows: a draft, whether its claim is on record, and what an act before has left."""

    draft_id: UUID
    typed: Mapping[str, str]
    claim_id: UUID | None = None
    opened: Mapping[str, str] = field(default_factory=dict)
    saved: str = ""
    problems: tuple[Problem, ...] = ()
    spare: Mapping[str, int] = field(default_factory=dict)
    drafts: tuple[ClaimDraft, ...] = ()
    entered: UUID | None = None
    is_changed: bool = False
    discarded: UUID | None = None
    is_told: bool = False

    @classmethod
    def of_draft(
        cls,
        opened: OpenedDraft,
        *,
        problems: tuple[Problem, ...] = (),
        spare: Mapping[str, int] | None = None,
        is_told: bool = False,
    ) -> "ClaimState":
        """Return the state of a draft as it is stored."""
        draft = opened.draft
        return cls(
            draft.id,
            opened.typed,
            draft.base_claim_id,
            as_page(draft.opened or ()),
            f"{draft.saved_at.astimezone(SHANGHAI):%H:%M}",
            problems,
            spare or {},
            is_told=is_told,
        )

    @classmethod
    def of_change(cls, claim_id: UUID, page: OpenedChange, *, is_entered: bool, is_changed: bool) -> "ClaimState":
        """Return the state of a claim that is opened to be changed; it may just have been entered, or changed."""
        entered = claim_id if is_entered else None
        return cls(page.draft_id, page.typed, claim_id, page.opened, entered=entered, is_changed=is_changed)


@dataclass(frozen=True, slots=True)
class ConflictAnswers:
    """What was chosen so far, by the path of the field, and the reason for the change."""

    choices: Mapping[str, Chosen]
    reason: str


def show(request: Request, acting: SignedIn, session: Any, state: ClaimState, *, status: int = 200) -> Response:
    """Return the claim page."""
    language = Place.of(request).language
    read = read_typed(state.typed)
    notes = notes_of(state.typed, register(request).calendar, language=language)
    notes |= party_notes(session, state.typed, claim_id=state.claim_id)
    page = ClaimPage(
        form=entry_form(state.typed, state.problems, notes, spare=state.spare),
        sections=shown_sections(language),
        draft_id=state.draft_id,
        claim_id=state.claim_id,
        opened=json.dumps(as_pairs(state.opened), ensure_ascii=False) if state.claim_id else "",
        saved=state.saved,
        total=total_of(state.typed),
        open_points=len(read.problems),
        duplicates=undecided_duplicates(session, state.typed) if state.saved else (),
        before_notice=read.in_order(read.before_notice),
        drafts=state.drafts,
        entered=state.entered,
        is_changed=state.is_changed,
        discarded=state.discarded,
        is_told=state.is_told,
        others=_others(session, state.claim_id),
    )
    return staff_page(request, "claim_entry/claim.html.j2", menu_of(request, acting), status=status, shown=page)


def conflict_page(
    request: Request, acting: SignedIn, session: Any, draft_id: UUID, *, answers: ConflictAnswers | None = None
) -> Response:
    """Return the page on which a person chooses between somebody else's saved change and their own."""
    opened = open_draft(session, draft_id, owner=owner_in(session))
    differing = differing_fields(session, opened.draft, opened.typed)
    choices = answers.choices if answers else {}
    shown = {
        "draft_id": draft_id, "differing": differing, "choices": choices,
        "reason": answers.reason if answers else "",
        "claim_id": opened.draft.base_claim_id,
        "missing": [each for each in differing if choices and not (choices.get(each.path) or each.selected)],
    }  # fmt: skip
    return staff_page(request, "claim_entry/claim_conflict.html.j2", menu_of(request, acting), status=409, shown=shown)


def _others(session: Any, claim_id: UUID | None) -> tuple[str, ...]:
    """Return who else is changing the claim, and since when."""
    if claim_id is None:
        return ()
    others = others_changing(session, claim_id, owner_in(session))
    return tuple(f"{each.owner}正在修改（{each.created_at.astimezone(SHANGHAI):%H:%M}起）" for each in others)
