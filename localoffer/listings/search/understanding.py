"""The parts of a search that name a district, a town, a need or an age: understood, taken as filters, and told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from localoffer.listings.search.ages import said_age
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Choice, Vocabulary
from localoffer.listings.search.tokens import Token, tokens, without
from localoffer.listings.search.words import words
from localoffer.places.queries import Point

_LONGEST_NAME = 8
_MOST_NEEDS = 3
_OR = re.compile(r",\s*|\s+(?:or|lub|یا)\s+|،\s*")
_ON = re.compile(r"[\s-](?:upon|under|on)[\s-]", re.IGNORECASE)


@dataclass(frozen=True)
class PlaceSaid:
    """A postcode in the words of a search, as somebody has looked it up. ``district`` is None outside the county."""

    typed: str
    postcode: str
    district: str | None
    council: str | None = None
    point: Point | None = None


@dataclass(frozen=True)
class Part:
    """A part of a search's words that was taken as a filter.

    ``group`` is ``district``, ``need`` or ``age``; ``codes`` are the values that it stands for, ages as digits.
    ``near`` is the town or postcode where the words name one. ``rest`` is the whole text without this part,
    ``english`` the name of the need in English.
    """

    group: str
    typed: str
    codes: tuple[str, ...]
    near: str = ""
    rest: str = ""
    english: str = ""


@dataclass(frozen=True)
class Heard:
    """A search as it was understood: with the filters that its words stand for, and the words that are left over.

    ``hints`` are words that became a filter and still say what is the better match.
    """

    criteria: SearchCriteria
    parts: tuple[Part, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Meaning:
    group: str
    codes: tuple[str, ...]
    near: str = ""
    english: str = ""


_Key = tuple[str, ...]


class Understander:
    """Knows the names of one generation's districts, towns and needs in each language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._known: dict[str, dict[_Key, _Meaning]] = {}
        for town in vocabulary.towns:
            self._add("en", _place_names(town.name), _Meaning("district", town.districts, town.name))
        for district in vocabulary.districts:
            for language, name in district.names.items():
                self._add(language, _place_names(name), _Meaning("district", (district.code,)))
        for need in vocabulary.needs:
            self._add_need(need)
        named = {language: dict(known) for language, known in self._known.items()}
        for language, phrase, means in vocabulary.synonyms:
            meant = [named.get(language, {}).get(_key(meaning, language)) for meaning in means]
            # A word for several things is no name: "clumsy" may be dyspraxia, and is not always.
            if meant[0] is not None and (phrase.isupper() or all(meaning == meant[0] for meaning in meant)):
                self._add(language, [phrase], meant[0])

    def hear(self, criteria: SearchCriteria, language: str, place: PlaceSaid | None = None) -> Heard:
        """Return what a search asks for.

        A district or need in the words joins what was chosen in the form, as two chosen ones would: the counts beside
        the choices hold for both. An age in the words gives way to another one that was chosen.
        """
        text = criteria.text
        if not text or criteria.plain:
            return Heard(criteria)
        said = tokens(text)
        taken: list[Token] = []
        parts: list[Part] = []
        if place is not None and place.district is None:
            taken += _where(text, said, place)
        for meaning, held in self._meanings(text, said, language, place):
            if not _fits(meaning, criteria, parts) or any(token in taken or token.quote for token in held):
                continue
            typed = text[held[0].start : held[-1].end]
            parts.append(Part(meaning.group, typed, meaning.codes, meaning.near, without(text, held), meaning.english))
            taken += held
        return Heard(_narrowed(criteria, parts, without(text, taken)), tuple(parts), tuple(_hints(parts)))

    def _meanings(
        self, text: str, said: Sequence[Token], language: str, place: PlaceSaid | None
    ) -> Iterator[tuple[_Meaning, list[Token]]]:
        if place is not None and place.district is not None and (held := _where(text, said, place)):
            yield _Meaning("district", (place.district,), place.postcode), held
        spoken = list(dict.fromkeys((language, "en")))
        for code in spoken:
            age = said_age(text, code)
            held = _within(said, age.start, age.end) if age else []
            if age and held:
                yield _Meaning("age", tuple(str(year) for year in range(age.first, age.last + 1))), held
                break
        yield from self._names(said, spoken)

    def _names(self, said: Sequence[Token], spoken: Sequence[str]) -> Iterator[tuple[_Meaning, list[Token]]]:
        # Without the very common words on their own: "his" has the stem of the acronym HI.
        common = [all(token.word(code).is_stop for code in spoken) for token in said]
        keys = {code: [token.word(code).term for token in said] for code in spoken}
        at = 0
        while at < len(said):
            used = 1
            for length in range(min(_LONGEST_NAME, len(said) - at), int(common[at]), -1):
                meanings = (self._known.get(code, {}).get(tuple(held[at : at + length])) for code, held in keys.items())
                meaning = next((found for found in meanings if found is not None), None)
                if meaning is not None:
                    yield meaning, list(said[at : at + length])
                    used = length
                    break
            at += used

    def _add_need(self, need: Choice) -> None:
        meaning = _Meaning("need", (need.code,), english=need.names["en"])
        for language, name in need.names.items():
            names = [name]
            if len(alternatives := [part for part in _OR.split(name) if part]) > 1 and _OR.search(
                name.replace(",", "")
            ):
                names += alternatives
            self._add(language, names, meaning)

    def _add(self, language: str, names: Iterable[str], meaning: _Meaning) -> None:
        for name in names:
            key = _key(name, language)
            if key:
                self._known.setdefault(language, {}).setdefault(key, meaning)


def _key(name: str, language: str) -> _Key:
    return tuple(word.term for word in words(name, language))


def _place_names(name: str) -> list[str]:
    """Return how people write a place: "Burton upon Trent" is also "Burton on Trent" and "Burton"."""
    short = _ON.split(name)
    return [name, " on ".join(short), short[0]] if len(short) > 1 else [name]


def _where(text: str, said: Sequence[Token], place: PlaceSaid) -> list[Token]:
    at = text.casefold().find(place.typed.casefold())
    return _within(said, at, at + len(place.typed))


def _within(said: Sequence[Token], start: int, end: int) -> list[Token]:
    return [token for token in said if start <= token.start and token.end <= end]


def _fits(meaning: _Meaning, criteria: SearchCriteria, parts: Sequence[Part]) -> bool:
    """Return whether a meaning may become a filter: no other age was chosen, and its group has room for it."""
    if meaning.group == "age" and criteria.age is not None and str(criteria.age) not in meaning.codes:
        return False
    alike = [part for part in parts if part.group == meaning.group]
    return len(alike) < (_MOST_NEEDS if meaning.group == "need" else 1)


def _narrowed(criteria: SearchCriteria, parts: Sequence[Part], left: str) -> SearchCriteria:
    codes: dict[str, list[str]] = {"district": [], "need": [], "age": []}
    for part in parts:
        codes[part.group] += part.codes
    narrowed = replace(criteria, text=left)
    for group, said in codes.items():
        if group != "age" or criteria.age is None:
            narrowed = narrowed.with_values(group, (*criteria.values(group), *said))
    return replace(narrowed, page=criteria.page)


def _hints(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        is_number = part.group == "age" and any(letter.isdecimal() for letter in part.typed)
        if not is_number:
            yield part.near or part.typed
        if part.english and part.english.casefold() != part.typed.casefold():
            yield part.english
