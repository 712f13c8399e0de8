"""Indexes that lists of 100,000 listings are read by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_listing_texts_name", "listing_texts", ["language", sa.text("lower(name)"), "listing_id"])
    op.create_index("ix_listing_texts_made_from", "listing_texts", ["language", "listing_id", "english_digest"])
    op.create_index("ix_listings_status_review_due", "listings", ["status", "review_due"])
    op.create_index("ix_listings_coverage", "listings", ["coverage"])
    op.create_index("ix_listing_districts_district_id", "listing_districts", ["district_id", "listing_id"])
    op.create_index("ix_listing_terms_term_id", "listing_terms", ["term_id", "listing_id"])


def downgrade() -> None:
    op.drop_index("ix_listing_terms_term_id", "listing_terms")
    op.drop_index("ix_listing_districts_district_id", "listing_districts")
    op.drop_index("ix_listings_coverage", "listings")
    op.drop_index("ix_listings_status_review_due", "listings")
    op.drop_index("ix_listing_texts_made_from", "listing_texts")
    op.drop_index("ix_listing_texts_name", "listing_texts")
