"""One door: whoever reads the log of a proxy cannot tell an objection, an enquiry and a report apart."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from PIL import Image
from sqlmodel import Session, select

from disposal.models.enquiries.enquiry import Enquiry
from disposal.models.objections.objection import FilingAttempt, Objection
from disposal.pages.even_pages import STEP_BYTES
from disposal.serving.app import create_app
from disposal.storage.database import Database
from disposal.web.rates import Rates, TooManyRequests
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.disposal.services.reports.officers import (
    fill_with_two_officers,
    mailbox_of,
    open_mailbox,
    pass_minutes,
    passphrases_of_two,
)
from tests.support.website import SAME_SITE, site_on


def fill(session: Session) -> None:
    """Publish a notice, enter two officers and a mailbox full of noise."""
    fill_published(session)
    fill_with_two_officers(session)


pytestmark = pytest.mark.filled(by=fill)
DOOR, KINDS = "/filings", ("objection", "enquiry", "report")
CODE = re.compile(r'class="big report-code">([0-9A-Z-]+)<')
SAID = {"words": "本金有误，已还二十万元。", "happened": "承办人拒绝登记本公司的异议"}
ABOUT_A_MB = b"%PDF-1.7" + b"0" * 2**20


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Yield a client of a site whose mailbox is open."""
    passphrases_of_two(database)
    with site_on(database) as opened:
        open_mailbox(database, opened)
        yield opened


def post(client: TestClient, kind: str, *files: tuple[str, bytes, str], **typed: str) -> Response:
    form = {"kind": kind, "notice": NUMBER, **SAID, **typed}
    given = [("files", each) for each in files]
    return client.post(DOOR, data=form, files=given, headers=SAME_SITE)  # type: ignore[return-value]


def empty_bucket(client: TestClient) -> None:
    """Let this network have posted as often as it may."""
    with suppress(TooManyRequests):
        while True:
            client.app.state.register.filing_rates.take("testclient")  # type: ignore[attr-defined]


def seen(answer: Response) -> tuple[object, ...]:
    """Return what a proxy sees of an answer."""
    return answer.status_code, len(answer.content), sorted(answer.headers.items())


def test_what_is_taken_looks_the_same_whatever_it_was(database: Database, client: TestClient) -> None:
    taken = [post(client, kind) for kind in KINDS]
    code = CODE.findall(taken[-1].text)[0]
    pass_minutes(database, client)
    taken += [
        post(client, "report", do="look", code=code),
        post(client, "report", do="add", code=code),
        post(client, "", do="similar"),
    ]
    assert len({str(seen(answer)) for answer in taken}) == 1
    assert seen(taken[0])[:2] == (200, STEP_BYTES)
    assert "承办人拒绝登记" in taken[3].text
    assert "YY-" in taken[0].text
    assert "ZX-" in taken[1].text


def test_what_is_refused_looks_the_same_whatever_it_was(client: TestClient) -> None:
    svg = ("图.svg", b"<svg/>", "image/svg+xml")
    refused = [post(client, kind, words="", happened="") for kind in KINDS]
    refused += [post(client, kind, svg) for kind in KINDS]
    refused += [post(client, "objection", notice="没有"), post(client, "enquiry", notice=""), post(client, "")]
    refused += [
        post(client, "report", do="look", code="0"),
        post(client, "report", ("大.jpg", ABOUT_A_MB, "image/jpeg")),
    ]
    assert len({str(seen(answer)) for answer in refused}) == 1
    assert seen(refused[0])[:2] == (422, STEP_BYTES)


def test_report_beyond_what_memory_holds_is_refused_whatever_is_in_it(client: TestClient) -> None:
    drawn = BytesIO()
    Image.new("RGB", (30, 20), "red").save(drawn, "JPEG")
    answer = post(client, "report", ("图.jpg", drawn.getvalue() + bytes(2**20), "image/jpeg"))
    assert (answer.status_code, "合计不超过 1 MB" in answer.text) == (422, True)
    assert not mailbox_of(client).has_waiting


def test_no_answer_comes_before_its_time(database: Database) -> None:
    with TestClient(create_app(database)) as client:
        for kind in KINDS:
            since = time.monotonic()
            post(client, kind, words="", happened="")
            assert time.monotonic() - since >= 0.4


def test_an_answer_of_every_other_kind_is_even_too(client: TestClient) -> None:
    elsewhere = client.post(DOOR, data={"kind": "report"}, headers={"sec-fetch-site": "cross-site"})
    unreadable = client.post(DOOR, content=b"{}", headers={**SAME_SITE, "content-type": "application/json"})
    many = []
    for kind in KINDS:
        empty_bucket(client)
        many.append(post(client, kind))
    for answer, status in ((elsewhere, 403), (unreadable, 422), *((each, 429) for each in many)):
        assert (answer.status_code, len(answer.content) % STEP_BYTES) == (status, 0)
        assert "retry-after" not in answer.headers


@pytest.mark.parametrize("kind", KINDS)
def test_number_of_reports_that_a_network_may_send_does_not_tell_what_it_filed_before(
    client: TestClient, kind: str
) -> None:
    state = client.app.state  # type: ignore[attr-defined]
    state.register = replace(state.register, report_rates=Rates(burst=3, clock=lambda: 0.0))
    post(client, kind)
    assert [post(client, "report", do="look", code="0").status_code for _ in range(3)] == [422, 422, 429]
    assert post(client, "objection").status_code == 200, "only reports are refused for it"


def test_report_leaves_nothing_in_the_database_and_each_other_kind_its_own_row(
    database: Database, client: TestClient
) -> None:
    post(client, "report")
    with database.session() as session:
        for table in (Objection, Enquiry, FilingAttempt):
            assert session.exec(select(table)).all() == []  # type: ignore[arg-type]
    assert mailbox_of(client).has_waiting
    for kind in ("objection", "enquiry"):
        assert post(client, kind, ("图.pdf", ABOUT_A_MB, "application/pdf")).status_code == 200
    with database.session() as session:
        counts = [len(session.exec(select(table)).all()) for table in (Objection, Enquiry, FilingAttempt)]  # type: ignore[arg-type]
    assert counts == [1, 1, 2]


def test_nothing_is_filed_as_another_kind_and_a_number_is_asked_for(client: TestClient) -> None:
    assert 'href="#kind"' in post(client, "").text
    assert 'href="#notice"' in post(client, "enquiry", notice="").text
    assert 'href="#happened"' in post(client, "report", happened="").text
    assert 'href="#files"' in post(client, "report", ("一.jpg", b"no picture", "image/jpeg")).text
    assert not mailbox_of(client).has_waiting


def test_code_alone_brings_up_its_report_whatever_button_was_pressed(database: Database, client: TestClient) -> None:
    code = CODE.findall(post(client, "report").text)[0]
    pass_minutes(database, client)
    assert "承办人拒绝登记" in post(client, "report", do="file", happened="", code=code).text


@pytest.mark.parametrize("path", [DOOR, f"/notices/{NUMBER}/filings", "/en/filings"])
def test_no_address_says_what_is_meant_and_no_word_of_a_report_is_sent_while_typed(
    client: TestClient, path: str
) -> None:
    page = client.get(path)
    assert set(re.findall(r'(?:action|hx-post)="([^"]+)"', page.text)) == {("/en" if "/en/" in path else "") + DOOR}
    typed = dict(re.findall(r'<textarea id="(words|happened)"[^>]*hx-params="([^"]+)"', page.text))
    assert typed == {"words": "do,notice,words", "happened": "do,notice"}
    assert len(page.content) == STEP_BYTES
