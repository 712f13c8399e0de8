"""What the services of a feed would become: Open Referral UK 3.0 and 1.0, and Outpost's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from localoffer.listings.applying import said_last
from localoffer.listings.bulk.drafted import Drafted, drafted, refused, saved_last
from localoffer.listings.bulk.known import Known
from localoffer.listings.bulk.refusing import Refused
from localoffer.listings.bulk.tables import MOST_ROWS
from localoffer.listings.content import ListingContent
from localoffer.listings.imports import open_referral, outpost
from localoffer.listings.imports.feed_rows import Row
from localoffer.listings.imports.importing import covering, vocabulary_of
from localoffer.listings.imports.plain_words import one_line
from localoffer.listings.imports.records import BadRow, Record
from localoffer.listings.imports.syncing import listings_from
from localoffer.listings.merging import merged
from localoffer.listings.models import Listing
from localoffer.listings.terms.retired import in_todays_codes, organisation_key
from localoffer.vocabulary import Coverage

_AT_ONCE = 100
_MAY_BE_EMPTY = ("needs", "kinds", "districts", "venues", "languages_spoken")
_TOLD = (*open_referral.TOLD, "coverage", *_MAY_BE_EMPTY)


class FeedReader:
    """Reads a feed."""

    def __init__(self, session: Session, rows: Iterator[Row], known: Known) -> None:
        self._session, self._rows, self._known = session, rows, known
        self._vocabulary = vocabulary_of(session)
        self._seen: set[tuple[str, str]] = set()

    def drafted(self) -> Iterator[Drafted]:
        """Yield what each service would become.

        Raises:
            Refused: when there are none, or too many.
        """
        count = 0
        while batch := list(islice(self._rows, _AT_ONCE)):
            count += len(batch)
            if count > MOST_ROWS:
                raise Refused("too_many_rows", most=MOST_ROWS)
            yield from self._batch(batch)
        if not count:
            raise Refused("no_rows")

    def _batch(self, batch: list[Row]) -> Iterator[Drafted]:
        read = [(row, self._read(row)) for row in batch]
        there: dict[tuple[str, str], Listing] = {}
        for source in (open_referral.SOURCE, outpost.SOURCE):
            references = [made[1].reference for _, made in read if isinstance(made, tuple) and made[0] == source]
            found = listings_from(self._session, source, references) if references else {}
            there |= {(source, reference): listing for reference, listing in found.items()}
        for row, made in read:
            if isinstance(made, Drafted):
                yield made
            else:
                yield self._draft(row, *made, there.get((made[0], made[1].reference)))

    def _read(self, row: Row) -> tuple[str, Record] | Drafted:
        name = one_line(row.value.get("name")) if isinstance(row.value, dict) else ""
        if row.fault:
            return refused(row.number, name, Refused("feed", value=row.fault), line=row.line)
        try:
            source, record = self._record(row.value)
        except BadRow as why:
            return refused(row.number, name, Refused("feed", value=str(why)), line=row.line)
        if (source, record.reference) in self._seen:
            return refused(row.number, name, Refused("twice", value=record.reference), line=row.line)
        self._seen.add((source, record.reference))
        return source, record

    def _record(self, told: Any) -> tuple[str, Record]:
        if isinstance(told, dict) and ("organisation" in told or "taxonomies" in told):
            return outpost.SOURCE, outpost.read_record(told, self._vocabulary)
        return open_referral.SOURCE, open_referral.read_record(told)

    def _draft(self, row: Row, source: str, record: Record, listing: Listing | None) -> Drafted:
        try:
            told = self._placed(source, row.value, record.content)
            said, content = self._news(told, listing) if listing else (told, told)
            made = drafted(row.number, content, listing)
        except (BadRow, Refused) as fault:
            why = fault if isinstance(fault, Refused) else Refused("feed", value=str(fault))
            return refused(row.number, record.content.words["en"].name, why, line=row.line)
        made.source, made.reference, made.source_said = source, record.reference, said.as_json()
        if record.organisation and content.organisation_key == told.organisation_key:
            made.organisation = {"source": source, **asdict(record.organisation)}
        return made

    def _news(self, told: ListingContent, listing: Listing) -> tuple[ListingContent, ListingContent]:
        """Return what a feed says by now of a listing that is there, and the listing with what is new of that.

        Where the feed says what it said before, whatever is different here somebody decided here.
        """
        held, before = saved_last(listing), said_last(listing)
        if before is None:
            return told, _on_top(held, told)
        said = _on_top(before, told)
        if said == before:
            return said, held
        return said, merged(in_todays_codes(self._session, before), held, said)

    def _placed(self, source: str, told: Any, content: ListingContent) -> ListingContent:
        """Return the content with where it can be used, and the kinds and needs, that names of a feed mean here."""
        key = organisation_key(self._session, content.organisation_key)
        content = covering(self._session, content.with_changes(organisation_key=key))
        if source != open_referral.SOURCE:
            return content
        names, areas = open_referral.named_in(told), open_referral.areas_of(told)
        districts = [code for area in areas if (code := self._known.districts.find(area))]
        if districts:
            content = content.with_changes(coverage=Coverage.DISTRICTS, districts=tuple(districts))
        return content.with_changes(
            kinds=tuple(code for name in names if (code := self._known.kinds.find(name))),
            needs=tuple(code for name in names if (code := self._known.needs.find(name))),
        ).in_order()


def _on_top(base: ListingContent, told: ListingContent) -> ListingContent:
    changes = {name: getattr(told, name) for name in _TOLD if name != "words"}
    changes = {name: value for name, value in changes.items() if value or name not in _MAY_BE_EMPTY}
    if told.coverage is Coverage.OUTSIDE and base.words:
        # a feed that names no place says nothing of where; somebody here may have
        changes.pop("coverage")
    return base.with_changes(words={**base.words, **told.words}, **changes).with_asked_as_of(base)
