"""The list of bidders: each is found under, and shown with, what it is now, decisions on its matches included."""

from datetime import date

import pytest
from sqlmodel import Session

from disposal.eligibility.findings.finding import Outcome
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening
from disposal.services.public.queries import parse
from disposal.services.records.dates import today_in_china
from disposal.services.screening.decisions import (
    confirm,
    decided_findings,
    dismiss,
    is_for_a_person,
    overall,
)
from disposal.services.staff_lists.bidders import OUTCOME_BADGES
from disposal.services.staff_lists.columns import words_of
from disposal.services.staff_lists.lists import STAFF_LISTS, list_page
from tests.support.screening import COMPANY, PERSON, case_of_2022, entered, screened

pytestmark = pytest.mark.filled(by=case_of_2022)
FAR, PAST = date(2099, 12, 31), date(2022, 9, 30)
LISTED = STAFF_LISTS["bidders"]


@pytest.fixture
def matched(session: Session) -> tuple[Bidder, Screening]:
    """Screen a company that shares its phone with another bidder, which is not screened."""
    project = case_of_2022(session)
    entered(session, project, PERSON)
    bidder = entered(session, project, COMPANY)
    return bidder, screened(session, bidder)


def found_under(session: Session) -> list[Outcome]:
    """Return the outcomes under which a screened bidder is listed; the row must show the same."""
    under = []
    for outcome in Outcome:
        rows = list_page(session, LISTED, parse(LISTED.query, {"outcome": outcome.value})).rows
        assert [row.cells[3] for row in rows] == [words_of(outcome, OUTCOME_BADGES)] * len(rows)
        under += [outcome] * len(rows)
    return under


def to_decide(session: Session, screening: Screening) -> list[int]:
    on = today_in_china()
    return [each.number for each in decided_findings(session, screening, on=on) if is_for_a_person(each.finding)]


def test_bidder_whose_matches_are_all_dismissed_is_found_under_what_it_is_now(
    session: Session, matched: tuple[Bidder, Screening]
) -> None:
    _, screening = matched
    assert found_under(session) == [screening.overall] == [Outcome.possible]
    for number in to_decide(session, screening):
        dismiss(session, screening.id, number=number, reason="已核实", expires_on=FAR)
    now = overall(decided_findings(session, screening, on=today_in_china()))
    assert now is not Outcome.possible
    assert found_under(session) == [now]


def test_dismissal_that_is_over_counts_no_more(session: Session, matched: tuple[Bidder, Screening]) -> None:
    _, screening = matched
    for number in to_decide(session, screening):
        dismiss(session, screening.id, number=number, reason="已核实", expires_on=PAST)
    assert found_under(session) == [Outcome.possible]


def test_confirmed_match_is_found_as_barred(session: Session, matched: tuple[Bidder, Screening]) -> None:
    _, screening = matched
    numbers = to_decide(session, screening)
    confirm(session, screening.id, number=numbers[0], reason="同一人", on=screening.judged_on)
    assert found_under(session) == [Outcome.barred]
