"""A register with steps of approval becomes one of this release: each step is a stage of its own, none is left out."""

from sqlalchemy import Engine, text
from sqlmodel import select

from disposal import migrations
from disposal.models.approvals.step import ApprovalStep
from disposal.storage.embedded import EmbeddedPostgres
from tests.disposal.migrations.filled_revisions import climb, database_named

ISSUER = "INSERT INTO issuer (id, created_at, name, self_reference, code, person_names, allows_paper_approval) "
STEP = "INSERT INTO approval_step (id, created_at, issuer_id, ordinal, name, role) "


def test_steps_set_before_stages_keep_their_order(server: EmbeddedPostgres, admin: Engine) -> None:
    with database_named("steps_of_0033", server, admin, template="template0") as database:
        climb(database, "0033")
        with database.engine.begin() as connection:
            for table in ("issuer", "approval_step"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            values = "VALUES (gen_random_uuid(), now(), '虚构公司', '我公司', 'XGCS', 'print_with_basis', false)"
            connection.execute(text(ISSUER + values))
            for ordinal, name in enumerate(("复核", "审批"), start=1):
                values = f"SELECT gen_random_uuid(), now(), id, {ordinal}, '{name}', 'approver' FROM issuer"
                connection.execute(text(STEP + values))
            for table in ("issuer", "approval_step"):
                connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        migrations.upgrade(database.engine)
        with database.session() as session:
            rows = session.exec(select(ApprovalStep).order_by(text("ordinal"))).all()
            assert [(row.name, row.stage, row.reads_only, row.above_limit) for row in rows] == [
                ("复核", 1, False, False),
                ("审批", 2, False, False),
            ]
