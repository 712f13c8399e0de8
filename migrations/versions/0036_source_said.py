"""What the source of a listing said when a version was made of it, apart from what staff decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


_TABLES = ("listing_versions", "bulk_rows")
KNOWN = (
    "UPDATE listing_versions SET source_said = content WHERE made_by = 'command'"
    " AND listing_id IN (SELECT id FROM listings WHERE source <> 'council')",
    "UPDATE listing_versions SET source_said = content WHERE EXISTS (SELECT 1 FROM bulk_rows"
    " WHERE bulk_rows.listing_id = listing_versions.listing_id AND bulk_rows.applied_number = listing_versions.number"
    " AND bulk_rows.reference IS NOT NULL)",
)
"""Until now a version that came from a source held all that the source said."""


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("source_said", sa.JSON(), nullable=True))
    for statement in KNOWN:
        op.execute(statement)


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "source_said")
