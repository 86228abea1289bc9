"""One loan in two live notices: both sides of its identity, who may override, and two publications at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from disposal.acting import Actor, Role
from disposal.errors import RecordRefused
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.loan_override import LoanOverride
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.projects.loans_elsewhere import LoanElsewhere, loans_elsewhere
from disposal.services.publication.errors import LoanInLiveNotice, LoanOverrideNeedsAnother
from disposal.services.publication.loan_overrides import override_loans
from disposal.services.publication.publication import check_notice, draft_notice
from disposal.storage.database import Database
from tests.support.accounts import make_account
from tests.support.publishing import CONTEXT, PUBLISHED_ON, amend, enter_project, publish

CODE, OTHER_CODE = "91330000000000003D", "913300000000000118"
DEBTOR = "虚构老厂（集团）有限公司"
NUMBER = "虚构借字（2019）第001号"
OTHER_BRANCH = {"name": "虚构资产管理股份有限公司", "branch": "另一省分公司", "self_reference": "我分公司"}
PACKAGE = {"name": "虚构资产包"}


def item(debtor: Any = DEBTOR, numbers: Any = (NUMBER,), creditor: str | None = "虚构银行测试支行", **more: Any) -> Any:
    amounts = {"principal": more.pop("principal", "1000000.00元")}
    claims = [{"contract_numbers": list(numbers), "amounts": amounts}]
    return {"debtor": debtor, "original_creditor": creditor, "claims": claims}


def project(session: Session, label: str, said: Any, *, issuer_code: str = "XGCS", **changes: Any) -> DisposalProject:
    return enter_project(session, label, issuer_code=issuer_code, items=[said], **changes)


def drafted(session: Session, label: str, said: Any, **changes: Any) -> Notice:
    made = project(session, label, said, **changes)
    return draft_notice(session, made.id, published_on=PUBLISHED_ON)


def first(session: Session, said: Any = None, **changes: Any) -> Notice:
    """Publish the notice that the tests' second notice meets."""
    notice = drafted(session, "先", said or item(), **changes)
    publish(session, notice.id)
    return notice


def found(session: Session, said: Any, **changes: Any) -> tuple[LoanElsewhere, ...]:
    return loans_elsewhere(session, project(session, "后", said, **changes).id)


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        (item(), item(), True),
        (item(numbers=["无"], principal="1.00元"), item(numbers=["无"]), False),
        (item(numbers=["/"], principal="1.00元"), item(numbers=["／"]), False),
        (item(), item(DEBTOR.replace("（", "(").replace("）", ")"), ["虚构借字[2019]第 001 号"]), True),
        (item(), item(numbers=["虚构借字（2019）第002号"]), False),
        (item(), item("虚构新厂有限公司"), False),
        (item(), item({"name": "虚构新厂有限公司", "former_names": [DEBTOR]}), True),
        (item({"name": "虚构新厂有限公司", "former_names": [DEBTOR]}), item(), True),
        (item({"name": DEBTOR, "credit_code": CODE}), item(), True),
        (item({"name": DEBTOR, "credit_code": CODE}), item({"name": DEBTOR, "credit_code": OTHER_CODE}), False),
        (item(), item(creditor="虚构银行另一支行"), False),
        (item(), item(creditor=None), True),
        (item(numbers=["甲1", NUMBER]), item(numbers=[NUMBER, "乙2"]), True),
    ],
)
def test_loan_is_the_same_by_debtor_creditor_and_contract_number(
    session: Session, before: Any, after: Any, is_same: bool
) -> None:
    first(session, before)
    assert [each.forbids for each in found(session, after)] == ([True] if is_same else [])


def test_loan_on_offer_by_another_branch_is_found_by_an_account_that_does_not_see_it(database: Database) -> None:
    with database.session("首位管理员") as session:
        first(session, issuer=OTHER_BRANCH, issuer_code="XGQT")
        made = project(session, "后", item())
    with database.session("首位管理员") as session:
        make_account(session, "chen", Role.asset_manager, issuers=[made.issuer_id])
    with database.session(Actor("chen"), is_read_only=True) as session:
        assert session.exec(select(Notice)).all() == []
        (found_elsewhere,) = loans_elsewhere(session, made.id)
    assert (found_elsewhere.issuer_code, found_elsewhere.forbids) == ("XGQT", True)


def test_debtor_renamed_in_the_register_is_known_by_its_number(session: Session) -> None:
    first(session, item({"name": "虚构新厂有限公司", "credit_code": CODE, "former_names": [DEBTOR]}))
    (met,) = found(session, item({"name": DEBTOR, "credit_code": CODE}))
    assert met.forbids


@pytest.mark.parametrize("issuer", [{}, {"issuer_code": "ANDERE", "issuer": OTHER_BRANCH}])
def test_publication_is_refused_and_names_loan_notice_and_issuer(session: Session, issuer: dict[str, Any]) -> None:
    first(session)
    draft = drafted(session, "后", item(), **issuer)
    with pytest.raises(LoanInLiveNotice) as refused, session.begin_nested():
        publish(session, draft.id)
    for words in (DEBTOR, NUMBER, "XGCS-2022-0001", "虚构资产管理股份有限公司测试省分公司", "测试-先"):
        assert words in refused.value.zh
        assert words in refused.value.en
    report = check_notice(session, draft.id, context=CONTEXT)
    assert [each.code for each in report.blockers] == ["loan_in_live_notice"]


@pytest.mark.parametrize(("principal", "is_told"), [("1000000.00元", True), ("1000000.01元", False)])
def test_loan_without_contract_number_is_compared_by_its_principal_and_only_warned_of(
    session: Session, principal: str, is_told: bool
) -> None:
    first(session, item(numbers=()))
    draft = drafted(session, "后", item(principal=principal))
    report = check_notice(session, draft.id, context=CONTEXT)
    assert ("loan_in_live_notice" in {each.code for each in report.warnings}) is is_told
    assert publish(session, draft.id).version_no == 1


def test_single_sale_beside_a_package_passes_with_a_warning(session: Session) -> None:
    first(session, package=PACKAGE)
    draft = drafted(session, "后", item())
    report = check_notice(session, draft.id, context=CONTEXT)
    assert "loan_in_live_notice" in {each.code for each in report.warnings}
    assert publish(session, draft.id).version_no == 1


def test_two_packages_with_the_same_loan_are_refused(session: Session) -> None:
    first(session, package=PACKAGE)
    with pytest.raises(LoanInLiveNotice):
        publish(session, drafted(session, "后", item(), package=PACKAGE).id)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("withdrawal", {"reason": "债务人已清偿"}),
        ("result", {"outcome": {"words": "已成交"}}),
    ],
)
def test_loan_of_a_notice_that_has_ended_may_be_published_again(session: Session, kind: str, said: Any) -> None:
    notice = first(session)
    amend(session, notice, kind, **said)
    assert publish(session, drafted(session, "后", item()).id).version_no == 1


def test_notice_that_supersedes_the_other_and_amendments_pass(session: Session) -> None:
    notice = first(session)
    other = project(session, "后", item())
    later = draft_notice(session, other.id, published_on=PUBLISHED_ON, supersedes=notice.id)
    assert check_notice(session, later.id, context=CONTEXT).is_publishable
    publish(session, later.id)
    amend(session, later, "supplement", statements=["补充：虚构。"])
    assert later.state == "published"


def test_project_that_is_not_published_is_told_and_stops_nothing(session: Session) -> None:
    project(session, "先", item())
    (met,) = found(session, item())
    assert (met.notice, met.forbids, met.project, met.issuer_code) == (None, False, "测试-先", "XGCS")
    assert met.as_json()["code"] == "loan_in_other_project"


def two_notices(database: Database) -> UUID:
    """Publish one notice, draft another of the same loan, and return the draft."""
    with database.session("甄起草") as session:
        first(session)
        return drafted(session, "后", item()).id


def override_by(database: Database, draft: UUID, actor: str) -> None:
    with database.session(actor) as session:
        override_loans(session, draft, reason="原公告即将撤销")


def publish_by(database: Database, draft: UUID, actor: str) -> None:
    with database.session(actor) as session:
        publish(session, draft)


def test_second_person_overrides_with_a_reason_and_a_third_publishes(database: Database) -> None:
    draft = two_notices(database)
    with pytest.raises(LoanOverrideNeedsAnother, match="甄起草 drafted it"):
        override_by(database, draft, "甄 起草")
    override_by(database, draft, "钱复核")
    with database.session() as session:
        assert check_notice(session, draft, context=CONTEXT).is_publishable
        row = session.exec(select(LoanOverride)).one()
        assert (row.reason, row.decided_by) == ("原公告即将撤销", "钱复核")
        assert session.exec(select(AuditEntry.event).where(AuditEntry.subject_id == row.id)).all() == [
            "loan_override.entered"
        ]
    with pytest.raises(LoanOverrideNeedsAnother, match="publishes"):
        publish_by(database, draft, "钱复核")
    publish_by(database, draft, "甄起草")


def test_override_is_valid_for_its_pair_of_notices_only(database: Database) -> None:
    draft = two_notices(database)
    override_by(database, draft, "钱复核")
    with database.session("甄起草") as session:
        third = drafted(session, "三", item()).id
    with pytest.raises(LoanInLiveNotice):
        publish_by(database, third, "孙发布")


def test_override_where_nothing_stands_against_a_draft_is_refused(database: Database) -> None:
    with database.session("甄起草") as session:
        draft = drafted(session, "先", item()).id
    with pytest.raises(RecordRefused, match="nothing to override"):
        override_by(database, draft, "钱复核")


def test_of_two_publications_at_once_of_one_loan_one_is_refused(database: Database) -> None:
    with database.session("甄起草") as session:
        named = drafted(session, "先", item()).id
        renamed = item({"name": "虚构新厂有限公司", "former_names": [DEBTOR]})
        other = drafted(session, "后", renamed, issuer_code="ANDERE", issuer=OTHER_BRANCH).id
    with ThreadPoolExecutor(1) as aside, database.session("孙发布") as session:
        publish(session, named)
        waiting = aside.submit(publish_by, database, other, "李发布")
        with pytest.raises(TimeoutError):
            waiting.result(timeout=1)
        session.commit()
        with pytest.raises(LoanInLiveNotice, match="XGCS-2022-0001"):
            waiting.result(timeout=60)
