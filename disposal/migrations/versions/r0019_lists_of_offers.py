"""Lists show offers with place, kinds of collateral, floor price and deposit; later notices stand under their offer.

What is shown is no fact of its own: it is read from the frozen versions, and leaves no audit entry. This file carries
a copy of how it was read then.
"""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"

_YUAN = sa.Numeric(20, 2)
_MOST = Decimal("1e18")
_FACTORS = {"yuan": 1, "wan_yuan": 10_000, "yi_yuan": 100_000_000}
_COLUMNS = ("collateral_types", "floor_price", "deposit")
_NOTICE = sa.table(
    "notice",
    sa.column("id", sa.Uuid),
    sa.column("collateral_types", JSONB),
    sa.column("floor_price", _YUAN),
    sa.column("deposit", _YUAN),
)
_NEWEST = """
    SELECT DISTINCT ON (v.notice_id) v.notice_id, v.content -> 'terms' AS terms,
           jsonb_path_query_array(v.content, '$.items[*].claims[*].security[*].collateral.type') AS types
    FROM notice_version AS v ORDER BY v.notice_id, v.version_no DESC
"""
_UNDER_OFFERS = """
    WITH RECURSIVE under (id, offer_id, offer_published_on) AS (
        SELECT id, id, published_on FROM notice WHERE kind = 'disposal'
        UNION ALL
        SELECT n.id, under.offer_id, under.offer_published_on
        FROM notice AS n JOIN under ON n.amends_notice_id = under.id WHERE n.kind <> 'disposal'
    )
    UPDATE notice SET offer_id = under.offer_id, offer_published_on = under.offer_published_on FROM under
    WHERE notice.id = under.id AND notice.state <> 'draft'
"""
_IS_LISTED = "state = 'draft' OR (offer_id IS NOT NULL AND offer_published_on IS NOT NULL)"
_NEWEST_OFFER = (sa.text("offer_published_on DESC"), sa.text("offer_id DESC"))


def upgrade() -> None:
    """Add the columns, and fill them for every notice from its newest frozen version."""
    _add_columns()
    op.execute("ALTER TABLE notice DISABLE TRIGGER require_audit")
    fill(op.get_bind())
    op.execute("ALTER TABLE notice ENABLE TRIGGER require_audit")
    op.create_check_constraint("ck_notice_with_its_offer", "notice", _IS_LISTED)
    op.create_index("ix_notice_offer_id", "notice", ["offer_id"])
    published = sa.text("state <> 'draft'")
    op.create_index("ix_notice_newest_offer", "notice", [*_NEWEST_OFFER], postgresql_where=published)
    op.create_index("ix_notice_kind_newest_offer", "notice", ["kind", *_NEWEST_OFFER], postgresql_where=published)


def fill(connection: sa.Connection) -> None:
    """Write what lists show of every notice that has a version, and the offer that it stands under."""
    for row in connection.execute(sa.text(_NEWEST)).all():
        terms = row.terms or {}
        shown = (list(dict.fromkeys(row.types)), _yuan(terms.get("floor_price")), _yuan(terms.get("deposit")))
        change = sa.update(_NOTICE).where(_NOTICE.c.id == row.notice_id)
        connection.execute(change.values(dict(zip(_COLUMNS, shown, strict=True))))
    connection.execute(sa.text(_UNDER_OFFERS))


def _add_columns() -> None:
    op.add_column("notice", sa.Column("collateral_types", JSONB, nullable=False, server_default=sa.text("'[]'")))
    op.alter_column("notice", "collateral_types", server_default=None)
    for name in ("floor_price", "deposit"):
        op.add_column("notice", sa.Column(name, _YUAN))
        op.create_check_constraint(f"ck_notice_{name}_not_negative", "notice", f"{name} >= 0 AND {name} <> 'NaN'")
    op.add_column("notice", sa.Column("offer_id", sa.Uuid))
    op.create_foreign_key("fk_notice_offer_id", "notice", "notice", ["offer_id"], ["id"])
    op.add_column("notice", sa.Column("offer_published_on", sa.Date))


def _yuan(stated: dict[str, Any] | None) -> Decimal | None:
    """Return an amount of a content in yuan; fields that have their default value are left out of it."""
    if not stated or stated.get("currency", "CNY") != "CNY":
        return None
    amount = Decimal(stated["value"]) * _FACTORS[stated.get("unit", "yuan")]
    return amount if amount < _MOST else None
