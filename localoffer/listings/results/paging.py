"""The links from one page of results to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

_PAGES_AROUND = 2


@dataclass(frozen=True)
class PageLink:
    """One page of the results; number 0 stands for pages left out."""

    number: int
    address: str = ""
    current: bool = False


@dataclass(frozen=True)
class Paging:
    """The links of one page: to the first, the last and those around it, and to its two neighbours (empty: none)."""

    at: int
    pages: int
    links: tuple[PageLink, ...] = ()
    previous: str = ""
    next: str = ""


def paging(at: int, pages: int, address: Callable[[int], str]) -> Paging:
    """Return the links of page ``at`` of so many ``pages``; ``address`` gives that of a page by its number."""
    if pages < 2:
        return Paging(at, pages)
    return Paging(
        at,
        pages,
        links=tuple(_links(at, pages, address)),
        previous=address(at - 1) if at > 1 else "",
        next=address(at + 1) if at < pages else "",
    )


def _links(at: int, last: int, address: Callable[[int], str]) -> Iterator[PageLink]:
    shown = sorted({1, last, *range(max(1, at - _PAGES_AROUND), min(last, at + _PAGES_AROUND) + 1)})
    before = 0
    for number in shown:
        if number > before + 1:
            yield PageLink(0)
        yield PageLink(number, address(number), number == at)
        before = number
