"""How the form was for those who filled it in: kept once for each form, and without what would lead back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.referrals.models import FormOpinion
from localoffer.referrals.vocabulary import Opinion, Referrer


@dataclass(frozen=True)
class Given:
    """An opinion, and who gave it: in which language, and in which part. ``on`` is all that is kept of the time."""

    opinion: Opinion
    words: str
    language: str
    referrer: Referrer | None
    on: date


def give(session: Session, given: Given, *, token: str, keys: KeyRing) -> bool:
    """Keep an opinion of the form that a browser's token belongs to; return False where it has one already."""
    page_hash = keys.keyed_hash("form opinion", token.encode())
    key_id, sealed = keys.seal(given.words.encode(), place=place(page_hash)) if given.words else (None, None)
    made = FormOpinion(
        day=given.on,
        language=given.language,
        referrer=given.referrer,
        opinion=given.opinion,
        key_id=key_id,
        sealed_words=sealed,
        page_hash=page_hash,
    )
    return add_once(session, made)


def counted(session: Session, *, since: date) -> dict[Opinion, int]:
    """Return how many people said what of the form since a day."""
    counts = dict.fromkeys(Opinion, 0)
    given = select(FormOpinion.opinion, func.count()).where(FormOpinion.day >= since).group_by(FormOpinion.opinion)
    for opinion, number in session.execute(given):
        counts[opinion] = number
    return counts


def with_words(session: Session, *, since: date, most: int) -> Sequence[FormOpinion]:
    """Return the opinions since a day with which somebody wrote words, newest first."""
    return session.scalars(
        select(FormOpinion)
        .where(FormOpinion.day >= since, FormOpinion.sealed_words.is_not(None))
        .order_by(FormOpinion.day.desc(), FormOpinion.id.desc())
        .limit(most)
    ).all()


def words_of(opinion: FormOpinion, *, keys: KeyRing) -> str:
    """Open what somebody wrote beside their opinion; empty when they wrote nothing.

    Raises:
        CannotOpen: when its key is not in the ring, or its bytes were changed.
    """
    if opinion.sealed_words is None or opinion.key_id is None or opinion.page_hash is None:
        return ""
    return keys.open(opinion.key_id, opinion.sealed_words, place=place(opinion.page_hash)).decode()


def place(page_hash: bytes) -> str:
    """Return where the words of an opinion are bound to."""
    return f"form_opinions.sealed_words:{page_hash.hex()}"
