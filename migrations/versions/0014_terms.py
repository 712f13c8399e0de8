"""Staff keep vocabulary, organisations and the names of districts; what was merged is known by its old code as well."""

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


def downgrade() -> None:
    op.drop_table("retired_organisations")
    op.drop_table("retired_terms")
    op.drop_column("synonyms", "removed_at")
    for table in _KEPT_BY_STAFF:
        op.drop_column(table, "staff_changed_at")
        op.drop_column(table, "version")
