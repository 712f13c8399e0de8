"""What the numbers need: the band of an age beside a referral, and daily counts of the steps of the form."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("referrals", sa.Column("age_band", sa.String(length=40), nullable=True))
    op.create_table(
        "form_step_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "step", name=op.f("pk_form_step_counts")),
    )


def downgrade() -> None:
    op.drop_table("form_step_counts")
    with op.batch_alter_table("referrals") as referrals:
        referrals.drop_column("age_band")
