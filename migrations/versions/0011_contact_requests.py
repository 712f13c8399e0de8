"""Asking to be rung, or for a copy on paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sent_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=80), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_for", sa.JSON(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_notes", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_requests")),
        sa.UniqueConstraint("reference", name=op.f("uq_contact_requests_reference")),
        sa.UniqueConstraint("sent_hash", name=op.f("uq_contact_requests_sent_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_contact_requests_uuid")),
    )
    op.create_index(op.f("ix_contact_requests_done_at"), "contact_requests", ["done_at"])
    op.create_index(op.f("ix_contact_requests_set_aside_at"), "contact_requests", ["set_aside_at"])
    op.create_index("ix_contact_requests_state_due_on", "contact_requests", ["state", "due_on"])


def downgrade() -> None:
    op.drop_table("contact_requests")
