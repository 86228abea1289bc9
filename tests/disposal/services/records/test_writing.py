"""What every verb does alike: before and after in the audit trail, whole or not at all, ids that exist."""

from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from disposal.acting import Actor
from disposal.errors import RecordExists, RecordNotFound
from disposal.models.claims.claim import Claim
from disposal.models.parties.party import PartyCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.claims.claims import change_claim
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.records.validation import InvalidRecord, read
from disposal.storage.database import Database
from disposal.write_errors import OnChangeMissing
from tests.support.factories import make_claim
from tests.support.row_counts import row_counts

CODE = "91330000000000003D"


def last_entry(session: Session) -> AuditEntry:
    return session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1)).one()


def test_record_entered_leaves_an_entry_with_all_it_says(session: Session) -> None:
    party = enter_party(session, PartyCreate(name="测试纺织有限公司"))
    entry = last_entry(session)
    assert (entry.event, entry.actor, entry.subject_id) == ("party.entered", "测试员", party.id)
    assert entry.before is None
    assert entry.after is not None
    assert entry.after["name"] == "测试纺织有限公司"


def test_record_changed_leaves_before_after_and_reason_of_what_differs(session: Session) -> None:
    party = enter_party(session, PartyCreate(name="测试纺织有限公司", address="旧址"))
    change_party(session, party.id, {"address": "新址", "name": "测试纺织有限公司"}, reason="营业执照变更")
    entry = last_entry(session)
    assert (entry.before, entry.after, entry.reason) == ({"address": "旧址"}, {"address": "新址"}, "营业执照变更")


def test_change_undone_is_an_ordinary_change_back(session: Session) -> None:
    claim = make_claim(session)
    before = claim.model_dump()
    change_claim(session, claim.id, {"name": "甲", "five_class": "loss"}, reason="误录")
    change_claim(session, claim.id, {"name": None, "five_class": None}, reason="撤回误录")
    assert claim.model_dump() == before
    assert last_entry(session).reason == "撤回误录"


def test_change_that_changes_nothing_leaves_no_entry(session: Session) -> None:
    party = enter_party(session, PartyCreate(name="测试纺织有限公司"))
    before = row_counts(session)
    change_party(session, party.id, {"name": "测试纺织有限公司"}, reason="核对")
    assert row_counts(session) == before


@pytest.mark.parametrize("reason", ["", "  ", "改\x00"])
def test_change_without_a_proper_reason_is_refused(session: Session, reason: str) -> None:
    party = enter_party(session, PartyCreate(name="测试纺织有限公司"))
    with pytest.raises(InvalidRecord) as refused:
        change_party(session, party.id, {"name": "改名"}, reason=reason)
    assert refused.value.field == "reason"
    session.expire(party)
    assert party.name == "测试纺织有限公司"


def test_record_that_does_not_exist_is_named_with_its_id_and_a_remedy(session: Session) -> None:
    missing = uuid4()
    with pytest.raises(RecordNotFound, match=f"no party {missing}.*enter the party first") as refused:
        change_party(session, missing, {"name": "改名"}, reason="核对")
    assert refused.value.status == 404
    assert f"没有编号为 {missing} 的当事人" in refused.value.zh


def test_taken_value_is_named_and_the_session_goes_on(session: Session) -> None:
    enter_party(session, read(PartyCreate, {"name": "测试甲有限公司", "credit_code": CODE}))
    before = row_counts(session)
    with pytest.raises(RecordExists, match=CODE) as refused:
        enter_party(session, read(PartyCreate, {"name": "测试乙有限公司", "credit_code": CODE}))
    assert (refused.value.field, refused.value.status) == ("credit_code", 409)
    assert row_counts(session) == before
    enter_party(session, PartyCreate(name="测试乙有限公司"))


def test_change_refused_for_a_taken_value_leaves_the_record_as_it_was(session: Session) -> None:
    enter_party(session, read(PartyCreate, {"name": "测试甲有限公司", "credit_code": CODE}))
    other = enter_party(session, PartyCreate(name="测试乙有限公司"))
    with pytest.raises(RecordExists):
        change_party(session, other.id, {"credit_code": CODE, "name": "测试丙有限公司"}, reason="补录")
    assert (other.credit_code, other.name) == (None, "测试乙有限公司")


def test_change_that_waited_for_another_says_what_that_one_left(database: Database) -> None:
    with database.session("甲") as session:
        claim_id = make_claim(session).id
    has_changed, may_commit = Event(), Event()

    def first() -> None:
        with database.session("甲") as session:
            change_claim(session, claim_id, {"name": "甲名"}, reason="甲改")
            has_changed.set()
            may_commit.wait(10)

    thread = Thread(target=first)
    thread.start()
    assert has_changed.wait(10)
    with database.session("乙") as session:
        assert session.get_one(Claim, claim_id).name is None
        may_commit.set()
        change_claim(session, claim_id, {"name": "乙名"}, reason="乙改")
        assert last_entry(session).before == {"name": "甲名"}
    thread.join(10)


def test_session_that_carries_no_follow_up_of_changes_cannot_write(database: Database) -> None:
    with Session(database.engine, info={"acting": Actor("测试员")}) as bare:
        with pytest.raises(OnChangeMissing, match=r"registry\.opening"):
            enter_party(bare, PartyCreate(name="测试纺织有限公司"))
        assert bare.exec(select(AuditEntry)).all() == []


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({}, "name", "缺少必填项"),
        ({"name": "甲", "nickname": "乙"}, "nickname", "没有这个字段"),
        ({"name": "甲", "credit_code": "91330000000000003X"}, "credit_code", "统一社会信用代码"),
        ({"name": "甲", "founded_on": "2022-02-30"}, "founded_on", "不是日期"),
        ({"name": "甲", "kind": "company"}, "kind", "不是可用的代码"),
    ],
)
def test_values_that_are_no_record_are_refused_naming_field_and_remedy(
    values: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(InvalidRecord) as refused:
        read(PartyCreate, values)
    assert refused.value.field == field
    assert says in refused.value.zh
    assert refused.value.as_json()["status"] == 422


def test_all_problems_of_a_record_are_named_at_once() -> None:
    with pytest.raises(InvalidRecord) as refused:
        read(PartyCreate, {"name": "", "kind": "company", "is_masked": "maybe"})
    assert [problem.path for problem in refused.value.problems] == ["kind", "name", "is_masked"]
