"""待办 of 审查, put together: matches to decide, overrides, screenings out of date, what the person has been told."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from disposal.eligibility.findings.finding import Outcome
from disposal.models.screening.screening import ScreeningAlert
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.screening.frame import today
from disposal.pages.screening.result_page import BADGES
from disposal.services.accounts.identity import acting as actor_in
from disposal.services.accounts.permissions import may
from disposal.services.screening.overview import BidderStanding, bidder_standings
from disposal.services.screening.rescreening import alerts_for
from disposal.services.sign_in.sessions import SignedIn
from disposal.services.worklist.override_requests import OverrideRequest, override_requests
from notices.errors import NoticesError

_TO_DECIDE = frozenset({Outcome.possible, Outcome.undecided, Outcome.error})
_MOST = 200


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """What waits. ``done`` is how many were screened again just now."""

    to_decide: tuple[BidderStanding, ...]
    requests: tuple[OverrideRequest, ...]
    outdated: tuple[BidderStanding, ...]
    others: tuple[BidderStanding, ...]
    alerts: tuple[ScreeningAlert, ...]
    may_screen: bool
    may_enter: bool
    done: int | None
    errors: tuple[NoticesError, ...]
    most: int = _MOST

    def badge(self, outcome: Outcome) -> str:
        """Return the look of an outcome."""
        return BADGES[outcome]


def waiting_page(
    request: Request, acting: SignedIn, session: Any, *, done: str = "", errors: tuple[NoticesError, ...] = ()
) -> Response:
    """Return the page of what waits."""
    rows = bidder_standings(session, project_id=None, on=today(request))
    requests = tuple(override_requests(session, on=today(request)))
    asked = {each.screening.id for each in requests}
    actor = actor_in(session)
    shown = WaitingPage(
        to_decide=tuple(each for each in rows if each.outcome in _TO_DECIDE),
        requests=requests,
        outdated=tuple(each for each in rows if each.pending),
        others=tuple(
            each
            for each in rows
            if each.outcome not in _TO_DECIDE and not each.pending and each.screening.id not in asked
        ),
        alerts=tuple(alerts_for(session, actor.name)[:_MOST]) if actor else (),
        may_screen=actor is not None and may(actor, "screening.made"),
        may_enter=actor is not None and may(actor, "bidder.entered"),
        done=int(done) if done.isascii() and done.isdigit() and len(done) < 7 else None,
        errors=errors,
    )
    status = 409 if errors else 200
    return staff_page(request, "screening/waiting.html.j2", menu_of(request, acting), status=status, shown=shown)
