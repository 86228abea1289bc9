"""Alembic's entry: runs the migrations on the connection that ``disposal.migrations.upgrade`` hands over."""

from alembic import context
from sqlmodel import SQLModel

from disposal import models  # noqa: F401  importing them fills the metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
