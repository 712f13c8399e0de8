"""The search itself, over one opened generation: sets of listings as whole numbers, without the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial

from localoffer.council import Sinking
from localoffer.languages import LANGUAGES
from localoffer.listings.search import bits
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.filter_building import build
from localoffer.listings.search.filters import Narrowed
from localoffer.listings.search.found import Found, Hit
from localoffer.listings.search.hearing import Hearing, Listener
from localoffer.listings.search.index import Generation, open_vocabulary
from localoffer.listings.search.likeness import Likeness
from localoffer.listings.search.matching import Matcher, Understood
from localoffer.listings.search.nearness import Near, nearest
from localoffer.listings.search.postings import PostingStore
from localoffer.listings.search.purposes import Purposes
from localoffer.listings.search.ranking import Ranking
from localoffer.listings.search.reading import in_todays_codes
from localoffer.listings.search.segments import Part, open_parts
from localoffer.listings.search.sorting import Sorting
from localoffer.listings.search.suggestions import Suggester, Suggestion
from localoffer.listings.search.understanding import Heard, PlaceSaid
from localoffer.listings.search.ways_out import WayOut, ways_out
from localoffer.paging import in_range, pages_of
from localoffer.places.gazetteer import Place

PAGE_SIZE = 20
MOST_APART = 10
_FEW = 10


class Engine:
    """One generation, opened. Safe to use from several threads; nothing in it changes what it answers."""

    def __init__(
        self,
        generation: Generation,
        places: Sequence[Place] = (),
        before: Engine | None = None,
        sinking: Sinking | None = None,
        closed: frozenset[int] = frozenset(),
    ) -> None:
        """Open a generation.

        Args:
            generation: the index.
            places: the towns and villages that words may name.
            before: the one that was opened before; what both share is not read again.
            sinking: how a listing sinks that nobody checked in time.
            closed: the ids of the listings that are closed today; they have no room, and sink.
        """
        self.generation = generation
        self.closed = closed
        self._places = places
        self.vocabulary = open_vocabulary(generation)
        self._parts: tuple[Part, ...] = open_parts(generation.folder, before._parts if before else ())
        self._facts = {number: _as_of_today(facts, closed) for part in self._parts for number, facts in part.listings()}
        store = PostingStore(self._parts)
        self._sets = build(self._facts, store.size, self.vocabulary)
        self._listener = Listener(store, self.vocabulary, places, self._listener_of(before))
        self._listener.warm(LANGUAGES)
        self._matcher = Matcher(store, self._listener.reader)
        self._purposes = Purposes(store)
        self._ranking = Ranking(
            self._facts, self._sets, Likeness(self._facts, store), self._purposes, store.size, sinking or Sinking()
        )
        self._suggester: Suggester = Suggester(
            self.vocabulary, places, self._parts, before._suggester if before else None
        )

    @property
    def ready_languages(self) -> list[str]:
        """The languages in which a search waits for nothing: English, and those in which somebody has searched."""
        return self._purposes.languages

    def warm(self, languages: Iterable[str]) -> None:
        """Make ready what the first search in each language would wait for."""
        self._purposes.warm(languages)

    @property
    def listings(self) -> int:
        """How many listings there are."""
        return len(self._facts)

    def district_codes(self) -> list[str]:
        """Return the codes of the districts, in order."""
        return [choice.code for choice in self.vocabulary.districts]

    def need_codes(self) -> list[str]:
        """Return the codes of the needs, in order."""
        return [choice.code for choice in self.vocabulary.needs]

    @property
    def known(self) -> Mapping[str, Collection[str]]:
        """The values that there are in each group of filters, in order."""
        return self._sets.known

    def find(
        self,
        criteria: SearchCriteria,
        *,
        language: str,
        today: date,
        place: PlaceSaid | None = None,
        near: Near | None = None,
    ) -> Found:
        """Search.

        With words, the best match comes first: all words in the name above all else, then BM25, raised where the
        listing is like those that say the words best, and a little where it names a chosen district itself and where it
        was checked within a year. Without words, the nearest where somebody said where they are, else what names a
        chosen need or district, and where none was chosen A to Z by the name in the reader's language. Another order
        comes first where one was chosen. What is closed comes last, but for what the words name.

        Args:
            criteria: what was asked for.
            language: of the reader.
            today: the day on which it is asked.
            place: the postcode in the words, as somebody has looked it up.
            near: where the family is, whether the words or the form said so.
        """
        hearing, understood, narrowed = self._heard(criteria, language, place, near)
        heard = hearing.heard
        near = near or heard.near
        pages = pages_of(narrowed.total, PAGE_SIZE)
        page = in_range(criteria.page, total=narrowed.total, per_page=PAGE_SIZE)
        best = partial(
            self._ranking.best,
            text=hearing.text,
            understood=understood,
            criteria=heard.criteria,
            language=language,
            today=today,
        )
        sorting = Sorting(self._ranking, self._sets.nearness, self._sets.closed, language)
        ordered = sorting.first(narrowed.found, criteria.sort, understood, near, page * PAGE_SIZE)
        if ordered is None:
            ordered = best(narrowed.found, most=page * PAGE_SIZE)
        apart = narrowed.apart
        first_apart = best(apart, most=MOST_APART) if page == pages else []
        return Found(
            hits=self._hits(ordered[(page - 1) * PAGE_SIZE :], understood, near),
            total=narrowed.total,
            page=page,
            pages=pages,
            counts=narrowed.counts(),
            apart=self._hits(first_apart, understood, near),
            apart_total=apart.bit_count(),
            understood=understood,
            hearing=hearing,
        )

    def finds(
        self, criteria: SearchCriteria, *, language: str, place: PlaceSaid | None = None, near: Near | None = None
    ) -> bool:
        """Return whether a search finds anything; the arguments are those of ``find``."""
        for hearing in self._hearings(criteria, language, place):
            heard = hearing.heard
            here = near or heard.near
            if self.lets_through(heard.criteria, here) and self._match(heard, language, here)[-1].total:
                return True
        return False

    def lets_through(self, criteria: SearchCriteria, near: Near | None = None) -> bool:
        """Return whether the filters of a search let anything through, whatever its words."""
        return bool(self._sets.narrow(self._sets.everything, criteria, near).found)

    def every_id(self, criteria: SearchCriteria, *, language: str) -> set[int]:
        """Return the ids of the listings that a search finds, on all its pages."""
        found = self._heard(criteria, language)[-1].found
        return {self._facts[number].listing_id for number in bits.numbers(found)}

    def mother_tongue(self, text: str, language: str) -> str:
        """Return the language that a text is in, empty where that is the reader's or English."""
        return self._listener.mother_tongue(text, language)

    def known_words(self, text: str, language: str) -> list[str]:
        """Return the words of a text in small letters, empty for one that neither a listing nor a synonym has."""
        return self._listener.known_words(text, language)

    def has_word(self, word: str, language: str) -> bool:
        """Return whether a listing or a synonym has a word, or one that begins with it."""
        return self._listener.has_word(word, language)

    def suggest(self, typed: str, language: str) -> list[Suggestion]:
        """Return names that somebody who types may mean; a search for each finds something.

        Where nothing has what was typed, a mistake in it is put right first.
        """

        def gives(text: str) -> bool:
            return self.finds(SearchCriteria(text), language=language)

        found = self._suggester.suggest(typed, language, gives)
        if not found:
            meant = self._listener.hear(SearchCriteria(typed), language).text
            found = self._suggester.suggest(meant, language, gives) if meant != typed else []
        return found

    def ways_out(self, criteria: SearchCriteria, *, language: str, near: Near | None = None) -> list[WayOut]:
        """Return searches near one that finds nothing that do give results; ``near`` is where its postcode is."""
        # Most of them have the same words.
        understood = cache(partial(self._matcher.understand, language=language))

        def total(wanted: SearchCriteria, place: Near | None) -> int:
            passes = self.lets_through(wanted, place)
            return self._narrowed(understood(wanted.text), wanted, place).total if passes else 0

        return ways_out(criteria, near, total)

    def countywide(
        self, criteria: SearchCriteria, *, language: str, understood: Understood | None = None, most: int = 3
    ) -> tuple[Hit, ...]:
        """Return a few listings that help the whole county with the needs and age asked for, whatever the words.

        Those that say the words, ``understood`` where they were read already, come first, then those that name a need
        asked for, then what was checked last. What is held only in languages that are not the reader's is left out.
        """
        understood = understood or self._matcher.understand(criteria.text, language)
        wider = SearchCriteria.asking(need=criteria.needs, age=criteria.values("age"))
        found = self._match(Heard(wider), language)[-1].found & self._ranking.countywide(language)
        first = self._ranking.fitting(found, understood, criteria.needs, language, most)
        return self._hits(first, understood, None)

    def alike(self, listing_id: int) -> set[int]:
        """Return the ids of the listings that families look for with what is like the words for one; none of one that
        is not in the index.
        """
        number = next((at for at, facts in self._facts.items() if facts.listing_id == listing_id), None)
        alike = self._purposes.alike(number) if number is not None else []
        return {self._facts[other].listing_id for other in alike if other in self._facts}

    def _listener_of(self, before: Engine | None) -> Listener | None:
        """Return what the engine before hears with, where the words around the listings are the same."""
        if before is None or (before.vocabulary, before._places) != (self.vocabulary, self._places):
            return None
        return before._listener

    def _heard(
        self, criteria: SearchCriteria, language: str, place: PlaceSaid | None = None, near: Near | None = None
    ) -> tuple[Hearing, Understood, Narrowed]:
        """Hear a search and match it. What no listing offers as a filter is looked for as words."""
        for hearing in self._hearings(criteria, language, place):
            understood, narrowed = self._match(hearing.heard, language, near or hearing.heard.near)
            if narrowed.total:
                break
        return hearing, understood, narrowed

    def _hearings(self, criteria: SearchCriteria, language: str, place: PlaceSaid | None) -> Iterator[Hearing]:
        """Yield how a search is heard: with its wishes as filters and, where it has any, with them as words."""
        criteria = in_todays_codes(criteria, self.known)
        hearing = self._listener.hear(criteria, language, place)
        yield hearing
        if hearing.heard.has_wishes:
            yield self._listener.hear(criteria, language, place, with_wishes=False)

    def _match(self, heard: Heard, language: str, near: Near | None = None) -> tuple[Understood, Narrowed]:
        understood = self._matcher.understand(heard.criteria.text, language, heard.hints)
        narrowed = self._narrowed(understood, heard.criteria, near)
        if understood.is_browsing:
            return understood, narrowed
        whole = narrowed.found & understood.whole_bits
        if whole != narrowed.found:
            understood = understood._replace(is_partial=True, is_none_whole=not whole)
        return understood, narrowed

    def _narrowed(self, understood: Understood, criteria: SearchCriteria, near: Near | None) -> Narrowed:
        """Return what words and filters let through: of the words all, or fewer where that finds too little."""
        if understood.is_browsing:
            return self._sets.narrow(self._sets.everything, criteria, near)
        narrowed = self._sets.narrow(0, criteria, near)
        for step in understood.ladder():
            narrowed = narrowed.with_words(step & self._sets.everything)
            if narrowed.total >= _FEW:
                break
        return narrowed

    def _hits(self, numbers: list[int], understood: Understood, near: Near | None) -> tuple[Hit, ...]:
        facts = [self._facts[number] for number in numbers]
        point = near.point if near is not None else None
        away = [nearest(fact.spots, point) if point is not None else None for fact in facts]
        return tuple(
            map(
                Hit,
                facts,
                bits.held_by(understood.typed_name_bits, numbers),
                bits.held_by(understood.typed_bits, numbers),
                bits.held_by(understood.typed_whole_bits, numbers),
                [far.miles if far is not None else None for far in away],
                [far.town if far is not None else "" for far in away],
                understood.said_otherwise(numbers),
            )
        )


def _as_of_today(facts: Facts, closed: Collection[int]) -> Facts:
    return replace(facts, is_closed=True) if facts.listing_id in closed else facts
