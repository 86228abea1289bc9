"""A register with accounts and an issuer, and its API at noon of the day of the notice of 2022."""

from collections.abc import Iterator

import pytest

from disposal.storage.database import Database
from tests.disposal.api.staff.calling import Calls
from tests.disposal.services.four_eyes.approving import staffed
from tests.support.website import site_on


@pytest.fixture
def calls(database: Database) -> Iterator[Calls]:
    """Yield the calls of the staff of a register."""
    issuer_id = staffed(database)
    with site_on(database, "2022-08-03 12:00") as site:
        yield Calls(site, database, issuer_id)
