"""The form on paper as an accessible PDF (PDF/UA), set by Typst."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock

import typst

from localoffer.languages import Language
from localoffer.referrals.paper.front import Sheet
from localoffer.referrals.paper.questions import Part


class Misprinted(Exception):
    """The form came out wrong, for example without its letters; the message is Typst's."""


@dataclass
class Press:
    """Prints forms: one at a time, because that is heavy work, and each once, because it is the same for everybody.

    ``template`` is the Typst file, ``typefaces`` the folder of what it is set in.
    """

    template: Path
    typefaces: Path
    _printed: dict[str, bytes] = field(default_factory=dict)
    _one_at_a_time: Lock = field(default_factory=Lock)

    def kept(self, language: Language) -> bytes | None:
        """Return the form in a language if it has been printed."""
        return self._printed.get(language.code)

    def print(self, language: Language, sheet: Sheet, parts: list[Part], *, brand: str) -> bytes:
        """Return the form in a language, printed now or before.

        Raises:
            typst.TypstError: when the template has a mistake, or the PDF would not be accessible.
            Misprinted: when a typeface is not there.
        """
        with self._one_at_a_time:
            if language.code not in self._printed:
                self._printed[language.code] = self._set(language, sheet, parts, brand)
            return self._printed[language.code]

    def _set(self, language: Language, sheet: Sheet, parts: list[Part], brand: str) -> bytes:
        told = {
            "language": language.code,
            "direction": language.direction,
            "brand": brand,
            "sheet": asdict(sheet),
            "parts": [asdict(part) for part in parts],
        }
        made, warnings = typst.compile_with_warnings(
            str(self.template),
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.typefaces)]
            ),
            sys_inputs={"form": json.dumps(told)},
            pdf_standards=["ua-1"],
        )
        if warnings:
            raise Misprinted("; ".join(warning.message for warning in warnings))
        return made
