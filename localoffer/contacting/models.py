"""What families ask of the team: to be rung, or to be sent a copy on paper."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.contacting.vocabulary import ContactKind, RequestState
from localoffer.db import Base


class ContactRequest(Base):
    """One request. Who asks, how to reach them and what the team wrote about it are sealed.

    ``sent_hash`` is unique, so that a double click asks once; ``due_on`` is the day on which somebody should deal with
    it next, later after each try that did not reach them (``tries``). With ``set_aside_at`` it waits apart from the
    queue as possible spam, for the signs in ``set_aside_for``.
    """

    __tablename__ = "contact_requests"
    __table_args__ = (Index("ix_contact_requests_state_due_on", "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[ContactKind]
    sent_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    language: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime]
    due_on: Mapped[date]
    state: Mapped[RequestState] = mapped_column(default=RequestState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    done_by: Mapped[str] = mapped_column(String(80), default="")
    set_aside_at: Mapped[datetime | None] = mapped_column(index=True)
    set_aside_for: Mapped[list[str]] = mapped_column(default=list)
    row_version: Mapped[int] = mapped_column(default=1)
    key_id: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_notes: Mapped[bytes | None] = mapped_column(LargeBinary)

    __mapper_args__ = {"version_id_col": row_version}
