"""Pages found by words: an index in memory, made when the pages are read, in the same terms as that of the services."""

from __future__ import annotations

import math
import operator
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile

from localoffer.guide.content import PageContent
from localoffer.guide.pages.markup import held, plain, tokens
from localoffer.listings.search.phrases import phrases_of
from localoffer.listings.search.query import Concept, QueryReader, Saying
from localoffer.listings.search.words import terms, words

MOST = 3
_GOOD_ENOUGH = 0.5
_TO_ORDER = 0.3
_BESIDE_THE_BEST = 0.7
_TITLE, _HEADINGS, _BODY = 1.0, 0.7, 0.4
_BEGINNING = 0.8
_SHORTEST_BEGINNING = 5


class _Indexed:
    """The terms of one page in one language, each with the weight of the best place that it stands in."""

    def __init__(self, content: PageContent, language: str) -> None:
        inside = held(content.body)
        paragraphs = (plain(one) for one in tokens(content.body) if one.type == "inline")
        self.title = frozenset(terms(content.title, language))
        self.weights: dict[str, float] = {}
        for weight, texts in (
            (_BODY, (content.who_for, *paragraphs)),
            (_HEADINGS, (content.summary, *(heading.text for heading in inside.headings))),
            (_TITLE, (content.title,)),
        ):
            self.weights.update((word.term, weight) for text in texts for word in words(text, language))
        self._in_order = sorted(self.weights)

    def weight(self, term: str) -> float:
        """Return how much a term counts here; one that begins another counts a little less, 0 where there is none."""
        own = self.weights.get(term, 0.0)
        if own == _TITLE or len(term) < _SHORTEST_BEGINNING:
            return own
        return max(own, _BEGINNING * max(map(self.weights.__getitem__, self._begun_by(term)), default=0.0))

    def _begun_by(self, term: str) -> Iterator[str]:
        start = bisect_left(self._in_order, term)
        return takewhile(lambda longer: longer.startswith(term), islice(self._in_order, start, None))


class PageIndex:
    """The words of some pages. Nothing in it changes, so several threads may use it."""

    def __init__(self, pages: Iterable[tuple[str, Mapping[str, PageContent]]]) -> None:
        """Index pages, given by address and with their words by language; those that come first win a draw."""
        self._pages = [
            (slug, {language: _Indexed(content, language) for language, content in contents.items()})
            for slug, contents in pages
        ]
        self._terms: dict[str, set[str]] = defaultdict(set)
        for _, page in self._pages:
            for language, text in page.items():
                self._terms[language].update(text.weights)

    def reader(self, synonyms: Iterable[tuple[str, str, tuple[str, ...]]]) -> QueryReader:
        """Return what understands searches as those for services are understood, but in the words of the pages."""
        return QueryReader(phrases_of(synonyms), self._holds, lambda _language, _first, _second: False)

    def find(self, words: str, language: str, reader: QueryReader) -> list[str]:
        """Return the addresses of a few pages that words ask for, the best first; none where none is good to show."""
        heard = reader.read(words, language)
        asked = [concept for concept in heard if not concept.is_hint]
        if not asked:
            return []
        said = [[_says(concept, page) for concept in asked] for _, page in self._pages]
        rarity = [math.log(1 + len(said) / (1 + sum(map(bool, column)))) for column in zip(*said, strict=True)]
        found = [
            (sum(map(operator.mul, row, rarity)) / sum(rarity), _better(heard, page), slug)
            for row, (slug, page) in zip(said, self._pages, strict=True)
        ]
        best = max((score for score, *_ in found), default=0.0)
        good = [one for one in found if one[0] >= max(_GOOD_ENOUGH, best * _BESIDE_THE_BEST)]
        return [slug for *_, slug in sorted(good, key=lambda one: -one[0] - _TO_ORDER * one[1])[:MOST]]

    def _holds(self, language: str, term: str) -> bool:
        return language in self._terms and term in self._terms[language]


def _says(concept: Concept, page: Mapping[str, _Indexed]) -> float:
    return max((_weight(saying, page) for saying in concept.sayings), default=0.0)


def _better(heard: Sequence[Concept], page: Mapping[str, _Indexed]) -> float:
    """Return what puts a page before others as good: what it says of all the words, and they of its title."""
    said = {(one.language, term) for concept in heard for one in concept.sayings for term in one.terms}
    titles = [
        sum((language, term) in said for term in text.title) / len(text.title)
        for language, text in page.items()
        if text.title
    ]
    return max(titles, default=0.0) + sum(_says(concept, page) for concept in heard) / len(heard)


def _weight(saying: Saying, page: Mapping[str, _Indexed]) -> float:
    """Return how well a page says something: all of its terms must stand there, in better places or in worse."""
    if saying.language not in page or not saying.terms:
        return 0.0
    found = [page[saying.language].weight(term) for term in saying.terms]
    return saying.weight * sum(found) / len(found) if all(found) else 0.0
