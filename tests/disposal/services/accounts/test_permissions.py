"""What each role may do: one table, asked for every write; whatever has no row is refused."""

import ast
import re
from pathlib import Path

import pytest
from sqlmodel import select

import disposal
from disposal.acting import Actor, Channel, Role, TokenScope
from disposal.errors import RecordNotFound
from disposal.lifecycle import NOTICE_TRANSITIONS
from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permission_table import PERMISSIONS, Permission, permissions_by_verb
from disposal.services.accounts.permissions import (
    OF_THE_PUBLIC,
    OF_THE_REGISTER,
    OF_THE_SERVER,
    PermissionRefused,
    ScopeRefused,
    may,
    require,
)
from disposal.services.claims.claims import change_claim
from disposal.services.intake.intake import IssuerForeign
from disposal.services.parties.parties import enter_party
from disposal.services.records.audit_trail import is_as_written
from disposal.services.records.event_words import event_words
from disposal.storage.database import Database
from tests.support.accounts import make_account
from tests.support.factories import make_claim, make_issuer
from tests.support.publishing import ISSUER, enter_project

EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
WRITERS = {"enter", "change", "remove", "record", "_note", "_saved"}
SERVICES = Path(disposal.__path__[0]) / "services"


def events_in_services() -> set[str]:
    """Return every text of the form noun.verb that services hand to a function that writes the audit trail."""
    found = {step.event for step in NOTICE_TRANSITIONS}
    for path in SERVICES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in WRITERS:
                words = [*node.args, *(each.value for each in node.keywords if each.arg == "event")]
                texts = [each.value for each in words if isinstance(each, ast.Constant) and isinstance(each.value, str)]
                found |= {each for each in texts if EVENT.fullmatch(each)}
    return found


def test_every_event_that_services_write_has_its_row() -> None:
    events = events_in_services()
    assert len(events) > 50
    unknown = events - set(permissions_by_verb()) - OF_THE_REGISTER - OF_THE_PUBLIC - OF_THE_SERVER
    assert sorted(unknown) == [], "say in PERMISSIONS (accounts/permission_table.py) which roles may do it"


def test_every_verb_has_words_so_that_a_refusal_shows_no_code() -> None:
    words = {verb: event_words(verb, "zh") for verb in permissions_by_verb()}
    assert [verb for verb, said in words.items() if said.startswith("办理") or re.search("[A-Za-z_.]", said)] == []


def test_verb_in_two_rows_is_refused() -> None:
    with pytest.raises(ValueError, match=r"claim\.entered stands in two rows"):
        permissions_by_verb((*PERMISSIONS, Permission((), TokenScope.write, ("claim.entered",))))


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_role_may_do_exactly_the_verbs_of_its_rows(role: Role) -> None:
    actor = Actor("虚构甲", account_id=Party(name="x").id, roles=frozenset({role}))
    rows = permissions_by_verb()
    assert {verb for verb in rows if may(actor, verb)} == {verb for verb, row in rows.items() if role in row.roles}


def reads_of(role: Role) -> set[str]:
    """Return what a role reads, exports, or sees in full."""
    of_reading = (".read", ".exported", ".number_read")
    return {verb for verb, row in permissions_by_verb().items() if role in row.roles and verb.endswith(of_reading)}


def test_administrators_read_no_record_and_nobody_else_reads_what_is_for_one_role() -> None:
    own = {"own_account.read", "messages.read", "objection_rules.read"}
    assert reads_of(Role.administrator) == own | {"accounts.read", "audit.read", "deputyships.read", "jobs.read"}
    assert {role for role in Role if "reports.read" in reads_of(role)} == {Role.discipline_officer}
    for verb in ("party.number_read", "list_entry.number_read"):
        assert {role for role in Role if verb in reads_of(role)} == {Role.compliance_officer}
    assert {role for role in Role if "accounts.read" in reads_of(role)} == {Role.administrator, Role.auditor}


def test_role_without_the_right_is_refused_in_words_and_on_record(database: Database) -> None:
    with database.session("首位管理员") as session:
        make_account(session, "shenji", Role.auditor)
    with (
        pytest.raises(PermissionRefused, match="entered party"),
        database.session(Actor("shenji", channel=Channel.page)) as session,
    ):
        enter_party(session, PartyCreate(name="虚构纺织有限公司"))
    with database.session() as session:
        assert session.exec(select(Party)).all() == []
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "access.refused")).one()
    assert (entry.actor, entry.login, entry.channel) == ("虚构shenji", "shenji", "page")
    assert entry.after == {"code": "permission_refused", "verb": "party.entered"}
    assert is_as_written(entry)


def test_token_does_no_more_than_its_scopes(database: Database) -> None:
    with database.session("首位管理员") as session:
        make_account(session, "chen", Role.asset_manager)
    reading = Actor("chen", channel=Channel.api, scopes=frozenset({TokenScope.read}))
    with pytest.raises(ScopeRefused, match="write"), database.session(reading) as session:
        enter_party(session, PartyCreate(name="虚构纺织有限公司"))
    with database.session(reading) as session:
        assert require(session, "parties.read").login == "chen"


def test_account_sees_and_changes_the_records_of_its_issuers_only(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours, theirs = make_issuer(session, "TEST-ZJ"), make_issuer(session, "TEST-JS", branch="测试二分公司")
        own = make_claim(session, issuer_id=ours.id, name="本公司债权").id
        foreign = make_claim(session, issuer_id=theirs.id, name="他公司债权").id
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
        make_account(session, "shenji", Role.auditor)
    with database.session(Actor("chen")) as session:
        assert [claim.id for claim in session.exec(select(Claim)).all()] == [own]
        assert session.exec(select(Claim.id)).all() == [own]
        assert session.get(Claim, foreign) is None
        with pytest.raises(RecordNotFound):
            change_claim(session, foreign, {"name": "改名"}, reason="测试")
        change_claim(session, own, {"name": "改名"}, reason="测试")
    with database.session(Actor("shenji"), is_read_only=True) as session:
        assert len(session.exec(select(Claim)).all()) == 2


def test_auditor_who_also_enters_claims_reaches_no_further_than_the_own_issuers(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours, theirs = make_issuer(session, "TEST-ZJ"), make_issuer(session, "TEST-JS", branch="测试二分公司")
        foreign = make_claim(session, issuer_id=theirs.id).id
        make_account(session, "both", Role.auditor, Role.administrator, Role.asset_manager, issuers=[ours.id])
    with database.session(Actor("both")) as session, pytest.raises(RecordNotFound):
        change_claim(session, foreign, {"name": "改名"}, reason="测试")


def test_project_of_another_issuer_cannot_be_entered(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours = make_issuer(session, "TEST-ZJ")
        make_issuer(session, "TEST-JS", **ISSUER)
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
    with pytest.raises(IssuerForeign, match="check the code"), database.session(Actor("chen")) as session:
        enter_project(session, issuer_code="TEST-JS")
    with pytest.raises(PermissionRefused, match="administrator"), database.session(Actor("chen")) as session:
        enter_project(session, issuer_code="TEST-XX", issuer={"name": "虚构新设资产管理有限公司"})
    with database.session() as session:
        assert session.exec(select(DisposalProject)).all() == []
