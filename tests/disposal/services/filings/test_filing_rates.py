"""How often one network may file, counted in the database: 30 times a minute, 200 an hour."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from disposal.models.objections.objection import FilingAttempt
from disposal.services.filings.errors import FilingsTooMany
from disposal.services.filings.filing_rates import count_filing
from tests.support.accounts import AT

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def filed(session: Session, *, times: int, within: timedelta) -> None:
    """Count so many filings of one network, evenly spread over the time up to now."""
    count_filing(session, "192.0.2.7", at=AT)
    digest = session.exec(select(FilingAttempt.network_digest)).one()
    instants = (AT - within * each / times for each in range(1, times))
    session.add_all(FilingAttempt(network_digest=digest, at=at) for at in instants)
    session.flush()


@pytest.mark.parametrize(("times", "within"), [(30, MINUTE), (200, HOUR)])
def test_network_that_has_filed_too_often_must_wait_and_no_other(
    session: Session, times: int, within: timedelta
) -> None:
    filed(session, times=times, within=within)
    with pytest.raises(FilingsTooMany):
        count_filing(session, "192.0.2.200", at=AT)
    count_filing(session, "198.51.100.1", at=AT)
    count_filing(session, "192.0.2.200", at=AT + within / times)


def test_network_stands_in_the_database_as_a_digest_only(session: Session) -> None:
    count_filing(session, "192.0.2.7", at=AT)
    assert "192.0.2" not in session.exec(select(FilingAttempt)).one().model_dump_json()
