"""Messages to families have templates, and decisions letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("referral_stage_changes", sa.Column("reason", sa.String(length=40), nullable=True))
    op.create_table(
        "referral_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("english_number", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.String(length=120), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_templates")),
        sa.UniqueConstraint(
            "template", "language", "number", name=op.f("uq_referral_templates_template_language_number")
        ),
    )
    _make_letters()
    op.create_table(
        "referral_alternatives",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["referral_stage_changes.id"],
            name=op.f("fk_referral_alternatives_change_id_referral_stage_changes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_referral_alternatives_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("change_id", "listing_id", name=op.f("pk_referral_alternatives")),
    )


def _make_letters() -> None:
    op.create_table(
        "referral_letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("sealed_pdf", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
            name=op.f("fk_referral_letters_referral_id_referrals"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["referral_stage_changes.id"],
            name=op.f("fk_referral_letters_change_id_referral_stage_changes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_letters")),
    )
    for column in ("referral_id", "change_id"):
        op.create_index(op.f(f"ix_referral_letters_{column}"), "referral_letters", [column])


def downgrade() -> None:
    for table in ("referral_alternatives", "referral_letters", "referral_templates"):
        op.drop_table(table)
    op.drop_column("referral_stage_changes", "reason")
