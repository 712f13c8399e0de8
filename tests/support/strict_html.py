"""A reader of pages that refuses what a browser would quietly mend and what a screen reader would stumble over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

SPACE = {"html": "http://www.w3.org/1999/xhtml"}
_LABELLED = {"input", "select", "textarea"}
_NEEDS_NO_LABEL = {"hidden", "submit", "button"}
_SAYS_NOTHING = {
    *("click here", "click this", "go", "here", "information", "learn more", "more", "more info", "more information"),
    *("right here", "read more", "see more", "start", "this"),
}
"""Words of a link that do not say where it leads to somebody who hears links alone: those that Lighthouse counts."""
# html5lib counts these as errors, though the standard now allows them
_TOLERATED: set[str] = set()


class BadPage(AssertionError):
    """A page breaks one of the rules; the message says which."""


class Page:
    """A parsed page that has passed every rule."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.tree: Element = parser.parse(text)
        faults = [(place, code) for place, code, _ in parser.errors if code not in _TOLERATED]
        _require(not faults, f"the markup is broken at {faults[:5]}")
        self.check()

    @property
    def title(self) -> str:
        return _text(self.one("head/title"))

    @property
    def heading(self) -> str:
        return _text(self.one(".//h1"))

    @property
    def words(self) -> str:
        """All text that a reader sees, white space folded."""
        return _text(self.one("body"))

    @property
    def links(self) -> list[str]:
        return [link.get("href", "") for link in self.tree.iter("a") if link.get("href")]

    def one(self, path: str) -> Element:
        found = self.tree.find(path)
        if found is None:
            raise BadPage(f"there is no {path}")
        return found

    def all(self, path: str) -> list[Element]:
        return self.tree.findall(path)

    def with_class(self, name: str) -> list[Element]:
        return [element for element in self.tree.iter() if name in element.get("class", "").split()]

    def value(self, name: str) -> str:
        """Return the value of the first field of that name."""
        for element in self.tree.iter():
            if element.get("name") == name:
                return element.get("value", "") if element.tag == "input" else "".join(element.itertext())
        raise BadPage(f"there is no field called {name}")

    def check(self) -> None:
        """Apply every rule.

        Raises:
            BadPage: naming the first rule that the page breaks.
        """
        html = self.tree
        _require(bool(html.get("lang")), "the page does not say its language")
        _require(html.get("dir") in {"ltr", "rtl"}, "the page does not say its direction")
        _require(len(self.all(".//h1")) == 1, f"the page has {len(self.all('.//h1'))} main headings")
        _require(len(self.all(".//main")) == 1, "the page has no single main part")
        heading = self.heading
        _require(bool(heading), "the main heading is empty")
        title = self.title.removeprefix("Error: ")
        error = self.tree.find(".//*[@data-title-prefix]")
        if error is not None:
            title = title.removeprefix(error.get("data-title-prefix", ""))
        _require(title.startswith(heading), f"the title {self.title!r} does not begin with the heading {heading!r}")
        _require(any(link == "#main-content" for link in self.links), "there is no link past the navigation")
        self._check_ids()
        for element in self._fields():
            _require(self._has_label(element), f"{element.get('name') or element.get('id')} has no label")
        for link in html.iter("a"):
            _require(_text(link).lower() not in _SAYS_NOTHING, f"a link says only {_text(link)!r}")
        for image in html.iter("img"):
            _require(image.get("alt") is not None, "an image has no alternative text")
        for element in html.iter():
            _require(not any(name.startswith("on") for name in element.attrib), "a handler stands in the markup")
            _require(element.get("style") is None, "a style stands in the markup")

    def _check_ids(self) -> None:
        ids = Counter(element.get("id") for element in self.tree.iter() if element.get("id"))
        twice = [name for name, times in ids.items() if times > 1]
        _require(not twice, f"ids that stand twice: {twice}")
        for element in self.tree.iter():
            for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for", "form"):
                for name in element.get(attribute, "").split():
                    _require(name in ids, f"{attribute} names {name!r}, which is not there")
        for link in self.links:
            if link.startswith("#") and len(link) > 1:
                _require(link[1:] in ids, f"a link goes to {link}, which is not there")

    def _fields(self) -> Iterator[Element]:
        for element in self.tree.iter():
            if element.tag in _LABELLED and element.get("type") not in _NEEDS_NO_LABEL:
                yield element

    def _has_label(self, element: Element) -> bool:
        if element.get("aria-label") or element.get("aria-labelledby"):
            return True
        label = self.tree.find(f".//label[@for='{element.get('id')}']") if element.get("id") else None
        return label is not None and bool(_text(label))


def _text(element: Element) -> str:
    parts: list[str] = []

    def walk(node: Element) -> None:
        if node.tag in {"script", "style", "noscript"}:
            return
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")

    walk(element)
    return " ".join("".join(parts).split())


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise BadPage(message)
