"""Reading the microdata of a page as a search engine does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_ADDRESSED = {"a": "href", "link": "href", "img": "src"}


@dataclass
class Item:
    """One thing: what it is, and the values of each of its properties, in order."""

    kind: str
    values: dict[str, list[str | Item]] = field(default_factory=dict)

    def text(self, name: str) -> list[str]:
        """Return the values of a property that are texts."""
        return [value for value in self.values.get(name, []) if isinstance(value, str)]

    def items(self, name: str) -> list[Item]:
        """Return the values of a property that are things themselves."""
        return [value for value in self.values.get(name, []) if isinstance(value, Item)]

    def every_item(self) -> Iterator[Item]:
        """Yield the thing and everything in it."""
        yield self
        for values in self.values.values():
            for value in values:
                if isinstance(value, Item):
                    yield from value.every_item()


def read_items(tree: Element) -> list[Item]:
    """Return the things of a page that are in no other thing."""
    found: list[Item] = []
    _walk(tree, None, found)
    return found


def _walk(element: Element, owner: Item | None, found: list[Item]) -> None:
    item = Item(element.get("itemtype", "")) if element.get("itemscope") is not None else None
    names = element.get("itemprop", "").split()
    if owner is not None:
        for name in names:
            owner.values.setdefault(name, []).append(item or _value(element))
    elif item is not None:
        found.append(item)
    for child in element:
        _walk(child, item or owner, found)


def _value(element: Element) -> str:
    if element.tag == "meta":
        return element.get("content", "")
    if element.tag in _ADDRESSED:
        return element.get(_ADDRESSED[element.tag], "")
    return " ".join("".join(element.itertext()).split())
