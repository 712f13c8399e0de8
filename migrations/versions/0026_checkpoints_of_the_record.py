"""What is older than the record is kept may leave it, up to a signed checkpoint and no further."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_ENTRY = "audit entries are never changed or removed"
_CHECKPOINT = "audit checkpoints are never changed or removed"
_SIGNED = "coalesce((SELECT max(number) FROM audit_checkpoints), 0)"

_REFUSE_REMOVAL = """
CREATE FUNCTION refuse_audit_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM gone WHERE number > coalesce((SELECT max(number) FROM audit_checkpoints), 0)) THEN
        RAISE EXCEPTION 'audit entries are never changed or removed';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "audit_checkpoints",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mac", sa.LargeBinary(32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signature", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_checkpoints")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entries_no_delete")
        op.execute(_sqlite("audit_entries", "DELETE", _ENTRY, when=f"WHEN OLD.number > {_SIGNED} "))
        for change in ("UPDATE", "DELETE"):
            op.execute(_sqlite("audit_checkpoints", change, _CHECKPOINT))
        return
    op.execute("DROP TRIGGER audit_entries_append_only ON audit_entries")
    op.execute(
        "CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR TRUNCATE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )
    # for each statement, because it asks for the checkpoint once and not once for each of a million entries
    op.execute(_REFUSE_REMOVAL)
    op.execute(
        "CREATE TRIGGER audit_entries_removed_to_checkpoint AFTER DELETE ON audit_entries "
        "REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_removal()"
    )
    op.execute(
        "CREATE FUNCTION refuse_checkpoint_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_CHECKPOINT}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_checkpoint_change()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entries_no_delete")
        op.drop_table("audit_checkpoints")
        op.execute(_sqlite("audit_entries", "DELETE", _ENTRY))
        return
    op.execute("DROP TRIGGER audit_entries_removed_to_checkpoint ON audit_entries")
    op.execute("DROP FUNCTION refuse_audit_removal()")
    op.execute("DROP TRIGGER audit_entries_append_only ON audit_entries")
    op.drop_table("audit_checkpoints")
    op.execute("DROP FUNCTION refuse_checkpoint_change()")
    op.execute(
        "CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )


def _sqlite(table: str, change: str, says: str, *, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
        f"{when}BEGIN SELECT RAISE(ABORT, '{says}'); END"
    )
