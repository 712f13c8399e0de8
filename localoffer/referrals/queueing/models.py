"""How each member of the team likes to see the queue."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base


class SavedView(Base):
    """What one member of the team narrowed the queue to, under a name of their own; ``filters`` as an address has."""

    __tablename__ = "referral_views"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    filters: Mapped[dict[str, Any]]


class QueueSettings(Base):
    """How one member of the team works: the view that the queue opens with, and whether single keys move in it."""

    __tablename__ = "referral_queue_settings"

    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"), primary_key=True)
    view_id: Mapped[int | None] = mapped_column(ForeignKey("referral_views.id", ondelete="SET NULL"))
    keys_on: Mapped[bool] = mapped_column(default=True, server_default=true())
