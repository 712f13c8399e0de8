"""The page of results: what was asked in words, the filters with their counts, why each listing is there, ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from localoffer.languages import Language, gettext
from localoffer.listings.asked import Address, Chosen, chosen, names_of, title, without
from localoffer.listings.cards import RenderedCard
from localoffer.listings.paging import Paging, paging
from localoffer.listings.reasons import Reasons
from localoffer.listings.search.criteria import Reading, SearchCriteria
from localoffer.listings.search.documents import Choice, Vocabulary
from localoffer.listings.search.engine import Found, Hit, WayOut
from localoffer.listings.search.understanding import PlaceSaid
from localoffer.listings.search_notes import Undo, notes, undos
from localoffer.listings.ways_forward import Suggestion, suggestion
from localoffer.places.queries import Point


@dataclass(frozen=True)
class Option:
    """One value of a filter, and how many listings have it under everything else that was asked.

    ``address`` is that of the search with it, or without it where it is chosen; empty where that would offer nothing.
    """

    code: str
    name: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True)
class Result:
    """One listing in the list: its card, why it is there, and the address of its page, which remembers the search."""

    card: RenderedCard
    reason: str
    query: str


@dataclass(frozen=True)
class ResultsPage:
    """Everything that the page of results shows, in the reader's language."""

    title: str
    criteria: SearchCriteria
    total: int
    paging: Paging
    undos: tuple[Undo, ...]
    notes: tuple[str, ...]
    chosen: tuple[Chosen, ...]
    districts: tuple[Option, ...]
    needs: tuple[Option, ...]
    results: tuple[Result, ...]
    apart: tuple[Result, ...]
    apart_total: int
    suggestions: tuple[Suggestion, ...]
    countywide: tuple[Result, ...]

    @property
    def points(self) -> set[Point]:
        """The places of the listings on the page."""
        return {point for result in (*self.results, *self.apart) for point in result.card.points}


@dataclass(frozen=True)
class Material:
    """What the page is made from: the search and what it found, with the cards of every listing in it by id."""

    reading: Reading
    found: Found
    vocabulary: Vocabulary
    cards: Mapping[int, RenderedCard]
    ways_out: Iterable[WayOut] = ()
    countywide: tuple[Hit, ...] = ()
    place: PlaceSaid | None = None
    address: Address = field(default=lambda criteria: f"?{criteria.query_string()}")


def results_page(made_of: Material, language: Language) -> ResultsPage:
    """Return the page of results."""
    criteria, found, address = made_of.reading.criteria, made_of.found, made_of.address
    names = names_of(made_of.vocabulary, language.code)
    # What the words were understood as counts like what was chosen in the form.
    reasons = Reasons(found.hearing.heard.criteria, names)
    return ResultsPage(
        title=title(criteria, found.total, names),
        criteria=criteria,
        total=found.total,
        paging=paging(found.page, found.pages, lambda number: address(criteria.with_page(number))),
        undos=tuple(undos(criteria, found, address)),
        notes=(*notes(made_of.reading, found, made_of.place), *_about_english(made_of.cards.values())),
        chosen=tuple(chosen(criteria, found, names, address)),
        districts=_options(made_of, "district", made_of.vocabulary.districts, criteria.districts, language.code),
        needs=_options(made_of, "need", made_of.vocabulary.needs, criteria.needs, language.code),
        results=_results(made_of, found.hits, reasons.of),
        apart=_results(made_of, found.apart, reasons.apart),
        apart_total=found.apart_total,
        suggestions=tuple(suggestion(way, address) for way in made_of.ways_out),
        countywide=_results(made_of, made_of.countywide, reasons.of),
    )


def _about_english(cards: Iterable[RenderedCard]) -> Iterable[str]:
    if any(card.has_english for card in cards):
        yield gettext("Some of this page is in English. We do not have it in your language yet.")


def _results(made_of: Material, hits: Iterable[Hit], reason: Callable[[Hit], str]) -> tuple[Result, ...]:
    query = made_of.reading.criteria.query_string()
    cards = made_of.cards
    return tuple(
        Result(cards[hit.listing_id], reason(hit), f"?{query}" if query else "")
        for hit in hits
        if hit.listing_id in cards
    )


def _options(
    made_of: Material, group: str, choices: Iterable[Choice], held: tuple[str, ...], language: str
) -> tuple[Option, ...]:
    """Return the values that offer something, and those that were chosen even where they offer nothing."""
    counts = made_of.found.counts[group]
    return tuple(
        Option(
            choice.code,
            choice.name(language),
            counts[choice.code],
            is_chosen,
            _address_of(made_of, group, choice.code, held),
        )
        for choice in choices
        if (is_chosen := choice.code in held) or counts[choice.code]
    )


def _address_of(made_of: Material, group: str, code: str, held: tuple[str, ...]) -> str:
    criteria, found = made_of.reading.criteria, made_of.found
    if code in held:
        return made_of.address(without(criteria, found, group, code, held)) if found.total else ""
    heard = found.hearing.heard
    # beside a chosen value the words' own would be words again, and what has them would have to say both
    in_words = any(part.group == group for part in heard.parts)
    return made_of.address((heard.criteria if in_words else criteria).with_filter(group, code))
