"""Thousands of filings in a minute: the honest ones are kept, staff go on working, each refusal says what to do (T12).

``FILINGS=5000`` in the environment makes it the long run; its figures are printed. Everything goes over the loopback:
each sender is a network of its own there, and one sender makes up half of all filings.
"""

import asyncio
import os
import ssl
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

import httpx2
import pytest
from sqlmodel import Session, select

from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.objections.objection import Objection
from disposal.serving.app import create_app
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import signed_in
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.disposal.services.reports.officers import (
    fill_with_two_officers,
    open_mailbox,
    passphrases_of_two,
)
from tests.support.website import SAME_SITE, Clock, DeskBrowser, served_app

FILINGS, AT_ONCE, TRIES = int(os.environ.get("FILINGS", "64")), 150, 60
OF_ONE_SENDER = 30
"""How many filings of one network are taken within a minute; the register's clock stands still here."""
SCRIPT, RESIDENT_ID = "<script>alert(1)</script>", "11010519491231002X"
LARGE = b"%PDF-1.7" + b"0" * (11 * 2**20)
REMEDIES = ("请", "再", "拨打", "选择")


def fill(session: Session) -> None:
    """Publish a notice; enter two officers and a mailbox full of noise."""
    fill_published(session)
    fill_with_two_officers(session)


pytestmark = [
    pytest.mark.filled(by=fill),
    pytest.mark.xdist_group("served"),
    pytest.mark.timeout(120 + FILINGS // 5),
]


@dataclass
class Seen:
    """What was answered: how often each status by sort of filing, refusals without a remedy, times."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    staff_seconds: list[float] = field(default_factory=list)
    tries: int = 0

    def note(self, sort: str, answer: httpx2.Response) -> None:
        """Note an answer."""
        self.statuses[sort, answer.status_code] += 1
        if answer.status_code != 200 and not any(word in answer.text for word in REMEDIES):
            self.unexplained.append(f"{sort} {answer.status_code}")


def filing(number: int) -> tuple[str, dict[str, str], bytes]:
    """Return the sort, the fields and the file of the filing with this number, of a sender of its own."""
    words, file = f"第{number}件：本金有误，已还二十万元。", b""
    sort = ("objection", "objection", "enquiry", "report", "script", "number", "objection", "svg")[number % 8]
    if number % 40 == 4:
        sort, file = "large", LARGE
    elif sort == "svg":
        file = b"<svg onload='alert(1)'/>"
    words = {"script": f"{words}{SCRIPT}", "number": f"{words}证件号{RESIDENT_ID}"}.get(sort, words)
    kind = sort if sort in ("enquiry", "report") else "objection"
    return sort, {"kind": kind, "notice": NUMBER, "words": words, "happened": words, "seen": "1"}, file


async def send(client: httpx2.AsyncClient, form: dict[str, str], file: bytes = b"") -> httpx2.Response:
    """Post a form of the door."""
    name = "图.pdf" if file.startswith(b"%PDF") else "图.svg"
    files = {"files": (name, file)} if file else {"files": ("", b"")}
    return await client.post("/filings", data=form, files=files, headers=SAME_SITE)


async def of_many(address: str, number: int, seen: Seen, gate: asyncio.Semaphore) -> None:
    """File once from a network of its own; who is told to come again does."""
    sort, form, file = filing(number)
    here = f"127.{1 + number // 250}.{number % 250}.9"
    transport = httpx2.AsyncHTTPTransport(local_address=here, verify=_NO_TLS)
    async with gate, httpx2.AsyncClient(base_url=address, transport=transport, timeout=120) as client:
        for _ in range(TRIES):
            began = time.perf_counter()
            answer = await send(client, form, file)
            seen.seconds.append(time.perf_counter() - began)
            if answer.status_code != 503:
                break
            seen.tries += 1
            await asyncio.sleep(1)
        seen.note(sort, answer)


async def of_one(client: httpx2.AsyncClient, number: int, seen: Seen, gate: asyncio.Semaphore) -> None:
    """File one of very many from one network."""
    form = {"kind": "objection", "notice": NUMBER, "words": f"一人所提第{number}件"}
    async with gate:
        try:
            answer = await send(client, form)
        except httpx2.TransportError:  # refused before the form is read, the connection ends
            seen.statuses["of one", 0] += 1
            return
        seen.note("of one", answer)


async def staff(browser: DeskBrowser, seen: Seen, done: asyncio.Event) -> int:
    """Log objections on the desk as long as the others file; return how many."""
    count = 0
    while not done.is_set() or count < 3:
        began = time.perf_counter()
        typed = {"notice": NUMBER, "channel": "telephone", "words": f"柜台登记第{count}件"}
        await asyncio.to_thread(browser.get, "/desk/objections/new")
        answer = await asyncio.to_thread(browser.post, "/desk/objections/new", typed)
        seen.staff_seconds.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.text[:2000]
        count += 1
        await asyncio.sleep(0.3)
    return count


async def everybody(address: str, browser: DeskBrowser, seen: Seen) -> int:
    """Let many file, one file very often, and staff work; return how many objections staff logged."""
    many, one, done = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(AT_ONCE // 3), asyncio.Event()
    async with httpx2.AsyncClient(base_url=address, verify=_NO_TLS, timeout=120) as client:
        working = asyncio.create_task(staff(browser, seen, done))
        await asyncio.gather(
            *(of_many(address, number, seen, many) for number in range(FILINGS // 2)),
            *(of_one(client, number, seen, one) for number in range(FILINGS // 2)),
        )
        done.set()
        return await working


_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def test_honest_filings_are_kept_amid_thousands_and_staff_go_on(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    passphrases_of_two(database)
    clock, seen = Clock("2022-08-15 10:00"), Seen()
    app = create_app(database, clock=clock)
    with served_app(app) as address, httpx2.Client(base_url=address, timeout=120) as desk:
        desk.app, desk.clock = app, clock  # type: ignore[attr-defined]
        open_mailbox(database, desk)  # type: ignore[arg-type]
        browser = signed_in(DeskBrowser(desk), database, "fawu")  # type: ignore[arg-type]
        began = time.perf_counter()
        logged = asyncio.run(everybody(address, browser, seen))
        took = time.perf_counter() - began
        with database.session() as session:
            words = Counter(session.exec(select(Objection.words)).all()) + Counter(session.exec(select(Enquiry.words)))
        script = next((each for each in words if SCRIPT in each), "")
        shown = browser.get(f"/desk/objections?q={script[:12]}").text
    with capsys.disabled():
        print(figures(seen, took, logged))
    kept = [
        form["words"]
        for sort, form, _ in map(filing, range(FILINGS // 2))
        if sort in ("objection", "enquiry", "script")
    ]
    assert_kept(seen, words, kept, logged)
    assert SCRIPT not in shown


def assert_kept(seen: Seen, words: Counter[str], kept: list[str], logged: int) -> None:
    """Assert that the honest ones are stored once each, nothing that was refused, and each refusal is explained."""
    assert {each: words[each] for each in kept} == dict.fromkeys(kept, 1)
    assert sum(words.values()) == len(kept) + min(OF_ONE_SENDER, FILINGS // 2) + logged
    assert not any(RESIDENT_ID in each for each in words)
    assert seen.unexplained == []
    assert {status for (sort, status) in seen.statuses if sort in ("number", "svg", "large")} == {422}
    assert {status for (sort, status) in seen.statuses if sort == "of one" and status} == {200, 429}


def figures(seen: Seen, took: float, logged: int) -> str:
    """Return the figures of the run."""
    sorts = ", ".join(f"{sort} {status}: {count}" for (sort, status), count in sorted(seen.statuses.items()))
    return (
        f"\n{FILINGS} filings in {took:.0f} s ({FILINGS / took * 60:.0f} a minute); {sorts}; {seen.tries} sent again; "
        f"one filing {median(seen.seconds):.2f} s, at most {max(seen.seconds):.1f} s; staff logged {logged}, each "
        f"{median(seen.staff_seconds):.2f} s, at most {max(seen.staff_seconds):.1f} s"
    )
