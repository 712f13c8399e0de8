"""Titles and transcripts of videos in other languages; a translated word of the glossary is of no English forms."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_MARKS = sa.table(
    "translation_marks", sa.column("id"), sa.column("kind"), sa.column("english", sa.JSON()), sa.column("of_english")
)


def upgrade() -> None:
    for name in ("texts", "made_from"):
        op.add_column("signed_videos", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
    _mark_words(without=("forms",))


def downgrade() -> None:
    _mark_words(without=())
    for name in ("made_from", "texts"):
        op.drop_column("signed_videos", name)


def _mark_words(*, without: tuple[str, ...]) -> None:
    """Say anew of which English translated words are: what stands for it has some fields no more."""
    bound = op.get_bind()
    words = sa.select(_MARKS.c.id, _MARKS.c.english).where(_MARKS.c.kind == "word")
    for number, english in bound.execute(words).all():
        told = {name: text for name, text in english.items() if text and name not in without}
        of_english = hashlib.sha256("\0".join(f"{name}\0{text}" for name, text in sorted(told.items())).encode())
        bound.execute(sa.update(_MARKS).where(_MARKS.c.id == number).values(of_english=of_english.hexdigest()))
