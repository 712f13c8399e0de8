"""Of which English translations are, where it is not today's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_TABLES = ("easy_texts", "glossary_texts", "help_rules", "surveys", "taking_part", "term_texts", "theme_texts")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("made_from", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "made_from")
