"""Entry point of Alembic: runs the migrations on the connection passed by ``disposal.migrations.upgrade``.

It does not use the models' metadata: migrations write out every name and do not change with the models.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
