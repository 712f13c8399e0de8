"""A body drawn as markup, piece by piece: text is ready to show, and what is embedded is left to the template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import nh3
from markdown_it.token import Token
from markupsafe import Markup, escape

from localoffer.guide.pages.links import Link, read_link
from localoffer.guide.pages.markup import FILL, Embed, Heading, heading_ids, html, plain, tokens
from localoffer.languages import Language, gettext

AddressOf = Callable[[Link], str]
"""The address that a link leads to; empty where there is nothing (any more), and the words stay words."""

_CLASSES = {
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "table": "govuk-table lo-table-stack",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
}
_AS_STEPS = {"ol": "lo-steps", "li": "lo-steps__item"}
_TAGS = {*_CLASSES, "li", "strong", "span", "mark"}
_ATTRIBUTES = {
    **{tag: {"class"} for tag in _TAGS},
    "a": {"class", "href"},
    **{tag: {"class", "id"} for tag in ("h2", "h3")},
    "th": {"class", "scope"},
    "td": {"class", "data-label"},
}


@dataclass(frozen=True)
class Piece:
    """A part of a drawn body: text as markup, or something embedded."""

    markup: Markup
    embed: Embed | None = None


def draw(body: str, address_of: AddressOf, headings: Sequence[str] = ()) -> list[Piece]:
    """Return a body piece by piece.

    Args:
        body: in the guide's subset of Markdown.
        address_of: gives the address of each link.
        headings: the names of its headings in addresses; made from its own words where there are more or fewer.
    """
    read = tokens(body)
    _name_headings(read, headings)
    return [_piece(run, address_of) for run in _runs(read)]


def draw_steps(body: str, address_of: AddressOf) -> Markup:
    """Return a piece's numbered list drawn as steps, with the text around it."""
    return _clean([token for token in tokens(body) if token.type != "embed"], address_of, _AS_STEPS)


def draw_line(text: str) -> Markup:
    """Return a line of plain text, with its gaps marked."""
    pieces, at = [], 0
    for found in FILL.finditer(text):
        pieces += [escape(text[at : found.start()]), gap(found[1])]
        at = found.end()
    return Markup("").join([*pieces, escape(text[at:])])


def in_language(markup: Markup, language: Language) -> Markup:
    """Return a part of a page that is in another language than the words around it."""
    return Markup('<div lang="{}" dir="{}">{}</div>').format(language.code, language.direction, markup)


def gap(what: str) -> Markup:
    """Return a gap that the council has still to fill, marked for everybody."""
    return Markup('<mark class="lo-gap"><span class="govuk-visually-hidden">{}</span> {}</mark>').format(
        gettext("Still to be filled in by the council:"), what
    )


def _runs(read: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield runs of text, and each embed alone."""
    run: list[Token] = []
    for token in read:
        if token.type == "embed":
            if run:
                yield run
            yield [token]
            run = []
        else:
            run.append(token)
    if run:
        yield run


def _piece(run: list[Token], address_of: AddressOf) -> Piece:
    if run[0].type == "embed":
        return Piece(Markup(""), run[0].meta["embed"])
    return Piece(_clean(run, address_of, {}))


def _name_headings(read: Sequence[Token], wanted: Sequence[str]) -> None:
    opened = [at for at, token in enumerate(read) if token.type == "heading_open"]
    own = heading_ids([Heading(int(read[at].tag[1]), plain(read[at + 1])) for at in opened])
    for at, name in zip(opened, wanted if len(wanted) == len(own) else own, strict=True):
        read[at].attrSet("id", name)


def _clean(run: Sequence[Token], address_of: AddressOf, classes: dict[str, str]) -> Markup:
    for token in run:
        if token.nesting == 1 and (found := classes.get(token.tag) or _CLASSES.get(token.tag)):
            token.attrSet("class", found)
    _label_cells(run)
    for token in run:
        if token.type == "inline":
            token.children = list(_inline(token.children or (), address_of))
    cleaned = nh3.clean(html(run), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=None)
    return Markup(cleaned)  # noqa: S704 - nh3 has just cleaned it


def _inline(children: Sequence[Token], address_of: AddressOf) -> Iterator[Token]:
    """Yield a text's tokens with addresses in its links and marks at its gaps; a link to nothing becomes its words."""
    is_link = False
    for token in children:
        if token.type == "link_open":
            link = read_link(str(token.attrGet("href")))
            address = address_of(link) if link else ""
            is_link = bool(address)
            if is_link:
                token.attrs = {"class": _CLASSES["a"], "href": address}
                yield token
        elif token.type == "link_close":
            if is_link:
                yield token
        elif token.type == "fill":
            yield Token("html_inline", "", 0, content=str(gap(token.content)))
        else:
            yield token


def _label_cells(run: Sequence[Token]) -> None:
    """Give each cell the name of its column, for screens on which a table stands as one column."""
    names: list[str] = []
    column = 0
    for at, token in enumerate(run):
        match token.type:
            case "table_open":
                names = []
            case "th_open":
                names.append(plain(run[at + 1]))
                token.attrs = {"class": _CLASSES["th"], "scope": "col"}
            case "tr_open":
                column = 0
            case "td_open":
                token.attrs = {"class": _CLASSES["td"], "data-label": names[column]}
                column += 1
