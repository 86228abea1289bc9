"""Pictures of public pages for a person to look at. They are taken only where ``PICTURES`` names a folder."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from disposal.storage.database import Database
from notices.typesetting.resources import templates_root
from tests.support.running.chromium import launched
from tests.support.website import served

FOLDER = os.environ.get("PICTURES", "")
WIDTHS = (1280, 390)
SECONDS = 1_800 if FOLDER else 170
"""How long a test may take: pictures of many pages take their time."""
FONTS = """<?xml version="1.0"?>
<fontconfig><dir>/usr/share/fonts</dir><dir>{ours}</dir><cachedir>{cache}</cachedir>
<include ignore_missing="yes">/etc/fonts/conf.d</include></fontconfig>
"""
"""A machine without Chinese fonts shows boxes; the fonts of the notices show the words."""


def take(database: Database, step: str, paths: Sequence[str], *, at: str) -> None:
    """Take a picture of each page at each width, as the site stands at an instant in China."""
    if not FOLDER:
        return
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    with served(database, at) as address, _browser() as browser:
        for width in WIDTHS:
            page = browser.new_page(base_url=address, viewport={"width": width, "height": 900})
            for path in paths:
                page.goto(path)
                page.screenshot(path=folder / f"{step}{path.replace('/', '-')}-{width}.png", full_page=True)
            page.close()


@contextmanager
def _browser() -> Iterator[Browser]:
    with TemporaryDirectory() as folder:
        told = Path(folder) / "fonts.conf"
        told.write_text(FONTS.format(ours=templates_root() / "fonts", cache=folder), "utf-8")
        fonts: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(told)}
        with launched(fonts) as opened:
            yield opened
