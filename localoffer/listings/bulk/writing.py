"""Writing many listings in one transaction: what publishing does with one, with the queries of one.

Nothing here says which rows: ``carrying_out`` does. Families and staff see the same states, versions and entries in the
audit as if somebody had changed each listing by hand: ``changing`` gives both the same states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, selectinload

from localoffer import audit
from localoffer.audit import Done
from localoffer.db import bump, now
from localoffer.listings import organisations
from localoffer.listings.applying import apply, latest_version
from localoffer.listings.bulk import organisations_made
from localoffer.listings.bulk.drafted import COMES_DOWN, GOES_OUT, days_of
from localoffer.listings.bulk.models import BulkRow, Outcome
from localoffer.listings.bulk.runs import By
from localoffer.listings.changing import add_version, ask_for_review, problems, put_aside, show, take_away
from localoffer.listings.content import ListingContent
from localoffer.listings.imports.syncing import Stored, store_organisation
from localoffer.listings.looking_up import LookUpOfMany
from localoffer.listings.models import Listing, ListingVersion, Organisation
from localoffer.listings.slugs import free_among
from localoffer.listings.terms import writing as terms
from localoffer.vocabulary import ListingStatus, ReviewState


class ChangedMeanwhile(Exception):
    """Somebody changed a listing since the preview was made; ``name`` is what it is called."""

    def __init__(self, name: str) -> None:
        super().__init__("a listing was changed since")
        self.name = name


@dataclass
class Shared:
    """What the transactions of one run share: slugs that are taken, and the keys of organisations by their names."""

    slugs: set[str] = field(default_factory=set)
    organisations: dict[str, str] = field(default_factory=dict)


class Writer:
    """Writes rows of one run, in one transaction.

    Args:
        by: who applied or undid the run.
        publishes: whether families see at once what they see already, and what is new.
        shared: what earlier transactions of the run found out.
    """

    def __init__(self, session: Session, *, by: By, publishes: bool, shared: Shared) -> None:
        self._session, self._by, self._publishes, self._shared = session, by, publishes, shared
        self._look_up = LookUpOfMany(session)
        self._at: datetime = now()
        self._done: list[tuple[Listing, Done]] = []
        self._is_seen = False

    def write(self, rows: Sequence[BulkRow]) -> None:
        """Do what the rows say, and note in each the version that its listing now has.

        Raises:
            ChangedMeanwhile: when a listing is no longer as the preview had it.
            ValueError: naming a code that does not exist any more.
        """
        there, made = held(self._session, rows), []
        with self._session.no_autoflush:
            for row in rows:
                if row.outcome is Outcome.NEW:
                    made.append((row, self._create(row)))
                else:
                    self._change(row, there.get(row.listing_id or 0))
        self._session.flush()
        for row, listing in made:
            row.listing_id = listing.id
        self._end()

    def take_back(self, rows: Sequence[BulkRow]) -> None:
        """Bring the listings of rows to what they were; those that somebody changed since stay, and are marked."""
        there, gone = held(self._session, rows), []
        with self._session.no_autoflush:
            for row in rows:
                organisations_made.put_back(self._session, row, by=self._by)
                listing = there.get(row.listing_id or 0)
                if listing is None or not _is_as_written(row, listing):
                    row.is_left = listing is not None
                elif row.outcome is Outcome.NEW:
                    gone.append(listing)
                else:
                    self._restore(row, listing)
                row.applied_number = None
        self._session.flush()
        self._remove(gone)
        self._end()

    def _create(self, row: BulkRow) -> Listing:
        content = self._content(row)
        english = content.words["en"]
        listing = Listing(
            slug=free_among(english.name, self._shared.slugs),
            source=row.source,
            source_reference=row.reference,
            status=ListingStatus.DRAFT,
            created_at=self._at,
            changed_at=self._at,
        )
        self._shared.slugs.add(listing.slug)
        version = add_version(listing, content, self._by.actor, source_said=_said(row))
        apply(self._session, listing, content, number=version.number, look_up=self._look_up)
        self._session.add(listing)
        self._tell(listing, "created", version=version.number)
        if self._publishes and not problems(content):
            self._show(listing, version)
        elif not self._publishes:
            self._ask_for_review(listing, version)
        row.applied_number = version.number
        return listing

    def _change(self, row: BulkRow, listing: Listing | None) -> None:
        if listing is None or listing.status is not row.status_before:
            raise ChangedMeanwhile(row.name)
        last = latest_version(listing)
        if last.number != row.based_on or (last.state.waits and listing.status is ListingStatus.PUBLISHED):
            raise ChangedMeanwhile(row.name)
        if row.archives:
            # it may have been said since the preview
            row.reason = days_of(listing)
            self._archive(listing)
            row.applied_number = last.number
            return
        content, is_public = self._content(row), listing.status is ListingStatus.PUBLISHED
        version = self._add(listing, content, changed=row.changed, source_said=_said(row))
        if is_public and self._publishes:
            apply(self._session, listing, content, number=version.number, look_up=self._look_up)
            self._show(listing, version)
        elif is_public:
            self._ask_for_review(listing, version)
        else:
            apply(self._session, listing, content, number=version.number, look_up=self._look_up)
        row.applied_number = version.number

    def _restore(self, row: BulkRow, listing: Listing) -> None:
        was_public = row.status_before is ListingStatus.PUBLISHED
        if row.archives:
            days = {name: date.fromisoformat(day) for name, day in row.reason.items()}
            if listing.status is ListingStatus.ARCHIVED:
                listing.take_down_on, latest_version(listing).publish_on = days.get(COMES_DOWN), days.get(GOES_OUT)
            listing.status, listing.changed_at = row.status_before or ListingStatus.DRAFT, self._at
            latest_version(listing).state = ReviewState.PUBLISHED if was_public else ReviewState.DRAFT
            self._is_seen |= was_public
            self._tell(listing, "restored")
            return
        before = next(version for version in listing.versions if version.number == row.based_on)
        written = next(version for version in listing.versions if version.number == row.applied_number)
        # so that it is offered again
        written.source_said = None
        content = ListingContent.from_json(before.content)
        version = self._add(listing, content, changed=row.changed)
        apply(self._session, listing, content, number=version.number, look_up=self._look_up)
        if was_public:
            self._show(listing, version)

    def _add(
        self,
        listing: Listing,
        content: ListingContent,
        *,
        changed: list[str],
        source_said: ListingContent | None = None,
    ) -> ListingVersion:
        put_aside(latest_version(listing))
        version = add_version(listing, content, self._by.actor, source_said=source_said)
        listing.changed_at = self._at
        self._tell(listing, "saved", version=version.number, changed=changed)
        return version

    def _show(self, listing: Listing, version: ListingVersion) -> None:
        show(listing, version, self._by.actor)
        self._is_seen = True
        self._tell(listing, "published", version=version.number)

    def _ask_for_review(self, listing: Listing, version: ListingVersion) -> None:
        ask_for_review(version, self._by.actor)
        self._tell(listing, "sent_for_review", version=version.number)

    def _archive(self, listing: Listing) -> None:
        self._is_seen |= take_away(listing)
        self._tell(listing, "archived")

    def _content(self, row: BulkRow) -> ListingContent:
        content = ListingContent.from_json(row.content or {})
        if row.organisation is None:
            return content
        return content.with_changes(organisation_key=self._organisation(row))

    def _organisation(self, row: BulkRow) -> str:
        """Return the key of the organisation that a row names, and note in the row what had to be done for it."""
        told = organisations_made.said(row)
        if "key" in told:
            shown_by = terms.Writer(self._by.actor, self._by.audit_key) if self._publishes else None
            stored = store_organisation(self._session, shown_by=shown_by, **told)
            organisations_made.note(row, stored)
            return stored.row.key
        known = self._shared.organisations.get(told["name"])
        if known is not None:
            return known
        newest = self._session.scalar(select(func.max(Organisation.id))) or 0
        found = organisations.named(self._session, told["name"], actor=self._by.actor, audit_key=self._by.audit_key)
        self._shared.organisations[told["name"]] = found.key
        if found.id > newest:
            organisations_made.note(row, Stored(found, None))
        return found.key

    def _remove(self, listings: Sequence[Listing]) -> None:
        for listing in listings:
            self._is_seen |= listing.status is ListingStatus.PUBLISHED
            self._tell(listing, "removed")
            self._session.expunge(listing)
        self._session.execute(delete(Listing).where(Listing.id.in_([listing.id for listing in listings])))

    def _tell(self, listing: Listing, done: str, **details: object) -> None:
        self._done.append((listing, Done(f"listing.{done}", "listing", "", details)))

    def _end(self) -> None:
        # a new listing has its id only now
        done = [told._replace(subject_id=str(listing.uuid)) for listing, told in self._done]
        audit.record_all(self._session, done, key=self._by.audit_key, actor=self._by.actor)
        if self._is_seen:
            bump(self._session, "listings")


def _said(row: BulkRow) -> ListingContent | None:
    return ListingContent.from_json(row.source_said) if row.source_said else None


def _is_as_written(row: BulkRow, listing: Listing) -> bool:
    """Return whether a listing still says what a row made of it; what was changed and brought back since does."""
    written = next((version for version in listing.versions if version.number == row.applied_number), None)
    return written is not None and latest_version(listing).content == written.content


def held(session: Session, rows: Sequence[BulkRow]) -> dict[int, Listing]:
    """Return the listings of rows by their ids, with everything; nobody else changes them in this transaction."""
    wanted = select(Listing).where(Listing.id.in_([row.listing_id for row in rows if row.listing_id]))
    found = session.scalars(
        wanted.order_by(Listing.id)
        .with_for_update()
        .options(
            selectinload(Listing.versions),
            selectinload(Listing.organisation),
            selectinload(Listing.terms),
            selectinload(Listing.districts),
            selectinload(Listing.ways_in),
            selectinload(Listing.facts),
            selectinload(Listing.venues),
            selectinload(Listing.texts),
        )
    )
    return {listing.id: listing for listing in found}
