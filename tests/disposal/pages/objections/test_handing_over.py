"""转纪检: an objection that is in truth a report goes to the officers, and nothing of it stays but its number."""

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.acting import OBJECTOR
from disposal.models.objections.codes import ObjectionState
from disposal.models.objections.objection import Objection
from disposal.services.filings.evidence import evidence_of
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.messages import answer_behind_link
from disposal.services.objections.voiding import digest_of_said, said_in
from disposal.services.reports.officers import read_reports
from disposal.services.reports.trusted_keys import opened_identity
from disposal.serving.mailbox_rounds import MailboxRounds
from disposal.storage.database import Database
from disposal.write_errors import AppendOnly
from tests.acceptance.defences.two_issuers import PDF, bearing, signed_in
from tests.disposal.services.objections.objecting import accepted, by, filed, fill_published, on
from tests.disposal.services.reports.officers import (
    FIRST,
    fill_with_two_officers,
    mailbox_of,
    open_mailbox,
    pass_minutes,
    passphrases_of_two,
    run_until_written,
)
from tests.support.website import DeskBrowser, desk_on

SECRETS = ("经办人不让登记", "虚构举报人", "0000-10000009", "又来威胁", "录音证据")
SAID = {"words": SECRETS[0], "objector": SECRETS[1], "phone": SECRETS[2]}


def fill(session: Session) -> None:
    """Publish a notice; enter two officers and a mailbox full of noise."""
    fill_published(session)
    fill_with_two_officers(session)


pytestmark = pytest.mark.filled(by=fill)


@pytest.fixture
def browser(database: Database) -> Iterator[DeskBrowser]:
    """Yield a legal officer at the desk of a site whose mailbox is open, with an objection that is a report."""
    done = filed(database, **SAID)
    with desk_on(database, "2022-08-15 10:00") as opened:
        open_mailbox(database, opened.client)
        signed_in(opened, database, "fawu")
        opened.client.receipt = done.objection.receipt  # type: ignore[attr-defined]
        opened.client.private = f"/objections/{done.token}"  # type: ignore[attr-defined]
        opened.get(there(opened))
        yield opened


def there(browser: DeskBrowser, act: str = "") -> str:
    """Return the address of the objection at the desk, or of a step on it."""
    return f"/desk/objections/{browser.client.receipt}{act}"  # type: ignore[attr-defined]


def add(database: Database, browser: DeskBrowser) -> None:
    """Let the objector add words and a file over the private link."""
    token = browser.client.private.rpartition("/")[2]  # type: ignore[attr-defined]
    with database.session(OBJECTOR) as session:
        file = evidence_of(f"{SECRETS[4]}.pdf", b"%PDF-1.7 secret-bytes")
        answer_behind_link(session, token, SECRETS[3], [file], at=on("2022-08-15 10:30").at)


def everything_in(database: Database) -> str:
    """Return all rows of all tables as text."""
    with database.session() as session:
        tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        rows = (session.execute(text(f'SELECT t::text FROM "{table}" t')) for table in tables)
        return "\n".join(str(row) for found in rows for row in found)


def test_what_was_said_goes_to_the_officers_and_stands_nowhere_else(database: Database, browser: DeskBrowser) -> None:
    words = passphrases_of_two(database)
    open_mailbox(database, browser.client)
    add(database, browser)
    assert "转纪检" in browser.get(there(browser)).text
    assert "正在移交" in browser.post(there(browser, "/discipline")).text
    assert SECRETS[0] in browser.get(there(browser)).text, "until the copy is written nothing goes"
    pass_minutes(database, browser.client, 2)
    page = browser.get(there(browser)).text
    told = everything_in(database) + page + browser.client.get(browser.client.private).text  # type: ignore[attr-defined]
    assert [secret for secret in (*SECRETS, b"secret-bytes".hex()) if secret in told] == []
    assert browser.client.receipt in page  # type: ignore[attr-defined]
    assert "误收" in page
    with database.session(FIRST) as session:
        identity = opened_identity(session, words[FIRST])
    (report,) = read_reports(mailbox_of(browser.client), identity)
    assert report.first is not None
    kept = f"{report.first.words}{report.first.contact}{report.first.pictures[0].name}"
    assert [secret for secret in SECRETS if secret not in kept] == []
    assert report.first.pictures[0].data == b"%PDF-1.7 secret-bytes"


def test_answer_kept_for_a_repeated_call_goes_with_the_words(database: Database, browser: DeskBrowser) -> None:
    passphrases_of_two(database)
    open_mailbox(database, browser.client)
    add(database, browser)
    path = f"/api/v1/objections/{browser.client.receipt}/files"  # type: ignore[attr-defined]
    sent = {"headers": bearing(database, "fawu") | {"idempotency-key": "k-1"}, "files": {"file": ("证.pdf", PDF)}}
    assert SECRETS[4] in browser.client.post(path, **sent).text  # type: ignore[arg-type]
    browser.get(there(browser))
    browser.post(there(browser, "/discipline"))
    pass_minutes(database, browser.client, 2)
    assert [secret for secret in SECRETS if secret in everything_in(database)] == []
    assert SECRETS[4] not in browser.client.post(path, **sent).text  # type: ignore[arg-type]


def test_number_stays_used_and_nothing_more_happens_to_it(database: Database, browser: DeskBrowser) -> None:
    passphrases_of_two(database)
    open_mailbox(database, browser.client)
    browser.get(there(browser))
    browser.post(there(browser, "/discipline"))
    pass_minutes(database, browser.client, 2)
    browser.get(there(browser))
    assert browser.post(there(browser, "/accept"), {"reason": "属受理范围"}).status_code == 422
    assert browser.post(there(browser, "/discipline")).status_code == 422
    assert browser.client.receipt in browser.get(there(browser)).text  # type: ignore[attr-defined]
    assert "未作为异议办理" in browser.client.get(browser.client.private).text  # type: ignore[attr-defined]


def test_copy_that_something_came_after_stands_in_no_log(
    database: Database, browser: DeskBrowser, caplog: pytest.LogCaptureFixture
) -> None:
    passphrases_of_two(database)
    open_mailbox(database, browser.client)
    browser.post(there(browser, "/discipline"))
    add(database, browser)
    mailbox = mailbox_of(browser.client)
    with database.unidentified() as session:
        run_until_written(session, mailbox)
    caplog.clear()
    caplog.set_level(logging.DEBUG)
    MailboxRounds(database, mailbox).read()
    assert [each.getMessage() for each in caplog.records if each.name.startswith("disposal")] == []
    assert SECRETS[0] in browser.get(there(browser)).text


@pytest.mark.parametrize("case", ["no officer", "taken up", "added since", "drafted it"])
def test_objection_stays_whole_where_it_cannot_be_handed_over(
    database: Database, browser: DeskBrowser, case: str
) -> None:
    if case != "no officer":
        passphrases_of_two(database)
        open_mailbox(database, browser.client)
    if case == "taken up":
        accepted(database, browser.client.receipt)  # type: ignore[attr-defined]
    if case == "drafted it":
        signed_in(browser, database, "jingli")
    browser.get(there(browser))
    answer = browser.post(there(browser, "/discipline"))
    if case == "added since":
        add(database, browser)
        with pytest.raises(ObjectionRefused, match="once more"):
            pass_minutes(database, browser.client, 2)
    else:
        assert answer.status_code in (403, 422)
        pass_minutes(database, browser.client)
    with database.session() as session:
        assert session.exec(select(Objection.words)).one() == SECRETS[0]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE objection SET words = '改'",
        "UPDATE objection SET state = 'accepted', words = '改'",
        "UPDATE objection SET said_digest = ''",
        "DELETE FROM objection",
        "DELETE FROM objection_message",
    ],
)
def test_database_lets_words_go_only_with_the_whole_step(database: Database, browser: DeskBrowser, change: str) -> None:
    add(database, browser)
    with pytest.raises(AppendOnly), database.session(by("fawu")) as session:
        session.execute(text(change))
    with database.session() as session:
        kept = session.exec(select(Objection)).one()
        assert kept.state is ObjectionState.received
        assert kept.said_digest == digest_of_said(kept.said_salt, said_in(kept))
