"""The form on paper as an accessible PDF (PDF/UA), set by Typst."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock

from localoffer.languages import Language
from localoffer.referrals.paper.front import Sheet
from localoffer.referrals.paper.questions import Part, Question
from localoffer.typesetting import typeset


@dataclass(frozen=True)
class Beside:
    """What stands once more in English: the front page, where it is to, and questions; ``lead`` says why."""

    lead: str
    sheet: Sheet | None
    questions: list[Question]


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

    def print(
        self, language: Language, sheet: Sheet, parts: list[Part], *, brand: str, beside: Beside | None = None
    ) -> bytes:
        """Return the form in a language, printed now or before.

        Raises:
            typst.TypstError: when the template has a mistake, or the PDF would not be accessible.
            typesetting.Misprinted: when a typeface is not there.
        """
        with self._one_at_a_time:
            if language.code not in self._printed:
                self._printed[language.code] = self._set(language, sheet, parts, brand, beside)
            return self._printed[language.code]

    def _set(self, language: Language, sheet: Sheet, parts: list[Part], brand: str, beside: Beside | None) -> bytes:
        told = {
            "language": language.code,
            "direction": language.direction,
            "brand": brand,
            "sheet": asdict(sheet),
            "parts": [asdict(part) for part in parts],
            "beside": asdict(beside) if beside else None,
        }
        return typeset(self.template, self.typefaces, form=told)
