"""One field of one segment turned round: which listings hold each term, and which term follows it in them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain, compress

import numpy as np

from localoffer.listings.search.arrays import Array

_NONE = np.empty(0, np.uint32)
_NOTHING = np.uint32(0xFFFFFFFF)
_SEPARATOR = "\n"


class Inverted:
    """A field as ``Inverting`` wrote it.

    Terms that weigh nothing, which are too common to be searched for, only follow others and are followed by them.
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays
        self._starts = arrays["starts"].data

    @cached_property
    def _numbers(self) -> dict[str, int]:
        told = self._arrays["terms"].tobytes().decode()
        return {term: number for number, term in enumerate(told.split(_SEPARATOR))} if told else {}

    @cached_property
    def terms(self) -> list[str]:
        """Every term that weighs something, in order."""
        return list(compress(self._numbers, self._weighing.tolist()))

    @property
    def _weighing(self) -> Array:
        return np.diff(self._arrays["starts"]) > 0

    def holding(self, term: str) -> tuple[Array, Array]:
        """Return the numbers of the listings that hold a term, from low to high, and what it weighs in each."""
        number = self._numbers.get(term)
        if number is None:
            return _NONE, _NONE
        held = slice(self._starts[number], self._starts[number + 1])
        return self._arrays["ids"][held], self._arrays["weights"][held]

    def frequency(self, term: str) -> int:
        """Return how many listings hold a term."""
        number = self._numbers.get(term)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]

    def frequencies(self) -> dict[str, int]:
        """Return for each term that weighs something how many listings hold it."""
        return dict(zip(self.terms, np.diff(self._arrays["starts"])[self._weighing].tolist(), strict=True))

    def first_holders(self) -> Iterator[tuple[str, int]]:
        """Yield each term that weighs something with the number of the first listing that holds it."""
        first = self._arrays["ids"][self._arrays["starts"][:-1][self._weighing]]
        yield from zip(self.terms, first.tolist(), strict=True)

    def beside(self, first: str, second: str) -> Array:
        """Return the numbers of the listings in which the second term stands right after the first."""
        numbers = self._numbers
        if first not in numbers or second not in numbers or "pair_ids" not in self._arrays:
            return _NONE
        start, end = self._arrays["pair_starts"][numbers[first] : numbers[first] + 2]
        seconds = self._arrays["pair_seconds"][start:end]
        # A number of another kind would make a copy of all seconds.
        wanted = seconds.dtype.type(numbers[second])
        low, high = np.searchsorted(seconds, wanted), np.searchsorted(seconds, wanted, side="right")
        return self._arrays["pair_ids"][start + low : start + high]

    def lengths(self, size: int) -> Array:
        """Return how many words that weigh something each of the first ``size`` listings has."""
        lengths = np.zeros(size, np.uint32)
        counted = self._arrays["lengths"]
        lengths[: counted.size] = counted
        return lengths


class Gathered:
    """The postings of one term, taken listing by listing in order.

    A posting's places are where in the text the term stands, as the bytes of unsigned integers; a field may have none.
    """

    __slots__ = ("counts", "ids", "places", "weights")

    def __init__(self) -> None:
        self.ids = array("I")
        self.weights = array("f")
        self.counts = array("I")
        self.places = bytearray()

    def add(self, number: int, weight: float, places: bytes) -> None:
        """Take one listing's posting."""
        self.ids.append(number)
        self.weights.append(weight)
        self.counts.append(len(places))
        self.places += places


class Inverting:
    """Takes the terms of one field in order, and turns them into the arrays of an ``Inverted``."""

    def __init__(self) -> None:
        self._terms: list[bytes] = []
        self._frequencies = array("I")
        self._all = Gathered()

    def add(self, term: bytes, gathered: Gathered) -> None:
        """Take a term."""
        self._terms.append(term)
        self._frequencies.append(len(gathered.ids))
        self._all.ids += gathered.ids
        self._all.weights += gathered.weights
        self._all.counts += gathered.counts
        self._all.places += gathered.places

    def arrays(self) -> dict[str, Array]:
        """Return what was taken as arrays."""
        ids, weights = np.frombuffer(self._all.ids, np.uint32), np.frombuffer(self._all.weights, np.float32)
        terms = np.repeat(np.arange(len(self._terms), dtype=np.uint32), np.array(self._frequencies, np.int64))
        counts = np.frombuffer(self._all.counts, np.uint32) // array("I").itemsize
        weighing = weights > 0
        return {
            "terms": np.frombuffer(_SEPARATOR.encode().join(self._terms), np.uint8),
            "starts": _starts(terms[weighing], len(self._terms)),
            "ids": ids[weighing],
            "weights": weights[weighing],
            "lengths": np.bincount(ids[weighing], counts[weighing]).astype(np.uint32),
            **(self._pairs(ids, terms, counts) if counts.any() else {}),
        }

    def _pairs(self, ids: Array, terms: Array, counts: Array) -> dict[str, Array]:
        """Return for each term which terms follow it, and where."""
        places, of = np.frombuffer(self._all.places, np.uint32), np.repeat(ids, counts)
        last = np.zeros(int(ids.max()) + 1, np.int64)
        np.maximum.at(last, of, places)
        # All texts one after the other, with an empty place after each.
        starts = np.concatenate(([0], np.cumsum(last + 2)))
        said = np.full(starts[-1], _NOTHING, np.uint32)
        said[starts[of] + places] = np.repeat(terms, counts)
        first = ((said[:-1] != _NOTHING) & (said[1:] != _NOTHING)).nonzero()[0]
        pairs = said[first].astype(np.uint64) << np.uint64(32) | said[first + 1]
        listings = np.repeat(np.arange(last.size, dtype=np.uint32), last + 2)[first]
        order = np.argsort(pairs, kind="stable")
        pairs, listings = pairs[order], listings[order]
        is_new = np.ones(pairs.size, bool)
        is_new[1:] = (pairs[1:] != pairs[:-1]) | (listings[1:] != listings[:-1])
        pairs, listings = pairs[is_new], listings[is_new]
        return {
            "pair_starts": _starts((pairs >> np.uint64(32)).astype(np.uint32), len(self._terms)),
            "pair_seconds": pairs.astype(np.uint32),
            "pair_ids": listings,
        }


def _starts(sorted_numbers: Array, most: int) -> Array:
    """Return where each number below ``most`` begins in an array of them, and at last the end of it."""
    return np.concatenate(([0], np.cumsum(np.bincount(sorted_numbers, minlength=most)))).astype(np.uint32)


def named(fields: Mapping[str, Mapping[str, Array]]) -> dict[str, Array]:
    """Return the arrays of several fields under names of their own; ``fields_in`` finds them again."""
    return dict(
        chain.from_iterable(((f"{field}/{name}", held) for name, held in of.items()) for field, of in fields.items())
    )


def fields_in(arrays: Mapping[str, Array]) -> dict[str, Inverted]:
    """Return the fields whose arrays ``named`` put together."""
    found: dict[str, dict[str, Array]] = {}
    for name, held in arrays.items():
        field, _, part = name.partition("/")
        found.setdefault(field, {})[part] = held
    return {field: Inverted(held) for field, held in found.items()}
