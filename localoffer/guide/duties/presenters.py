"""The duties as families read them: plain words, where to find what they ask for, and when somebody last looked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from localoffer.guide.duties.coverage import Met, Services
from localoffer.guide.duties.vocabulary import Strand
from localoffer.languages import format_date, format_number, gettext, ngettext


@dataclass(frozen=True)
class LinkShown:
    """A link; ``lang`` where its words are not in the reader's language."""

    text: str
    address: str
    lang: str = ""


@dataclass(frozen=True)
class DutyShown:
    """One duty; ``lang`` where its words are not in the reader's language. ``services`` is None where none belong."""

    code: str
    title: str
    explanation: str
    lang: str
    law: str
    law_url: str
    places: tuple[LinkShown, ...]
    services: LinkShown | None
    checked: str


@dataclass(frozen=True)
class StrandShown:
    """Duties about the same thing."""

    code: str
    title: str
    duties: tuple[DutyShown, ...]


def strands(every: Iterable[Met], language: str, address_of: Callable[[str], str], search: str) -> list[StrandShown]:
    """Return the duties as a reader of a language is shown them, those about the same thing together.

    Args:
        every: how each is met, in order.
        language: of the reader.
        address_of: gives the address of a place by its code.
        search: the address of the search.
    """
    return [
        StrandShown(
            strand.value.lower(), str(strand.title), tuple(_shown(met, language, address_of, search) for met in of_it)
        )
        for strand, of_it in groupby(every, key=_strand)
    ]


def _strand(met: Met) -> Strand:
    return met.duty.strand


def _shown(met: Met, language: str, address_of: Callable[[str], str], search: str) -> DutyShown:
    duty = met.duty
    places = (LinkShown(place.title, address_of(place.code), _other(place.language, language)) for place in met.places)
    return DutyShown(
        code=duty.code.lower(),
        title=duty.title(language),
        explanation=duty.explanation(language),
        lang=_other(duty.spoken(language), language),
        law=duty.law,
        law_url=duty.law_url,
        places=tuple(places),
        services=_services(met.services, search) if met.services and met.services.total else None,
        checked=_checked(met),
    )


def _services(services: Services, search: str) -> LinkShown:
    number = format_number(services.total)
    said = ngettext("%(number)s service", "%(number)s services", services.total, number=number)
    return LinkShown(said, f"{search}?{services.query}")


def _checked(met: Met) -> str:
    if met.duty.checked_on is None:
        return gettext("Nobody at the council has checked this yet.")
    return format_date(met.duty.checked_on)


def _other(spoken: str, language: str) -> str:
    return spoken if spoken != language else ""
