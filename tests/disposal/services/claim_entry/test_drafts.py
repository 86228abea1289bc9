"""保存草稿: what is typed is kept as it is, errors and all; numbers of persons never stand open in the database."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.claims.claim_draft import ClaimDraft, DraftState
from disposal.models.records.audit_entry import AuditEntry
from disposal.personal_data.encryption import PersonalNumbers
from disposal.services.claim_entry.drafts import DraftOwner, discard, drafts_of, open_draft, restore, save_draft
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.claim_entry.sections import SECTIONS
from disposal.services.personal_numbers.key_rotation import rotate_key
from disposal.storage.database import Database
from tests.disposal.services.claim_entry.pages_as_typed import CLERK, small_page

NUMBER = "999999199001010016"
NAMES = [
    f"{section.name}-{row}{field.name}"
    for section in SECTIONS
    for field in section.fields
    for row in (("0-", "7-") if section.is_table else ("",))
]
PAGES = st.dictionaries(
    st.sampled_from(NAMES),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
    | st.sampled_from([NUMBER, f"身份证{NUMBER}", "1,340万元", "2022-8-3", "是", " 两头有空格 "]),
    max_size=12,
)


@given(typed=PAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_is_lost_or_altered_between_typing_and_opening(session: Session, typed: dict[str, str]) -> None:
    first = save_draft(session, small_page(), owner=CLERK)
    saved = save_draft(session, typed, owner=CLERK, draft_id=first.id)
    session.flush()
    session.expire_all()
    assert list(open_draft(session, saved.id, owner=CLERK).typed.items()) == list(typed.items())
    read_typed(typed)  # whatever is typed, it is read or told of


def test_draft_with_errors_is_found_again_by_its_owner_alone_newest_first(session: Session) -> None:
    one = save_draft(session, small_page(statements__0__principal="一千万左右"), owner=CLERK)
    other = save_draft(session, small_page(debtor__name="虚构乙有限公司"), owner=CLERK)
    assert [draft.title for draft in drafts_of(session, CLERK)] == ["虚构乙有限公司", "虚构甲制造有限公司"]
    assert open_draft(session, one.id, owner=CLERK).typed["statements-0-principal"] == "一千万左右"
    assert drafts_of(session, DraftOwner("李敏")) == []
    with pytest.raises(RecordNotFound):
        open_draft(session, other.id, owner=DraftOwner("李敏"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("guarantees-0-number", NUMBER),
        ("guarantees-0-number", "E12345678"),
        ("security-0-owner_number", "９９９９９９ 1990 0101 0016"),
        ("other-details", f"联系人证件{NUMBER}"),
        ("debtor-name", f"张某{NUMBER}"),
    ],
)
def test_number_of_a_person_is_stored_encrypted_only(session: Session, name: str, words: str) -> None:
    draft = save_draft(session, small_page() | {"guarantees-0-kind": "自然人", name: words}, owner=CLERK)
    session.flush()
    tables = (
        "SELECT typed::text || coalesce(title, '') FROM claim_draft",
        "SELECT coalesce(after::text, '') FROM audit_entry",
    )
    stored = "".join(row for query in tables for row in session.execute(text(query)).scalars())
    assert not {words, NUMBER, "19900101"} & {part for part in (words, NUMBER, "19900101") if part in stored}
    assert open_draft(session, draft.id, owner=CLERK).typed[name] == words


def test_saving_the_same_again_writes_nothing(session: Session) -> None:
    draft = save_draft(session, small_page(), owner=CLERK)
    count = len(session.exec(select(AuditEntry)).all())
    save_draft(session, small_page(), owner=CLERK, draft_id=draft.id)
    assert len(session.exec(select(AuditEntry)).all()) == count


def test_discarded_draft_is_no_longer_listed_and_comes_back_whole(session: Session) -> None:
    draft = save_draft(session, small_page(), owner=CLERK)
    discard(session, draft.id, owner=CLERK, reason="重复录入")
    assert drafts_of(session, CLERK) == []
    with pytest.raises(RecordRefused, match="restore it first"):
        save_draft(session, small_page(debtor__name="虚构乙有限公司"), owner=CLERK, draft_id=draft.id)
    restore(session, draft.id, owner=CLERK, reason="仍需录入")
    assert draft.state is DraftState.open
    assert open_draft(session, draft.id, owner=CLERK).typed == small_page()


def test_draft_with_a_number_is_read_with_the_new_key_after_a_change_of_keys(database: Database) -> None:
    page = small_page(guarantees__0__number=NUMBER)
    with database.session("陈静") as session:
        draft_id = save_draft(session, page, owner=CLERK).id
    new = PersonalNumbers.of("7a" * 32)
    with database.session("安全员", is_alone=True) as session:
        done = rotate_key(session, old=session.info["personal_numbers"](), new=new, reason="年度更换")
        assert done.drafts == 1
        assert NUMBER in new.decrypt(session.get_one(ClaimDraft, draft_id).sealed or b"", party_id=draft_id)


def test_two_first_posts_of_one_page_at_once_make_one_draft(database: Database) -> None:
    draft_id = uuid4()

    def save(number: int) -> None:
        with database.session("陈静") as session:
            save_draft(session, small_page(debtor__name=f"虚构{number}有限公司"), owner=CLERK, draft_id=draft_id)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(save, range(4)))
    with database.session("陈静") as session:
        assert [draft.id for draft in drafts_of(session, CLERK)] == [draft_id]
