"""审查结果, put together: the opinion as data, what may be done about each finding, and whether it replays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import Response

from disposal.eligibility.facts.errors import ReplayImpossible
from disposal.eligibility.findings.finding import Outcome
from disposal.models.screening.screening import Screening
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import proof_kind
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.screening.frame import Visit, status_of, today
from disposal.services.accounts.identity import acting as actor_in
from disposal.services.accounts.permissions import may
from disposal.services.bidders.pending_rescreenings import pending_of
from disposal.services.opinions.context import FindingShown, LimbShown, Opinion
from disposal.services.opinions.opinion import opinion_of
from disposal.services.records.writing import found
from disposal.services.screening.decisions import decided_findings
from disposal.services.screening.open_points import FindingActs, acts_of
from disposal.services.screening.screenings import newest_screening, replay
from disposal.web.dependencies import register
from disposal.web.writer import PROOF_FIELD
from notices.errors import NoticesError
from notices.reading import Problem

Failed = tuple[int, str, EntryForm, NoticesError]
"""A decision that was not taken: the finding, the act, the form as typed, the error."""
BADGES = {
    Outcome.barred: "wrong", Outcome.error: "wrong", Outcome.possible: "waiting", Outcome.undecided: "provisional",
    Outcome.overridden: "provisional", Outcome.clear: "open", Outcome.not_in_notice: "plain",
}  # fmt: skip
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_IDS = re.compile(f"(?:[，,]? ?(?:条目|entry |编号|于审查))?{_UUID}(?:作出)?")
_DONE = {
    "confirm": ("已确认", "Confirmed"), "dismiss": ("已排除", "Dismissed"),
    "request": ("已申请破例，待另一人批准", "Override requested; another person approves"),
    "approve": ("已批准破例", "Override approved"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the page shows. ``is_identical`` is None where other rules are installed than those of the screening."""

    row: Screening
    opinion: Opinion
    open_limbs: tuple[LimbShown, ...]
    settled_limbs: tuple[LimbShown, ...]
    acts: Mapping[int, FindingActs]
    newest: Screening | None
    pending: tuple[tuple[str, str], ...]
    is_identical: bool | None
    may_screen: bool
    done: tuple[str, str] | None
    failed: int
    failed_act: str
    form: EntryForm
    error: NoticesError | None
    proof: str

    @property
    def first_to_approve(self) -> int:
        """Return the one finding whose override is approved next: each asks for a proof of its own."""
        return next((number for number, each in self.acts.items() if each.may_approve), 0)

    @property
    def to_decide(self) -> list[int]:
        """Return the findings that wait for a decision."""
        return [number for number, each in self.acts.items() if each.waits_for_decision]

    @property
    def requests(self) -> list[FindingActs]:
        """Return the overrides that wait for a second person."""
        return [each for each in self.acts.values() if each.request is not None]

    @property
    def is_waiting(self) -> bool:
        """Return whether anybody waits for anything."""
        return bool(self.to_decide or self.requests or self.opinion.asks or self.pending or self.opinion.failures)

    def plain(self, words: str) -> str:
        """Return a sentence without the ids of entries and screenings, which the opinion and the record name."""
        return _IDS.sub("", words)

    def badge(self, outcome: Outcome) -> str:
        """Return the look of an outcome."""
        return BADGES[outcome]


def result_page(visit: Visit, screening_id: UUID, *, done: str = "", failed: Failed | None = None) -> Response:
    """Return the result of a screening. Raises: RecordNotFound, RecordUnreadable."""
    request, acting, session = visit.request, visit.acting, visit.session
    row = found(session, Screening, screening_id)
    day = today(request)
    newest = newest_screening(session, row.bidder_id)
    is_newest = newest is not None and newest.id == row.id
    opinion = opinion_of(session, row, on=day)
    acts = acts_of(session, decided_findings(session, row, on=day), is_newest=is_newest)
    actor = actor_in(session)
    number, act, form, error = failed or (0, "", EntryForm(), None)
    shown = ResultPage(
        row=row,
        opinion=opinion,
        open_limbs=_limbs(opinion, acts, is_open=True),
        settled_limbs=_limbs(opinion, acts, is_open=False),
        acts=acts,
        newest=None if is_newest else newest,
        pending=tuple((each.zh, each.en) for each in pending_of(session, row.bidder_id)) if is_newest else (),
        is_identical=_replays(session, screening_id),
        may_screen=actor is not None and may(actor, "screening.made"),
        done=_DONE.get(done),
        failed=number,
        failed_act=act,
        form=_numbered(form, f"-{number}-{act}"),
        error=error,
        proof=proof_kind(acting, register(request).clock(), is_always=True),
    )
    status = 200 if error is None else max(status_of(error), 403)
    return staff_page(request, "screening/result.html.j2", menu_of(request, acting), status=status, shown=shown)


def _limbs(opinion: Opinion, acts: Mapping[int, FindingActs], *, is_open: bool) -> tuple[LimbShown, ...]:
    """Return the categories with those of their findings that are open, or settled."""

    def belongs(finding: FindingShown) -> bool:
        return acts[finding.number].is_open is is_open

    kept_back = (replace(limb, findings=tuple(filter(belongs, limb.findings))) for limb in opinion.limbs)
    found_limbs = [limb for limb in kept_back if limb.findings]
    return tuple(sorted(found_limbs, key=lambda limb: min(each.decided.rank for each in limb.findings)))


def _replays(session: Any, screening_id: UUID) -> bool | None:
    try:
        return replay(session, screening_id).is_identical
    except ReplayImpossible:  # no answer is shown, and why stands on the page of the replay
        return None


def _place_of(problem: Problem) -> str:
    """Return the field of a problem that is of no field of the finding: that of the proof, or none."""
    return PROOF_FIELD if problem.path == PROOF_FIELD else ""


def _numbered(form: EntryForm, own: str) -> EntryForm:
    """Return the form with its problems at the fields of the finding and act, whose names end in ``own``."""
    told = tuple(
        Problem(
            f"{each.path}{own}" if each.path in {"reason", "expires_on"} else _place_of(each),
            each.value,
            each.zh,
            each.en,
        )
        for each in form.problems
    )
    return replace(form, problems=told)
