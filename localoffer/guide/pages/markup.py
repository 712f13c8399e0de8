"""The guide's own subset of Markdown, read: headings, lists, tables, bold, links, embeds, and gaps to fill.

An embed stands on a line of its own (``[[services kind=short-breaks]]``); a gap stands anywhere in the text
(``[[fill The telephone number]]``). Nothing here draws, and HTML is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

FILL = re.compile(r"\[\[fill\s+([^\[\]]+?)\s*\]\]")
_EMBED = re.compile(r"\[\[([a-z]+)(?:\s+([^\[\]]*?))?\s*\]\]")
_NOT_IN_AN_ADDRESS = re.compile(r"[^\w]+")
_LONGEST_ID = 60


class Embed(NamedTuple):
    """Something else that stands in a page: ``services``, ``contact`` or ``steps``, and of what."""

    kind: str
    what: str


class Heading(NamedTuple):
    """A heading of a body: 2 or 3, and its words."""

    level: int
    text: str


@dataclass(frozen=True)
class Held:
    """What a body holds, each in the order in which it stands there."""

    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    embeds: tuple[Embed, ...]
    fills: tuple[str, ...]


def _fill_rule(state: StateInline, silent: bool) -> bool:
    """Take a gap as one token; markdown-it asks for this at each position of a text."""
    found = FILL.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("fill", "", 0).content = found[1]
    state.pos = found.end()
    return True


class _Reader(MarkdownIt):
    """Reads every address as one, so that whoever draws or checks a page decides about it."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's own name
        return True


def _reader() -> MarkdownIt:
    reader = _Reader("zero", {"html": False})
    reader.enable(["heading", "list", "table", "emphasis", "link", "escape"])
    reader.inline.ruler.before("link", "fill", _fill_rule)
    return reader


_READER = _reader()


def tokens(body: str) -> list[Token]:
    """Return a body as markdown-it reads it, with ``fill`` for gaps and ``embed`` in place of an embed's paragraph."""
    return list(_with_embeds(_READER.parse(body)))


def _with_embeds(read: Sequence[Token]) -> Iterator[Token]:
    at = 0
    while at < len(read):
        embed = embed_of(read[at + 1].content) if read[at].type == "paragraph_open" and not read[at].level else None
        if embed is None:
            yield read[at]
            at += 1
        else:
            yield Token("embed", "", 0, meta={"embed": embed})
            at += 3


def embed_of(text: str) -> Embed | None:
    """Return what a paragraph embeds; None for one that is text, or that only has a gap."""
    found = _EMBED.fullmatch(text.strip())
    return Embed(found[1], (found[2] or "").strip()) if found and found[1] != "fill" else None


@lru_cache(maxsize=512)
def held(body: str) -> Held:
    """Return what a body holds; that of the pages that are read most is remembered."""
    read = tokens(body)
    inline = [child for token in read if token.type == "inline" for child in token.children or ()]
    return Held(
        headings=tuple(_headings(read)),
        links=tuple(str(token.attrGet("href")) for token in inline if token.type == "link_open"),
        embeds=tuple(token.meta["embed"] for token in read if token.type == "embed"),
        fills=tuple(token.content for token in inline if token.type == "fill"),
    )


def _headings(read: Sequence[Token]) -> Iterator[Heading]:
    for at, token in enumerate(read):
        if token.type == "heading_open":
            yield Heading(int(token.tag[1]), plain(read[at + 1]))


def html(read: Sequence[Token]) -> str:
    """Return tokens as the HTML that markdown-it makes of them; nobody has cleaned it yet."""
    return str(_READER.renderer.render(read, _READER.options, {}))


def plain(inline: Token) -> str:
    """Return the words of an inline token, without marks."""
    return "".join(child.content for child in inline.children or () if child.type in {"text", "fill", "text_special"})


def heading_ids(headings: Sequence[Heading]) -> list[str]:
    """Return for each heading the name that addresses know it by, once each."""
    taken: list[str] = []
    for heading in headings:
        wanted = _NOT_IN_AN_ADDRESS.sub("-", heading.text.casefold())[:_LONGEST_ID].strip("-") or "part"
        number, name = 1, wanted
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.append(name)
    return taken
