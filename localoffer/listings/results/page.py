"""The page of results: what was asked in words, the filters with their counts, why each listing is there, ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from localoffer.languages import gettext
from localoffer.listings.cards import RenderedCard
from localoffer.listings.results import nearby
from localoffer.listings.results.addresses import Address, of_pages, with_one_more
from localoffer.listings.results.asked import Chosen, chosen, title, title_for_others, without
from localoffer.listings.results.filter_map import Region
from localoffer.listings.results.filter_panel import Filters
from localoffer.listings.results.notes import Undo, notes, undos
from localoffer.listings.results.open_door import OpenDoor, open_door
from localoffer.listings.results.ordering import Order, order
from localoffer.listings.results.paging import Paging, paging
from localoffer.listings.results.panel_making import Wording
from localoffer.listings.results.postcode_field import PostcodeField, postcode_field
from localoffer.listings.results.reasons import Reasons
from localoffer.listings.results.referring import told_to_the_form
from localoffer.listings.results.searching import Beyond, Searching
from localoffer.listings.results.ways_forward import Suggestion, suggestion
from localoffer.listings.results.words_field import WordsField, words_field
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.danger import speaks_of_danger
from localoffer.listings.search.found import Found, Hit
from localoffer.listings.search.nearness import Near


class Result(NamedTuple):
    """One listing in the list: its card, why it is there, and what the address of its page remembers of the search.

    ``told`` is what the form that asks for support is told of it.
    """

    card: RenderedCard
    reason: str
    query: str
    told: str = ""


_Lister = Callable[[Iterable[Hit], Callable[[Hit], str]], tuple[Result, ...]]


@dataclass(frozen=True)
class ResultsPage:
    """Everything that the page of results shows, in the reader's language.

    ``followed`` is the search as a feed or a link for others carries it, ``heard`` the same as it was understood: both
    with the district in place of a postcode, which ``title_for_others`` does not say either. ``address_to_share`` is
    empty where the page's own holds no postcode, and where there is nothing to share. Where the words
    ``speaks_of_danger``, whom to ring stands first. ``mother_tongue`` is the code of the language of the words, where
    that is not the page's.
    """

    title: str
    title_for_others: str
    criteria: SearchCriteria
    followed: SearchCriteria
    heard: SearchCriteria
    speaks_of_danger: bool
    mother_tongue: str
    total: int
    paging: Paging
    words: WordsField
    postcode: PostcodeField
    order: Order
    door: OpenDoor | None
    undos: tuple[Undo, ...]
    notes: tuple[str, ...]
    address_to_share: str
    chosen: tuple[Chosen, ...]
    address_without_filters: str
    filters: Filters
    results: tuple[Result, ...]
    apart: tuple[Result, ...]
    apart_total: int
    suggestions: tuple[Suggestion, ...]
    countywide: tuple[Result, ...]
    nearby: tuple[Result, ...]


@dataclass(frozen=True)
class Material:
    """What the page is made from: a search, what it found and what lies beyond, with the cards of all of it by id.

    ``near`` is where the family is.
    """

    asked: Searching
    found: Found
    wording: Wording
    cards: Mapping[int, RenderedCard]
    beyond: Beyond
    near: Near | None
    address: Address

    @property
    def criteria(self) -> SearchCriteria:
        """What was asked for."""
        return self.asked.reading.criteria


def results_page(made_of: Material) -> ResultsPage:
    """Return the page of results."""
    asked, criteria, found, address = made_of.asked, made_of.criteria, made_of.found, made_of.address
    names, postcode = made_of.wording.names, postcode_field(criteria, asked.postcode)
    # What the words were understood as counts like what was chosen in the form.
    reasons = Reasons(found.hearing.heard.criteria, names, made_of.near)
    district = made_of.near.district if made_of.near else None
    is_placed = made_of.near is not None and made_of.near.point is not None
    followed, heard = criteria.for_others(district), found.hearing.heard.criteria.for_others(district)
    results = _lister(made_of.cards, criteria, heard)
    own_title = title(criteria, found.total, names, made_of.near)
    return ResultsPage(
        title=own_title,
        title_for_others=title_for_others(own_title, criteria, followed, names),
        criteria=criteria,
        followed=followed,
        heard=heard,
        speaks_of_danger=any(map(speaks_of_danger, {criteria.text, found.hearing.text})),
        mother_tongue=asked.engine.mother_tongue(criteria.text, asked.language) if criteria.text else "",
        total=found.total,
        paging=paging(found.page, found.pages, of_pages(criteria, address)),
        words=words_field(asked.reading),
        postcode=postcode,
        order=order(criteria, found, address, is_placed=is_placed),
        door=open_door(criteria, found, address),
        undos=tuple(undos(criteria, found, address, asked.finds)),
        notes=(*notes(asked.reading, found, asked.place), *_about_english(made_of.cards.values())),
        address_to_share=_to_share(made_of, followed),
        chosen=tuple(chosen(criteria, found, names, address, made_of.near)),
        address_without_filters=address(criteria.without_filters()) if _has_several(criteria) else "",
        filters=_filters(made_of),
        results=results(found.hits, reasons.of),
        apart=results(found.apart, reasons.apart),
        apart_total=found.apart_total,
        suggestions=tuple(suggestion(way, address, names) for way in made_of.beyond.ways_out),
        countywide=results(made_of.beyond.countywide, reasons.of),
        nearby=results(made_of.beyond.nearby, lambda hit: nearby.reason(hit, found, names, made_of.near)),
    )


def _to_share(made_of: Material, followed: SearchCriteria) -> str:
    asked, criteria = made_of.asked, made_of.criteria
    has_postcode = criteria.postcode or followed.text != criteria.text
    is_of_use = has_postcode and made_of.found.total and asked.engine.finds(followed, language=asked.language)
    return made_of.address(followed) if is_of_use else ""


def _has_several(criteria: SearchCriteria) -> bool:
    return len(criteria.chosen) + bool(criteria.postcode) > 1


def _about_english(cards: Iterable[RenderedCard]) -> Iterable[str]:
    if any(card.has_english for card in cards):
        yield gettext("Some of this page is in English. We do not have it in your language yet.")


def _lister(cards: Mapping[int, RenderedCard], criteria: SearchCriteria, heard: SearchCriteria) -> _Lister:
    """Return what makes results of hits and of what says why each is there; they all remember the same search."""
    query, told = criteria.query_string(), told_to_the_form(heard)
    remembered = f"?{query}" if query else ""

    def results(hits: Iterable[Hit], reason: Callable[[Hit], str]) -> tuple[Result, ...]:
        return tuple(
            Result(cards[hit.listing_id], reason(hit), remembered, told) for hit in hits if hit.listing_id in cards
        )

    return results


def _filters(made_of: Material) -> Filters:
    criteria = made_of.criteria
    return made_of.wording.panel.written(
        frozenset(criteria.chosen),
        made_of.found.counts,
        county_map=_map(made_of),
    )


def _map(made_of: Material) -> str:
    if made_of.wording.map is None:
        return ""
    regions = {region.code: region for region in _regions(made_of)}
    return made_of.wording.map.written(regions, (pin for card in made_of.cards.values() for pin in card.pins))


def _regions(made_of: Material) -> Iterator[Region]:
    """Yield the districts that offer something or are chosen, each with the search that its link leads to."""
    criteria, found, address = made_of.criteria, made_of.found, made_of.address
    heard = found.hearing.heard
    # beside a chosen value the words' own would be words again, and what has them would have to say both
    in_words = any(part.group == "district" for part in heard.parts)
    narrowed = with_one_more(heard.criteria if in_words else criteria, "district", address)
    held, counts = criteria.districts, found.counts["district"]
    for code, name in made_of.wording.names["district"].items():
        if code in held:
            wider = address(without(criteria, found, "district", code)) if found.total else ""
            yield Region(code, name, counts[code], is_chosen=True, address=wider)
        elif counts[code]:
            yield Region(code, name, counts[code], is_chosen=False, address=narrowed(code))
