"""A saved listing is looked at by somebody else before families see it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_VERSIONS = "listing_versions"
_STATES = (
    "UPDATE listing_versions SET state = 'replaced'",
    "UPDATE listing_versions SET state = 'published' WHERE EXISTS (SELECT 1 FROM listings"
    " WHERE listings.id = listing_versions.listing_id AND listings.status = 'published'"
    " AND listings.version_number = listing_versions.number)",
    # what is in the archive and was seen by families waits for nobody
    "UPDATE listing_versions SET state = 'draft' WHERE state = 'replaced'"
    " AND number = (SELECT max(others.number) FROM listing_versions AS others"
    " WHERE others.listing_id = listing_versions.listing_id)"
    " AND (published_at IS NULL OR EXISTS (SELECT 1 FROM listings"
    " WHERE listings.id = listing_versions.listing_id AND listings.status = 'draft'))",
)


def upgrade() -> None:
    op.add_column("listings", sa.Column("take_down_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_listings_take_down_on"), "listings", ["take_down_on"])
    for column in (
        sa.Column("state", sa.String(length=40), server_default="draft", nullable=False),
        sa.Column("sent_by", sa.String(length=80), server_default="", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), server_default="", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("publish_on", sa.Date(), nullable=True),
    ):
        op.add_column(_VERSIONS, column)
    op.create_index("ix_listing_versions_state", _VERSIONS, ["state"])
    for statement in _STATES:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_listing_versions_state", table_name=_VERSIONS)
    for name in ("publish_on", "reason", "decided_at", "decided_by", "sent_at", "sent_by", "state"):
        op.drop_column(_VERSIONS, name)
    op.drop_index(op.f("ix_listings_take_down_on"), table_name="listings")
    op.drop_column("listings", "take_down_on")
