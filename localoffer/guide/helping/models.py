"""The rules of “What help can we get?”, with every state that a person saved of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from localoffer.db import Base


class HelpRule(Base):
    """One rule: its code, and what it says (``rules.Rule`` as JSON). One that was removed can come back.

    ``made_from`` has by language and field the English that a translation was made from, where it is not today's.
    """

    __tablename__ = "help_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    content: Mapped[dict[str, Any]]
    made_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    removed_at: Mapped[datetime | None]
    versions: Mapped[list[HelpRuleVersion]] = relationship(order_by="HelpRuleVersion.number", back_populates="rule")


class HelpRuleVersion(Base):
    """A rule as somebody saved it; ``removed`` says that they took it away."""

    __tablename__ = "help_rule_versions"
    __table_args__ = (UniqueConstraint("rule_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("help_rules.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    removed: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    rule: Mapped[HelpRule] = relationship(back_populates="versions")
