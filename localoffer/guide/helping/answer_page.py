"""The answer, as finished words: four rungs in their order, each with a next step, a page and a few listings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from localoffer.guide.helping.finding import Fitting
from localoffer.guide.helping.rules import Rule
from localoffer.guide.helping.vocabulary import Rung, Step
from localoffer.languages import ENGLISH, gettext
from localoffer.listings.presenters import Card, Said
from localoffer.web.translated import Trust, trust


class Link(NamedTuple):
    """Words that lead somewhere; ``lang`` where they are not in the reader's language."""

    text: str
    address: str
    lang: str = ""


class ServiceShown(NamedTuple):
    """One listing in short: what it is, why it is shown, and what the address of its page remembers of the search."""

    listing_id: int
    card: Card
    reason: str
    query: str


@dataclass(frozen=True)
class RungShown:
    """One part of the answer.

    ``about`` and ``lines`` are its rule's words, and ``trust`` what a reader should know of them; ``note`` says how the
    listings differ from what was answered. ``step`` is None where the rung leads to the form for Life Skills support
    (``form``), or where a number is rung (``ring``).
    """

    code: str
    title: str
    about: Said | None
    lines: tuple[Said, ...]
    trust: Trust
    form: str
    step: Link | None
    ring: Step | None
    page: Link | None
    results: tuple[ServiceShown, ...]
    more: str
    note: str


@dataclass(frozen=True)
class AnswerRow:
    """One question with what was answered, and where to change it."""

    question: str
    answers: list[str]
    change: str


@dataclass(frozen=True)
class Places:
    """Where the links of a rung lead: ``form`` is empty where Life Skills support is not for this age, ``more`` is the
    whole search, ``page`` the page that explains.
    """

    form: str
    more: str
    call_me: str
    page: Link | None


def rung_shown(
    rung: Rung, rule: Rule | None, found: Fitting, results: tuple[ServiceShown, ...], places: Places, language: str
) -> RungShown:
    """Return one part of the answer; without a rule it still has its listings."""
    about, lines = _words(rule, language)
    form = places.form if rung is Rung.NOW else ""
    step = rule.step if rule else (Step.CALL_ME if rung is Rung.CALL else Step.SERVICES)
    return RungShown(
        code=rung.value,
        title=str(rung.title),
        about=about,
        lines=lines,
        trust=_trust(rule, language),
        form=form,
        step=None if form else _step(step, places),
        ring=step if step in (Step.RING_US, Step.RING_FRONT_DOOR) and not form else None,
        page=places.page if step is not Step.PAGE or form else None,
        results=results,
        more=places.more if step is not Step.SERVICES or form else "",
        note=note(found),
    )


def note(found: Fitting) -> str:
    """Return in which way the listings differ from what was answered; empty where they fit."""
    if not found.hits:
        return gettext("We know of no service like this yet.")
    if not found.left_out:
        return ""
    if "district" in found.left_out:
        if len(found.left_out) == 1:
            return gettext("There is nothing like this in your district. These are elsewhere in the county.")
        return gettext("Nothing fits all that you said. These are elsewhere in the county. Ask if one fits.")
    if found.left_out == {"kind"}:
        return gettext("There is no such kind of help here, so we show other kinds.")
    if found.left_out == {"need"}:
        return gettext("None of these says that it is for what is hard for you. Ask if one fits.")
    return gettext("Nothing fits all that you said. These are in your area and for this age. Ask if one fits.")


def _step(step: Step, places: Places) -> Link | None:
    if step is Step.SERVICES:
        return Link(gettext("See all services like these"), places.more)
    if step is Step.CALL_ME:
        return Link(gettext("Ask someone to call me"), places.call_me)
    if step is Step.PAGE and places.page:
        return Link(gettext("See how it goes, step by step"), places.page.address)
    return None


def _words(rule: Rule | None, language: str) -> tuple[Said | None, tuple[Said, ...]]:
    if rule is None:
        return None, ()
    spoken, text = rule.text(language)
    lang = "" if spoken == language else spoken
    lines = tuple(Said(line.strip(), lang) for line in text.words.splitlines() if line.strip())
    return Said(text.title, lang), lines


def _trust(rule: Rule | None, language: str) -> Trust:
    if rule is None or language == ENGLISH.code or language not in rule.texts:
        return Trust()
    own, english = (rule.texts[code]._asdict() for code in (language, ENGLISH.code))
    return trust("help-rule", rule.code, language, own, english, is_behind=language in rule.behind)
