"""An issuer says what it is, so that a rule knows whom it binds; a placement says what kind of paper it is, and where.

Before, an issuer said only whether it was a local company. An issuer that bears the full name of a company that 财金
〔2008〕87号 names is one of them: the measures bind by name. Of every other issuer the kind is not known, and the check
of its next draft asks for it. These rows leave no audit entry: nobody has stated anything new.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

NAMED = (
    "中国华融资产管理股份有限公司",
    "中国华融资产管理公司",
    "中国中信金融资产管理股份有限公司",
    "中国长城资产管理股份有限公司",
    "中国长城资产管理公司",
    "中国东方资产管理股份有限公司",
    "中国东方资产管理公司",
    "中国信达资产管理股份有限公司",
    "中国信达资产管理公司",
)
"""Names that the four companies bear or bore."""
_ISSUER = sa.table("issuer", sa.column("name", sa.String), sa.column("kind", sa.String), sa.column("is_local_amc"))


def upgrade() -> None:
    """Add the columns, and fill the kind of every issuer that has said it or is named by the measures."""
    op.add_column("issuer", sa.Column("kind", sa.String(40)))
    op.execute("ALTER TABLE issuer DISABLE TRIGGER require_audit")
    op.execute(sa.update(_ISSUER).where(_ISSUER.c.name.in_(NAMED)).values(kind="named_amc"))
    op.execute(sa.update(_ISSUER).where(_ISSUER.c.is_local_amc).values(kind="local_amc"))
    op.execute("ALTER TABLE issuer ENABLE TRIGGER require_audit")
    op.drop_column("issuer", "is_local_amc")
    op.add_column("placement", sa.Column("paper", sa.String(40)))
    op.add_column("placement", sa.Column("province", sa.String))
    op.add_column("placement", sa.Column("city", sa.String))
