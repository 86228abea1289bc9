"""What lists show of a notice, kept in columns: from its newest version, by publication and by migration alike."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from disposal.migrations.versions.r0019_lists_of_offers import fill
from disposal.models.publication.notice import Notice
from disposal.services.notice_index.summary_fields import summary_fields
from disposal.services.publication.publication import draft_notice
from tests.support.notice_samples import changed, make_content, sample
from tests.support.publishing import PUBLISHED_ON, amend, enter_project, publish, publish_project
from tests.support.website import publish_huarong

PACKAGE = sample("disposal/sample-package")
SHOWN = text("SELECT id, collateral_types, floor_price, deposit, offer_id, offer_published_on FROM notice ORDER BY id")
LONGER = {"count": 10, "begins_on": date(2022, 8, 31)}  # Wed


def test_kinds_of_collateral_stand_once_each_as_the_notice_names_them() -> None:
    assert summary_fields(make_content(PACKAGE))["collateral_types"] == ["land_use_right", "receivable"]
    assert summary_fields(make_content())["collateral_types"] == ["building", "inventory"]


@pytest.mark.parametrize(
    ("stated", "yuan"),
    [
        ("1200万元", "12000000"),
        ("0.5亿元", "50000000"),
        ("1234.56元", "1234.56"),
        ({"value": "10", "currency": "USD"}, None),
        ("99999999999999万元", "999999999999990000"),
        ("100000000000000万元", None),
    ],
)
def test_floor_price_and_deposit_are_kept_in_yuan(stated: Any, yuan: str | None) -> None:
    expected = None if yuan is None else Decimal(yuan)
    shown = summary_fields(make_content(changed(PACKAGE, terms__floor_price=stated, terms__deposit=stated)))
    assert (shown["floor_price"], shown["deposit"]) == (expected, expected)


def test_notice_that_states_no_price_shows_none(session: Session) -> None:
    notice = publish_huarong(session)
    assert (notice.floor_price, notice.deposit) == (None, None)


def test_consolidated_version_changes_what_lists_show(session: Session) -> None:
    terms = {"modes": ["open_bidding"], "buyer_requirement": "买受人信誉良好", "floor_price": "1200万元"}
    notice = publish_project(session, terms=terms)
    assert notice.floor_price == Decimal("12000000")
    change = {"path": "terms.floor_price", "label": "起始价", "before": "1200万元", "after": "1100万元"}
    amend(session, notice, "correction", changes=[change])
    assert notice.floor_price == Decimal("11000000")


def test_later_notice_stands_under_the_offer_however_many_notices_lie_between(session: Session) -> None:
    offer = publish_project(session)
    extension = amend(session, offer, "extension", published_on=date(2022, 8, 15), window=LONGER)
    change = {"label": "联系电话", "after": "(0000)10000009"}
    correction = amend(session, extension, "correction", published_on=date(2022, 8, 16), changes=[change])
    assert {(n.offer_id, n.offer_published_on) for n in (offer, extension, correction)} == {(offer.id, PUBLISHED_ON)}


def test_offer_that_supersedes_another_stands_by_itself(session: Session) -> None:
    earlier = publish_project(session)
    later = draft_notice(session, earlier.project_id, published_on=PUBLISHED_ON, supersedes=earlier.id)
    publish(session, later.id)
    withdrawal = amend(session, later, "withdrawal", reason="债务人已清偿")
    assert [n.offer_id for n in (earlier, later, withdrawal)] == [earlier.id, later.id, later.id]


def test_migration_fills_older_rows_as_publication_does(session: Session) -> None:
    terms = {"modes": ["open_bidding"], "buyer_requirement": "买受人信誉良好", "floor_price": "0.12亿元"}
    offer = publish_project(session, terms={**terms, "deposit": "1,200,000.50元"})
    extension = amend(session, offer, "extension", published_on=date(2022, 8, 15), window=LONGER)
    amend(session, extension, "correction", published_on=date(2022, 8, 16), changes=[{"label": "电话", "after": "无"}])
    publish_huarong(session)
    enter_project(session, "戊")
    session.flush()
    published = session.execute(SHOWN).all()
    session.execute(
        text(
            "UPDATE notice SET collateral_types = '[]', floor_price = NULL, deposit = NULL, "
            "offer_id = id, offer_published_on = published_on"
        )
    )
    assert session.execute(SHOWN).all() != published
    fill(session.connection())
    assert session.execute(SHOWN).all() == published
    assert {row.floor_price for row in published} == {Decimal("12000000.00"), None}
    session.expire_all()
    assert session.get_one(Notice, offer.id).deposit == Decimal("1200000.50")
