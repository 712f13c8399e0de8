"""Keeping a correction: once, and sealed."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.feedback.corrections import sealing
from localoffer.feedback.corrections.models import Correction
from localoffer.feedback.corrections.sealing import Inside
from localoffer.feedback.corrections.vocabulary import Teller, Wrong
from localoffer.forms.marks import sent_hash
from localoffer.listings.models import Listing


@dataclass(frozen=True)
class Told:
    """A correction as it was sent, and the language of its page."""

    wrong: Wrong
    words: str
    language: str
    teller: Teller | None = None
    email: str = ""


def tell(session: Session, told: Told, *, listing: Listing, mark: str, keys: KeyRing, on: date) -> bool:
    """Keep a correction of a listing; return False where the same form has told the same before.

    Args:
        mark: what the page of the form carried: random, and different each time the page was opened.
        on: the day, which is all that is kept of the time.
    """
    row = Correction(
        uuid=uuid.uuid4(),
        sent_hash=sent_hash(mark, [listing.slug, asdict(told)]),
        listing_id=listing.id,
        wrong=told.wrong,
        teller=told.teller,
        language=told.language,
        told_on=on,
        wants_answer=bool(told.email),
    )
    sealing.seal(row, Inside(told.words, told.email), keys=keys)
    return add_once(session, row)
