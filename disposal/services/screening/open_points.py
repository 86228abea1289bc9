"""What may be done about each finding of a screening, by whom it waits to be done, and what else is awaited."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from disposal.eligibility.findings.finding import Outcome
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.services.accounts.identity import acting
from disposal.services.accounts.permissions import may
from disposal.services.accounts.persons import entries_of, may_have_written
from disposal.services.screening.decisions import DecidedFinding, is_for_a_person

_SETTLED = frozenset({Outcome.clear, Outcome.not_in_notice})


@dataclass(frozen=True, slots=True)
class FindingActs:
    """What the person who looks may do about one finding, and what it waits for.

    ``request`` is an override that waits for a second person; ``is_own_request`` says that the looker asked for it.
    """

    number: int
    waits_for_decision: bool
    may_decide: bool
    may_request: bool
    request: ScreeningDecision | None
    is_own_request: bool
    may_approve: bool
    is_open: bool

    @property
    def is_any(self) -> bool:
        """Return whether there is anything to do for the looker."""
        return self.may_decide or self.may_request or self.may_approve


def acts_of(session: Session, found: Iterable[DecidedFinding], *, is_newest: bool) -> dict[int, FindingActs]:
    """Return what the actor may do about each finding, by its number. Only the newest screening is decided."""
    return {each.number: _acts(session, each, is_newest=is_newest) for each in found}


def _acts(session: Session, each: DecidedFinding, *, is_newest: bool) -> FindingActs:
    actor = acting(session)
    request = _waiting_request(each)
    is_own = request is not None and (actor is None or _is_own(session, request.id))
    is_for_one = is_for_a_person(each.finding)
    is_undecided = each.decision is None or each.reopened is not None
    is_barred = each.finding.outcome is Outcome.barred and each.outcome is Outcome.barred
    can_act = is_newest and actor is not None
    return FindingActs(
        number=each.number,
        waits_for_decision=is_for_one and is_undecided,
        may_decide=can_act and is_for_one and actor is not None and may(actor, "screening_decision.confirmed"),
        may_request=can_act and is_barred and request is None and actor is not None
        and may(actor, "screening_decision.override_requested"),
        request=request,
        is_own_request=is_own,
        may_approve=can_act and request is not None and not is_own and actor is not None
        and may(actor, "screening_decision.override_approved"),
        is_open=each.outcome not in _SETTLED,
    )  # fmt: skip


def _waiting_request(each: DecidedFinding) -> ScreeningDecision | None:
    last = each.decision
    is_waiting = last is not None and last.verdict is Verdict.override_requested and each.reopened is None
    return last if is_waiting else None


def _is_own(session: Session, request_id: UUID) -> bool:
    """Return whether the session's actor asked for the override, or may be who did."""
    actor = acting(session)
    asked = entries_of(session, "screening_decision.override_requested", [request_id])
    return actor is None or any(may_have_written(each, actor) for each in asked)
