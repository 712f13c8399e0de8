"""Referrals are counted by area of need."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referral_need_counts",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "area", name=op.f("pk_referral_need_counts")),
    )


def downgrade() -> None:
    op.drop_table("referral_need_counts")
