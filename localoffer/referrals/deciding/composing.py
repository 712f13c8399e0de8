"""A message to one family made of its template: in the family's language, with the values of its referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from localoffer.council import Council
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.directions import apart_in
from localoffer.languages import ENGLISH, LANGUAGES, Language, get, gettext, speaking
from localoffer.outbox.written import english_below
from localoffer.referrals import sealing
from localoffer.referrals.deciding import placeholders
from localoffer.referrals.deciding.templates import Chosen, Wording
from localoffer.referrals.deciding.vocabulary import Standing
from localoffer.referrals.models import Referral


@dataclass(frozen=True)
class About:
    """What the values of a text are taken from: the council, the referral's reference and the day of the message.

    ``to_young_person`` is whether it is said as to a young person.
    """

    council: Council
    reference: str
    today: date
    to_young_person: bool = False


@dataclass(frozen=True)
class Composed:
    """A message as the family reads it; ``english`` is what it says in English, for the team, empty for English."""

    language: Language
    text: str
    english: str
    standing: Standing
    to_young_person: bool = False

    @property
    def whole(self) -> str:
        """What the family is sent: with the English below it where nobody who speaks the language has checked it."""
        if self.standing is not Standing.UNCHECKED:
            return self.text
        below = english_below(self.language, [self.english], to_young_person=self.to_young_person)
        return "\n\n".join((self.text, *below))


def family_language(referral: Referral, *, keys: KeyRing) -> str:
    """Return the language of the site in which a family is written to: its own, or else that of the form it read."""
    if referral.language in LANGUAGES:
        return referral.language
    try:
        return get(sealing.open_summary(referral, keys=keys).form_language).code
    except CannotOpen:
        return ENGLISH.code


def compose(chosen: Chosen, in_english: Wording, *, family: str, about: About) -> Composed:
    """Return a message made of what was chosen for a family.

    A text that nobody who speaks the language has checked says so, and one that is in English because its
    translation is behind says where the family gets an interpreter.

    Args:
        in_english: the English text.
        family: the code of the family's language.
    """
    wording = chosen.wording
    lines = [filled(wording, about)]
    if wording.standing is Standing.UNCHECKED:
        lines.append(unchecked(wording.language, about))
    elif wording.language != family:
        lines.append(in_english_alone(family, about))
    is_english = wording.language == ENGLISH.code
    return Composed(
        language=get(wording.language),
        text="\n\n".join(lines),
        english="" if is_english else filled(in_english, about),
        standing=wording.standing,
        to_young_person=about.to_young_person,
    )


def filled(wording: Wording, about: About) -> str:
    """Return a text with its values, as its language writes them."""
    with speaking(wording.language) as spoken:
        told = placeholders.values(about.council, spoken, reference=about.reference, today=about.today)
    return placeholders.fill(wording.text, told)


def unchecked(language: str, about: About) -> str:
    """Say in a language that nobody who speaks it has checked the text."""
    with speaking(language, to_young_person=about.to_young_person):
        return gettext(
            "Nobody who speaks this language has checked this text yet. If something is not clear, ring %(phone)s. "
            "We can find an interpreter.",
            phone=_phone(language, about),
        )


def in_english_alone(language: str, about: About) -> str:
    """Say in a language that the text is in English, and who helps to read it."""
    with speaking(language, to_young_person=about.to_young_person):
        return gettext(
            "This text is in English for now. Ring %(phone)s and we tell you in your language what it says.",
            phone=_phone(language, about),
        )


def _phone(language: str, about: About) -> str:
    return apart_in(get(language))(about.council.local_offer.phone)
