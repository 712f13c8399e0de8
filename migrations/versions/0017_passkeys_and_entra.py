"""People sign in with passkeys and with their council account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    handle = sa.Column("fs_webauthn_user_handle", sa.String(length=64), nullable=True)
    op.add_column("staff_users", handle)
    op.create_index(op.f("ix_staff_users_fs_webauthn_user_handle"), "staff_users", [handle.name], unique=True)
    _make_passkeys()
    _make_council_accounts()


def _make_passkeys() -> None:
    op.create_table(
        "staff_passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=2048), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=True),
        sa.Column("extensions", sa.String(length=255), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(length=64), nullable=False),
        sa.Column("usage", sa.String(length=64), nullable=False),
        sa.Column("create_datetime", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lastuse_datetime", sa.DateTime(timezone=True), nullable=False),
        _of_user("staff_passkeys"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_passkeys")),
    )
    op.create_index(op.f("ix_staff_passkeys_user_id"), "staff_passkeys", ["user_id"])
    op.create_index(op.f("ix_staff_passkeys_credential_id"), "staff_passkeys", ["credential_id"], unique=True)


def _make_council_accounts() -> None:
    op.create_table(
        "staff_council_accounts",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        _of_user("staff_council_accounts"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_staff_council_accounts")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_staff_council_accounts_issuer_subject")),
    )


def _of_user(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_user_id_staff_users")
    return sa.ForeignKeyConstraint(["user_id"], ["staff_users.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("staff_council_accounts")
    op.drop_table("staff_passkeys")
    op.drop_index(op.f("ix_staff_users_fs_webauthn_user_handle"), table_name="staff_users")
    op.drop_column("staff_users", "fs_webauthn_user_handle")
