"""Cards kept rendered: once for each listing, language and generation of the index, and only so many of them.

A listing that says something for a time, or no longer, has another card than before.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from localoffer.listings.presenters import Said
from localoffer.listings.results.filter_map import Pin
from localoffer.listings.results.moulds import Mould

MOST_KEPT = 6_000


@dataclass(frozen=True)
class RenderedCard:
    """A card as markup, but for what is the request's: the search that its link remembers, the reason, its button.

    ``key`` is what a family's list holds of it; ``pins`` are where on the county's map its venues are that are not
    hidden. ``asked_for_here`` says that the form of this site asks for this very support. ``markup`` has holes for the
    level of its heading (twice, around the query), the query, what that form is told of the search, the reason and the
    button: that is ``keep`` or, where the family keeps it already, ``drop``.
    """

    listing_id: int
    key: str
    name: Said
    has_english: bool
    markup: Mould
    keep: str
    drop: str
    pins: tuple[Pin, ...] = ()
    asked_for_here: bool = False

    def shown(self, level: str, query: str, reason: str, told: str, *, is_kept: bool) -> str:
        """Return the card for one page; all that it is given is markup."""
        form = (told,) if self.asked_for_here else ()
        return self.markup.filled(level, query, level, *form, reason, self.drop if is_kept else self.keep)


def listed(results: Iterable[tuple[RenderedCard, str, str, str]], level: int, kept: Collection[str]) -> Markup:
    """Return cards in a row, each with its reason and the queries of its links, which are text.

    Args:
        results: the cards with their reasons and queries: that of the listing's page, and that of the form.
        level: of their headings.
        kept: the keys of those that the family keeps.
    """
    heading = str(level)
    # the queries are those of all cards, and few reasons are a card's own
    markup = cache(escape)
    shown = (
        card.shown(heading, markup(query), markup(reason), markup(told), is_kept=card.key in kept)
        for card, reason, query, told in results
    )
    return Markup("".join(shown))  # noqa: S704 - moulds, and what is the reader's is escaped


class CardShelf:
    """Keeps the cards that were used last. Safe to use from several threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[Hashable, ...], RenderedCard] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def take(
        self,
        wanted: Mapping[int, Hashable],
        *,
        generation: str,
        language: str,
        render: Callable[[list[int]], dict[int, RenderedCard]],
    ) -> dict[int, RenderedCard]:
        """Return the cards of listings by id; those that are not kept are rendered, all in one call, and kept.

        A listing that ``render`` does not return (it went a moment ago) has no card.

        Args:
            wanted: the ids, each with what its card changes with besides generation and language.
        """
        keys = {listing_id: (generation, language, listing_id, state) for listing_id, state in wanted.items()}
        found = self._held(keys)
        missing = [listing_id for listing_id in wanted if listing_id not in found]
        if missing:
            rendered = render(missing)
            self._keep({keys[listing_id]: card for listing_id, card in rendered.items()})
            found |= rendered
        return found

    def _held(self, keys: Mapping[int, tuple[Hashable, ...]]) -> dict[int, RenderedCard]:
        found = {}
        with self._lock:
            for listing_id, key in keys.items():
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[listing_id] = self._kept[key]
        return found

    def _keep(self, rendered: Mapping[tuple[Hashable, ...], RenderedCard]) -> None:
        with self._lock:
            self._kept.update(rendered)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
