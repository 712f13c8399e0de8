"""Accounts of council staff and their server-side sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_security.core import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base, now

staff_user_roles = Table(
    "staff_user_roles",
    Base.metadata,
    Column("user_id", ForeignKey("staff_users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("staff_roles.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A role by its code; what each may do stands in ``staff.roles``."""

    __tablename__ = "staff_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str | None] = mapped_column(String(200))
    permissions: Mapped[str | None] = mapped_column(Text)  # type: ignore[assignment]


class User(Base, UserMixin):
    """One member of staff.

    ``fs_uniquifier`` changes whenever all sessions of the account must end; ``mf_recovery_codes`` holds keyed hashes;
    ``last_code_counter`` is the time step of the last code used, so that no code works twice.
    """

    __tablename__ = "staff_users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(String(128))
    mf_recovery_codes: Mapped[list[str] | None]
    last_code_counter: Mapped[int | None]
    create_datetime: Mapped[datetime | None]  # type: ignore[assignment]
    update_datetime: Mapped[datetime | None]  # type: ignore[assignment]
    last_seen_at: Mapped[datetime | None]
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), index=True, unique=True
    )

    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=staff_user_roles, lazy="selectin"
    )
    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]
        order_by="Passkey.id", cascade="all, delete-orphan", passive_deletes=True
    )
    council_account: Mapped[CouncilAccount | None] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class Passkey(Base, WebAuthnMixin):
    """One passkey of a member of staff, asked for after the password; the names are those that Flask-Security asks for.

    What is kept is public: the secret half never leaves the device.
    """

    __tablename__ = "staff_passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), index=True, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(2048))
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None]
    extensions: Mapped[str | None] = mapped_column(String(255))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))
    create_datetime: Mapped[datetime] = mapped_column(default=now)
    lastuse_datetime: Mapped[datetime]


class CouncilAccount(Base):
    """The account of the council's own directory that a member of staff signs in with.

    It is known by who vouches for it and the number that they gave it, never by an e-mail address, which can be given
    to somebody else.
    """

    __tablename__ = "staff_council_accounts"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    linked_at: Mapped[datetime]


class StoredSession(Base):
    """One browser's session, found by the hash of its id; only the hash is stored.

    ``data`` is sealed under a key made from the id, so that nobody reads it without the browser's cookie. ``browser``
    is its family, of staff alone, who see where they are signed in.
    """

    __tablename__ = "sessions"

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    browser: Mapped[str] = mapped_column(String(40), default="", server_default="")


class SignInAttempt(Base):
    """A sign-in that was tried and did not succeed, kept for the throttle; address and account are keyed hashes."""

    __tablename__ = "sign_in_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    address_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    made_at: Mapped[datetime]


class OneTimeLink(Base):
    """A link that one member of staff can use once; only the hash of its token is stored.

    ``purpose`` is ``sign_in`` (printed by ``make run`` in demonstration mode, never elsewhere) or ``password`` (lets
    the person choose a password).
    """

    __tablename__ = "one_time_links"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    expires_at: Mapped[datetime]
