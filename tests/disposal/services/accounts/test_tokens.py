"""API tokens: made by the person, shown once, stored as a digest, good within their scopes and roles until they end."""

from datetime import timedelta

import pytest
from sqlmodel import select

from disposal.acting import Actor, Channel, Role, TokenScope
from disposal.errors import RecordRefused
from disposal.models.accounts.api_token import ApiToken
from disposal.models.parties.party import PartyCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import now
from disposal.services.accounts.accounts import disable_account, reset_account
from disposal.services.accounts.identity import AccountDisabled
from disposal.services.accounts.permissions import AccountForeign, ScopeRefused
from disposal.services.accounts.tokens import (
    MadeToken,
    TokenUnusable,
    _with_checksum,
    end_token,
    make_token,
    own_tokens,
)
from disposal.services.parties.parties import enter_party
from disposal.services.records.validation import InvalidRecord
from disposal.storage.database import Database
from tests.support.accounts import on_page, open_account

PARTY = PartyCreate(name="虚构纺织有限公司")


@pytest.fixture
def chen(database: Database) -> Actor:
    """Return who acts as a manager on the pages, in a register with an administrator."""
    open_account(database, "guanli", Role.administrator)
    return on_page(open_account(database, "chen", Role.asset_manager, by="guanli"))


def made(database: Database, actor: Actor, *scopes: TokenScope, days: float = 30) -> MadeToken:
    with database.session(actor) as session:
        return make_token(session, "夜间导入", scopes=scopes, lasts=timedelta(days=days), at=now())


def bearer(text: str) -> Actor:
    return Actor("", channel=Channel.api, bearer=text)


def test_token_acts_as_its_account_within_its_scopes(database: Database, chen: Actor) -> None:
    token = made(database, chen, TokenScope.write)
    with database.session(bearer(token.text)) as session:
        enter_party(session, PARTY)
    with database.session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "party.entered")).one()
    assert (entry.login, entry.channel, entry.proof) == ("chen", "api", "token")
    reading = made(database, chen, TokenScope.read)
    with pytest.raises(ScopeRefused), database.session(bearer(reading.text)) as session:
        enter_party(session, PARTY)


@pytest.mark.parametrize("name", ["", "夜间\n导入", "\u3164", "导" * 501])
def test_token_whose_name_no_line_holds_is_refused_at_the_name(database: Database, chen: Actor, name: str) -> None:
    with pytest.raises(InvalidRecord) as refused, database.session(chen) as session:
        make_token(session, name, scopes=[TokenScope.read], lasts=timedelta(days=1), at=now())
    assert refused.value.field == "name"


def test_token_is_stored_as_a_digest_and_stands_in_no_audit_entry(database: Database, chen: Actor) -> None:
    token = made(database, chen, TokenScope.read)
    secret = token.text.removeprefix("dsp_").partition("_")[2].rpartition("_")[0]
    with database.session() as session:
        assert secret not in session.exec(select(ApiToken)).one().model_dump_json()
        assert all(secret not in str(after) for after in session.exec(select(AuditEntry.after)))
        assert all("sha256" not in str(after) for after in session.exec(select(AuditEntry.after)))


def test_misspelt_unknown_and_shortened_tokens_are_told_alike(database: Database, chen: Actor) -> None:
    text = made(database, chen, TokenScope.read).text
    changed = text[:-1] + ("a" if text[-1] != "a" else "b")
    wrong = [changed, text[:10], "", "dsp_" + "a" * 8 + "_" + "a" * 43 + "_aaaaaa"]
    told = set()
    for each in wrong:
        with pytest.raises(TokenUnusable) as error, database.session(bearer(each or "x")):
            pass
        told.add(error.value.zh)
    assert len(told) == 1


def test_token_with_the_secret_of_another_opens_nothing(database: Database, chen: Actor) -> None:
    one, other = (made(database, chen, TokenScope.read).text for _ in range(2))
    begin, checksum = len("dsp_12345678_"), len("_123456")
    assert _with_checksum(one[:-checksum]) == one
    with pytest.raises(TokenUnusable), database.session(bearer(_with_checksum(one[:begin] + other[begin:-checksum]))):
        pass


def test_ended_and_expired_tokens_open_nothing(database: Database, chen: Actor) -> None:
    token, short = made(database, chen, TokenScope.read), made(database, chen, TokenScope.read, days=1e-9)
    with database.session(chen) as session:
        assert [each.id for each in own_tokens(session, at=now())] == [token.token.id]
        end_token(session, token.token.id, at=now())
    for text in (token.text, short.text):
        with pytest.raises(TokenUnusable), database.session(bearer(text)):
            pass


@pytest.mark.parametrize(("scopes", "hours", "is_taken"), [
    ((TokenScope.read,), 90 * 24, True), ((TokenScope.read,), 90 * 24 + 1, False), ((TokenScope.approve,), 12, True),
    ((TokenScope.approve,), 13, False), ((), 1, False), ((TokenScope.read,), 0, False),
])  # fmt: skip
def test_token_lasts_ninety_days_and_one_that_approves_twelve_hours(
    database: Database, chen: Actor, scopes: tuple[TokenScope, ...], hours: int, is_taken: bool
) -> None:
    if is_taken:
        assert made(database, chen, *scopes, days=hours / 24).text
        return
    with pytest.raises(RecordRefused):
        made(database, chen, *scopes, days=hours / 24)


def test_token_makes_no_token_and_another_account_ends_none(database: Database, chen: Actor) -> None:
    token = made(database, chen, *TokenScope, days=0.4)
    with pytest.raises(AccountForeign):
        made(database, bearer(token.text), TokenScope.read)
    with pytest.raises(AccountForeign), database.session("guanli") as session:
        end_token(session, token.token.id, at=now())


def test_disabled_or_reset_account_has_no_token_left(database: Database, chen: Actor) -> None:
    token = made(database, chen, TokenScope.read)
    with database.session("guanli") as session:
        reset_account(session, "chen", reason="遗失电脑", at=now())
    with pytest.raises(TokenUnusable), database.session(bearer(token.text)):
        pass
    later = made(database, chen, TokenScope.read)
    with database.session("guanli") as session:
        disable_account(session, "chen", reason="离职", at=now())
    with pytest.raises((TokenUnusable, AccountDisabled)), database.session(bearer(later.text)):
        pass
