"""How families took part, as finished words in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from localoffer.feedback.taking_part.entries import Words, first_day, of_json
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.languages import ENGLISH, Language, format_date, format_month
from localoffer.listings.presenters import Said
from localoffer.web.translated import trust
from localoffer.web.trusting import trust_notes

_YEAR, _MONTH = 4, 7


@dataclass(frozen=True)
class Shown:
    """One entry; ``lang`` where its words are not in the reader's language, ``theme`` where a link leads to one.

    ``trust_notes`` is what a reader of a translation should know of it.
    """

    number: int
    when: str
    kind: str
    words: Words
    lang: str
    theme: str
    theme_title: Said | None
    is_demonstration: bool
    trust_notes: tuple[str, ...]


def shown(entry: TakingPart, language: Language, *, themes: Mapping[str, Said]) -> Shown:
    """Return one entry.

    Args:
        themes: the titles of the themes that the public sees, by slug.
    """
    told = of_json(entry.content)
    spoken = language if language.code in told else ENGLISH
    return Shown(
        number=entry.id,
        when=when(entry.happened),
        kind=str(entry.kind.title),
        words=told[spoken.code],
        lang="" if spoken is language else spoken.code,
        theme=entry.theme if entry.theme in themes else "",
        theme_title=themes.get(entry.theme),
        is_demonstration=entry.is_demonstration,
        trust_notes=_trust_notes(entry, told, spoken) if spoken is not ENGLISH else (),
    )


def _trust_notes(entry: TakingPart, told: Mapping[str, Words], spoken: Language) -> tuple[str, ...]:
    own, english = (asdict(told[code]) for code in (spoken.code, ENGLISH.code))
    is_behind = bool(entry.made_from.get(spoken.code))
    return tuple(trust_notes(trust("taking-part", str(entry.id), spoken.code, own, english, is_behind=is_behind)))


def when(happened: str) -> str:
    """Return as much of a day as is known, in words."""
    if len(happened) == _YEAR:
        return happened
    day = first_day(happened)
    return format_month(day) if len(happened) == _MONTH else format_date(day)
