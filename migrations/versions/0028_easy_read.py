"""What easy read keeps: its pages, and the ideas of listings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "easy_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stands_for", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_easy_pages")),
        sa.UniqueConstraint("slug", name=op.f("uq_easy_pages_slug")),
    )
    op.create_table(
        "easy_texts",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("ideas", sa.Text(), nullable=False),
        sa.Column("english_digest", sa.String(64), nullable=False),
        sa.Column("checked_by", sa.String(120), nullable=False),
        sa.Column("staff_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["page_id"], ["easy_pages.id"], name=op.f("fk_easy_texts_page_id_easy_pages"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", "language", name=op.f("pk_easy_texts")),
    )
    op.add_column("listing_texts", sa.Column("easy_read", sa.Text(), nullable=False, server_default=""))
