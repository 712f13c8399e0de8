"""How a migration reaches the database: through the connection that ``localoffer.migrating`` hands it."""

from __future__ import annotations

from alembic import context

from localoffer.migrating import METADATA, render_item

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
