"""What tests of drafting share: a manager at the desk, and an invented notice that is published."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from disposal.storage.database import Database
from tests.disposal.pages.desk.staff import staff_client
from tests.support.publishing import publish_project
from tests.support.running.kept import kept


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with staff_client(database) as opened:
        yield opened


@kept
def published(database: Database) -> UUID:
    with database.session("首位管理员") as session:
        return publish_project(session).id


@pytest.fixture
def notice(database: Database) -> UUID:
    """Publish an invented notice and return its id."""
    return published(database)
