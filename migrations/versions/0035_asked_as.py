"""What families type when a listing is what they need."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listing_texts", sa.Column("asked_as", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("listing_texts", "asked_as")
