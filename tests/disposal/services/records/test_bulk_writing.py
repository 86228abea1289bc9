"""Many records at once are the same records, with the same entries, as one by one."""

from typing import Any

import pytest
from sqlmodel import Session, col, select

from disposal.models.claims.claim import Claim, ClaimCreate
from disposal.models.claims.statement import ClaimStatement, ClaimStatementCreate
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import Payload, Record, new_id
from disposal.services.claims.claims import enter_claim
from disposal.services.claims.statements import enter_statement
from disposal.services.parties.parties import enter_party
from disposal.services.records.audit_trail import entries, is_as_written
from disposal.services.records.bulk_writing import BulkEvent, NewRecord, enter_many, remove_many
from disposal.services.records.validation import read
from disposal.storage.database import Database
from disposal.write_errors import AuditMissing
from tests.support.factories import make_party

NAMED_APART = {"id", "created_at", "subject_id", "at", "sha256", "transaction_id", "claim_id", "debtor_id"}


def same(row: Record, other: Record) -> dict[str, Any]:
    """Return the fields in which two records differ, but those that always do."""
    one, two = row.model_dump(mode="json"), other.model_dump(mode="json")
    return {name: (one[name], two[name]) for name in one if one[name] != two[name] and name not in NAMED_APART}


def bulk(session: Session, table: type[Record], data: Payload, **more: Any) -> Record:
    new = NewRecord(data, new_id(), more)
    enter_many(session, table, [new], note=BulkEvent(f"{table.__tablename__}.entered"))
    return session.get_one(table, new.id)


def party_values(name: str) -> dict[str, Any]:
    return {
        "name": name, "former_names": ["虚构旧名有限公司"], "status": "revoked", "founded_on": "1999-01-02",
        "business_scope": "制造：\t“引号”、\\反斜杠\n第二行", "name_bases": ["contract"],
    }  # fmt: skip


def test_party_in_bulk_is_the_party_entered_singly(session: Session) -> None:
    data = read(PartyCreate, party_values("虚构甲有限公司"))
    single, many = enter_party(session, data), bulk(session, Party, data)
    assert same(single, many) == {}
    (one,), (two,) = (entries(session, subject_id=row.id) for row in (single, many))
    assert one.after is not None
    assert two.after is not None
    assert {name for name in one.after if one.after[name] != two.after[name]} <= NAMED_APART
    assert one.after.keys() == two.after.keys()
    assert is_as_written(two)
    assert two.after["created_at"] == many.model_dump(mode="json")["created_at"]


def test_claim_and_statement_in_bulk_are_those_entered_singly(session: Session) -> None:
    claim = read(ClaimCreate, {"debtor_id": make_party(session).id, "contract_numbers": ["虚构借字第1号"]})
    one, two = enter_claim(session, claim), bulk(session, Claim, claim)
    assert same(one, two) == {}
    amounts = {"record_date": "2022-01-31", "principal": "134000000.00", "printed_forms": {"total": {"places": 3}}}
    statements = [read(ClaimStatementCreate, {"claim_id": row.id, **amounts}) for row in (one, two)]
    assert same(enter_statement(session, statements[0]), bulk(session, ClaimStatement, statements[1])) == {}


def test_removal_in_bulk_leaves_what_each_was(session: Session) -> None:
    rows = [bulk(session, Party, read(PartyCreate, party_values(f"虚构{n}有限公司"))) for n in "甲乙"]
    was = {row.id: row.model_dump(mode="json")["name"] for row in rows}
    remove_many(session, Party, list(was), note=BulkEvent("party.removed", "还原导入"))
    assert session.exec(select(Party).where(col(Party.id).in_(was))).all() == []
    left = {each.subject_id: each for each in entries(session, last=2)}
    assert {subject: (each.before or {})["name"] for subject, each in left.items()} == was
    assert all(each.after is None and each.reason == "还原导入" and is_as_written(each) for each in left.values())


@pytest.mark.parametrize("left_out", [True, False])
def test_row_without_its_entry_is_refused_at_commit(database: Database, left_out: bool) -> None:
    def write() -> None:
        with database.session("测试员") as session:
            bulk(session, Party, read(PartyCreate, {"name": "虚构甲有限公司"}))
            if left_out:
                entry = session.exec(select(AuditEntry)).one()
                session.connection().exec_driver_sql("ALTER TABLE audit_entry DISABLE TRIGGER append_only")
                session.delete(entry)

    if left_out:
        with pytest.raises(AuditMissing):
            write()
    else:
        write()
        with database.session() as session:
            assert len(session.exec(select(Party)).all()) == 1
