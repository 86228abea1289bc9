"""A server of the staff pages, and pages of a browser on it that fail on what the policy of content refuses."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from disposal.storage.database import Database
from tests.support.website import served


@pytest.fixture(scope="module")
def address(_shared: Database) -> Iterator[str]:
    """Yield the address of a server that runs; its tests store nothing."""
    with served(_shared) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page in a window as on a desk."""
    yield from opened(browser, address)


@pytest.fixture
def bare(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page of a browser without script."""
    yield from opened(browser, address, has_script=False)


OF_THE_BROWSER = ("status of", "Transition was", "htmx:sendError", "htmx:sendAbort", "htmx:afterRequest")
"""What the browser says of answers that refuse, and of a page left before its fade or its request has ended."""


def opened(browser: Browser, address: str, *, has_script: bool = True) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address, viewport={"width": 1280, "height": 900}, java_script_enabled=has_script
    )
    found = context.new_page()
    wrong: list[str] = []
    found.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    found.on("pageerror", lambda error: wrong.append(str(error)))
    yield found
    context.close()
    assert [words for words in wrong if not any(each in words for each in OF_THE_BROWSER)] == []
