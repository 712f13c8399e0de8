"""What the rows of a table of listings would become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from sqlalchemy.orm import Session

from localoffer.listings.applying import content_of, content_of_version, latest_version
from localoffer.listings.bulk.admin_column import Cell, Column
from localoffer.listings.bulk.admin_columns import ADDRESS, VERSION, WRITTEN_ONLY, as_day, columns
from localoffer.listings.bulk.drafted import Drafted, drafted, locked, refused, saved_last, unchanged, with_versions
from localoffer.listings.bulk.known import Known, listings_by_name, plain
from localoffer.listings.bulk.refusing import BadCell, Refused, RefusedFor
from localoffer.listings.bulk.tables import MOST_ROWS
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing

_NOTHING = ListingContent(words={})
_AT_ONCE = 100
_AFTER = {"age_to": "age_from", "districts": "coverage", "no_name": "address"}
"""What cannot be told of a column, or with a code, before another column makes sense."""
_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!")
)
"""What stands in a cell that a spreadsheet could not work out."""
_OF_A_CHECK = ("checked_on", "review_due", "spaces_stated_on")


class _Row(NamedTuple):
    number: int
    cells: list[str]

    def at(self, position: int | None) -> str:
        return self.cells[position] if position is not None and position < len(self.cells) else ""


@dataclass
class _Read:
    """A row as far as it was read: what it says, what it would become, and all that is wrong with it."""

    row: _Row
    name: str
    address: str
    content: ListingContent = _NOTHING
    organisation: dict[str, Any] | None = None
    made: Drafted | None = None
    wrong: list[Refused] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return not self.address

    @property
    def who(self) -> tuple[str, str | None] | None:
        """The plain name of a new listing and the organisation of it; None where that is not there yet."""
        return (plain(self.name), self.content.organisation_key) if self.is_new and not self.organisation else None

    def refuse(self, *reasons: Refused) -> None:
        """Add what is wrong, but nothing that was said already or only follows from a cell that was not read."""
        said = {one.column or one.code for one in self.wrong}
        self.wrong += [
            one for one in reasons if not {one.column or one.code, _AFTER.get(one.code), _AFTER.get(one.column)} & said
        ]


class Headings:
    """Which column stands where in a file, and what the file holds besides.

    Raises:
        Refused: when there is neither name nor address, or a column stands there twice.
    """

    def __init__(self, cells: list[str]) -> None:
        known = {plain(str(column.heading)): column for column in columns()}
        self.address: int | None = None
        self.version: int | None = None
        self.columns: list[tuple[int, Column]] = []
        self.left_out: list[str] = []
        seen: set[str] = set()
        for position, written in enumerate(cells):
            heading = plain(written)
            if heading in seen:
                raise Refused("column_twice", value=written)
            seen.add(heading)
            if heading == plain(str(ADDRESS)):
                self.address = position
            elif heading == plain(str(VERSION)):
                self.version = position
            elif heading in known:
                self.columns.append((position, known[heading]))
            elif heading and heading not in {plain(str(one)) for one in WRITTEN_ONLY}:
                self.left_out.append(written[:80])
        if self.address is None and not any(column.key == "name" for _, column in self.columns):
            raise Refused("no_headings")


class TableReader:
    """Reads a table, its headings first.

    Raises:
        Refused: when the file as a whole is not a table of listings.
    """

    def __init__(self, session: Session, rows: Iterator[list[str]], known: Known, *, today: date) -> None:
        self._session, self._rows, self._known, self._today = session, rows, known, today
        self.headings = Headings(next(rows, []))
        self._addresses: set[str] = set()
        self._names: set[tuple[str, str]] = set()

    def drafted(self) -> Iterator[Drafted]:
        """Yield what each row would become; empty ones are left out."""
        rows = (_Row(number, cells) for number, cells in enumerate(self._rows, start=2) if any(cells))
        count = 0
        while batch := list(islice(rows, _AT_ONCE)):
            count += len(batch)
            if count > MOST_ROWS:
                raise Refused("too_many_rows", most=MOST_ROWS)
            addresses = {row.at(self.headings.address) for row in batch} - {""}
            there = with_versions(self._session, addresses, by=Listing.slug)
            read = [self._read(row, there) for row in batch]
            names = listings_by_name(self._session, [one.name for one in read if one.is_new])
            slugs = [names.get(one.who, "") if one.who else "" for one in read]
            namesakes = with_versions(self._session, {*slugs} - {""}, by=Listing.slug)
            yield from (self._told(one, namesakes.get(slug)) for one, slug in zip(read, slugs, strict=True))

    def _read(self, row: _Row, there: dict[str, Listing]) -> _Read:
        address = row.at(self.headings.address)
        read = _Read(row, self._name(row), address)
        listing = self._listing(read, there)
        if listing and self._is_as_exported(row, listing):
            read.made = unchanged(row.number, read.name or address, listing)
            return read
        before = saved_last(listing) if listing else _NOTHING
        began = self._began(read, listing) or before
        read.content, read.organisation = self._changed(read, before, began)
        if listing and read.wrong:
            read.refuse(*locked(listing))
        try:
            read.made = drafted(row.number, read.content, listing, organisation=read.organisation)
        except Refused as why:
            read.refuse(*why.reasons)
        if read.is_new:
            self._only_once(read)
        return read

    def _told(self, read: _Read, namesake: Listing | None) -> Drafted:
        """Return what a row would become, or all that is wrong with it.

        Args:
            namesake: the listing that a new one would be there twice with.
        """
        if namesake and not read.wrong and self._are_alike(read.content, saved_last(namesake)):
            # the rest of a table was put right, and all of it is sent again
            return unchanged(read.row.number, read.name, namesake)
        if namesake:
            read.refuse(BadCell("is_there", "name", value=namesake.slug))
        if read.made and not read.wrong:
            return read.made
        wrong = RefusedFor([self._placed(read.row, why) for why in read.wrong])
        return refused(read.row.number, read.name or read.address, wrong)

    def _are_alike(self, one: ListingContent, other: ListingContent) -> bool:
        """Return whether two contents are the same in the columns of the file."""
        read = [column for _, column in self.headings.columns if column.read is not None]
        return all(column.write(one, self._known) == column.write(other, self._known) for column in read)

    def _listing(self, read: _Read, there: dict[str, Listing]) -> Listing | None:
        address = read.address
        if address and address in self._addresses:
            read.refuse(BadCell("twice", "address", value=address))
        elif address and address not in there:
            read.refuse(BadCell("unknown_address", "address", value=address))
        self._addresses.add(address)
        return there.get(address)

    def _began(self, read: _Read, listing: Listing | None) -> ListingContent | None:
        """Return what stood in a row when an export wrote it; None where it does not say from which version."""
        written = read.row.at(self.headings.version)
        if listing is None or not written:
            return None
        for version in listing.versions:
            if str(version.number) == written:
                return content_of_version(version).in_order()
        read.refuse(BadCell("unknown_version", "version", value=written))
        return None

    def _changed(
        self, read: _Read, before: ListingContent, began: ListingContent
    ) -> tuple[ListingContent, dict[str, Any] | None]:
        """Return what was saved last with what was typed into a row since it ``began``, and a new organisation."""
        content, organisation = before, None
        stale = _OF_A_CHECK if self._was_checked_since(read.row, before) else ()
        for position, column in self.headings.columns:
            text = read.row.at(position)
            # what is as an export wrote it is right, whatever this site asks for today
            if column.read is None or column.key in stale:
                continue
            if text in (column.write(began, self._known), column.write(before, self._known)):
                continue
            if text in _ERRORS:
                read.refuse(BadCell("spreadsheet_error", column.key, value=text))
                continue
            try:
                changes = column.read(Cell(text, content, self._known, self._today))
            except Refused as why:
                if why.code != "unknown_organisation":
                    read.refuse(*(BadCell(one.code, column.key, **one.values) for one in why.reasons))
                    continue
                organisation, changes = {"name": text[:200]}, {"organisation_key": None}
            content = content.with_changes(**changes)
        return content, organisation

    def _was_checked_since(self, row: _Row, before: ListingContent) -> bool:
        """Return whether the listing was checked after an export wrote a row: a check makes no version."""
        told = next((row.at(position) for position, column in self.headings.columns if column.key == "checked_on"), "")
        if not row.at(self.headings.version) or before.checked_on is None:
            return False
        try:
            return as_day(told) < before.checked_on if told else True
        except BadCell:
            return False

    def _is_as_exported(self, row: _Row, listing: Listing) -> bool:
        """Return whether a row says what families see of a listing that has a draft: an export writes no draft."""
        if listing.version_number == latest_version(listing).number:
            return False
        shown = content_of(listing)
        read = [(position, column) for position, column in self.headings.columns if column.read is not None]
        return all(row.at(position) == column.write(shown, self._known) for position, column in read)

    def _only_once(self, read: _Read) -> None:
        who = read.organisation["name"] if read.organisation else read.content.organisation_key or ""
        key = (plain(read.name), plain(who))
        if key in self._names:
            read.refuse(BadCell("new_twice", "name", value=read.name))
        if not read.wrong:
            self._names.add(key)

    def _placed(self, row: _Row, why: Refused) -> Refused:
        """Return a reason with the cell that it is about, where the file has one."""
        places = {column.key: position for position, column in self.headings.columns}
        others = {"address": self.headings.address, "version": self.headings.version}
        places |= {key: position for key, position in others.items() if position is not None}
        if why.column not in places:
            return why
        cell = f"{get_column_letter(places[why.column] + 1)}{row.number}"
        return BadCell(why.code, why.column, **why.values, cell=cell)

    def _name(self, row: _Row) -> str:
        return next((row.at(position) for position, column in self.headings.columns if column.key == "name"), "")
