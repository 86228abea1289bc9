"""An identity provider, a register that trusts it, and a browser on its desk."""

from collections.abc import Iterator

import pytest

from disposal.identity_provider.provider import _known as known_documents
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.pages.accounts.identity_provider import (
    IdentityProvider,
    open_accounts,
    running_provider,
    settings_of,
)
from tests.support.website import DeskBrowser, desk_on


@pytest.fixture(scope="module")
def _running() -> Iterator[IdentityProvider]:
    """Yield a provider that runs for all tests of a file."""
    with running_provider() as running:
        yield running


@pytest.fixture
def provider(_running: IdentityProvider) -> IdentityProvider:
    """Return a provider that runs and of which nobody has asked or wanted anything yet."""
    known_documents.clear()
    vars(_running).update(vars(IdentityProvider(issuer=_running.issuer)))
    return _running


@pytest.fixture
def trusting(settings: Settings, database: Database, provider: IdentityProvider) -> Database:
    """Return a register in training that trusts the provider, in which chen is linked to 24400320."""
    database.settings = settings_of(settings, provider)
    open_accounts(database)
    return database


@pytest.fixture
def desk(trusting: Database) -> Iterator[DeskBrowser]:
    """Yield a browser on the desk of that register."""
    with desk_on(trusting) as opened:
        yield opened
