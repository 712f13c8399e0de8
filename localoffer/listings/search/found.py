"""What a search comes to: the listings of one page, and the numbers beside every filter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from localoffer.listings.search.facts import Facts
from localoffer.listings.search.hearing import Hearing
from localoffer.listings.search.matching import Understood


class Hit(NamedTuple):
    """One listing found.

    ``in_name``: all words of the search stand in its name as they were typed; ``in_whole``: all anywhere in it;
    ``in_text``: some of them. ``miles`` is how far its nearest venue is from where the family said to be, None without
    either, and ``town`` the town that this venue is in. ``otherwise`` are words of the search that it says in other
    words that come near to them.
    """

    facts: Facts
    in_name: bool = False
    in_text: bool = False
    in_whole: bool = False
    miles: float | None = None
    town: str = ""
    otherwise: tuple[str, ...] = ()

    @property
    def listing_id(self) -> int:
        return self.facts.listing_id


class Found(NamedTuple):
    """What a search found.

    ``hits`` is the page asked for (``page``, at most the last), ``total`` how many there are on all pages. ``counts``
    gives for each group (``criteria.GROUPS``) and value the number of listings that have it under the words and all
    other groups. ``apart`` are the first listings that would be among them if they stated what the filters ask,
    ``apart_total`` how many those are.
    """

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    counts: Mapping[str, Mapping[str, int]]
    apart: tuple[Hit, ...]
    apart_total: int
    understood: Understood
    hearing: Hearing
