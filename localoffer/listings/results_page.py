"""The page of results: what was asked in words, the filters with their counts, why each listing is there, ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from localoffer.languages import Language, format_list, format_number, gettext, ngettext
from localoffer.listings import presenters
from localoffer.listings.cards import RenderedCard
from localoffer.listings.search.criteria import Reading, SearchCriteria
from localoffer.listings.search.documents import Choice, Vocabulary
from localoffer.listings.search.engine import Found, Hit, WayOut
from localoffer.listings.search.understanding import PlaceSaid
from localoffer.listings.search_notes import Undo, notes, part_name, quoted, undos, without_part
from localoffer.places.queries import Point
from localoffer.vocabulary import Coverage

Address = Callable[[SearchCriteria], str]
_PAGES_AROUND = 2


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
class Chosen:
    """One thing that was asked for, and the address of the search without it."""

    name: str
    address_without: str


@dataclass(frozen=True)
class Result:
    """One listing in the list: its card, why it is there, and the address of its page, which remembers the search."""

    card: RenderedCard
    reason: str
    query: str


@dataclass(frozen=True)
class Suggestion:
    """A search that gives results where this one gives none."""

    text: str
    address: str


@dataclass(frozen=True)
class PageLink:
    """One page of the results; number 0 stands for pages left out."""

    number: int
    address: str = ""
    current: bool = False


@dataclass(frozen=True)
class ResultsPage:
    """Everything that the page of results shows, in the reader's language."""

    title: str
    criteria: SearchCriteria
    total: int
    page: int
    pages: int
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
    page_links: tuple[PageLink, ...]
    previous: str
    next: str

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
    return _Writer(made_of, language).page()


class _Writer:
    """Writes one page of results."""

    def __init__(self, made_of: Material, language: Language) -> None:
        self.made_of = made_of
        self.language = language
        self.criteria = made_of.reading.criteria
        self.found = made_of.found
        # What the words were understood as counts like what was chosen in the form.
        self.asked = made_of.found.hearing.heard.criteria
        self.names = {
            "district": {choice.code: choice.name(language.code) for choice in made_of.vocabulary.districts},
            "need": {choice.code: choice.name(language.code) for choice in made_of.vocabulary.needs},
        }

    def page(self) -> ResultsPage:
        found, at = self.found, self.found.page
        address = self.made_of.address
        return ResultsPage(
            title=self._title(),
            criteria=self.criteria,
            total=found.total,
            page=at,
            pages=found.pages,
            undos=tuple(undos(self.criteria, found, address)),
            notes=(*notes(self.made_of.reading, found, self.made_of.place), *self._about_english()),
            chosen=tuple(self._chosen()),
            districts=self._options("district", self.made_of.vocabulary.districts, self.criteria.districts),
            needs=self._options("need", self.made_of.vocabulary.needs, self.criteria.needs),
            results=self._results(found.hits, self._reason),
            apart=self._results(found.apart, self._reason_apart),
            apart_total=found.apart_total,
            suggestions=tuple(self._suggestion(way) for way in self.made_of.ways_out),
            countywide=self._results(self.made_of.countywide, self._reason),
            page_links=tuple(self._page_links()),
            previous=address(self.criteria.with_page(at - 1)) if at > 1 else "",
            next=address(self.criteria.with_page(at + 1)) if at < found.pages else "",
        )

    def _title(self) -> str:
        total, number = self.found.total, format_number(self.found.total)
        asked = self._asked()
        if not asked:
            return ngettext("%(number)s service", "%(number)s services", total, number=number)
        search = presenters.BETWEEN.join(asked)
        if not total:
            return gettext("No services found: %(search)s", search=search)
        return ngettext(
            "%(number)s service: %(search)s", "%(number)s services: %(search)s", total, number=number, search=search
        )

    def _asked(self) -> list[str]:
        criteria = self.criteria
        asked = [quoted(criteria.text)] if criteria.text else []
        asked += [self.names["need"][code] for code in criteria.needs]
        asked += [self.names["district"][code] for code in criteria.districts]
        if criteria.age is not None:
            asked.append(gettext("age %(age)s", age=criteria.age))
        return asked

    def _chosen(self) -> Iterable[Chosen]:
        """Yield what was asked for. Where nothing was found, the ways out say what to leave out instead."""
        criteria, address = self.criteria, self.made_of.address
        if not self.found.total:
            return
        if criteria.text:
            yield Chosen(quoted(criteria.text), address(criteria.without_filter("text")))
        for part in self.found.hearing.heard.parts:
            yield Chosen(part_name(part, self.names), address(without_part(criteria, part)))
        for name, codes in (("need", criteria.needs), ("district", criteria.districts)):
            for code in codes:
                yield Chosen(self.names[name][code], address(self._without(name, code, codes)))
        if criteria.age is not None:
            yield Chosen(gettext("age %(age)s", age=criteria.age), address(criteria.without_filter("age")))

    def _without(self, name: str, code: str, codes: tuple[str, ...]) -> SearchCriteria:
        """Return the search without one value, and without the others of its group where those offer nothing."""
        counts = self.found.counts[name]
        others_offer = any(counts[other] for other in codes if other != code)
        return self.criteria.without_filter(name, code if others_offer else None)

    def _about_english(self) -> Iterable[str]:
        if any(card.has_english for card in self.made_of.cards.values()):
            yield gettext("Some of this page is in English. We do not have it in your language yet.")

    def _options(self, group: str, choices: Iterable[Choice], chosen: tuple[str, ...]) -> tuple[Option, ...]:
        """Return the values that offer something, and those that were chosen even where they offer nothing."""
        counts = self.found.counts[group]
        return tuple(
            Option(
                choice.code,
                choice.name(self.language.code),
                counts[choice.code],
                is_chosen,
                self._address_of(group, choice.code, chosen),
            )
            for choice in choices
            if (is_chosen := choice.code in chosen) or counts[choice.code]
        )

    def _address_of(self, group: str, code: str, chosen: tuple[str, ...]) -> str:
        if code not in chosen:
            heard = self.found.hearing.heard
            # beside a chosen value the words' own would be words again, and what has them would have to say both
            in_words = any(part.group == group for part in heard.parts)
            return self.made_of.address((heard.criteria if in_words else self.criteria).with_filter(group, code))
        return self.made_of.address(self._without(group, code, chosen)) if self.found.total else ""

    def _results(self, hits: Iterable[Hit], reason: Callable[[Hit], str]) -> tuple[Result, ...]:
        query = self.criteria.query_string()
        cards = self.made_of.cards
        return tuple(
            Result(cards[hit.listing_id], reason(hit), f"?{query}" if query else "")
            for hit in hits
            if hit.listing_id in cards
        )

    def _reason(self, hit: Hit) -> str:
        reasons = [*self._reason_of_words(hit), *self._reason_of_need(hit), *self._reason_of_district(hit)]
        if self.asked.years and hit.facts.ages:
            reasons.append(presenters.ages(*hit.facts.ages))
        return presenters.BETWEEN.join(reasons)

    def _reason_of_words(self, hit: Hit) -> Iterable[str]:
        if hit.in_name:
            yield gettext("Your words are in its name")
        elif hit.in_text:
            yield gettext("It has your words") if hit.in_whole else gettext("It has some of your words")

    def _reason_of_need(self, hit: Hit) -> Iterable[str]:
        if not self.asked.needs:
            return
        if hit.facts.any_need:
            yield gettext("For any need")
        elif shared := [self.names["need"][code] for code in self.asked.needs if code in hit.facts.needs]:
            yield gettext("For: %(needs)s", needs=format_list(shared))

    def _reason_of_district(self, hit: Hit) -> Iterable[str]:
        if not self.asked.districts:
            return
        if shared := [self.names["district"][code] for code in self.asked.districts if code in hit.facts.districts]:
            yield gettext("Covers %(districts)s", districts=format_list(shared))
        elif hit.facts.coverage == Coverage.ONLINE:
            yield gettext("Online, so you can use it from anywhere")
        elif hit.facts.is_everywhere:
            yield gettext("Covers the whole county")

    def _reason_apart(self, hit: Hit) -> str:
        facts = hit.facts
        silent = []
        if self.asked.needs and not facts.needs and not facts.any_need:
            silent.append(gettext("It does not say which needs it is for"))
        if self.asked.districts and facts.coverage == Coverage.DISTRICTS and not facts.districts:
            silent.append(gettext("It does not say which area it covers"))
        if self.asked.years and facts.ages is None:
            silent.append(gettext("It does not say which ages it is for"))
        return presenters.BETWEEN.join(silent)

    def _suggestion(self, way: WayOut) -> Suggestion:
        left_out = self._left_out(way)
        number = format_number(way.total)
        text = ngettext(
            "%(change)s: %(number)s service",
            "%(change)s: %(number)s services",
            way.total,
            change=left_out,
            number=number,
        )
        return Suggestion(text, self.made_of.address(way.criteria))

    def _left_out(self, way: WayOut) -> str:
        if way.is_alone:
            return self._looking_only_for(way.name)
        if way.name == "text":
            return gettext("Search without your words")
        if way.name == "age":
            return gettext("Search for any age")
        if way.name == "district":
            return gettext("Search the whole county")
        return gettext("Search for any need")

    def _looking_only_for(self, name: str) -> str:
        return {
            "text": gettext("Search for your words only"),
            "age": gettext("Search by age only"),
            "district": gettext("Search by district only"),
            "need": gettext("Search by need only"),
        }[name]

    def _page_links(self) -> Iterable[PageLink]:
        last, at = self.found.pages, self.found.page
        shown = sorted({1, last, *range(max(1, at - _PAGES_AROUND), min(last, at + _PAGES_AROUND) + 1)})
        before = 0
        for number in shown:
            if number > before + 1:
                yield PageLink(0)
            yield PageLink(number, self.made_of.address(self.criteria.with_page(number)), number == at)
            before = number
