"""Keeping what families could not find: once, without what may say who they are, and for a limited time."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.feedback import sealing
from localoffer.feedback.models import MissingSupport
from localoffer.feedback.screening import screened
from localoffer.forms import marks
from localoffer.vocabulary import AgeBand


@dataclass(frozen=True)
class Missing:
    """What a family looked for: codes, the language of the page, and what they wrote."""

    language: str
    district: str = ""
    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    age_band: AgeBand | None = None
    words: str = ""


def tell(session: Session, *, missing: Missing, mark: str, keys: KeyRing, on: date) -> bool:
    """Keep what a family told; return False where the same form has told the same before.

    Args:
        mark: what the page of the form carried: random, and different each time the page was opened.
        on: the day, which is all that is kept of the time.
    """
    row = MissingSupport(
        uuid=uuid.uuid4(),
        sent_hash=marks.sent_hash(mark, asdict(missing)),
        told_on=on,
        language=missing.language,
        district=missing.district,
        needs=list(missing.needs),
        kinds=list(missing.kinds),
        age_band=missing.age_band,
    )
    sealing.seal_words(row, screened(missing.words), keys=keys)
    return add_once(session, row)


def remove_words(session: Session, *, row: MissingSupport, actor: str, audit_key: bytes) -> None:
    """Remove what a family wrote, because it says who somebody is; that something was missing stays counted."""
    row.key_id = row.sealed_words = None
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action="missing_support.words_removed",
        subject="missing_support",
        subject_id=str(row.uuid),
    )
