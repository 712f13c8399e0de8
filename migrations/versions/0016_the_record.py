"""The audit is searched by actor, action, subject and day."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_BEFORE = (("actor",), ("action",))
_SINCE = (("actor", "number"), ("action", "number"), ("subject", "subject_id", "number"), ("at",))


def _name(columns: tuple[str, ...]) -> str:
    return f"ix_audit_entries_{'_'.join(columns)}"


def upgrade() -> None:
    for columns in _BEFORE:
        op.drop_index(_name(columns), table_name="audit_entries")
    for columns in _SINCE:
        op.create_index(_name(columns), "audit_entries", list(columns))


def downgrade() -> None:
    for columns in _SINCE:
        op.drop_index(_name(columns), table_name="audit_entries")
    for columns in _BEFORE:
        op.create_index(_name(columns), "audit_entries", list(columns))
