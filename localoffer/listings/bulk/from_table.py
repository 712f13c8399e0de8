"""What the rows of a table of listings would become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from sqlalchemy.orm import Session

from localoffer.listings.applying import content_of, latest_version
from localoffer.listings.bulk.admin_column import Cell, Column
from localoffer.listings.bulk.admin_columns import ADDRESS, WRITTEN_ONLY, columns
from localoffer.listings.bulk.drafted import Drafted, drafted, refused, saved_last, unchanged, with_versions
from localoffer.listings.bulk.known import Known, listings_by_name, plain
from localoffer.listings.bulk.models import Outcome
from localoffer.listings.bulk.refusing import BadCell, Refused
from localoffer.listings.bulk.tables import MOST_ROWS
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing

_NOTHING = ListingContent(words={})
_AT_ONCE = 100


class _Row(NamedTuple):
    number: int
    cells: list[str]

    def at(self, position: int | None) -> str:
        return self.cells[position] if position is not None and position < len(self.cells) else ""


class Headings:
    """Which column stands where in a file, and what the file holds besides.

    Raises:
        Refused: when there is neither name nor address, or a column stands there twice.
    """

    def __init__(self, cells: list[str]) -> None:
        known = {plain(str(column.heading)): column for column in columns()}
        self.address: int | None = None
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
            drafts = [self._draft(row, there) for row in batch]
            yield from self._without_known_names(drafts)

    def _draft(self, row: _Row, there: dict[str, Listing]) -> Drafted:
        address, name = row.at(self.headings.address), self._name(row)
        try:
            listing = self._listing(address, there)
            if listing and self._is_as_exported(row, listing):
                return unchanged(row.number, name or address, listing)
            before = saved_last(listing) if listing else _NOTHING
            content, organisation = self._changed(row, before)
            made = drafted(row.number, content, listing, organisation=organisation)
            if listing is None:
                self._only_once(made)
        except BadCell as why:
            return refused(row.number, name, why, cell=self._cell(row, why.column))
        except Refused as why:
            return refused(row.number, name or address, why)
        return made

    def _listing(self, address: str, there: dict[str, Listing]) -> Listing | None:
        if not address:
            return None
        if address in self._addresses:
            raise BadCell("twice", "address", value=address)
        self._addresses.add(address)
        if address not in there:
            raise BadCell("unknown_address", "address", value=address)
        return there[address]

    def _changed(self, row: _Row, before: ListingContent) -> tuple[ListingContent, dict[str, Any] | None]:
        content, organisation = before, None
        for position, column in self.headings.columns:
            text = row.at(position)
            # what is as an export wrote it is right, whatever this site asks for today
            if column.read is None or text == column.write(before, self._known):
                continue
            try:
                changes = column.read(Cell(text, content, self._known, self._today))
            except BadCell as why:
                if why.code != "unknown_organisation":
                    raise BadCell(why.code, column.key, **why.values) from why
                organisation, changes = {"name": text[:200]}, {"organisation_key": None}
            content = content.with_changes(**changes)
        return content, organisation

    def _is_as_exported(self, row: _Row, listing: Listing) -> bool:
        """Return whether a row says what families see of a listing that has a draft: an export writes no draft."""
        if listing.version_number == latest_version(listing).number:
            return False
        shown = content_of(listing)
        read = [(position, column) for position, column in self.headings.columns if column.read is not None]
        return all(row.at(position) == column.write(shown, self._known) for position, column in read)

    def _only_once(self, made: Drafted) -> None:
        who = made.organisation["name"] if made.organisation else (made.content or {}).get("organisation_key") or ""
        key = (plain(made.name), plain(who))
        if key in self._names:
            raise BadCell("new_twice", "name", value=made.name)
        self._names.add(key)

    def _without_known_names(self, drafts: list[Drafted]) -> Iterable[Drafted]:
        new = [row for row in drafts if row.outcome is Outcome.NEW and not row.organisation]
        there = listings_by_name(self._session, [row.name for row in new])
        for row in drafts:
            key = (plain(row.name), (row.content or {}).get("organisation_key"))
            if row in new and key in there:
                yield refused(row.number, row.name, Refused("is_there", value=there[key]))
            else:
                yield row

    def _name(self, row: _Row) -> str:
        return next((row.at(position) for position, column in self.headings.columns if column.key == "name"), "")

    def _cell(self, row: _Row, key: str) -> str:
        places = {column.key: position for position, column in self.headings.columns}
        if self.headings.address is not None:
            places["address"] = self.headings.address
        return f"{get_column_letter(places[key] + 1)}{row.number}" if key in places else ""
