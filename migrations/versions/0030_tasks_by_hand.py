"""Tasks that the team writes down itself: their words, who wrote them and who is to do them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("referral_tasks", sa.Column("sealed_words", sa.LargeBinary(), nullable=True))
    for name in ("made_by", "assigned_to"):
        op.add_column("referral_tasks", sa.Column(name, sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    for name in ("assigned_to", "made_by", "sealed_words"):
        op.drop_column("referral_tasks", name)
