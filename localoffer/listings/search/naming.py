"""The text of a listing as the index takes it: its own words, and in each language the names of what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from localoffer.languages import LANGUAGES
from localoffer.listings.search.words import PART

Names = Mapping[str, Mapping[str, str]]
"""For each code its name in each language."""


@dataclass(frozen=True)
class Told:
    """What is told of one listing beside its own texts.

    ``passing`` is what has no language: the organisation and the towns. ``stated`` holds for each language what the
    listing states without words.
    """

    needs: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    passing: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)


class Naming:
    """Adds to a listing's own words the names of what it is for, in each language."""

    def __init__(self, *, districts: Names, needs: Names, kinds: Names) -> None:
        self._districts = districts
        self._needs = needs
        self._kinds = kinds

    def texts(self, told: Told, rows: Mapping[str, Any]) -> dict[str, str]:
        """Return the four parts of the text for each language that the site speaks; empty where there are no words."""
        made = {}
        for language in LANGUAGES:
            row = rows.get(language)
            purpose = [*_names(self._kinds, told.kinds, language), *_names(self._needs, told.needs, language)]
            rest = [*_names(self._districts, told.districts, language), told.stated.get(language, "")]
            if row is not None:
                rest += [row.description, row.who_for, row.how_to_start, row.opening_times, row.cost, row.complex_needs]
            name, summary = (row.name, row.summary) if row is not None else ("", "")
            asked_as = row.asked_as.replace("\n", ". ") if row is not None else ""
            passing = told.passing if language == "en" else ""
            parts = (name, ". ".join((summary, passing, *purpose)), ". ".join(rest), asked_as)
            made[language] = PART.join(part.replace(PART, " ") for part in parts)
        return made


def _names(known: Names, codes: Iterable[str], language: str) -> list[str]:
    return [known[code].get(language, "") for code in codes if code in known]
