"""Debian's Chromium, and a register of offers with prices, security and later notices, for the tests of pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine

from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.disposal.migrations.filled_revisions import database_named
from tests.support.packages.described import fill_described

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield Debian's Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def described(server: EmbeddedPostgres, admin: Engine, _template: str) -> Iterator[Database]:
    """Yield a database with the notices of ``fill_described``; tests only read it."""
    with database_named(f"described_{_template}", server, admin, template=_template) as database:
        with database.session("测试员") as session:
            fill_described(session)
        yield database
