"""Cards kept rendered: once for each listing, language and generation of the index, and only so many of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from localoffer.listings.presenters import Said
from localoffer.places.queries import Point

MOST_KEPT = 6_000


@dataclass(frozen=True)
class RenderedCard:
    """A card: what its heading says, and its body as markup. Reason and link are the request's and stand around it.

    ``key`` is what a family's list holds of it; ``points`` are those of its venues that are not hidden.
    """

    listing_id: int
    key: str
    slug: str
    name: Said
    is_demonstration: bool
    has_english: bool
    body: Markup
    points: tuple[Point, ...] = ()


class CardShelf:
    """Keeps the cards that were used last. Safe to use from several threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str, int], RenderedCard] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def take(
        self,
        ids: Sequence[int],
        *,
        generation: str,
        language: str,
        render: Callable[[list[int]], dict[int, RenderedCard]],
    ) -> dict[int, RenderedCard]:
        """Return the cards of listings by id; those that are not kept are rendered, all in one call, and kept.

        A listing that ``render`` does not return (it went a moment ago) has no card.
        """
        found = self._held(ids, generation, language)
        missing = [listing_id for listing_id in ids if listing_id not in found]
        if missing:
            rendered = render(missing)
            self._keep(rendered.items(), generation, language)
            found |= rendered
        return found

    def _held(self, ids: Iterable[int], generation: str, language: str) -> dict[int, RenderedCard]:
        found = {}
        with self._lock:
            for listing_id in ids:
                key = (generation, language, listing_id)
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[listing_id] = self._kept[key]
        return found

    def _keep(self, rendered: Iterable[tuple[int, RenderedCard]], generation: str, language: str) -> None:
        with self._lock:
            for listing_id, card in rendered:
                self._kept[generation, language, listing_id] = card
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
