"""Links to other sites: whether a page still answers there. Only the command asks, never a request of a family."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from localoffer.guide.content import PageContent
from localoffer.guide.pages.links import LinkKind, read_link
from localoffer.guide.pages.markup import held

_PATIENCE = 15
_NAME = "Mozilla/5.0 (compatible; a Local Offer that checks its own links)"
# a site that keeps machines out says nothing about its page
_KEEPS_MACHINES_OUT = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.TOO_MANY_REQUESTS}
)

Ask = Callable[[str], None]
"""Opens an address; raises ``OSError`` (``HTTPError`` where the site answered) when that does not work."""


def addresses(contents: Iterable[PageContent]) -> list[str]:
    """Return every address of another site that pages lead to, once each, in the order of the alphabet."""
    written = (link for content in contents for link in held(content.body).links)
    links = (read_link(one) for one in written)
    return sorted({link.to for link in links if link is not None and link.kind is LinkKind.ELSEWHERE})


def ask(address: str) -> None:
    """Open an address as a browser does.

    Raises:
        OSError: when no page answers.
    """
    # read_link lets no other scheme than https pass
    with urlopen(Request(address, headers={"User-Agent": _NAME}), timeout=_PATIENCE):  # noqa: S310
        pass


def fault(address: str, ask: Ask = ask) -> str | None:
    """Return in a few words what is wrong with an address; None where a page answers, or no machine may look."""
    try:
        ask(address)
    except HTTPError as error:
        return None if error.code in _KEEPS_MACHINES_OUT else f"it answers {error.code}"
    except OSError as error:
        return f"nobody answers ({type(error).__name__})"
    return None
