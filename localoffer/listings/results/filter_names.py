"""What the values of the filters are called in a language: districts, needs and kinds by the county, the rest by us."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from localoffer.alphabets import in_order
from localoffer.languages import Language, gettext
from localoffer.listings.search.documents import Choice, Vocabulary
from localoffer.listings.spoken import spoken_name
from localoffer.vocabulary import Access, Cost, Day, Fact, PartOfDay, WayIn

Names = Mapping[str, Mapping[str, str]]
"""The names of values, by group and code, each group in the order in which it is shown."""

_TITLED: dict[str, type[StrEnum]] = {
    "way": WayIn,
    "cost": Cost,
    "fact": Fact,
    "access": Access,
    "day": Day,
    "time": PartOfDay,
}


def names_of(vocabulary: Vocabulary, known: Mapping[str, Collection[str]], language: Language) -> Names:
    """Return the names of all values of all groups in the current language, which is ``language``.

    Args:
        vocabulary: the county's districts, needs and kinds of support.
        known: the codes that there are in each group.
    """
    titled = {
        group: {str(value): str(value.title) for value in values if str(value) in known[group]}
        for group, values in _TITLED.items()
    }
    return {
        "district": _from_a_to_z(_chosen_by_the_county(vocabulary.districts, language)),
        "need": _chosen_by_the_county(vocabulary.needs, language),
        "kind": _chosen_by_the_county(vocabulary.kinds, language),
        "age": {year: gettext("age %(age)s", age=year) for year in known["age"]},
        "open": {
            "no_diagnosis": gettext("No diagnosis needed"),
            "no_assessment": gettext("No social care assessment needed"),
            "no_plan": gettext("No education, health and care (EHC) plan needed"),
            "refer_yourself": gettext("You can refer yourself"),
        },
        "spaces": {"now": gettext("Has spaces now")},
        "language": _from_a_to_z({code: _language_name(code, language) for code in known["language"]}),
        **titled,
    }


def _chosen_by_the_county(choices: Iterable[Choice], language: Language) -> dict[str, str]:
    return {choice.code: choice.name(language.code) for choice in choices}


def _from_a_to_z(names: Mapping[str, str]) -> dict[str, str]:
    return dict(in_order(names.items(), lambda named: named[1]))


def names_of_doors() -> dict[str, str]:
    """Return what families do not need, as it stands below "You do not need"."""
    return {
        "no_diagnosis": gettext("a diagnosis"),
        "no_assessment": gettext("a social care assessment"),
        "no_plan": gettext("an education, health and care (EHC) plan"),
        "refer_yourself": gettext("somebody to refer you"),
    }


def _language_name(code: str, language: Language) -> str:
    name = spoken_name(code, language)
    return name[:1].upper() + name[1:]
