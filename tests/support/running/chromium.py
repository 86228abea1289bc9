"""Debian's Chromium, built without windows: it shows the same pages for half of the processor time."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright


@contextmanager
def launched(environment: dict[str, str | float | bool] | None = None) -> Iterator[Browser]:
    """Yield the browser; ``environment`` stands in place of the one of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"], env=environment
        )
        yield browser
        browser.close()
