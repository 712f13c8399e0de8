"""The commissioners' report as finished words: names for codes, and no number that might single somebody out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.feedback import sealing
from localoffer.feedback.gaps import Gap, Sort
from localoffer.feedback.models import MissingSupport
from localoffer.feedback.suppressing import FEWEST
from localoffer.feedback.vocabulary import NOT_SAID, WHOLE_COUNTY, Results
from localoffer.languages import format_date, format_list, format_number, gettext, lazy_gettext
from localoffer.languages import get as language_of

ORDERS = {
    Sort.GAP: lazy_gettext("Biggest gap first"),
    Sort.ASKED: lazy_gettext("Most searches first"),
    Sort.NONE: lazy_gettext("Most that found nothing first"),
    Sort.FEW: lazy_gettext("Most that found 1 or 2 first"),
    Sort.TOLD: lazy_gettext("Most families who told us first"),
    Sort.SERVICES: lazy_gettext("Fewest services first"),
    Sort.DISTRICT: lazy_gettext("By district"),
    Sort.NEED: lazy_gettext("By need"),
}


@dataclass(frozen=True)
class Names:
    """The English names of the county's codes. A code that went from the vocabulary stands for itself."""

    districts: Mapping[str, str]
    needs: Mapping[str, str]
    kinds: Mapping[str, str]

    def district(self, code: str) -> str:
        """Return the name of a district, or what stands in its place."""
        if code == WHOLE_COUNTY:
            return gettext("Anywhere in the county")
        return self.districts.get(code, code) if code != NOT_SAID else gettext("No one district")

    def need(self, code: str) -> str:
        """Return the name of a need, or what stands in its place."""
        return self.needs.get(code, code) if code != NOT_SAID else gettext("No one need")


@dataclass(frozen=True)
class GapRow:
    """One line of the report."""

    district: str
    need: str
    asked: str
    none: str
    few: str
    told: str
    services: str
    district_code: str
    need_code: str
    can_be_read: bool


@dataclass(frozen=True)
class LanguageRow:
    """How many searches were made from pages in one language."""

    language: str
    searches: str
    none: str


@dataclass(frozen=True)
class ToldRow:
    """What one family told; ``words`` is None where they cannot be read any more.

    ``lang`` is the language of the page they were written on, empty where they are in other letters than its.
    """

    key: str
    when: str
    district: str
    needs: str
    kinds: str
    age: str
    language: str
    lang: str
    words: str | None


def number(count: int) -> str:
    """Return a number of people or of searches as it may be shown."""
    if 0 < count < FEWEST:
        return gettext("fewer than %(number)s", number=FEWEST)
    return format_number(count)


def gap_row(gap: Gap, names: Names) -> GapRow:
    """Return one line of the report."""
    return GapRow(
        district=names.district(gap.district),
        need=names.need(gap.need),
        asked=number(gap.asked),
        none=number(gap.none),
        few=number(gap.few),
        told=number(gap.told),
        services=format_number(gap.services),
        district_code=gap.district,
        need_code=gap.need,
        can_be_read=bool(gap.told and gap.district and gap.need),
    )


def language_rows(searches: Mapping[str, Mapping[Results, int]]) -> list[LanguageRow]:
    """Return a line for each language, the one most searched in first."""
    often = sorted(searches.items(), key=lambda told: (-sum(told[1].values()), told[0]))
    return [
        LanguageRow(_language(code), number(sum(found.values())), number(found.get(Results.NONE, 0)))
        for code, found in often
    ]


def word_rows(words: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    """Return words and how often each was searched for."""
    return [(word, format_number(times)) for word, times in words]


def told_row(row: MissingSupport, names: Names, *, keys: KeyRing) -> ToldRow:
    """Return what one family told."""
    words = _words(row, keys)
    return ToldRow(
        key=str(row.uuid),
        when=format_date(row.told_on),
        district=names.district(row.district) if row.district else gettext("Not said"),
        needs=_listed([names.need(code) for code in row.needs]),
        kinds=_listed([names.kinds.get(code, code) for code in row.kinds]),
        age=str(row.age_band.title) if row.age_band else gettext("Not said"),
        language=_language(row.language),
        lang=row.language if _direction(words or "") == language_of(row.language).direction else "",
        words=words,
    )


def _words(row: MissingSupport, keys: KeyRing) -> str | None:
    try:
        return sealing.open_words(row, keys=keys)
    except CannotOpen:
        return None


def _direction(text: str) -> str:
    """Return the direction of the first letter of a text."""
    strong = (bidirectional(letter) for letter in text if bidirectional(letter) in {"L", "R", "AL"})
    return "ltr" if next(strong, "L") == "L" else "rtl"


def _listed(names: Sequence[str]) -> str:
    return format_list(names) if names else gettext("Not said")


def _language(code: str) -> str:
    return str(language_of(code).locale.get_language_name("en"))
