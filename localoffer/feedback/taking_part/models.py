"""How families took part in shaping the Local Offer. It names reports, groups and organisations, never a family."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base
from localoffer.feedback.taking_part.vocabulary import Kind


class TakingPart(Base):
    """One meeting, group or survey, and what came of it.

    ``happened`` is as much of the day as is known: ``2021-06-17``, ``2021-03`` or ``2020``. ``content`` is an
    ``entries.Words`` for each language, as JSON; ``made_from`` has by language and field the English that a translation
    was made from, where it is not today's. ``key`` names what the county's file brought.
    """

    __tablename__ = "taking_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(60), unique=True)
    happened: Mapped[str] = mapped_column(String(10), index=True)
    kind: Mapped[Kind]
    content: Mapped[dict[str, Any]]
    made_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    theme: Mapped[str] = mapped_column(String(80), default="")
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}
