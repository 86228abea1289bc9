"""A record in words: as it stands, as it stood, and who changed it; nothing of another branch."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from disposal.acting import Actor, Channel, Role
from disposal.collateral_types import TYPES
from disposal.demo.case import STOOD_IN
from disposal.errors import RecordNotFound
from disposal.models.claims.claim import LoanContract
from disposal.models.claims.co_debtor import CoDebtorCreate
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import PartyCreate
from disposal.models.parties.relation import PartyRelation
from disposal.models.publication.placement import PlacementCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import now
from disposal.models.screening.bidder import Bidder
from disposal.services.accounts.permission_table import permissions_by_verb
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.claims.claims import change_claim
from disposal.services.claims.co_debtors import enter_co_debtor
from disposal.services.claims.guarantees import remove_guarantee
from disposal.services.claims.statements import change_statement
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.press.placements import record_placement
from disposal.services.records.event_words import event_words
from disposal.services.staff_lists.columns import CellWords
from disposal.services.staff_records.field_labels import HIDDEN, field_label, part_label
from disposal.services.staff_records.history import record_history
from disposal.services.staff_records.kinds import RECORD_KINDS
from disposal.services.staff_records.records import StaffRecord, staff_record
from disposal.services.staff_records.states import part_states, state_at
from disposal.services.staff_records.values import in_words
from disposal.storage.database import Database
from notices.codes import PartyKind
from notices.dates import SHANGHAI
from tests.disposal.services.staff_lists.test_lists import claim_of
from tests.support.accounts import make_account
from tests.support.factories import add, make_guarantee, make_issuer, make_party, make_project, make_security_interest
from tests.support.publishing import publish_project


def part(record: StaffRecord, title: str) -> list[dict[str, str]]:
    """Return the rows of a part by the words over their columns."""
    table = next((each for each in record.parts if each.title == title), None)
    return [dict(zip([words for words, _ in table.columns], row, strict=True)) for row in table.rows] if table else []


def test_claim_is_shown_with_all_that_hangs_on_it_in_words(session: Session) -> None:
    claim = claim_of(session, "虚构甲制造有限公司", purchase_batch="2021-A", five_class="loss")
    make_security_interest(session, claim)
    make_guarantee(session, claim)
    record = staff_record(session, "claims", claim.id)
    facts = dict(record.facts)
    assert record.title == "虚构甲制造有限公司"
    assert (facts["收购批次"], facts["五级分类"], facts["债权状态"]) == ("2021-A", "损失", "持有")
    assert part(record, "金额")[0]["本金"] == "134,000,000.00"
    assert part(record, "金额")[0]["合计"] == "193,474,338.54"
    security = part(record, "担保物")[0]
    assert (security["抵押人、出质人"], security["最高额"]) == ("测试线业有限公司", "34,330,000.00")
    assert part(record, "保证人")[0]["保证方式"] == "连带责任保证"
    assert facts["币种"] == "人民币"
    assert facts["材料部分缺失"] == "未说明"
    change_claim(session, claim.id, {"has_missing_documents": False}, reason="核对材料")
    assert dict(staff_record(session, "claims", claim.id).facts)["材料部分缺失"] == "否"
    assert "claim" not in str(record.facts)


def test_claim_leads_to_the_page_of_each_party_that_it_names_and_each_of_these_back(session: Session) -> None:
    bank, co = make_party(session, "虚构乙银行"), make_party(session, "虚构共借人有限公司")
    claim = claim_of(session, "虚构甲制造有限公司", original_creditor_id=bank.id)
    make_security_interest(session, claim)
    make_guarantee(session, claim)
    enter_co_debtor(session, CoDebtorCreate(claim_id=claim.id, party_id=co.id))
    record = staff_record(session, "claims", claim.id)
    named = [
        (said, path) for said, path in zip(dict(record.facts).values(), record.links.values(), strict=True) if path
    ]
    for table in record.parts:
        for row, links in zip(table.rows, table.links, strict=True):
            named += [(said, path) for said, path in zip(row, links, strict=True) if path]
    assert sorted({said for said, _ in named}) == [
        "测试控股集团有限公司", "测试线业有限公司", "虚构乙银行", "虚构共借人有限公司", "虚构甲制造有限公司",
    ]  # fmt: skip
    for said, path in named:
        party = staff_record(session, "parties", UUID(path.removeprefix("/desk/parties/")))
        assert party.title == said
        assert claim.id in {row.id for use in party.uses if use.path == "/desk/claims/" for row in use.rows}, said


def test_every_field_that_a_page_shows_has_chinese_words() -> None:
    tables = {kind.table for kind in RECORD_KINDS.values()}
    tables |= {each.table for kind in RECORD_KINDS.values() for each in kind.parts}
    bare = [
        f"{table.__tablename__}.{name}"
        for table in tables
        for name in set(table.model_fields) - HIDDEN - table.unaudited
        if not field_label(str(table.__tablename__), name)
    ]
    assert len(tables) > 15
    assert sorted(bare) == [], "give each field its Chinese words in field_labels.py"
    parts = [(LoanContract.__name__, name) for name in LoanContract.model_fields]
    parts += [("attributes", name) for kind in TYPES for name in kind.model_fields]
    assert [each for each in parts if part_label(*each, "zh") == each[1]] == []
    assert part_label("LoanContract", "number", "zh") == "合同编号"
    assert field_label("litigation_status", "words") == "原文"


def test_every_verb_of_the_table_of_rights_has_words_of_its_own() -> None:
    verbs = [verb for verb in permissions_by_verb() if not verb.endswith(".read")]
    assert [verb for verb in verbs if event_words(verb, "zh").startswith("办理")] == []


def test_record_stands_as_it_stood_at_any_instant_with_what_was_removed_since(session: Session) -> None:
    claim = claim_of(session, "虚构甲制造有限公司", name="原名")
    guarantee = make_guarantee(session, claim)
    before = now()
    change_claim(session, claim.id, {"name": "新名"}, reason="更正名称")
    statement = session.exec(select(ClaimStatement).where(ClaimStatement.claim_id == claim.id)).one()
    change_statement(session, statement.id, {"principal": "134500000.00"}, reason="核对借据")
    remove_guarantee(session, guarantee.id, reason="误录")
    entries = list(session.exec(select(AuditEntry).where(AuditEntry.subject_id == claim.id)))
    stood = state_at(claim, entries, before)
    assert stood is not None
    assert stood["name"] == "原名"
    parts = {each.zh: part_states(session, each, claim.id, before) for each in RECORD_KINDS["claims"].parts}
    assert [each["principal"] for each in parts["金额"]] == ["134000000.00"]
    assert [each["id"] for each in parts["保证人"]] == [str(guarantee.id)]
    record = staff_record(session, "claims", claim.id)
    assert (record.title, part(record, "保证人")) == ("虚构甲制造有限公司 新名", [])


def test_record_asked_about_a_day_before_it_was_entered_is_absent_that_day(session: Session) -> None:
    claim = claim_of(session, "虚构甲制造有限公司")
    day = claim.created_at.astimezone(SHANGHAI).date()
    assert staff_record(session, "claims", claim.id, on=day - timedelta(days=1)).is_absent
    today = staff_record(session, "claims", claim.id, on=day)
    assert part(today, "金额") == part(staff_record(session, "claims", claim.id), "金额")
    assert today.uses == ()


def test_history_says_who_when_before_after_and_why_of_all_that_hung_on_it(session: Session) -> None:
    claim = claim_of(session, "虚构甲制造有限公司", name="原名")
    guarantee = make_guarantee(session, claim)
    change_claim(session, claim.id, {"name": "新名"}, reason="更正名称")
    remove_guarantee(session, guarantee.id, reason="误录")
    removed, changed, *_, entered = record_history(session, "claims", claim.id).entries
    assert (removed.what, removed.why, removed.who) == ("移除保证", "误录", "测试员")
    assert ("保证人", "测试控股集团有限公司", None) in [(c.field, c.before, c.after) for c in removed.changes]
    assert [(c.field, c.before, c.after) for c in changed.changes] == [("债权名称", "原名", "新名")]
    assert entered.what == "录入债权"
    assert record_history(session, "claims", claim.id, language="en").entries[1].what == "changed claim"


def test_history_goes_on_behind_its_last_entry(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disposal.services.staff_records.history.MOST", 2)
    party = make_party(session)
    for name in ("虚构一厂", "虚构二厂", "虚构三厂"):
        change_party(session, party.id, {"name": name}, reason="更名")
    first = record_history(session, "parties", party.id)
    second = record_history(session, "parties", party.id, before=first.older)
    assert len(first.entries) == len(second.entries) == 2
    assert second.older is None


def test_declarations_and_means_of_a_bidder_are_said_in_words() -> None:
    said = {"limb": "civil_servant", "is_barred": False, "signed_on": "2022-08-10"}
    means = {"document": "虚构存款证明", "amount": "10000000.00"}
    told = [in_words(Bidder, name, [value], names={}, language="zh") for name, value in
            (("declarations", said), ("means", means))]  # fmt: skip
    assert told == [
        "承诺事项：国家公务员；属于：否；签署日：2022-08-10 周三",
        "证明材料：虚构存款证明；金额：10,000,000.00",
    ]


def test_number_of_a_person_is_masked_in_record_and_history(session: Session) -> None:
    number = "11010519491231002X"
    person = enter_party(session, PartyCreate(kind=PartyKind.natural_person, name="虚构某", personal_number=number))
    shown = str(staff_record(session, "parties", person.id)) + str(record_history(session, "parties", person.id))
    assert number not in shown
    assert "110105********002X" in shown


def test_notice_shows_its_hashes_and_placements_and_every_kind_its_uses(session: Session) -> None:
    notice = publish_project(session)
    placement = record_placement(session, PlacementCreate.model_validate({"notice_id": notice.id, **STOOD_IN}))
    record = staff_record(session, "notices", notice.id)
    versions = next(each for each in record.uses if each.zh == "版本与散列值")
    assert (record.title, versions.rows[0].cells[0]) == (notice.number, CellWords("第1版", "version 1"))
    placed = next(each for each in record.parts if each.title == "刊登")
    assert placed.links[0][0] == f"/desk/notices/{notice.id}/placements/{placement.id}"
    assert all(len(str(cell)) == 64 for cell in versions.rows[0].cells[2:])
    project = staff_record(session, "projects", notice.project_id)
    assert [each.zh for each in project.uses] == ["债权", "公告"]
    debtor = next(each for each in staff_record(session, "claims", project.uses[0].rows[0].id).uses)
    assert (debtor.zh, debtor.rows[0].name) == ("所在处置项目", "测试-甲")


def test_record_of_another_branch_is_not_there_and_roles_without_the_right_see_no_history(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours, theirs = make_issuer(session), make_issuer(session, "TEST-JS", branch="测试二分公司")
        own, foreign = (
            claim_of(session, name, issuer_id=each.id) for name, each in (("虚构甲厂", ours), ("虚构乙厂", theirs))
        )
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
        make_account(session, "jijian", Role.discipline_officer, issuers=[ours.id])
        ids = own.id, foreign.id
    chen = Actor("chen", channel=Channel.page)
    for show in (staff_record, record_history):
        with database.session(chen, is_read_only=True) as session:
            assert show(session, "claims", ids[0]).title == "虚构甲厂"
            with pytest.raises(RecordNotFound):
                show(session, "claims", ids[1])
    with database.session(Actor("jijian")) as session, pytest.raises(PermissionRefused):
        record_history(session, "claims", ids[0])


def test_relation_that_a_bidder_of_another_branch_stated_is_not_shown_on_the_party(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours, theirs = make_issuer(session), make_issuer(session, "TEST-JS", branch="测试二分公司")
        party, other = make_party(session, "虚构甲厂"), make_party(session, "虚构乙厂")
        project = make_project(session, issuer_id=theirs.id)
        bidder = add(session, Bidder.model_validate({"project_id": project.id, "party_id": party.id}))
        said = {"from_party_id": party.id, "to_party_id": other.id, "kind": "control", "source": "虚构申报资料"}
        add(session, PartyRelation.model_validate({**said, "bidder_id": bidder.id}))
        for login, issuer in (("chen", ours), ("wang", theirs)):
            make_account(session, login, Role.compliance_officer, issuers=[issuer.id])
        party_id = party.id
    shown = {}
    for login in ("chen", "wang"):
        with database.session(Actor(login, channel=Channel.page), is_read_only=True) as session:
            pages = (staff_record(session, "parties", party_id), record_history(session, "parties", party_id))
            shown[login] = ["虚构申报资料" in str(page) for page in pages]
    assert shown == {"chen": [False, False], "wang": [True, True]}
