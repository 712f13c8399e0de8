"""What a decision letter says, as finished words: in the family's language, with English behind it until checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from localoffer.directions import apart_in
from localoffer.languages import ENGLISH, Language, format_date, get, gettext, speaking
from localoffer.listings import presenters as listing_presenters
from localoffer.listings.models import Listing
from localoffer.referrals.deciding import composing
from localoffer.referrals.deciding.composing import About
from localoffer.referrals.deciding.templates import Chosen, Wording
from localoffer.referrals.deciding.vocabulary import Standing
from localoffer.referrals.vocabulary import Refusal


@dataclass(frozen=True)
class Addressed:
    """To whom a letter goes, and about whom it is; ``address`` is empty where post is not safe, all where unknown."""

    person: str = ""
    address: str = ""
    child: str = ""


@dataclass(frozen=True)
class Decided:
    """What of a decision a letter tells beside its template; ``words`` are the team's own, in ``words_language``."""

    reason: Refusal | None = None
    services: Sequence[Listing] = ()
    words: str = ""
    words_language: str = ENGLISH.code


@dataclass(frozen=True)
class Service:
    """A service that may help instead: its name and who offers it, how to ring it, and where it is described."""

    name: str
    by: str
    phone: str
    address: str


@dataclass(frozen=True)
class Part:
    """A letter in one language."""

    language: str
    direction: str
    title: str
    about: list[str]
    day: str
    notice: str
    paragraphs: list[str]
    why_title: str
    why: str
    instead_title: str
    services: list[Service]
    ring_title: str
    ring: list[str]


@dataclass(frozen=True)
class Letter:
    """The texts that a letter is made of, for whom, and where its links begin (``base_url``)."""

    chosen: Chosen
    in_english: Wording
    family: str
    about: About
    addressed: Addressed
    decided: Decided
    base_url: str
    is_demonstration: bool = False


def told(letter: Letter) -> dict[str, Any]:
    """Return everything that a letter says, for the Typst file to set."""
    parts = [_part(letter, letter.chosen.wording)]
    if letter.chosen.english is not None:
        parts.append(_part(letter, letter.chosen.english))
    words = get(letter.decided.words_language)
    return {
        "brand": letter.about.council.brand,
        "council": letter.about.council.name,
        "post": letter.about.council.local_offer.post.splitlines(),
        "person": letter.addressed.person,
        "address": letter.addressed.address.splitlines(),
        "words": {"text": _paragraphs(letter.decided.words), "language": words.code, "direction": words.direction},
        "demonstration": gettext("This is a demonstration.") if letter.is_demonstration else "",
        "parts": [asdict(part) for part in parts],
    }


def _part(letter: Letter, wording: Wording) -> Part:
    with speaking(wording.language, to_young_person=letter.about.to_young_person) as spoken:
        return Part(
            language=spoken.code,
            direction=spoken.direction,
            title=gettext("What we decided about your form"),
            about=list(_about(letter, spoken)),
            day=format_date(letter.about.today),
            notice=_notice(letter, wording),
            paragraphs=_paragraphs(composing.filled(wording, letter.about)),
            why_title=gettext("Why"),
            why=str(letter.decided.reason.title) if letter.decided.reason else "",
            instead_title=gettext("What may help instead"),
            services=[_service(one, spoken, letter.base_url) for one in letter.decided.services],
            ring_title=gettext("If you want to talk about this letter"),
            ring=_ring(letter, spoken),
        )


def _about(letter: Letter, spoken: Language) -> Iterator[str]:
    reference = _apart(letter.about.reference, spoken)
    yield gettext("Your reference: %(reference)s", reference=reference)
    if letter.addressed.child:
        yield gettext("About: %(name)s", name=letter.addressed.child)


def _notice(letter: Letter, wording: Wording) -> str:
    if wording.standing is Standing.UNCHECKED:
        return gettext(
            "Nobody who speaks this language has checked this letter yet. The same letter in English is behind it."
        )
    if letter.chosen.wording.language != letter.family:
        return composing.in_english_alone(letter.family, letter.about)
    return ""


def _service(listing: Listing, spoken: Language, base_url: str) -> Service:
    return Service(
        name=listing_presenters.name(listing, spoken).text,
        by=listing.organisation.name if listing.organisation else "",
        phone=listing.phone,
        address=f"{base_url}{spoken.prefix}/services/{listing.slug}",
    )


def _ring(letter: Letter, spoken: Language) -> list[str]:
    contact = letter.about.council.local_offer
    hours = contact.hours_in(spoken.code)[0]
    return [
        gettext("Ring %(phone)s. %(hours)s", phone=_apart(contact.phone, spoken), hours=hours).strip(),
        gettext("We can read this letter to you, and we can find an interpreter."),
        gettext(
            "You can also read this letter on the internet, with your reference and your status code: %(address)s",
            address=_apart(f"{letter.base_url}{spoken.prefix}/refer/status", spoken),
        ),
    ]


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]


def _apart(text: str, spoken: Language) -> str:
    return apart_in(spoken)(text)
