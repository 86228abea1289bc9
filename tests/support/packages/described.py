"""A register of invented offers with prices, security, courts and later notices, for the pages that show them."""

from datetime import date
from typing import Any

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.publication.publication import draft_notice
from notices.content.content import NoticeContent
from tests.support.packages.long_package import long_package
from tests.support.publishing import PUBLISHED_ON, amend, publish, publish_project

PLACE = {"province": "测试省", "city": "虚构市"}
TERMS = {
    "modes": ["open_bidding", "private_agreement"],
    "buyer_requirement": "买受人信誉良好",
    "floor_price": "1200万元",
    "deposit": "2,400,000.50元",
}


def publish_package(session: Session, count: int, *, layout: str = "auto", is_long: bool = True) -> Notice:
    """Publish an invented package of so many debtors."""
    content = NoticeContent.model_validate(long_package(count, layout=layout, is_long=is_long))
    code = f"包-{count}-{layout}"
    facts = {"issuer_code": "XGCS", "project_code": code, "project_name": code, "book_value": "1.00", **PLACE}
    project = enter_content(
        session, content, IntakeFacts.model_validate(facts | {"review_meeting_on": date(2022, 9, 1)})
    )
    notice = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    publish(session, notice.id)
    return notice


def several_debtors(*, rank: int = 2) -> list[dict[str, Any]]:
    """Return two debtors; the first has two claims, one with conditional amounts, and security of both kinds."""
    thing = {"type": "equity", "description": "股权", "details": "标的公司为虚构乙有限公司，持股比例30%"}
    pledge = {"kind": "pledge", "owner": "虚构人甲", "collateral": thing, "rank": rank}
    conditional = {"condition": "债务人未达到豁免条件的", "amounts": {"principal": "9000000.00"}, "as_of": "2022-07-31"}
    first = {
        "debtor": "虚构甲制造有限公司",
        "litigation": [{"code": "bankruptcy_liquidation", "words": "破产清算中"}],
        "claims": [
            {
                "name": "甲类",
                "amounts": {"principal": "800万元", "interest": "1000.10", "interest_includes": "含复利"},
                "conditional_amounts": [conditional],
                "security": [pledge],
            },
            {"contract_numbers": ["虚构借字1号"], "record_date": "2022-05-31", "amounts": {"principal": "2000.00"}},
        ],
    }
    return [first, {"debtor": "虚构乙有限公司", "claims": [{"amounts": {"principal": "5.00"}}]}]


def fill_described(session: Session) -> None:
    """Publish XGCS-2022-0001, a package of 12 as sections; 0002, two debtors; 0003, corrected by 0004 and extended
    by 0005; 0006, withdrawn by 0007; 0008, concluded by 0009.
    """
    publish_package(session, 12, layout="sections")
    publish_project(session, "甲", items=several_debtors())
    corrected = publish_project(session, "丙", terms=TERMS, window={"count": 10})
    price = {"path": "terms.floor_price", "label": "起始价", "before": "1200万元", "after": "1100万元"}
    amend(session, corrected, "correction", published_on=date(2022, 8, 15), changes=[price])
    longer = {"count": 5, "begins_on": date(2022, 8, 17)}
    amend(session, corrected, "extension", published_on=date(2022, 8, 15), window=longer, reason="征集不足")
    amend(session, publish_project(session, "乙"), "withdrawal", reason="债务人已清偿全部债务")
    outcome = {"words": "该资产已成交", "concluded_on": date(2022, 8, 9)}
    amend(session, publish_project(session, "丁"), "result", outcome=outcome)
