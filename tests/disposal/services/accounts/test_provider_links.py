"""Links to the identity provider: made by administrators, one to one, with a second administrator for who approves."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from disposal.acting import Actor, Role
from disposal.errors import RecordExists, RecordRefused
from disposal.identity_provider.errors import ProviderUnset
from disposal.models.accounts.provider_identity import ProviderIdentity
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.account_list import list_accounts
from disposal.services.accounts.account_requests import SecondAdministratorNeeded, pending_requests
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.accounts.provider_links import link_identity, unlink_identity
from disposal.services.approvals.rule_requests import decide_request
from disposal.services.records.validation import InvalidRecord
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.accounts import AT, in_production, on_page, open_account, open_second

ISSUER = {"oidc_issuer": "https://sso.example", "oidc_client_id": "zhaiquan"}


@pytest.fixture
def database(settings: Settings, database: Database) -> Iterator[Database]:
    """Yield a register in training with an administrator and two managers."""
    database.settings = settings.model_copy(update=ISSUER)
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli")
    open_account(database, "limin", Role.asset_manager, by="guanli")
    return database  # type: ignore[return-value]


def link(database: Database, login: str, subject: str, by: Actor | str = "guanli") -> bool:
    """Link an account; return whether it waits for a second administrator."""
    with database.session(by) as session:
        return link_identity(session, login, subject, reason="启用统一身份认证").request is not None


def identities(database: Database) -> list[tuple[str, str]]:
    with database.session() as session:
        return [(each.issuer, each.subject) for each in session.exec(select(ProviderIdentity)).all()]


def test_link_is_listed_and_on_record_with_its_reason(database: Database) -> None:
    link(database, "chen", " 24400320 ")
    assert identities(database) == [("https://sso.example", "24400320")]
    with database.session("guanli", is_read_only=True) as session:
        assert next((row.account.login, row.subject) for row in list_accounts(session)) == ("chen", "24400320")
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "provider_identity.entered")).one()
    assert (entry.reason, entry.actor) == ("启用统一身份认证", "虚构guanli")
    assert entry.after is not None
    assert entry.after["subject"] == "24400320"


def test_subject_belongs_to_one_account_and_an_account_has_one_subject(database: Database) -> None:
    link(database, "chen", "24400320")
    with pytest.raises(RecordExists) as taken:
        link(database, "limin", "24400320")
    assert taken.value.field == "subject"
    with pytest.raises(RecordRefused, match="unlink it first"):
        link(database, "chen", "24400321")
    link(database, "limin", "24400320x")
    assert len(identities(database)) == 2


@pytest.mark.parametrize("subject", ["", "  ", "a\nb", "张三", "x" * 256, "11010119900307001X"[:17] + "1"])
def test_subject_that_cannot_be_one_is_refused_at_its_field(database: Database, subject: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        link(database, "chen", subject)
    assert refused.value.problems[0].path == "subject"
    assert identities(database) == []


def test_link_is_taken_away_with_a_reason_and_once(database: Database) -> None:
    link(database, "chen", "24400320")
    with database.session("guanli") as session:
        unlink_identity(session, "chen", reason="调离", at=AT)
    assert identities(database) == []
    with database.session() as session:
        event = AuditEntry.event == "provider_identity.removed"
        assert session.exec(select(AuditEntry.reason).where(event)).one() == "调离"
    with pytest.raises(RecordRefused), database.session("guanli") as session:
        unlink_identity(session, "chen", reason="调离", at=AT)


def test_only_administrators_link_not_even_the_own_account(database: Database) -> None:
    with pytest.raises(PermissionRefused):
        link(database, "chen", "24400320", by="chen")
    link(database, "chen", "24400320")
    with pytest.raises(PermissionRefused), database.session("chen") as session:
        unlink_identity(session, "chen", reason="调离", at=AT)


def test_register_without_a_provider_links_nobody(settings: Settings, database: Database) -> None:
    database.settings = settings
    with pytest.raises(ProviderUnset, match="DISPOSAL_OIDC_ISSUER"):
        link(database, "chen", "24400320")


def test_approver_is_linked_by_two_administrators_in_production(settings: Settings) -> None:
    with in_production(settings.model_copy(update=ISSUER)) as real:
        first = on_page(open_account(real, "guanli", Role.administrator))
        open_account(real, "wang", Role.approver, by=first)
        open_account(real, "chen", Role.asset_manager, by=first)
        second = on_page(open_second(real, "fuhe"))
        assert not link(real, "chen", "24400320", by=first)
        assert link(real, "wang", "24400999", by=first)
        assert len(identities(real)) == 1
        with real.session(second) as session:
            waiting = pending_requests(session)[-1].request
            assert (waiting.subject, waiting.act) == ("24400999", "identity_link")
        with pytest.raises(SecondAdministratorNeeded), real.session(first) as session:
            decide_request(session, waiting.id, is_confirmed=True, at=AT)
        with real.session(second) as session:
            decide_request(session, waiting.id, is_confirmed=True, at=AT)
        assert ("https://sso.example", "24400999") in identities(real)
