"""Videos in British Sign Language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signed_videos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(100), nullable=False),
        sa.Column("name", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("captions", sa.Text(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(80), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_videos")),
        sa.UniqueConstraint("about", name=op.f("uq_signed_videos_about")),
        sa.UniqueConstraint("name", name=op.f("uq_signed_videos_name")),
    )
    op.create_table(
        "signed_video_pieces",
        sa.Column("video_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_id"],
            ["signed_videos.id"],
            name=op.f("fk_signed_video_pieces_video_id_signed_videos"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("video_id", "number", name=op.f("pk_signed_video_pieces")),
    )


def downgrade() -> None:
    op.drop_table("signed_video_pieces")
    op.drop_table("signed_videos")
