"""Sets of listings as whole numbers: bit n stands for the listing that is document n of the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from localoffer.listings.search.arrays import Array


def from_numbers(numbers: Iterable[int], size: int) -> int:
    """Return the set of the given numbers, each below ``size``."""
    return from_array(np.fromiter(numbers, np.int64), size)


def from_array(numbers: Array, size: int) -> int:
    """Return the set of the numbers in an array, each below ``size``."""
    room = np.zeros(size, bool)
    room[numbers] = True
    return int.from_bytes(np.packbits(room, bitorder="little").tobytes(), "little")


def mask(bits: int, size: int) -> Array:
    """Return a set as an array with a 1 for each number below ``size`` that is in it, and a 0 for the others."""
    room = np.frombuffer(bits.to_bytes(size // 8 + 1, "little"), np.uint8)
    return np.unpackbits(room, count=size, bitorder="little")


def to_array(bits: int, size: int) -> Array:
    """Return the numbers in a set, each below ``size``, from low to high."""
    return mask(bits, size).view(bool).nonzero()[0]


def numbers(bits: int) -> Iterator[int]:
    """Yield the numbers in a set, from low to high."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def union(sets: Iterable[int]) -> int:
    """Return what is in any of the sets."""
    together = 0
    for one in sets:
        together |= one
    return together


def common(sets: Iterable[int], *, within: int) -> int:
    """Return what is in all of the sets and in ``within``."""
    for one in sets:
        within &= one
    return within


def held_by(bits: int, numbers: Iterable[int]) -> list[bool]:
    """Return for each of some numbers whether it is in a set."""
    room = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    last = len(room)
    return [number >> 3 < last and room[number >> 3] >> (number & 7) & 1 == 1 for number in numbers]
