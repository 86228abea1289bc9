"""Enquiries: kept in time or late, answered by two roles only, public by consent alone, found while typing."""

import pytest
from sqlalchemy import event, text

from disposal.acting import OBJECTOR
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.enquiries.answering import withdraw_consent
from disposal.services.enquiries.errors import EnquiryInvalid, EnquiryRefused, EnquiryUnknown
from disposal.services.enquiries.overview import enquiries_of, page_of_enquiries, staff_view
from disposal.services.enquiries.paging import EnquiryQuery
from disposal.services.enquiries.public_enquiries import public_enquiries, similar_enquiries
from disposal.services.enquiries.supplements import draft_supplement
from disposal.services.records.validation import InvalidRecord
from disposal.storage.database import Database
from disposal.write_errors import AppendOnly
from notices.text import PROSE_LENGTH
from tests.disposal.services.enquiries.enquiring import answered, asked, logged
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import NUMBER, by, fill_published, on
from tests.support.calendars import UNTIL_2026

pytestmark = pytest.mark.filled(by=fill_published)


def similar(database: Database, words: str) -> list[str]:
    """Return the questions offered for what is typed."""
    with database.session() as session:
        return [each.question for each in similar_enquiries(session, NUMBER, words)]


def test_enquiry_before_and_after_the_end_of_the_window_is_kept_numbered_and_marked(database: Database) -> None:
    inside, late = (asked(database, at) for at in ("2022-08-31 23:59:59", "2022-09-01 00:00:00"))
    assert len({receipt_in(each.enquiry.receipt, "ZX") for each in (inside, late)}) == 2
    assert [each.timeliness.mark[0] for each in (inside, late)] == ["期内", "逾期"]
    assert "2022年8月31日（星期三）24:00届满，逾期。逾期咨询照常登记、答复。" in late.timeliness.because
    answered(database, late.enquiry.receipt)


@pytest.mark.parametrize("login", ["fawu", "jingli"])
def test_legal_officer_and_asset_manager_log_and_answer(database: Database, login: str) -> None:
    receipt = logged(database, login=login).enquiry.receipt
    assert answered(database, receipt, login=login).state.value == "answered"


@pytest.mark.parametrize("login", ["hegui", "shenpi", "guan"])
def test_nobody_else_answers(database: Database, login: str) -> None:
    receipt = asked(database).enquiry.receipt
    with pytest.raises(PermissionRefused):
        answered(database, receipt, login=login)


def test_public_may_file_an_enquiry_and_not_answer_it(database: Database) -> None:
    receipt = asked(database).enquiry.receipt
    with database.session(OBJECTOR) as session, pytest.raises(PermissionRefused):
        staff_view(session, receipt, calendar=UNTIL_2026)


def test_answer_is_public_only_where_the_asker_agreed(database: Database) -> None:
    secret = asked(database, agrees_to_publish=False, words="有无租赁合同").enquiry.receipt
    with pytest.raises(EnquiryRefused, match="has not agreed to publish"):
        answered(database, secret, is_public=True)
    answered(database, secret)
    answered(database, asked(database).enquiry.receipt, is_public=False)
    with database.session() as session:
        assert public_enquiries(session, NUMBER).shown == ()
    assert similar(database, "有无租赁合同，抵押厂房出租") == []


def test_public_answer_is_masked_and_a_later_one_takes_its_place(database: Database) -> None:
    receipt = asked(database, words="我是张三丰，电话13812345678，抵押厂房是否出租？").enquiry.receipt
    answered(database, receipt, "张三丰您好：已出租。")
    with database.session() as session:
        first = public_enquiries(session, NUMBER).shown[0]
    assert (first.question, first.answer) == ("我是张某某，电话138****5678，抵押厂房是否出租？", "张某某您好：已出租。")
    answered(database, receipt, "更正：未出租。", public_question="厂房是否出租？")
    with database.session(by("fawu")) as session:
        view = staff_view(session, receipt, calendar=UNTIL_2026)
        assert [each.words for each in view.answers] == ["张三丰您好：已出租。", "更正：未出租。"]
        assert (view.row.public_question, view.row.public_answer) == ("厂房是否出租？", "更正：未出租。")
    again = answered(database, receipt, "再更正：已出租。")
    assert again.public_question == "厂房是否出租？"


def test_consent_taken_back_hides_question_and_answer_for_good(database: Database) -> None:
    filed = asked(database)
    answered(database, filed.enquiry.receipt)
    assert similar(database, "抵押厂房出租") == ["抵押厂房目前是否出租？"]
    with database.session(OBJECTOR) as session:
        withdraw_consent(session, filed.token)
    assert similar(database, "抵押厂房出租") == []
    with pytest.raises(EnquiryRefused):
        answered(database, filed.enquiry.receipt, is_public=True)


def test_similar_questions_are_found_by_their_words_and_nothing_masked_is(database: Database) -> None:
    answered(database, asked(database).enquiry.receipt)
    answered(database, asked(database, words="保证金何时退还？").enquiry.receipt, "成交后五个工作日内退还。")
    assert similar(database, "请问抵押的厂房有没有出租") == ["抵押厂房目前是否出租？"]
    assert similar(database, "保证金什么时候退还给我") == ["保证金何时退还？"]
    for unlike in ("", "请问", "债务人是否已经破产", "张三丰", "'); DROP TABLE enquiry; --"):
        assert similar(database, unlike) == []


def test_supplement_is_drafted_of_question_and_answer_with_persons_masked(database: Database) -> None:
    receipt = asked(database, words="张三丰问：厂房是否出租？", agrees_to_publish=False).enquiry.receipt
    with database.session(by("fawu")) as session, pytest.raises(EnquiryRefused, match="is not answered"):
        draft_supplement(session, receipt, on=on("2022-08-16 09:00").at.date())
    answered(database, receipt)
    with database.session(by("fawu")) as session:
        draft_id = draft_supplement(session, receipt, on=on("2022-08-16 09:00").at.date()).id
    with database.session() as session:
        draft = session.get_one(Notice, draft_id)
        assert (draft.kind, draft.state) == ("supplement", "draft")
        statements = (draft.draft or {})["statements"]
        assert statements == ["问：张某某问：厂房是否出租？", "答：已出租，租期至2025年12月31日。"]
    answered(database, receipt, "租" * PROSE_LENGTH)
    with database.session(by("fawu")) as session, pytest.raises(InvalidRecord, match=r"statements\.1"):
        draft_supplement(session, receipt, on=on("2022-08-16 09:00").at.date())


@pytest.mark.parametrize(
    ("said", "error", "field"),
    [
        ({"words": "？"}, EnquiryInvalid, "words"),
        ({"words": "证件号11010519491231002X"}, InvalidRecord, "words"),
        ({"received_at": "2022-08-15 10:01"}, EnquiryInvalid, "received_at"),
        ({"enquirer": "甲\n乙"}, InvalidRecord, "enquirer"),
    ],
)
def test_bad_enquiry_is_refused_at_its_field(
    database: Database, said: dict[str, str], error: type[EnquiryInvalid], field: str
) -> None:
    with pytest.raises(error) as refused:
        logged(database, **said)
    assert refused.value.field == field


def test_what_was_asked_and_answered_is_never_rewritten(database: Database) -> None:
    receipt = asked(database, agrees_to_publish=False).enquiry.receipt
    answered(database, receipt)
    for statement in (
        "UPDATE enquiry SET words = '另一问'", "UPDATE enquiry SET agrees_to_publish = true", "DELETE FROM enquiry",
        "UPDATE enquiry_answer SET words = '另一答'", "DELETE FROM enquiry_answer",
    ):  # fmt: skip
        with database.engine.connect() as connection, pytest.raises(AppendOnly):
            connection.execute(text(statement))


def test_register_asks_as_few_queries_for_many_as_for_few(database: Database) -> None:
    counts: list[int] = []
    for _ in range(2):
        for _ in range(3):
            answered(database, asked(database).enquiry.receipt)
        statements: list[str] = []
        with database.session(by("hegui")) as session:
            event.listen(database.engine, "before_cursor_execute", lambda *said, to=statements: to.append(said[2]))
            found = list(enquiries_of(session, EnquiryQuery(), calendar=UNTIL_2026))
        assert [len(each.answers) for each in found] == [1] * len(found)
        counts.append(len(statements))
    assert len(found) == 6
    assert counts[0] == counts[1]


def test_register_is_paged_by_key(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disposal.services.staff_lists.keyset.ROWS", 2)
    receipts = [asked(database).enquiry.receipt for _ in range(3)]
    answered(database, receipts[2])
    with database.session(by("hegui")) as session:
        first = page_of_enquiries(session, EnquiryQuery(), calendar=UNTIL_2026)
        last = page_of_enquiries(session, EnquiryQuery(after=first.next_after), calendar=UNTIL_2026)
        back = page_of_enquiries(session, EnquiryQuery(before=last.previous_before), calendar=UNTIL_2026)
        every = [each.row.receipt for each in enquiries_of(session, EnquiryQuery(), calendar=UNTIL_2026)]
    pages = [[view.row.receipt for view in page.views] for page in (first, last, back)]
    assert pages == [[receipts[1], receipts[0]], [receipts[2]], [receipts[1], receipts[0]]]
    assert (first.count.number, last.next_after, every) == (3, "", [*pages[0], *pages[1]])


def test_register_is_searched_and_lists_the_unanswered_first(database: Database) -> None:
    first, second = (asked(database, at).enquiry.receipt for at in ("2022-08-15 10:00", "2022-08-16 10:00"))
    answered(database, second)
    with database.session(by("hegui")) as session:
        found = list(enquiries_of(session, EnquiryQuery(), calendar=UNTIL_2026))
        assert [each.row.receipt for each in found] == [first, second]
        assert list(enquiries_of(session, EnquiryQuery(q="李四"), calendar=UNTIL_2026)) == []
        with pytest.raises(EnquiryUnknown):
            staff_view(session, "ZX-XGCS-2022-0009", calendar=UNTIL_2026)
