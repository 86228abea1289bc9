"""The buyer of a result: barred by number or name or by its screening, confirmed by another person only."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from disposal.errors import RecordRefused
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.buyer_override import BuyerOverride
from disposal.models.publication.notice import Notice
from disposal.services.publication.buyers import confirm_buyer
from disposal.services.publication.errors import BuyerBarred, BuyerOverrideNeedsAnother
from disposal.services.publication.publication import check_notice, draft_amendment
from disposal.services.publication.versions import newest_content
from disposal.storage.database import Database
from notices.content.content import NoticeContent
from tests.support.publishing import CONTEXT, publish, publish_huarong_2022, publish_project
from tests.support.restricted_lists import basic_lists
from tests.support.screening import COMPANY, entered, screened

CODE = "91330000000000003D"
DEBTOR, GUARANTOR = "虚构甲制造有限公司", "虚构甲担保有限公司"
ITEMS = [
    {
        "debtor": {"name": DEBTOR, "credit_code": CODE},
        "claims": [
            {
                "amounts": {"principal": "1000000.00"},
                "guarantees": [{"guarantors": [GUARANTOR, {"name": "欧阳砚秋", "kind": "natural_person"}]}],
                "security": [
                    {"owner": "虚构甲物业有限公司", "collateral": {"type": "building", "description": "厂房"}}
                ],
            }
        ],
    }
]
AFTER = date(2022, 9, 1)  # Thu, the day after the window


def result_of(session: Session, notice: Notice, buyer: str | None) -> Notice:
    earlier = newest_content(session, notice)
    said = {"kind": "result", "published_on": AFTER, "issuer": earlier.issuer, "contacts": earlier.contacts}
    outcome: dict[str, Any] = {"words": "已成交", "concluded_on": AFTER, "buyer": buyer}
    return draft_amendment(session, notice.id, NoticeContent.model_validate({**said, "outcome": outcome}))


@pytest.mark.parametrize(
    ("buyer", "is_barred"),
    [
        (DEBTOR, True),
        (DEBTOR.replace("制造", " 製造 "), True),
        (f"虚构新名有限公司（统一社会信用代码{CODE}）", True),
        (GUARANTOR, True),
        ("欧阳砚秋", True),
        ("虚构甲物业有限公司", True),
        (f"虚构买方有限公司、{GUARANTOR}", True),
        (f"{DEBTOR}（统一社会信用代码913300000000000118）", False),
        ("虚构买方有限公司", False),
        (None, False),
    ],
)
def test_buyer_of_the_debtors_side_blocks_in_check_and_publication(
    session: Session, buyer: str | None, is_barred: bool
) -> None:
    draft = result_of(session, publish_project(session, items=ITEMS), buyer)
    report = check_notice(session, draft.id, context=CONTEXT)
    assert [each.code for each in report.blockers] == (["buyer_barred"] if is_barred else [])
    if is_barred:
        with pytest.raises(BuyerBarred, match="disposal draft override"), session.begin_nested():
            publish(session, draft.id)
    else:
        publish(session, draft.id)


def test_bidder_barred_by_its_screening_blocks_though_no_party_of_the_project(session: Session) -> None:
    publish_huarong_2022(session)
    basic_lists(session)
    project = session.exec(select(DisposalProject)).one()
    notice = session.exec(select(Notice)).one()
    barred = [{**each, "is_barred": each["limb"] == "amc_staff"} for each in COMPANY["declarations"]]
    screened(session, entered(session, project, COMPANY, declarations=barred))
    draft = result_of(session, notice, COMPANY["bidder"]["name"])
    with pytest.raises(BuyerBarred, match="barred by its newest screening"):
        publish(session, draft.id)


def by(database: Database, draft: UUID, actor: str, *, confirms: bool) -> None:
    with database.session(actor) as session:
        if confirms:
            confirm_buyer(session, session.get_one(Notice, draft), reason="同名不同人，已核对证件")
        else:
            publish(session, draft)


def test_second_person_confirms_the_buyer_and_another_publishes(database: Database) -> None:
    with database.session("甄起草") as session:
        draft = result_of(session, publish_project(session, items=ITEMS), "欧阳砚秋").id
    with pytest.raises(BuyerOverrideNeedsAnother, match="甄起草 drafted it"):
        by(database, draft, "甄 起草", confirms=True)
    by(database, draft, "钱复核", confirms=True)
    with database.session() as session:
        assert check_notice(session, draft, context=CONTEXT).is_publishable
        row = session.exec(select(BuyerOverride)).one()
        assert (row.buyer, row.reason, row.decided_by) == ("欧阳砚秋", "同名不同人，已核对证件", "钱复核")
    with pytest.raises(BuyerOverrideNeedsAnother, match="publishes"):
        by(database, draft, "钱复核", confirms=False)
    by(database, draft, "甄起草", confirms=False)


def test_override_where_no_buyer_is_barred_is_refused(session: Session) -> None:
    draft = result_of(session, publish_project(session, items=ITEMS), "虚构买方有限公司")
    with pytest.raises(RecordRefused, match="nothing to override"):
        confirm_buyer(session, draft, reason="经核对并非同一单位")
