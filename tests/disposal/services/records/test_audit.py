"""The audit trail: nothing is written without a name and an entry, and what is written stays."""

import time
from decimal import Decimal

import pytest
from sqlalchemy import text, update
from sqlmodel import select

from disposal.models.claims.claim import Claim
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.placement_changes.errors import OnlyProposerTakesBack
from disposal.services.records import audit
from disposal.storage.database import Database
from disposal.write_errors import ActorMissing, AppendOnly, AuditMissing
from tests.support.factories import add, make_claim, make_party


def entries(database: Database) -> list[AuditEntry]:
    with database.session() as session:
        return list(session.exec(select(AuditEntry).order_by(AuditEntry.id)).all())


@pytest.mark.parametrize("verb", ["UPDATE {} SET id = DEFAULT", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["audit_entry", "notice_version"])
def test_table_that_only_grows_when_altered_by_plain_sql_refuses(database: Database, verb: str, table: str) -> None:
    with pytest.raises(AppendOnly, match="append a new row"), database.session("测试员") as session:
        session.execute(text(verb.format(table)))


def test_new_record_leaves_who_what_when_and_all_its_values(database: Database) -> None:
    with database.session("陈测试") as session:
        party = make_party(session, "测试甲公司")
    (entry,) = entries(database)
    assert (entry.actor, entry.event, entry.subject_type, entry.subject_id) == (
        "陈测试", "party.entered", "party", party.id,
    )  # fmt: skip
    assert entry.before is None
    assert entry.after is not None
    assert (entry.after["name"], entry.after["kind"]) == ("测试甲公司", "organisation")
    assert entry.at.utcoffset() is not None


def test_change_leaves_only_what_differs_before_and_after_and_why(database: Database) -> None:
    with database.session("测试员") as session:
        make_claim(session, principal="134000000.00")
    with database.session("复核员") as session:
        statement = session.exec(select(ClaimStatement)).one()
        before = audit.facts(statement)
        statement.principal = Decimal("133000000.00")
        audit.record(session, "statement.corrected", subject=statement, before=before, reason="银行对账单有误")
    entry = entries(database)[-1]
    assert (entry.before, entry.after) == ({"principal": "134000000.00"}, {"principal": "133000000.00"})
    assert (entry.actor, entry.reason) == ("复核员", "银行对账单有误")


def test_deleted_record_leaves_what_it_was(database: Database) -> None:
    with database.session("测试员") as session:
        party = make_party(session, "测试甲公司")
    with database.session("测试员") as session:
        party = session.get_one(Party, party.id)
        before = audit.facts(party)
        session.delete(party)
        audit.record(session, "party.removed", subject=party, before=before)
    entry = entries(database)[-1]
    assert (entry.before or {})["name"] == "测试甲公司"
    assert entry.after is None


def test_record_added_without_an_entry_fails_as_a_whole(database: Database) -> None:
    parties = [Party.model_validate({"name": name}) for name in ("测试甲公司", "测试乙公司")]
    with pytest.raises(AuditMissing, match="INSERT on party"), database.session("测试员") as session:
        session.add_all([add(session, parties[0]), parties[1]])
    assert entries(database) == []


@pytest.mark.parametrize("statement", ["UPDATE party SET name = '改名'", "DELETE FROM party"])
def test_bulk_change_by_plain_sql_without_an_entry_fails(database: Database, statement: str) -> None:
    with database.session("测试员") as session:
        make_party(session, "测试甲公司")
    with pytest.raises(AuditMissing, match=r"Call audit\.record"), database.session("测试员") as session:
        session.execute(text(statement))
    with database.session() as session:
        assert session.exec(select(Party.name)).all() == ["测试甲公司"]


def test_bulk_update_through_the_mapper_without_an_entry_fails(database: Database) -> None:
    with database.session("测试员") as session:
        make_claim(session)
    with pytest.raises(AuditMissing, match="UPDATE on claim"), database.session("测试员") as session:
        session.execute(update(Claim).values(name="改名"))


def test_entry_of_an_earlier_transaction_does_not_cover_a_later_change(database: Database) -> None:
    with database.session("测试员") as session:
        party = make_party(session, "测试甲公司")
    with pytest.raises(AuditMissing), database.session("测试员") as session:
        session.get_one(Party, party.id).name = "改名"


@pytest.mark.parametrize("actor", [None, ""])
def test_session_that_names_nobody_cannot_write_by_record_mapper_or_sql(database: Database, actor: str | None) -> None:
    with pytest.raises(ActorMissing, match="--as"), database.session(actor) as session:
        make_party(session)
    with pytest.raises(ActorMissing), database.session(actor) as session:
        session.add(Party.model_validate({"name": "测试甲公司"}))
    with pytest.raises(ActorMissing), database.session(actor) as session:
        session.execute(text("DELETE FROM party"))
    assert entries(database) == []


def test_refusal_that_repeats_what_cannot_be_shown_is_on_record_all_the_same(database: Database) -> None:
    with pytest.raises(OnlyProposerTakesBack), database.session("测试员"):
        raise OnlyProposerTakesBack("虚构\u202e甲" * 9_000, verb="placement_change.taken_back")
    (entry,) = entries(database)
    assert (entry.event, (entry.after or {})["verb"]) == ("access.refused", "placement_change.taken_back")
    assert str(entry.reason).startswith("该项由虚构U+202E甲虚构U+202E甲")


def test_actor_of_control_characters_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="not printable"), database.session("陈\u202e测试") as session:
        make_party(session)


@pytest.mark.parametrize("event", ["published", "Notice.published", "notice.published.twice", "公告.发布", ""])
def test_event_that_is_not_noun_and_verb_is_refused(database: Database, event: str) -> None:
    with pytest.raises(ValueError, match="match pattern"), database.session("测试员") as session:
        add(session, Party.model_validate({"name": "测试甲公司"}), event=event or " ")


def test_entry_read_again_equals_its_digest_and_a_forged_one_does_not(database: Database) -> None:
    with database.session("测试员") as session:
        make_claim(session, contract_numbers=["(2020)测字第1号"])
    written = entries(database)
    assert [entry.sha256 for entry in written] == [audit.digest(entry) for entry in written]
    forged = written[0].model_copy(update={"actor": "别人"})
    assert audit.digest(forged) != forged.sha256


def test_entries_in_order_of_commit_are_those_below_the_oldest_running_transaction(database: Database) -> None:
    oldest_running = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    settled = text(f"SELECT id FROM audit_entry WHERE transaction_id < {oldest_running} ORDER BY transaction_id, id")
    with database.session("慢") as slow:
        make_party(slow, "先写后交")
        with database.session("快") as quick:
            make_party(quick, "后写先交")
        with database.session() as reader:
            assert reader.execute(settled).scalars().all() == []
    # Transactions of other tests on the same server may run a while longer.
    for _ in range(200):
        with database.session() as reader:
            found = reader.execute(settled).scalars().all()
        if len(found) == 2:
            break
        time.sleep(0.05)
    assert found == [1, 2]
