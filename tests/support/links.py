"""Every way on that a page offers: its links, and the searches that its forms can ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

Pairs = list[tuple[str, str]]


@dataclass
class _Form:
    """A form that only looks: where it leads, what it sends as it stands, and what may be chosen in it."""

    action: str
    sent: Pairs = field(default_factory=list)
    offered: Pairs = field(default_factory=list)

    def addresses(self) -> list[str]:
        """Return the address of each choice, made beside what the form sends already."""
        made = []
        for name, value in self.offered:
            others = [(held, told) for held, told in self.sent if told and (held != name or value == told)]
            made.append(f"{self.action}?{urlencode(list(dict.fromkeys([*others, (name, value)])))}")
        return made


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[str] = []
        self._form: _Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" or (tag == "link" and told.get("rel") == "alternate"):
            self.found.append(urljoin(self.address, told.get("href", "")))
        elif tag == "form" and told.get("method", "get").lower() == "get":
            self._form = _Form(urljoin(self.address, told.get("action", "")))
        elif self._form is not None:
            self._choice(tag, told, self._form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            self.found += self._form.addresses()
            self._form = None

    def _choice(self, tag: str, told: dict[str, str], form: _Form) -> None:
        if tag == "select":
            self._select = told.get("name", "")
        elif tag == "option" and told.get("value"):
            (form.sent if "selected" in told else form.offered).append((self._select, told["value"]))
        elif tag == "input" and told.get("name") and "disabled" not in told:
            pair = (told["name"], told.get("value", ""))
            is_choice = told.get("type") in ("checkbox", "radio")
            (form.offered if is_choice and "checked" not in told else form.sent).append(pair)


def ways_on(text: str, address: str) -> list[str]:
    """Return the addresses that a page leads to, in order, each once and without a place on its page."""
    reader = _Reader(address)
    reader.feed(text)
    return list(dict.fromkeys(found.partition("#")[0] for found in reader.found))


def pattern(address: str) -> str:
    """Return what an address is like: one search by a filter is itself, any others with the same names are one.

    Whatever a page is told about where the reader came from, it is one page.
    """
    parts = urlsplit(address)
    asked = parse_qsl(parts.query)
    if not parts.path.endswith("/services"):
        return parts.path
    names = sorted({name for name, _ in asked})
    return address if len(asked) <= 1 else f"{parts.path}?{'&'.join(names)}"
