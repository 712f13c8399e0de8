"""Reading XLIFF 2 as it comes back from a translator's tool, and nothing else: no document type, no entity, no depth.

Tools may cut a unit into segments, write what must stay as other elements of the standard, and add their own things
around it: the text of a unit is that of its segments and of what stands between them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from localoffer.translating.files.units import LARGEST, Exchange, Fault, Unit, Unreadable
from localoffer.translating.files.xliff import MACHINE, NAMESPACE

_MOST_ELEMENTS = 400_000
_DEEPEST = 30
# a few bytes may stand for a text of any length that stands elsewhere in the file
_MOST_CHARACTERS = 2 * LARGEST


def read(content: bytes) -> Exchange:
    """Return what an XLIFF file says.

    Raises:
        Unreadable: when it is none, when it is too large, or when it holds what only an attack would.
    """
    if len(content) > LARGEST:
        raise Unreadable(Fault.TOO_LARGE)
    reader = _Reader()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(reader)
    try:
        parser.parse(io.BytesIO(content))
    except DefusedXmlException as fault:
        raise Unreadable(Fault.HOSTILE) from fault
    except (SAXParseException, ValueError, LookupError, OverflowError) as fault:
        raise Unreadable(Fault.BROKEN) from fault
    if not reader.is_xliff:
        raise Unreadable(Fault.NOT_OURS)
    return Exchange(reader.language, tuple(reader.units))


class _Kept(str):
    """The id of something that is not translated; its text stands among the data of the unit."""

    __slots__ = ()


_Words: TypeAlias = list[str]


@dataclass
class _Part:
    """A segment of a unit, or (not ``is_translated``) what stands between two of them."""

    is_translated: bool
    english: _Words = field(default_factory=list)
    translation: _Words | None = None

    def own(self) -> _Words:
        """What it says in the language of the file: what only parts two segments is the same where nothing is said."""
        if self.translation is not None:
            return self.translation
        return [] if self.is_translated else self.english


@dataclass
class _Open:
    """The unit that is being read. What is kept is looked up when it ends, wherever its data stand."""

    mark: str
    parts: list[_Part] = field(default_factory=list)
    is_machine_made: bool = False
    data: dict[str, _Words] = field(default_factory=dict)

    def size(self) -> int:
        """Return how many characters its texts have, without putting them together."""
        kept = {name: sum(map(len, words)) for name, words in self.data.items()}
        texts = (words for part in self.parts for words in (part.english, part.own()))
        return sum(kept.get(one, 0) if isinstance(one, _Kept) else len(one) for words in texts for one in words)

    def whole(self) -> Unit:
        """Return the unit."""
        has_translation = any(part.is_translated and part.translation is not None for part in self.parts)
        return Unit(
            self.mark,
            "".join(self._said(part.english) for part in self.parts),
            "".join(self._said(part.own()) for part in self.parts) if has_translation else "",
            is_machine_made=self.is_machine_made and has_translation,
        )

    def _said(self, words: _Words) -> str:
        return "".join("".join(self.data.get(one, ())) if isinstance(one, _Kept) else one for one in words)


class _Reader(ContentHandler):
    """Keeps the texts of units, and counts what it meets."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.is_xliff = False
        self.units: list[Unit] = []
        self._elements = self._depth = self._characters = 0
        self._unit = _Open("")
        # what is read now, if it belongs to a text
        self._into: _Words | None = None

    def startElementNS(  # noqa: N802 - the library's name
        self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        self._elements, self._depth = self._elements + 1, self._depth + 1
        if self._elements > _MOST_ELEMENTS or self._depth > _DEEPEST:
            raise Unreadable(Fault.TOO_LARGE)
        if name[0] == NAMESPACE:
            self._begin(name[1], {local: value for (space, local), value in attrs.items() if not space})

    def _begin(self, name: str, told: dict[str, str]) -> None:
        match name:
            case "xliff":
                self.is_xliff, self.language = told.get("version", "").startswith("2."), told.get("trgLang", "")
            case "unit":
                self._unit = _Open(told.get("name", ""))
            case "data":
                self._into = self._unit.data.setdefault(told.get("id", ""), [])
            case "segment" | "ignorable":
                self._unit.parts.append(_Part(is_translated=name == "segment"))
                self._unit.is_machine_made |= told.get("subState") == MACHINE
            case "source" | "target" if self._unit.parts:
                self._into = self._begun(self._unit.parts[-1], name)
            case "cp" if self._into is not None:
                self._into.append(_character(told.get("hex", "")))
            case "ph" if self._into is not None:
                self._into.append(_Kept(told.get("dataRef", "")))

    def _begun(self, part: _Part, name: str) -> _Words:
        if name == "source":
            return part.english
        part.translation = []
        return part.translation

    def characters(self, content: str) -> None:
        if self._into is not None:
            self._into.append(content)

    def endElementNS(self, name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802 - as above
        self._depth -= 1
        if name[0] != NAMESPACE:
            return
        if name[1] in ("source", "target", "data"):
            self._into = None
        elif name[1] == "unit":
            self._characters += self._unit.size()
            if self._characters > _MOST_CHARACTERS:
                raise Unreadable(Fault.TOO_LARGE)
            self.units.append(self._unit.whole())


def _character(code: str) -> str:
    number = int(code, 16)
    if number == 0 or 0xD800 <= number <= 0xDFFF:
        raise ValueError("no text has such a character")
    return chr(number)
