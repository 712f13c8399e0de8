"""What is done to many listings at once: the run, its file, and what becomes of each row."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from localoffer.db import Base
from localoffer.vocabulary import ListingStatus


class RunKind(StrEnum):
    """What a run does: bring in a file, or change the listings that a list shows."""

    IMPORT = "import"
    EDIT = "edit"


class Stage(StrEnum):
    """Where a run stands; in those that ``WORKING`` holds, the worker has it."""

    READING = "reading"
    REFUSED = "refused"
    READY = "ready"
    APPLYING = "applying"
    TAKING_BACK = "taking_back"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    DROPPED = "dropped"


LASTING = timedelta(days=90)
"""For how long a run is kept, and can be undone."""
WORKING = frozenset({Stage.READING, Stage.APPLYING, Stage.TAKING_BACK, Stage.UNDOING})


class Outcome(StrEnum):
    """What a row would do, as the preview shows it."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class BulkRun(Base):
    """One import, or one change of many listings.

    ``asked`` holds what a change of many asks for, ``problem`` the code and the values of why a run was refused or
    taken back, ``left_out`` the columns of a file that nothing here has. ``publishes`` says whether families see the
    change at once. ``job_id`` is the work that was stored last.
    """

    __tablename__ = "bulk_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    kind: Mapped[RunKind]
    stage: Mapped[Stage] = mapped_column(default=Stage.READING)
    name: Mapped[str] = mapped_column(String(200), default="")
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problem: Mapped[dict[str, Any]] = mapped_column(default=dict)
    left_out: Mapped[list[str]] = mapped_column(default=list)
    publishes: Mapped[bool] = mapped_column(default=False)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"))
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(index=True)
    applied_by: Mapped[str | None] = mapped_column(String(80))
    applied_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(80))
    undone_at: Mapped[datetime | None]

    @property
    def is_working(self) -> bool:
        return self.stage in WORKING


class BulkFile(Base):
    """The file of an import, until it is applied or dropped."""

    __tablename__ = "bulk_files"

    run_id: Mapped[int] = mapped_column(ForeignKey("bulk_runs.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class BulkRow(Base):
    """One row of a file, or one listing of a change of many.

    ``number`` is the row of the sheet or the record of the feed, and orders them. ``content`` is what the listing
    becomes, ``archives`` that it goes out of sight, ``source_said`` all that a feed says, of which only what is new is
    in the content; ``based_on`` is the version that this began from and ``status_before`` where it stood. ``reason`` is
    why it is refused: a code, its values and where, and under ``more`` every other reason likewise; of a row that is
    not refused, what it lacks to be published, or the days on which the listing that it archives was to come down, and
    its draft to go out.
    ``applied_number`` is the version that it became; ``is_left`` says that undoing left it, because somebody changed it
    since.
    """

    __tablename__ = "bulk_rows"
    __table_args__ = (Index(None, "run_id", "outcome", "number"), Index(None, "listing_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("bulk_runs.id", ondelete="CASCADE"))
    number: Mapped[int]
    outcome: Mapped[Outcome]
    name: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(40), default="council")
    reference: Mapped[str | None] = mapped_column(String(120))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id", ondelete="SET NULL"))
    based_on: Mapped[int | None]
    status_before: Mapped[ListingStatus | None]
    content: Mapped[dict[str, Any] | None]
    source_said: Mapped[dict[str, Any] | None]
    organisation: Mapped[dict[str, Any] | None]
    archives: Mapped[bool] = mapped_column(default=False)
    changed: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[dict[str, Any]] = mapped_column(default=dict)
    applied_number: Mapped[int | None]
    is_left: Mapped[bool] = mapped_column(default=False)
