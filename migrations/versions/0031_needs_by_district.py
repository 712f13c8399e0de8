"""How many forms name an area of need in a district."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referral_district_need_counts",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("district", sa.String(60), nullable=False),
        sa.Column("area", sa.String(60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "district", "area", name=op.f("pk_referral_district_need_counts")),
    )


def downgrade() -> None:
    op.drop_table("referral_district_need_counts")
