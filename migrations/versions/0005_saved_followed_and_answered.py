"""A referral can be saved, followed, answered, set aside and kept for the law; forms are saved and come back to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_privacy_tables()
    _count_opinions_and_signs()
    _save_forms()
    _follow_referrals()
    _add_columns()


def _count_opinions_and_signs() -> None:
    op.create_table(
        "form_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("referrer", sa.String(length=40), nullable=True),
        sa.Column("opinion", sa.String(length=40), nullable=False),
        sa.Column("key_id", sa.String(length=40), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("page_hash", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_opinions")),
        sa.UniqueConstraint("page_hash", name=op.f("uq_form_opinions_page_hash")),
    )
    op.create_index(op.f("ix_form_opinions_day"), "form_opinions", ["day"])
    op.create_table(
        "referral_sent_signs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("hashed", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_sent_signs")),
    )
    op.create_index(op.f("ix_referral_sent_signs_at"), "referral_sent_signs", ["at"])
    op.create_index(op.f("ix_referral_sent_signs_hashed"), "referral_sent_signs", ["hashed"])
    op.create_table(
        "referral_status_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_status_tries")),
    )
    op.create_index(op.f("ix_referral_status_tries_at"), "referral_status_tries", ["at"])
    op.create_index(op.f("ix_referral_status_tries_reference_hash"), "referral_status_tries", ["reference_hash"])


def _save_forms() -> None:
    op.create_table(
        "referral_draft_returns",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("draft_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_token", sa.LargeBinary(), nullable=False),
        sa.Column("one_use", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_hash"],
            ["referral_drafts.token_hash"],
            name=op.f("fk_referral_draft_returns_draft_hash_referral_drafts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_referral_draft_returns")),
    )
    op.create_index(op.f("ix_referral_draft_returns_draft_hash"), "referral_draft_returns", ["draft_hash"])
    op.create_index(op.f("ix_referral_draft_returns_expires_at"), "referral_draft_returns", ["expires_at"])


def _follow_referrals() -> None:
    op.create_table(
        "referral_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(length=40), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("claim_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("claim_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim_tries", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_referral_codes_referral_id_referrals"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_codes")),
        sa.UniqueConstraint("claim_hash", name=op.f("uq_referral_codes_claim_hash")),
        sa.UniqueConstraint("referral_id", "whose", name=op.f("uq_referral_codes_referral_id_whose")),
    )
    op.create_table(
        "referral_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page_hash", sa.LargeBinary(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
            name=op.f("fk_referral_messages_referral_id_referrals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_messages")),
        sa.UniqueConstraint("page_hash", name=op.f("uq_referral_messages_page_hash")),
    )
    op.create_index(op.f("ix_referral_messages_referral_id"), "referral_messages", ["referral_id"])
    op.create_table(
        "referral_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=80), nullable=False),
        sa.Column("sealed_note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_referral_tasks_referral_id_referrals"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_tasks")),
    )
    op.create_index(op.f("ix_referral_tasks_due_on"), "referral_tasks", ["due_on"])
    op.create_index(op.f("ix_referral_tasks_referral_id"), "referral_tasks", ["referral_id"])


def _add_columns() -> None:
    op.add_column("outbox_messages", sa.Column("way", sa.String(length=40), server_default="email", nullable=False))
    op.add_column("outbox_messages", sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("referral_drafts", sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("referrals", sa.Column("promised_by", sa.Date(), nullable=True))
    op.add_column("referrals", sa.Column("came_by", sa.String(length=40), server_default="form", nullable=False))
    op.add_column("referrals", sa.Column("entered_by", sa.String(length=80), server_default="", nullable=False))
    op.add_column("referrals", sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("referrals", sa.Column("urgent_answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("referrals", sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("referrals", sa.Column("set_aside_for", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("referrals", sa.Column("held_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("referrals", sa.Column("child_hash", sa.LargeBinary(length=32), nullable=True))
    op.add_column("referrals", sa.Column("sealed_before_support", sa.LargeBinary(), nullable=True))
    op.create_index(op.f("ix_referrals_child_hash"), "referrals", ["child_hash"])
    op.create_index(op.f("ix_referrals_set_aside_at"), "referrals", ["set_aside_at"])


def _make_privacy_tables() -> None:
    op.create_table(
        "data_complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("sent_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledge_by", sa.Date(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=80), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=80), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_answer", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_complaints")),
        sa.UniqueConstraint("reference", name=op.f("uq_data_complaints_reference")),
        sa.UniqueConstraint("sent_hash", name=op.f("uq_data_complaints_sent_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_data_complaints_uuid")),
    )
    op.create_index(op.f("ix_data_complaints_answered_at"), "data_complaints", ["answered_at"])
    op.create_index(op.f("ix_data_complaints_made_at"), "data_complaints", ["made_at"])
    op.create_table(
        "erasures",
        sa.Column("referral_uuid", sa.Uuid(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("referral_uuid", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_erased_at"), "erasures", ["erased_at"])
    op.create_index(op.f("ix_erasures_written_at"), "erasures", ["written_at"])
    op.create_table(
        "key_canaries",
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_key_canaries")),
    )


def downgrade() -> None:
    for table in ("key_canaries", "erasures", "data_complaints"):
        op.drop_table(table)
    op.drop_index(op.f("ix_referrals_child_hash"), "referrals")
    op.drop_index(op.f("ix_referrals_set_aside_at"), "referrals")
    columns = (
        *("sealed_before_support", "child_hash", "held_since", "set_aside_for", "set_aside_at"),
        *("urgent_answered_at", "urgent", "entered_by", "came_by", "promised_by"),
    )
    for column in columns:
        op.drop_column("referrals", column)
    op.drop_column("referral_drafts", "saved_at")
    op.drop_column("outbox_messages", "refused_at")
    op.drop_column("outbox_messages", "way")
    tables = (
        *("referral_tasks", "referral_messages", "referral_codes", "referral_draft_returns"),
        *("referral_status_tries", "referral_sent_signs", "form_opinions"),
    )
    for table in tables:
        op.drop_table(table)
