"""Keeping the terms: each function works in the caller's transaction, tells the audit, and the search follows.

The caller sees to it that what other features name follows as well (``using.follow_elsewhere``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, bump, now
from localoffer.listings.models import ListingVersion, RetiredTerm, Term, TermText, listing_terms
from localoffer.listings.slugs import slug_from
from localoffer.listings.terms.content import TermContent, content_of
from localoffer.listings.terms.using import names
from localoffer.web.translated import earlier_english

_FIELDS = {"area": "", "need": "needs", "kind": "kinds"}


class ChangedMeanwhile(Exception):
    """Somebody else has changed it since it was shown."""


class Taken(ValueError):
    """Another one is called the same."""


@dataclass(frozen=True)
class Writer:
    """Who changes something, as the audit names people, and the key of the audit."""

    actor: str
    audit_key: bytes

    def tell(
        self, session: Session, action: str, subject: str, subject_id: str, details: dict[str, object] | None = None
    ) -> None:
        """Add an entry to the audit, and let the search follow."""
        session.flush()
        audit.record(
            session,
            key=self.audit_key,
            actor=self.actor,
            action=action,
            subject=subject,
            subject_id=subject_id,
            details=details,
        )
        bump(session, "listings")


def get(session: Session, vocabulary: str, code: str, *, to_write: bool = False) -> Term:
    """Return a term; with ``to_write`` nobody else changes it before this transaction ends.

    Raises:
        MissingRow: when there is none of that code.
    """
    wanted = select(Term).where(Term.vocabulary == vocabulary, Term.code == code)
    found = session.scalar(wanted.with_for_update() if to_write else wanted)
    if found is None:
        raise MissingRow(f"there is no {vocabulary} {code}")
    return found


def in_order(session: Session, vocabulary: str) -> list[Term]:
    """Return the terms of a vocabulary in their order."""
    wanted = select(Term).where(Term.vocabulary == vocabulary)
    return list(session.scalars(wanted.order_by(Term.position, Term.id)))


def add(session: Session, vocabulary: str, content: TermContent, *, writer: Writer) -> Term:
    """Add a term, and return it; its code is made from its English name and never changes.

    Raises:
        Taken: when another one is called so, or an older one was.
    """
    code = slug_from(content.names["en"].name)
    _refuse_taken(session, vocabulary, content, besides=None)
    merged = select(RetiredTerm).where(RetiredTerm.vocabulary == vocabulary, RetiredTerm.code == code)
    before = session.scalar(merged)
    if before is not None and before.term_id is not None:
        raise Taken(code)
    if before is not None:
        session.delete(before)
    term = Term(vocabulary=vocabulary, code=code, position=0, version=1, texts=[])
    session.add(term)
    _put(session, term, content)
    writer.tell(session, "term.added", "term", _id(term))
    return term


def change(
    session: Session,
    term: Term,
    content: TermContent,
    *,
    seen_version: int,
    writer: Writer,
    current: Collection[str] = (),
) -> bool:
    """Give a term other names or another place, and return whether anything is different.

    Args:
        current: the languages of which somebody says that they are right for this English, changed or not.

    Raises:
        ChangedMeanwhile: when it is no longer the version that was shown.
        Taken: when another one is called so.
    """
    if term.version != seen_version:
        raise ChangedMeanwhile
    before = content_of(term, place_of(session, term))
    confirmed = any(text.made_from and text.language in current for text in term.texts)
    if before == content and not confirmed:
        return False
    _refuse_taken(session, term.vocabulary, content, besides=term)
    _put(session, term, content, current)
    term.version += 1
    changed = [name for name in ("names", "place", "area") if getattr(before, name) != getattr(content, name)]
    writer.tell(session, "term.changed", "term", _id(term), {"fields": changed})
    return True


def remove(session: Session, term: Term, *, writer: Writer) -> None:
    """Take away a term that nothing uses; the county's file does not bring it back."""
    _forget(session, term, became=None)
    writer.tell(session, "term.removed", "term", _id(term))


def merge(session: Session, term: Term, into: Term, *, writer: Writer) -> int:
    """Make a term part of another one, and return how many listings' versions named it.

    Listings, all their versions and, of an area, its needs name the other one from then on. The old code stays known.

    Raises:
        ValueError: when they are the same, or of different vocabularies.
    """
    if term.id == into.id or term.vocabulary != into.vocabulary:
        raise ValueError("only two of a kind can become one")
    _move_listings(session, term, into)
    if term.vocabulary == "area":
        session.execute(
            update(Term).where(Term.vocabulary == "need", Term.broader == term.code).values(broader=into.code)
        )
        versions = 0
    else:
        versions = _rewrite_versions(session, _FIELDS[term.vocabulary], term.code, into.code)
    session.execute(update(RetiredTerm).where(RetiredTerm.term_id == term.id).values(term_id=into.id))
    _forget(session, term, became=into)
    writer.tell(session, "term.merged", "term", _id(term), {"into": into.code, "versions": versions})
    return versions


def place_of(session: Session, term: Term) -> int:
    """Return the place of a term in its list, from 1."""
    return 1 + [one.id for one in in_order(session, term.vocabulary)].index(term.id)


def _put(session: Session, term: Term, content: TermContent, current: Collection[str] = ()) -> None:
    held = {text.language: text for text in term.texts}
    made_from = earlier_english(
        {language: said._asdict() for language, said in content.names.items()},
        {language: {"name": text.name, "hint": text.hint} for language, text in held.items()},
        {language: text.made_from for language, text in held.items()},
        current,
    )
    rows = []
    for language, said in content.names.items():
        row = held.get(language) or TermText(language=language)
        row.name, row.hint = said
        row.made_from = made_from.get(language, {})
        rows.append(row)
    term.texts, term.broader, term.staff_changed_at = rows, content.area or None, now()
    session.flush()
    others = [one for one in in_order(session, term.vocabulary) if one is not term]
    others.insert(content.place - 1, term)
    for position, one in enumerate(others):
        one.position = position


def _refuse_taken(session: Session, vocabulary: str, content: TermContent, besides: Term | None) -> None:
    wanted = content.names["en"].name
    for one in in_order(session, vocabulary):
        is_called_so = one.name("en").casefold() == wanted.casefold()
        if one is not besides and (is_called_so or (besides is None and one.code == slug_from(wanted))):
            raise Taken(one.code)


def _move_listings(session: Session, term: Term, into: Term) -> None:
    there = select(listing_terms.c.listing_id).where(listing_terms.c.term_id == into.id)
    session.execute(
        update(listing_terms)
        .where(listing_terms.c.term_id == term.id, listing_terms.c.listing_id.not_in(there))
        .values(term_id=into.id)
    )
    session.execute(delete(listing_terms).where(listing_terms.c.term_id == term.id))


def _rewrite_versions(session: Session, field: str, old: str, new: str) -> int:
    wanted = select(ListingVersion).where(names(old)).execution_options(yield_per=500)
    found = 0
    for version in session.scalars(wanted):
        codes = version.content.get(field, [])
        if old in codes:
            version.content = version.content | {field: sorted({new if code == old else code for code in codes})}
            found += 1
    return found


def _forget(session: Session, term: Term, became: Term | None) -> None:
    session.add(
        RetiredTerm(vocabulary=term.vocabulary, code=term.code, term_id=became.id if became is not None else None)
    )
    session.delete(term)
    session.flush()


def _id(term: Term) -> str:
    return f"{term.vocabulary}:{term.code}"
