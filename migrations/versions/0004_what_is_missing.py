"""What families say they could not find, and daily counts of what was searched for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("results", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "language", "results", name=op.f("pk_search_counts")),
    )
    op.create_table(
        "demand_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("district", sa.String(length=60), nullable=False),
        sa.Column("need", sa.String(length=60), nullable=False),
        sa.Column("results", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "district", "need", "results", name=op.f("pk_demand_counts")),
    )
    op.create_table(
        "word_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "word", name=op.f("pk_word_counts")),
    )
    op.create_table(
        "missing_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("sent_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("district", sa.String(length=60), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("age_band", sa.String(length=40), nullable=True),
        sa.Column("key_id", sa.String(length=40), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_support")),
        sa.UniqueConstraint("sent_hash", name=op.f("uq_missing_support_sent_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_missing_support_uuid")),
    )
    op.create_index(op.f("ix_missing_support_told_on"), "missing_support", ["told_on"])


def downgrade() -> None:
    for table in ("missing_support", "word_counts", "demand_counts", "search_counts"):
        op.drop_table(table)
