"""When staff were last seen, and in which browsers they are signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff_users", sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sessions", sa.Column("browser", sa.String(length=40), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("sessions", "browser")
    op.drop_column("staff_users", "last_seen_at")
