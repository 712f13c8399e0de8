"""Staff keep vocabulary, organisations and the names of districts, and the check of listings stores what it finds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KEPT_BY_STAFF = ("terms", "synonyms", "organisations", "districts")


def upgrade() -> None:
    for table in _KEPT_BY_STAFF:
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        op.add_column(table, sa.Column("staff_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("synonyms", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "retired_terms",
        sa.Column("vocabulary", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["term_id"], ["terms.id"], name=op.f("fk_retired_terms_term_id_terms")),
        sa.PrimaryKeyConstraint("vocabulary", "code", name=op.f("pk_retired_terms")),
    )
    op.create_table(
        "retired_organisations",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_retired_organisations_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_retired_organisations")),
    )
    _make_tables_of_the_check()


def _make_tables_of_the_check() -> None:
    op.create_table(
        "web_checks",
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", sa.String(length=40), nullable=True),
        sa.Column("failing_since", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_web_checks")),
    )
    op.create_table(
        "listing_findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("fault", sa.String(length=40), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_listing_findings_listing_id_listings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_findings")),
        sa.UniqueConstraint("listing_id", "kind", "about", name=op.f("uq_listing_findings_listing_id_kind_about")),
    )


def downgrade() -> None:
    op.drop_table("listing_findings")
    op.drop_table("web_checks")
    op.drop_table("retired_organisations")
    op.drop_table("retired_terms")
    op.drop_column("synonyms", "removed_at")
    for table in _KEPT_BY_STAFF:
        op.drop_column(table, "staff_changed_at")
        op.drop_column(table, "version")
