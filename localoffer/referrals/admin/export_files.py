"""One referral as a file: comma-separated values, or an accessible PDF (PDF/UA)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from localoffer import alphabets
from localoffer.languages import KNOWN, gettext
from localoffer.referrals.admin.export_document import Document
from localoffer.referrals.presenters import Row
from localoffer.typesetting import typeset
from localoffer.web import spreadsheets

_NOT_PRINTED = "?"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def as_csv(document: Document) -> bytes:
    """Return a line for each thing that the document holds: in which part, what was asked, what was answered."""
    headings = (gettext("Part"), gettext("Question"), gettext("Answer"))
    rows = [(part.title, row.key, "\n".join(_lines(row))) for part in document.parts for row in part.rows]
    return spreadsheets.as_csv(headings, rows)


@dataclass(frozen=True)
class ReferralPress:
    """Sets one referral. ``template`` is the Typst file, ``typefaces`` the folder of what it is set in."""

    template: Path
    typefaces: Path

    def print(self, document: Document, *, brand: str) -> bytes:
        """Return the document as PDF. Letters that no typeface of ours has stand as question marks, and it says so.

        Raises:
            typesetting.Misprinted: when a typeface is not there.
        """
        parts = [{"title": part.title, "rows": [self._row(row) for row in part.rows]} for part in document.parts]
        is_whole = all(self._can_print(line) for part in document.parts for row in part.rows for line in _lines(row))
        gaps = gettext("Some letters cannot be printed and stand as question marks. The CSV file has all of them.")
        told = {
            "brand": brand,
            "title": document.title,
            "lead": [self._printed(one) for one in document.lead] + ([] if is_whole else [gaps]),
            "question": gettext("Question"),
            "answer": gettext("Answer"),
            "parts": parts,
            "page": gettext("Page %(number)s of %(total)s", number="{number}", total="{total}"),
        }
        return typeset(self.template, self.typefaces, told=told)

    @cached_property
    def _letters(self) -> frozenset[int]:
        """The code points of every letter that one of the typefaces has."""
        faces = [TTFont(path, lazy=True) for path in sorted(self.typefaces.glob("*.ttf"))]
        return frozenset(code for face in faces for code in face.getBestCmap())

    def _row(self, row: Row) -> dict[str, Any]:
        said = [{"text": self._printed(line), "language": _letters_of(line)} for line in _lines(row)]
        return {"key": self._printed(row.key), "lines": said}

    def _can_print(self, text: str) -> bool:
        return _NOT_PRINTED not in self._printed(text.replace(_NOT_PRINTED, ""))

    def _printed(self, text: str) -> str:
        return "".join(self._letter(one) for one in text)

    def _letter(self, one: str) -> str:
        if ord(one) in self._letters:
            return one
        if one.isspace():
            return " "
        # marks and joiners that a typeface lacks leave no gap that a reader would miss
        return "" if unicodedata.category(one) in ("Cc", "Cf", "Mn") else _NOT_PRINTED


def _lines(row: Row) -> Iterator[str]:
    for value in [row.value] if isinstance(row.value, str) else row.value:
        yield from value.splitlines()


def _letters_of(text: str) -> str:
    """Return the language whose letters a text is set in, by its first letter that has a direction."""
    strong = (unicodedata.bidirectional(one) for one in text)
    first = next((one for one in strong if one in {"L", *_RIGHT_TO_LEFT}), "L")
    if first not in _RIGHT_TO_LEFT:
        return "en"
    return _fitting({one for one in text if one.isalpha()})


def _fitting(letters: set[str]) -> str:
    """Return the language from right to left whose alphabet lacks the fewest of these letters."""
    lacks = {one.code: len(letters - alphabets.of(one).letters) for one in KNOWN if one.direction == "rtl"}
    return min(sorted(lacks), key=lambda code: lacks[code])
