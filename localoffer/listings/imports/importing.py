"""Importing a feed: each row on its own, so that a bad one is reported and stops nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.content import ListingContent
from localoffer.listings.imports import outpost
from localoffer.listings.imports.feed_rows import Row, rows
from localoffer.listings.imports.outpost import Vocabulary, read_record
from localoffer.listings.imports.plain_words import one_line
from localoffer.listings.imports.records import BadRow, Record
from localoffer.listings.imports.syncing import Outcome, add, bring, listings_from, store_organisation
from localoffer.listings.models import Listing, Term
from localoffer.listings.terms.retired import became
from localoffer.listings.terms.writing import Writer
from localoffer.places.queries import Found, find
from localoffer.vocabulary import Coverage

# Short transactions: on SQLite a family's referral waits for the one that is open.
_BATCH = 50


@dataclass(frozen=True)
class Remark:
    """What a commissioner should know of one row: why it was refused, or what was assumed."""

    row: int
    line: int
    reference: str
    reason: str

    def __str__(self) -> str:
        who = f", id {self.reference}" if self.reference else ""
        return f"row {self.row} (line {self.line}{who}): {self.reason}"


@dataclass
class ImportReport:
    """What became of the rows of a feed. ``waiting`` ones are saved, and a commissioner publishes them."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    waiting: int = 0
    refused: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the report for the person at the command line: what was left out, what was refused, and the sums."""
        return [
            *[f"Note: {note}" for note in self.notes],
            *[f"Refused: {refused}" for refused in self.refused],
            f"{self.created} new, {self.changed} changed, {self.unchanged} as before, "
            f"{self.waiting} wait for a commissioner, {len(self.refused)} refused.",
        ]


def import_feed(
    database: Database,
    path: Path,
    *,
    audit_key: bytes,
    publish: bool = False,
    actor: str = "command",
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Import a file of Outpost's feed as drafts or, with ``publish``, as published listings.

    Importing it twice is the same as once: a row that has not changed since is not saved again. A row that somebody
    edited here since, and that has changed in the feed, is saved and waits.

    Args:
        progress: told how many of how many rows are done.

    Raises:
        FileNotFoundError: when there is no such file.
        ValueError: when it is not text in UTF-8, or no row can be found in it.
    """
    found = list(rows(path.read_text(encoding="utf-8-sig")))
    if not found:
        raise ValueError(f"{path.name} holds no rows")
    run = _Import(ImportReport(), audit_key, actor, publish)
    done = 0
    for batch in _batches(found):
        with database.transaction() as session:
            run.store(session, batch)
        done += len(batch)
        if progress:
            progress(done, len(found))
    return run.report


class _Import:
    """One run over a feed."""

    def __init__(self, report: ImportReport, audit_key: bytes, actor: str, publish: bool) -> None:
        self.report, self.audit_key, self.actor, self.publish = report, audit_key, actor, publish
        self.seen: set[str] = set()

    def store(self, session: Session, batch: Iterable[Row]) -> None:
        vocabulary = vocabulary_of(session)
        records = [(row, record) for row in batch if (record := self._read(row, vocabulary))]
        there = listings_from(session, outpost.SOURCE, [record.reference for _, record in records])
        for row, record in records:
            try:
                # The savepoint takes back what a row left half done.
                with session.begin_nested():
                    outcome = self._bring(session, record, there.get(record.reference))
            except ValueError as error:
                self._refuse(row, record.reference, str(error))
                continue
            except DataError:
                self._refuse(row, record.reference, "a value in it cannot be stored")
                continue
            setattr(self.report, outcome, getattr(self.report, outcome) + 1)
            self.report.notes += [Remark(row.number, row.line, record.reference, note) for note in record.notes]

    def _read(self, row: Row, vocabulary: Vocabulary) -> Record | None:
        reference = one_line(str(row.value.get("id", ""))) if isinstance(row.value, dict) else ""
        try:
            record = read_record(row.value, vocabulary) if not row.fault else None
        except BadRow as error:
            self._refuse(row, reference, str(error))
            return None
        if record is None:
            self._refuse(row, "", row.fault)
        elif record.reference in self.seen:
            self._refuse(row, reference, "its id stands in the file twice")
            record = None
        else:
            self.seen.add(record.reference)
        return record

    def _refuse(self, row: Row, reference: str, reason: str) -> None:
        self.report.refused.append(Remark(row.number, row.line, reference, reason))

    def _bring(self, session: Session, record: Record, listing: Listing | None) -> Outcome:
        if who := record.organisation:
            shown_by = Writer(self.actor, self.audit_key) if self.publish else None
            store_organisation(session, source=outpost.SOURCE, shown_by=shown_by, **asdict(who))
        content = covering(session, record.content)
        if listing is not None:
            return bring(
                session,
                listing=listing,
                content=content,
                publish=self.publish,
                actor=self.actor,
                audit_key=self.audit_key,
            )
        add(
            session,
            content=content,
            publish=self.publish,
            source=outpost.SOURCE,
            reference=record.reference,
            actor=self.actor,
            audit_key=self.audit_key,
        )
        return Outcome.CREATED


def vocabulary_of(session: Session) -> Vocabulary:
    terms = session.scalars(select(Term)).all()
    areas = {term.code: term.broader for term in terms if term.vocabulary == "need"}
    # what was merged is known by its old code as well; saving puts the new one in its place
    merged = {old: areas[new] for old, new in became(session, "need").items() if new in areas}
    kinds = {term.code for term in terms if term.vocabulary == "kind"}
    kinds |= {old for old, new in became(session, "kind").items() if new in kinds}
    return Vocabulary(kinds=frozenset(kinds), areas_of_needs=areas | merged)


def covering(session: Session, content: ListingContent) -> ListingContent:
    """Return the content with the districts that its venues are in; a service without any stays outside the county."""
    found = [find(session, venue.postcode) for venue in content.venues if venue.postcode]
    slugs = {place.district for place in found if isinstance(place, Found) and place.district}
    if not slugs:
        return content
    return content.with_changes(coverage=Coverage.DISTRICTS, districts=tuple(slugs)).in_order()


def _batches(found: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(found)
    while batch := list(islice(left, _BATCH)):
        yield batch
