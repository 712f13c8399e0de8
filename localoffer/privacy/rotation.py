"""Sealing everything again with the newest key, in batches, while the site runs.

What has a data key of its own keeps it: only the small wrapped key is wrapped again. What the ring sealed directly is
opened and sealed anew. A row that somebody changes at the same moment is left for the next round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Table, func, select, update
from sqlalchemy.orm import Session

from localoffer import audit, key_file
from localoffer.contacting import wishes
from localoffer.contacting.models import ContactRequest
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import Base, Database
from localoffer.feedback import sealing as told_sealing
from localoffer.feedback.comments import sealing as comment_sealing
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.corrections import sealing as correction_sealing
from localoffer.feedback.corrections.models import Correction
from localoffer.feedback.models import MissingSupport
from localoffer.feedback.surveys import sealing as survey_sealing
from localoffer.feedback.surveys.models import SurveyAnswer
from localoffer.key_file import StillNeeded
from localoffer.listings.freshness import sealing as provider_sealing
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import canary, complaint_sealing
from localoffer.privacy.models import DataComplaint
from localoffer.referrals import opinions
from localoffer.referrals.models import FormOpinion, ReferralKey

log = structlog.get_logger()
Place = Callable[[Any], str]
_BATCH = 200
# longer than any request or message takes that read the key file before the newest key came
SETTLING = timedelta(hours=1)


@dataclass(frozen=True)
class Sealed:
    """A table whose rows name the key of the ring that they need; ``places`` says where each sealed column is bound to.

    Without ``places`` the column ``wrapped`` is a data key.
    """

    model: type[Base]
    places: Mapping[str, Place]

    @property
    def table(self) -> Table:
        """The table itself."""
        found = self.model.__table__
        assert isinstance(found, Table)  # noqa: S101 - every model of ours is one table
        return found

    def again(self, row: Any, keys: KeyRing) -> dict[str, Any]:
        """Return the columns of a row as the key that seals now has them.

        Raises:
            CannotOpen: when a value does not open.
        """
        if not self.places:
            key_id, wrapped = keys.wrap(keys.unwrap(row.key_id, row.wrapped))
            return {"key_id": key_id, "wrapped": wrapped}
        made: dict[str, Any] = {"key_id": keys.current}
        for column, place in self.places.items():
            if value := getattr(row, column):
                opened = keys.open(row.key_id, value, place=place(row))
                made["key_id"], made[column] = keys.seal(opened, place=place(row))
        return made


SEALED = (
    Sealed(ReferralKey, {}),
    Sealed(OutboxMessage, {"sealed": lambda row: store.place(row.message_id)}),
    Sealed(MissingSupport, {"sealed_words": told_sealing.place}),
    Sealed(Comment, {"sealed": comment_sealing.place, "sealed_email": comment_sealing.email_place}),
    Sealed(Correction, {"sealed": correction_sealing.place}),
    Sealed(SurveyAnswer, {"sealed_words": survey_sealing.place}),
    Sealed(ProviderLink, {"sealed_address": provider_sealing.place_of_address}),
    Sealed(ProviderQuestion, {"sealed_words": provider_sealing.place_of_words}),
    Sealed(FormOpinion, {"sealed_words": lambda row: opinions.place(row.page_hash or b"")}),
    Sealed(
        DataComplaint,
        {"sealed": complaint_sealing.place, "sealed_answer": complaint_sealing.answer_place},
    ),
    Sealed(ContactRequest, {"sealed": wishes.place, "sealed_notes": wishes.notes_place}),
)


@dataclass(frozen=True)
class Rotated:
    """What a rotation did: the key that seals now, how many rows it sealed again, how many it could not open."""

    key_id: str
    rows: int
    unopened: int


def rotate(database: Database, path: Path, keys: KeyRing, *, at: datetime) -> Rotated:
    """Let a new key seal from now on (the prepared one, where there is one), and seal everything again with it.

    Args:
        path: the key file.
        keys: the ring that was read from it.

    Raises:
        CannotOpen: when the key file is not the one of this database.
    """
    with database.session(writes=False) as session:
        if silent := canary.silent(session, keys):
            raise CannotOpen(f"the key file does not open what {', '.join(silent)} sealed in this database")
    key_id = key_file.promote(path, at=at)
    with database.transaction() as session:
        canary.plant(session, keys)
        _record(session, keys, "keys.rotated", key_id)
    return seal_again(database, keys)


def seal_again(database: Database, keys: KeyRing) -> Rotated:
    """Seal with the key that seals now whatever is sealed with another; go on where an earlier run was stopped."""
    rows = unopened = 0
    for sealed in SEALED:
        for done, failed in _batches(database, sealed, keys):
            rows, unopened = rows + done, unopened + failed
    return Rotated(keys.current, rows, unopened)


def uses(session: Session, key_id: str) -> dict[str, int]:
    """Return how many rows of which tables need a key."""
    counted = {
        sealed.table.name: session.scalar(
            select(func.count()).select_from(sealed.table).where(sealed.table.c.key_id == key_id)
        )
        for sealed in SEALED
    }
    return {name: number for name, number in counted.items() if number}


def retire(database: Database, path: Path, keys: KeyRing, *, key_id: str, at: datetime) -> None:
    """Take an old key out of the key file.

    Raises:
        StillNeeded: when something is sealed with it, or may still be about to be; the message says what.
    """
    told = key_file.read(path)
    key_file.need_removable(told, key_id)
    since = told.current_since
    if since is not None and at < since + SETTLING:
        raise StillNeeded(f"a page that began before {keys.current} came may still be about to store something")
    with database.transaction() as session:
        if needed := uses(session, key_id):
            raise StillNeeded(", ".join(f"{number} rows of {name}" for name, number in needed.items()))
        canary.remove(session, key_id)
        _record(session, keys, "keys.retired", key_id)
    # last: no site starts whose database has a canary of a key that its file no longer has
    key_file.remove(path, key_id)


def _batches(database: Database, sealed: Sealed, keys: KeyRing) -> Iterator[tuple[int, int]]:
    """Seal a table again, a batch at a time; yield how many rows each batch did and how many it could not open."""
    (primary,) = sealed.table.primary_key.columns
    last = None
    while True:
        with database.transaction() as session:
            waiting = select(sealed.model).where(sealed.table.c.key_id != keys.current)
            if last is not None:
                waiting = waiting.where(primary > last)
            rows = session.scalars(waiting.order_by(primary).limit(_BATCH)).all()
            results = [_seal_row(session, sealed, row, keys) for row in rows]
        if not rows:
            return
        last = getattr(rows[-1], primary.name)
        yield results.count(True), results.count(False)


def _seal_row(session: Session, sealed: Sealed, row: Any, keys: KeyRing) -> bool | None:
    """Seal one row again; False where it does not open, None where it was changed meanwhile."""
    try:
        values = sealed.again(row, keys)
    except CannotOpen:
        log.error("not_sealed_again", subject=sealed.table.name)
        return False
    (primary,) = sealed.table.primary_key.columns
    unchanged = [sealed.table.c[column] == getattr(row, column) for column in values]
    changed = session.execute(
        update(sealed.table).where(primary == getattr(row, primary.name), *unchanged).values(**values)
    )
    return True if changed.rowcount else None  # type: ignore[attr-defined]


def _record(session: Session, keys: KeyRing, action: str, key_id: str) -> None:
    audit.record(session, key=keys.audit, actor="command", action=action, subject="key", subject_id=key_id)
