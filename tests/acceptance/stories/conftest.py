"""What the stories of the open window share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from disposal.storage.database import Database
from tests.acceptance.stories.open_window import Window, open_window


@pytest.fixture
def window(browser: Browser, database: Database) -> Iterator[Window]:
    """Yield the notice on Mon 2022-08-15."""
    with open_window(browser, database) as opened:
        yield opened
