"""The small words that join a place, a need, an age or a wish to what is wanted: where it is taken out, they go too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from localoffer.listings.search.speech import speech_of
from localoffer.listings.search.tokens import Token

_Words = frozenset[str]


def beside(said: Sequence[Token], taken: Sequence[Token], languages: Iterable[str], *, is_place: bool) -> list[Token]:
    """Return the small words that stand right beside some words of a search; none of them is ever searched for.

    Args:
        said: all its words.
        taken: some of them that follow each other.
        languages: in which they may be said.
        is_place: whether they name a place.
    """
    small_before, small_after = _small(tuple(languages), is_place)
    at, end = said.index(taken[0]), said.index(taken[-1]) + 1
    first, last = at, end
    while first and _is_one(said[first - 1], small_before):
        first -= 1
    while last < len(said) and _is_one(said[last], small_after):
        last += 1
    return [*said[first:at], *said[end:last]]


def _is_one(token: Token, small: _Words) -> bool:
    return not token.quote and token.typed.casefold() in small


@cache
def _small(languages: tuple[str, ...], is_place: bool) -> tuple[_Words, _Words]:
    """Return the small words that stand before something and those that stand after it."""
    before: set[str] = set()
    after: set[str] = set()
    for language in languages:
        known = speech_of(language)
        before.update(known.before_a_filter, known.before_a_place if is_place else ())
        after.update(known.after_a_filter, known.after_a_place if is_place else ())
    return frozenset(before), frozenset(after)
