"""What a change of every listing of a list would make of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import count
from typing import Any, Self

from sqlalchemy.orm import Session

from localoffer.listings.bulk.drafted import Drafted, archived, base_of, drafted, refused, with_versions
from localoffer.listings.bulk.refusing import Refused
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing
from localoffer.vocabulary import Coverage

_AT_ONCE = 100


@dataclass(frozen=True)
class Wanted:
    """What is done to each listing: districts added or taken away, a review date, or all taken away from families."""

    add_districts: tuple[str, ...] = ()
    remove_districts: tuple[str, ...] = ()
    review_due: date | None = None
    archives: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON can hold it; ``from_json`` is its inverse."""
        told = asdict(self)
        told["review_due"] = self.review_due.isoformat() if self.review_due else None
        return told

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """Read what ``as_json`` made."""
        due = told["review_due"]
        return cls(
            add_districts=tuple(told["add_districts"]),
            remove_districts=tuple(told["remove_districts"]),
            review_due=date.fromisoformat(due) if due else None,
            archives=told["archives"],
        )

    def applied_to(self, content: ListingContent) -> ListingContent:
        """Return the content as it is wanted.

        Raises:
            Refused: when it is not for some districts, so that a district changes nothing.
        """
        if self.add_districts or self.remove_districts:
            if content.coverage is not Coverage.DISTRICTS:
                raise Refused("not_by_district")
            left = {*content.districts, *self.add_districts} - set(self.remove_districts)
            content = content.with_changes(districts=tuple(left))
        if self.review_due:
            content = content.with_changes(review_due=self.review_due)
        return content.in_order()


class ListReader:
    """Reads listings by their ids, in their order."""

    def __init__(self, session: Session, ids: Sequence[int], wanted: Wanted) -> None:
        self._session, self._ids, self._wanted = session, ids, wanted

    def drafted(self) -> Iterator[Drafted]:
        """Yield what each listing would become."""
        numbers = count(1)
        for start in range(0, len(self._ids), _AT_ONCE):
            batch = self._ids[start : start + _AT_ONCE]
            there = with_versions(self._session, batch, by=Listing.id)
            for number, listing in zip(numbers, (there[one] for one in batch if one in there), strict=False):
                yield self._draft(number, listing)

    def _draft(self, number: int, listing: Listing) -> Drafted:
        try:
            if self._wanted.archives:
                return archived(number, listing)
            return drafted(number, self._wanted.applied_to(base_of(listing)), listing)
        except Refused as why:
            row = refused(number, _name(listing), why)
            row.listing_id = listing.id
            return row


def _name(listing: Listing) -> str:
    english = listing.text("en")
    return english.name if english else listing.slug
