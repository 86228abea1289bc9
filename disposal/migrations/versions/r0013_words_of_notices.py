"""Notices are found by all their words, and those that name no debtor show whom they are about.

What is searched is no fact of its own: it is made from the frozen versions as the services make it today, so
this asks them, and leaves no audit entry. Whatever changes them later makes the words anew by a migration of its own.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from disposal.services.publication.search_index import searchable
from disposal.services.publication.search_words import runs
from notices.content.content import NoticeContent

revision = "0013"
down_revision = "0012"

_ID, _DEBTOR_NAMES, _SEARCH = sa.column("id", sa.Uuid), sa.column("debtor_names", JSONB), sa.column("search", TSVECTOR)
_NOTICE = sa.table("notice", _ID, _DEBTOR_NAMES, _SEARCH)
_NEWEST = """
    SELECT n.province, n.city, n.amends_notice_id, n.debtor_names, v.content, v.text,
           ARRAY(SELECT p.medium FROM placement AS p WHERE p.notice_id = n.id) AS media
    FROM notice AS n JOIN notice_version AS v ON v.notice_id = n.id
    WHERE n.id = :id ORDER BY v.version_no DESC LIMIT 1
"""


def upgrade() -> None:
    """Make the words of every published notice anew, one notice at a time."""
    op.execute("ALTER TABLE notice DISABLE TRIGGER require_audit")
    make_words_anew(op.get_bind())
    op.execute("ALTER TABLE notice ENABLE TRIGGER require_audit")


def make_words_anew(connection: sa.Connection) -> None:
    """Write what every published notice is found by, and the debtors it is about where it names none."""
    for notice_id in connection.execute(sa.text("SELECT id FROM notice WHERE state <> 'draft'")).scalars().all():
        row = _newest(connection, notice_id)
        amended = _newest(connection, row.amends_notice_id) if row.amends_notice_id else None
        said = NoticeContent.model_validate(amended.content) if amended else None
        places = (row.province or "", row.city or "", *row.media)
        words = searchable(NoticeContent.model_validate(row.content), row.text, places=places, said=said)
        found_by = sa.func.array_to_tsvector(sa.cast(runs(words), ARRAY(sa.Text)))
        names = row.debtor_names or ([item.debtor.name for item in said.items] if said else [])
        change = sa.update(_NOTICE).where(_NOTICE.c.id == notice_id)
        connection.execute(change.values({_SEARCH: found_by, _DEBTOR_NAMES: names}))


def _newest(connection: sa.Connection, notice_id: Any) -> Any:
    return connection.execute(sa.text(_NEWEST), {"id": notice_id}).one()
