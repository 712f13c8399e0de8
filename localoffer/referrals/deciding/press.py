"""Setting a decision letter as an accessible PDF (PDF/UA)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import typst

from localoffer.referrals.deciding import letter_page
from localoffer.referrals.deciding.letter_page import Addressed, Letter
from localoffer.referrals.deciding.letters import Made
from localoffer.typesetting import typeset


class CannotPrint(Exception):
    """Somebody's words have letters that our typefaces lack."""


@dataclass(frozen=True)
class LetterPress:
    """Sets letters. ``template`` is the Typst file, ``typefaces`` the folder of what they are set in."""

    template: Path
    typefaces: Path

    def print(self, letter: Letter) -> Made:
        """Return a letter; without the names where those have letters that our typefaces lack.

        Raises:
            CannotPrint: when other words have such letters.
            typesetting.Misprinted: when a typeface is not there.
        """
        try:
            return self._set(letter)
        except typst.TypstError:
            nameless = replace(letter, addressed=Addressed())
        try:
            return self._set(nameless)
        except typst.TypstError as error:
            raise CannotPrint from error

    def _set(self, letter: Letter) -> Made:
        pdf = typeset(self.template, self.typefaces, letter=letter_page.told(letter))
        return Made(letter.chosen.wording.language, pdf)
