"""Can time or size of an answer tell whether anybody reported? One site, with two mailboxes: one knows of reports.

Its answers with the one and the other are taken in pairs, in an order by chance, for nobody and for each role, and
compared by rank (Mann–Whitney). All comparisons together may be significant at 1 % at most. ``REPORT_ANSWERS`` is how
many answers of each; 1,000 unless told. Two sites would not do: their threads lie on other processors for a while, and
two that know of no report are told apart as well.
The public form has a least time of its own and is not measured.
"""

import os
import random
import sys
import tempfile
from dataclasses import replace
from functools import partial
from math import erfc, sqrt
from pathlib import Path
from time import perf_counter

from fastapi.testclient import TestClient

from disposal.mailbox_keys.mailbox_key import open_mailbox_key
from disposal.registry.opening import open_database
from disposal.services.reports.filing import ReportForm, file_report
from disposal.services.reports.mailbox import Mailbox
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from disposal.web.dependencies import Register
from tests.acceptance.defences.two_issuers import signed_in
from tests.disposal.services.reports.officers import (
    AT,
    FIRST,
    OTHERS,
    fill_with_officers,
    open_mailbox,
    pass_minutes,
    passphrases_of_two,
)
from tests.support.website import DeskBrowser, desk_on

ANSWERS, REPORTS, LEVEL = int(os.environ.get("REPORT_ANSWERS", "1000")), 8, 0.01
LOGINS = ("", FIRST, *(role.value.replace("_", "-") for role in OTHERS))
ADDRESSES = ("/desk/reports", "/desk")
NOW = "2022-08-15 10:00"
Answers = list[tuple[float, int]]
"""Seconds and size of each answer."""


def asked(client: TestClient, address: str) -> tuple[float, int]:
    """Return how long an answer takes, and its size."""
    began = perf_counter()
    size = len(client.get(address).content)
    return perf_counter() - began, size


def chance(one: list[float], other: list[float]) -> float:
    """Return how likely two samples differ as much by chance, by their ranks."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(place for place, (_, sample) in enumerate(ranked, start=1) if sample == 0)
    n, m = len(one), len(other)
    expected, spread = n * (n + m + 1) / 2, sqrt(n * m * (n + m + 1) / 12)
    return erfc(abs(ranks - expected) / spread / sqrt(2))


def main() -> int:
    """Print the least likely comparison; status 1 when the times or sizes tell."""
    with tempfile.TemporaryDirectory(prefix="disposal-bench-") as home:
        settings = Settings(data_dir=Path(home))
        with EmbeddedPostgres(settings.data_dir), open_database(settings) as database:
            with database.session("测试员") as session:
                fill_with_officers(session)
            passphrases_of_two(database)
            return _measure(database)


def _measure(database: Database) -> int:
    found, sizes = [], list[tuple[set[int], set[int]]]()
    with desk_on(database, NOW) as browser:
        without = _opened(database, browser)
        with_reports = _opened(database, browser)
        for _ in range(REPORTS):
            file_report(with_reports.mailbox, with_reports.mailbox.keys, ReportForm("承办人拒绝登记异议"), at=AT)
        pass_minutes(database, browser.client, 8)
        for login in LOGINS:
            for address, pair in _taken(database, login, browser, registers=(without, with_reports)):
                one, other = pair
                found.append((chance([time for time, _ in one], [time for time, _ in other]), login, address))
                sizes.append(({size for _, size in one}, {size for _, size in other}))
    least, login, address = min(found)
    are_alike = all(one == other for one, other in sizes)
    is_held = least >= LEVEL / len(found) and are_alike
    said = "ok" if is_held else "TOLD APART"
    print(
        f"{len(found)} comparisons of {ANSWERS} answers each; least likely by chance: {least:.4f}, "
        f"{login or 'nobody'} at {address} (told apart below {LEVEL / len(found):.5f}); sizes "
        f"{'alike' if are_alike else 'differ'} {said}"
    )
    return 0 if is_held else 1


def _opened(database: Database, browser: DeskBrowser) -> Register:
    """Let the site serve from a mailbox of its own that knows what the slots hold; return what it serves from then."""
    state = browser.client.app.state  # type: ignore[attr-defined]
    found = replace(state.register, mailbox=Mailbox(partial(open_mailbox_key, database.settings)))
    state.register = found
    open_mailbox(database, browser.client)
    return found


def _taken(
    database: Database, login: str, browser: DeskBrowser, *, registers: tuple[Register, Register]
) -> list[tuple[str, tuple[Answers, Answers]]]:
    """Return times and sizes with both mailboxes for one role at each address, taken by turns."""
    browser.client.cookies.clear()
    if login:
        signed_in(browser, database, login)
    taken = []
    for address in ADDRESSES:
        pair: tuple[Answers, Answers] = ([], [])
        for turn in range(ANSWERS + 10):
            for site in random.sample((0, 1), 2):  # a fixed order may beat with what comes round by itself
                browser.client.app.state.register = registers[site]  # type: ignore[attr-defined]
                value = asked(browser.client, address)
                if turn >= 10:
                    pair[site].append(value)
        taken.append((address, pair))
    return taken


if __name__ == "__main__":
    sys.exit(main())
