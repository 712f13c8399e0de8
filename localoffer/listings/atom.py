"""Atom (RFC 4287): a feed as the bytes that feed readers take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from localoffer.listings.presenters import Said

MIME_TYPE = "application/atom+xml"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# XML has no way to write these, not even escaped
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One entry: ``id`` never changes, ``address`` is its page; ``said`` stands above the summary, each by itself."""

    id: str
    title: Said
    summary: Said | None
    address: str
    updated: datetime
    said: Sequence[Said] = ()


@dataclass(frozen=True)
class Feed:
    """A feed: ``address`` is its own, which is its identity too, ``page`` the page that it follows."""

    title: str
    author: str
    language: str
    address: str
    page: str
    updated: datetime
    entries: Sequence[Entry]


def written(feed: Feed) -> bytes:
    """Return the feed as XML."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", _LANGUAGE: feed.language})
    _text(root, "id", feed.address)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(feed.updated))
    _text(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", {"rel": "self", "type": MIME_TYPE, "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    for entry in feed.entries:
        _entry(SubElement(root, "entry"), entry)
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml


def _entry(element: Element, entry: Entry) -> None:
    _text(element, "id", entry.id)
    _said(element, "title", entry.title)
    _text(element, "updated", _moment(entry.updated))
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.address})
    if entry.summary:
        _said(element, "summary", entry.summary)
    if entry.said:
        _text(element, "content", _html((*entry.said, *([entry.summary] if entry.summary else ())))).set("type", "html")


def _html(paragraphs: Sequence[Said]) -> str:
    attributes = (Markup(' lang="{}"').format(said.lang) if said.lang else "" for said in paragraphs)
    made = (Markup("<p{}>{}</p>").format(lang, said.text) for lang, said in zip(attributes, paragraphs, strict=True))
    return str(Markup("").join(made))


def _said(parent: Element, name: str, said: Said) -> None:
    element = _text(parent, name, said.text)
    if said.lang:
        element.set(_LANGUAGE, said.lang)


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = _UNWRITABLE.sub("", text)
    return element


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
