"""A listing says in which parts of the week it happens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listings", sa.Column("times", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("listings", "times")
