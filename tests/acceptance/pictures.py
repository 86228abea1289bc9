"""Pictures of public pages for a person to look at. They are taken only where ``PICTURES`` names a folder."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from disposal.storage.database import Database
from tests.support.website import served

FOLDER = os.environ.get("PICTURES", "")
WIDTHS = (1280, 390)
CHROMIUM = "/usr/bin/chromium"


def take(database: Database, step: str, paths: Iterable[str], *, at: str) -> None:
    """Take a picture of each page at each width, as the site stands at an instant in China."""
    if not FOLDER:
        return
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    with served(database, at) as address, _browser() as browser:
        for path in paths:
            for width in WIDTHS:
                page = browser.new_page(base_url=address, viewport={"width": width, "height": 900})
                page.goto(path)
                page.screenshot(path=folder / f"{step}{path.replace('/', '-')}-{width}.png", full_page=True)
                page.close()


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()
