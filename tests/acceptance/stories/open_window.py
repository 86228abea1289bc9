"""The notice of 2022 while its window is open, served on this machine for people with browsers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from playwright.sync_api import Browser
from sqlalchemy import text
from sqlmodel import Session

from disposal.acting import Role
from disposal.storage.database import Database
from tests.acceptance.stories.typist import at_the_desk
from tests.disposal.services.reports.officers import fill_mailbox_of_few
from tests.support.accounts import open_account
from tests.support.publishing import publish_huarong_2022
from tests.support.website import Clock, served_app, site_app

NUMBER = "HRZJ-2022-0001"
FILINGS = f"/notices/{NUMBER}/filings"
PEOPLE = {"falv": Role.legal_officer, "fuhe": Role.legal_officer, "chenjing": Role.asset_manager}


def fill(session: Session) -> None:
    """Publish the notice of Wed 2022-08-03, whose window ends on Wed 2022-08-31, while nobody has an account."""
    publish_huarong_2022(session)
    fill_mailbox_of_few(session)
    for when in ("IMMEDIATE", "DEFERRED"):
        session.execute(text(f"SET CONSTRAINTS ALL {when}"))


@dataclass(frozen=True)
class Window:
    """The notice while its window is open, served on this machine, and the clock of its server."""

    browser: Browser
    address: str
    clock: Clock
    app: FastAPI

    def person(self) -> Any:
        """Open a window of a person."""
        return at_the_desk(self.browser, self.address, "mouse")


@contextmanager
def open_window(browser: Browser, database: Database) -> Iterator[Window]:
    """Yield the notice on Mon 2022-08-15, with three people of its branch who took no part in it."""
    open_account(database, "guanli", Role.administrator)
    for login, role in PEOPLE.items():
        open_account(database, login, role, by="guanli", issuers=("HRZJ",))
    clock = Clock("2022-08-15 10:00")
    app = site_app(database, clock)
    with served_app(app) as address:
        yield Window(browser, address, clock, app)
