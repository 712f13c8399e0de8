"""What the translator's desk keeps, and of which English the translation of a notice is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_NOTICES = ("site_notices", "listing_notices")


def upgrade() -> None:
    _of_a_text(
        "translation_marks",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("english", sa.JSON(), nullable=False),
        sa.Column("of_english", sa.String(64), nullable=False),
        sa.Column("machine_made", sa.Boolean(), nullable=False),
        sa.Column("checked_by", sa.String(120), nullable=False),
        of=("kind", "key", "language", "digest"),
    )
    _of_a_text(
        "translation_tasks",
        sa.Column("taken_by", sa.String(120), nullable=False),
        sa.Column("file", sa.String(200), nullable=False),
        of=("kind", "key", "language"),
    )
    op.create_table(
        "translation_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_by", sa.String(80), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(80), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_files")),
    )
    for table in _NOTICES:
        op.add_column(table, sa.Column("made_from", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for table in _NOTICES:
        op.drop_column(table, "made_from")
    for table in ("translation_files", "translation_tasks", "translation_marks"):
        op.drop_table(table)


def _of_a_text(table: str, *columns: sa.Column[object], of: tuple[str, ...]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        *columns,
        sa.Column("said_by", sa.String(80), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*of, name=op.f(f"uq_{table}_{'_'.join(of)}")),
    )
