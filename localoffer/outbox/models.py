"""The messages that wait to be sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base
from localoffer.vocabulary import SentBy


class OutboxMessage(Base):
    """One message to one address.

    ``unique_key`` (for example ``receipt:4711``) makes storing it twice impossible; ``message_id`` goes out with every
    try, so that a mail program can tell a repeated delivery. Address, subject and body are encrypted in ``sealed``,
    which is emptied once the message has gone out. ``refused_at`` is set when its address can never work: then it is
    tried no more, until somebody asks for it.
    """

    __tablename__ = "outbox_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    unique_key: Mapped[str] = mapped_column(String(80), unique=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    way: Mapped[SentBy] = mapped_column(default=SentBy.EMAIL, server_default=SentBy.EMAIL.value)
    key_id: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    refused_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(200), default="")
