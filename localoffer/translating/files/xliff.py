"""Writing XLIFF 2.0, the format of translators' tools (OASIS, ISO 21720).

What must stay as it is stands in ``<ph>`` with its text in ``<originalData>``, so that no tool offers it for
translation; a character that XML cannot hold stands in ``<cp>``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from localoffer.translating import places
from localoffer.translating.files.units import Exchange, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
MIME = "application/xliff+xml"
MACHINE = "lo:machine"
"""The ``subState`` of what a machine translated."""
# a carriage return would come back as a line feed
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AS_REFERENCES = {"\r": "&#13;"}


def write(told: Exchange) -> bytes:
    """Return units as an XLIFF file, one ``<file>`` for each text."""
    files = groupby(enumerate(told.units, 1), key=lambda numbered: numbered[1].mark.rsplit(":", 2)[0])
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{NAMESPACE}" version="2.0" srcLang="en-GB" trgLang={quoteattr(told.language)}>',
        *(line for number, (of, units) in enumerate(files, 1) for line in _file(number, of, (one for _, one in units))),
        "</xliff>",
        "",
    ]
    return "\n".join(lines).encode()


def _file(number: int, original: str, units: Iterable[Unit]) -> Iterator[str]:
    yield f'  <file id="f{number}" original={quoteattr(original)}>'
    for place, unit in enumerate(units, 1):
        yield from _unit(place, unit)
    yield "  </file>"


def _unit(place: int, unit: Unit) -> Iterator[str]:
    data = _Data()
    source = _content(unit.english, data)
    target = _content(unit.translation, data) if unit.translation else ""
    yield f'    <unit id="u{place}" name={quoteattr(unit.mark)}>'
    yield f"      <notes><note>{_note(unit.title)}</note>"
    if unit.note:
        yield f"      <note>{_note(unit.note)}</note>"
    yield "      </notes>"
    if data.ids:
        yield "      <originalData>"
        yield from (
            f'        <data id="{number}" xml:space="preserve">{_text(kept)}</data>' for kept, number in data.written()
        )
        yield "      </originalData>"
    machine = f' subState="{MACHINE}"' if unit.is_machine_made else ""
    state = "translated" if unit.translation else "initial"
    yield f'      <segment state="{state}"{machine} canResegment="no">'
    yield f'        <source xml:space="preserve">{source}</source>'
    if unit.translation:
        yield f'        <target xml:space="preserve">{target}</target>'
    yield "      </segment>"
    yield "    </unit>"


class _Data:
    """What stays as it is in one unit; the same in source and target has the same id."""

    def __init__(self) -> None:
        self.ids: dict[tuple[str, int], int] = {}

    def id_of(self, kept: str, time: int) -> int:
        return self.ids.setdefault((kept, time), len(self.ids) + 1)

    def written(self) -> list[tuple[str, str]]:
        return [(kept, f"d{number}") for (kept, _), number in self.ids.items()]


def _content(text: str, data: _Data) -> str:
    written, times = [], Counter[str]()
    for piece in places.pieces(text):
        if piece.is_kept:
            times[piece.text] += 1
            number = data.id_of(piece.text, times[piece.text])
            written.append(f'<ph id="{number}" dataRef="d{number}"/>')
        else:
            written.append(_text(piece.text))
    return "".join(written)


def _note(text: str) -> str:
    # a note holds no elements, and nobody misses a control character in it
    return _NOT_IN_XML.sub("", escape(text, _AS_REFERENCES))


def _text(text: str) -> str:
    return _NOT_IN_XML.sub(lambda found: f'<cp hex="{ord(found[0]):04X}"/>', escape(text, _AS_REFERENCES))
