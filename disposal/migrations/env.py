"""Alembic's entry: runs the migrations on the connection that ``disposal.migrations.upgrade`` hands over.

The models' metadata is not given to it: migrations write out every name and do not change with the models.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
