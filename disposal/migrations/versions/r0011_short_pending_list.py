"""Let no screening wait until the keys of forty before it are sorted into the index."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Sort keys in by the quarter megabyte instead of by four: a screening in forty took twice as long."""
    op.execute("ALTER INDEX ix_watched_party_match_keys SET (gin_pending_list_limit = 256)")
