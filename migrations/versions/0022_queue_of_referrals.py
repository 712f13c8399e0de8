"""Referrals are assigned, the queue is seen as each person likes it, and capacity is dated."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_QUEUE = (
    *("set_aside_at", "stage", "received_at", "urgent", "urgent_answered_at", "promised_by", "assigned_to"),
    *("stage_changed_at", "district_id", "referrer", "language", "needs_interpreter"),
)


def upgrade() -> None:
    op.add_column("referrals", sa.Column("assigned_to", sa.String(length=80), server_default="", nullable=False))
    op.add_column("referrals", sa.Column("needs_interpreter", sa.Boolean(), nullable=True))
    op.create_index(op.f("ix_referrals_assigned_to"), "referrals", ["assigned_to"])
    op.create_index("ix_referrals_queue", "referrals", list(_QUEUE))
    _keep_views()
    op.create_table(
        "referral_intake_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_intake_changes")),
    )


def _keep_views() -> None:
    op.create_table(
        "referral_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_referral_views_user_id_staff_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_views")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_referral_views_user_id_name")),
    )
    op.create_table(
        "referral_queue_settings",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.Integer(), nullable=True),
        sa.Column("keys_on", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["staff_users.id"],
            name=op.f("fk_referral_queue_settings_user_id_staff_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["view_id"],
            ["referral_views.id"],
            name=op.f("fk_referral_queue_settings_view_id_referral_views"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_referral_queue_settings")),
    )


def downgrade() -> None:
    for table in ("referral_intake_changes", "referral_queue_settings", "referral_views"):
        op.drop_table(table)
    op.drop_index("ix_referrals_queue", "referrals")
    op.drop_index(op.f("ix_referrals_assigned_to"), "referrals")
    for column in ("needs_interpreter", "assigned_to"):
        op.drop_column("referrals", column)
