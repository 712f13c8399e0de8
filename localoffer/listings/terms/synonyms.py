"""Keeping synonyms: each function works in the caller's transaction, tells the audit, and the search follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow, now
from localoffer.listings.models import Listing, ListingText, Synonym
from localoffer.listings.terms.using import UsedBy, used_by
from localoffer.listings.terms.writing import ChangedMeanwhile, Taken, Writer


@dataclass(frozen=True)
class Meaning:
    """What families type in one language, and the words of listings that it means."""

    language: str
    phrase: str
    means: tuple[str, ...]


def meaning_of(row: Synonym) -> Meaning:
    """Return a synonym as it is now."""
    return Meaning(row.language, row.phrase, tuple(row.means))


def get(session: Session, number: int) -> Synonym:
    """Return a synonym.

    Raises:
        MissingRow: when there is none, or it was removed.
    """
    found = session.scalar(select(Synonym).where(Synonym.id == number, Synonym.removed_at.is_(None)).with_for_update())
    if found is None:
        raise MissingRow("there is no such synonym")
    return found


def add(session: Session, meaning: Meaning, *, writer: Writer) -> Synonym:
    """Add a synonym, or bring a removed one back with what it means now.

    Raises:
        Taken: when there is one for these words already.
    """
    row = _called(session, meaning)
    if row is not None and row.removed_at is None:
        raise Taken(meaning.phrase)
    if row is None:
        row = Synonym(language=meaning.language, phrase=meaning.phrase, means=[], version=0)
        session.add(row)
    row.removed_at = None
    _put(row, meaning)
    writer.tell(session, "synonym.added", "synonym", str(row.id))
    return row


def change(session: Session, row: Synonym, meaning: Meaning, *, seen_version: int, writer: Writer) -> bool:
    """Give a synonym other words, and return whether anything is different.

    Raises:
        ChangedMeanwhile: when it is no longer the version that was shown.
        Taken: when there is another one for these words, or there was.
    """
    if row.version != seen_version:
        raise ChangedMeanwhile
    if meaning_of(row) == meaning:
        return False
    other = _called(session, meaning)
    if other is not None and other is not row:
        raise Taken(meaning.phrase)
    row.language, row.phrase = meaning.language, meaning.phrase
    _put(row, meaning)
    writer.tell(session, "synonym.changed", "synonym", str(row.id))
    return True


def remove(session: Session, row: Synonym, *, writer: Writer) -> None:
    """Take a synonym away; the county's file does not bring it back."""
    row.removed_at = row.staff_changed_at = now()
    row.version += 1
    writer.tell(session, "synonym.removed", "synonym", str(row.id))


def merge(session: Session, row: Synonym, into: Synonym, *, writer: Writer) -> None:
    """Make a synonym part of another one of its language, which from now on means its words too; it is taken away.

    Raises:
        ValueError: when they are the same, or of two languages.
    """
    if row.id == into.id or row.language != into.language:
        raise ValueError("only two synonyms of one language can become one")
    means = dict.fromkeys((*into.means, row.phrase, *row.means))
    means.pop(into.phrase, None)
    _put(into, Meaning(into.language, into.phrase, tuple(means)))
    row.removed_at = row.staff_changed_at = now()
    row.version += 1
    writer.tell(session, "synonym.merged", "synonym", str(row.id), {"into": into.id})


def alike(session: Session, row: Synonym) -> list[Synonym]:
    """Return the other synonyms of its language that mean one of its words, or that it means, by phrase."""
    wanted = select(Synonym).where(Synonym.language == row.language, Synonym.removed_at.is_(None))
    words = {row.phrase.casefold(), *(word.casefold() for word in row.means)}
    others = session.scalars(wanted.where(Synonym.id != row.id).order_by(Synonym.phrase))
    return [one for one in others if words & {one.phrase.casefold(), *(word.casefold() for word in one.means)}]


def others_of(session: Session, row: Synonym) -> Sequence[Synonym]:
    """Return the synonyms that one could become part of: the others of its language, by phrase."""
    wanted = select(Synonym).where(Synonym.language == row.language, Synonym.removed_at.is_(None))
    return session.scalars(wanted.where(Synonym.id != row.id).order_by(Synonym.phrase)).all()


def listings_found_by(session: Session, row: Synonym) -> UsedBy:
    """Return the listings that have the words which a synonym means: those that it leads families to."""
    columns = (ListingText.name, ListingText.summary, ListingText.description)
    said = [column.icontains(word, autoescape=True) for word in row.means for column in columns]
    has_words = select(ListingText.listing_id).where(ListingText.language == row.language, or_(false(), *said))
    return used_by(session, Listing.id.in_(has_words), waiting=false())


def _put(row: Synonym, meaning: Meaning) -> None:
    row.means, row.staff_changed_at = list(meaning.means), now()
    row.version += 1


def _called(session: Session, meaning: Meaning) -> Synonym | None:
    wanted = select(Synonym).where(Synonym.language == meaning.language, Synonym.phrase == meaning.phrase)
    return session.scalar(wanted)
