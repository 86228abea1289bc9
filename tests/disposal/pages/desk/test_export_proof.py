"""What is exported leaves the register: a proof of the last five minutes is asked for, and what was asked is kept."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.models.records.audit_entry import AuditEntry
from disposal.storage.database import Database
from tests.support.accounts import PASSWORD, open_account
from tests.support.factories import make_claim, make_issuer, make_party
from tests.support.running.kept import kept
from tests.support.website import DeskBrowser, desk_on

EXPORTS = ["/desk/claims/export", "/desk/projects/export", "/desk/objections/export"]
ASKED = {"form": "csv", "q": "虚构甲厂"}


@kept
def two_claims(database: Database) -> None:
    with database.session("首位管理员") as session:
        issuer = make_issuer(session)
        for name in ("虚构甲厂", "虚构乙厂"):
            make_claim(session, issuer_id=issuer.id, debtor_id=make_party(session, name).id)
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, Role.legal_officer, by="guanli", issuers=("TEST-ZJ",))


@pytest.fixture
def chen(database: Database) -> Iterator[DeskBrowser]:
    """Yield a browser in which a manager has been signed in for five minutes."""
    two_claims(database)
    with desk_on(database) as opened:
        opened.sign_in("chen")
        opened.client.clock.set("2026-12-01 09:05")  # type: ignore[attr-defined]
        opened.get("/desk/claims")
        yield opened


@pytest.mark.parametrize("path", EXPORTS)
def test_export_asks_for_a_proof_after_five_minutes(chen: DeskBrowser, path: str) -> None:
    answer = chen.post(path, ASKED)
    assert (answer.status_code, "导出前请再次证明本人" in answer.text) == (403, True)
    assert chen.post(path, {**ASKED, "proof": "wrong"}).status_code == 422
    proved = chen.post(path, {**ASKED, "proof": PASSWORD})
    assert (proved.status_code, "attachment" in proved.headers["content-disposition"]) == (200, True)


def test_what_was_asked_is_kept_and_nothing_is_on_record_before_the_proof(
    chen: DeskBrowser, database: Database
) -> None:
    page = chen.post("/desk/claims/export", ASKED).text
    for field in ('name="form" value="csv"', 'name="q" value="虚构甲厂"', 'action="/desk/claims/export"'):
        assert field in page
    with database.session() as session:
        assert session.exec(select(AuditEntry.id).where(AuditEntry.event == "claims.exported")).all() == []
    before = chen.client.cookies["desk"]
    sent = chen.post("/desk/claims/export", {**ASKED, "proof": PASSWORD})
    assert ("虚构甲厂" in sent.text, "虚构乙厂" in sent.text) == (True, False)
    assert chen.client.cookies["desk"] != before


def test_proof_of_the_last_five_minutes_is_enough(chen: DeskBrowser) -> None:
    chen.client.clock.set("2026-12-01 09:04:59")  # type: ignore[attr-defined]
    assert chen.post("/desk/claims/export", ASKED).status_code == 200
