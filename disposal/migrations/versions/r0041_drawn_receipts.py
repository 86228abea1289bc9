"""Receipt numbers of objections are drawn, not counted: a number tells nobody how many came. The counter goes.

Numbers already given stay as they are.
"""

from alembic import op

revision = "0041"
down_revision = "0038"


def upgrade() -> None:
    """Drop the counter."""
    op.drop_table("objection_counter")
