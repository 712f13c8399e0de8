"""The words of the glossary."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "glossary_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_words")),
        sa.UniqueConstraint("code", name=op.f("uq_glossary_words_code")),
    )
    op.create_table(
        "glossary_texts",
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["word_id"],
            ["glossary_words.id"],
            name=op.f("fk_glossary_texts_word_id_glossary_words"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word_id", "language", name=op.f("pk_glossary_texts")),
    )


def downgrade() -> None:
    op.drop_table("glossary_texts")
    op.drop_table("glossary_words")
