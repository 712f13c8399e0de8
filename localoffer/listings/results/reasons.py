"""Why a listing is among the results, and why one that stands apart is not: said of each, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from localoffer.languages import format_list, gettext, ngettext
from localoffer.listings import presenters
from localoffer.listings.results.filter_names import Names
from localoffer.listings.results.notes import quoted
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.found import Hit
from localoffer.listings.search.nearness import Near
from localoffer.listings.times import slot_name
from localoffer.vocabulary import Coverage, Fact

_HELD_BY_ALL = ("open", "fact", "access", "spaces")
_MOST_SLOTS = 3
_Teller = Callable[[Hit], Iterator[str]]


class Reasons:
    """Says it for the listings of one search.

    ``asked`` is that search with what its words stand for, ``near`` where the family is.
    """

    def __init__(self, asked: SearchCriteria, names: Names, near: Near | None = None) -> None:
        self._asked = asked
        self._names = names
        self._near = near
        district = (near.district,) if near is not None and near.district else ()
        self._districts = tuple(dict.fromkeys((*district, *asked.districts)))
        self._years, self._needs = asked.years, asked.needs
        self._days, self._times = asked.values("day"), asked.values("time")
        self._kinds, self._ways = asked.values("kind"), asked.values("way")
        self._costs, self._languages = asked.values("cost"), asked.values("language")
        self._held_by_all = [names[group][code] for group in _HELD_BY_ALL for code in asked.values(group)]
        self._tellers = tuple(self._told())

    def of(self, hit: Hit) -> str:
        """Return why a listing was found; empty where nothing was asked for."""
        reasons = [reason for tell in self._tellers for reason in tell(hit)]
        return presenters.BETWEEN.join(reasons + self._held_by_all)

    def _told(self) -> Iterator[_Teller]:
        """Yield what there is to tell in this search, the first to be said first."""
        yield _of_words
        if self._needs:
            yield self._of_need
        if self._near is not None or self._districts:
            yield self._of_place
        if self._years:
            yield _of_age
        if self._days or self._times:
            yield self._of_times
        if self._kinds or self._ways or self._costs:
            yield self._of_values
        if self._languages:
            yield self._of_language

    def _of_need(self, hit: Hit) -> Iterator[str]:
        if hit.facts.any_need:
            yield gettext("For any need")
        elif shared := [self._names["need"][code] for code in self._needs if code in hit.facts.needs]:
            yield gettext("For: %(needs)s", needs=format_list(shared))

    def _of_place(self, hit: Hit) -> Iterator[str]:
        """Yield what lets a family use it: that it is near, that it covers their district (and how far it is then), or
        that it is everywhere.
        """
        facts = hit.facts
        if hit.miles is not None and hit.miles <= self._asked.miles:
            yield _away(hit.miles, hit.town)
        elif shared := [self._names["district"][code] for code in self._districts if code in facts.districts]:
            covers = format_list(shared)
            if Fact.COMES_TO_YOU in facts.yes:
                yield gettext("Comes to you: covers %(districts)s", districts=covers)
            else:
                yield gettext("Covers %(districts)s", districts=covers)
            if hit.miles is not None:
                yield _away(hit.miles, hit.town)
        elif facts.coverage == Coverage.ONLINE:
            yield gettext("Online, so you can use it from anywhere")
        elif facts.is_everywhere:
            yield gettext("Covers the whole county")

    def _of_times(self, hit: Hit) -> Iterator[str]:
        slots = [slot for slot in hit.facts.times if self._meets(*slot.split("-"))]
        yield from (slot_name(slot) for slot in slots[:_MOST_SLOTS])

    def _meets(self, day: str, time: str) -> bool:
        return (not self._days or day in self._days) and (not self._times or time in self._times)

    def _of_values(self, hit: Hit) -> Iterator[str]:
        facts, names = hit.facts, self._names
        yield from (names["kind"][code] for code in self._kinds if code in facts.kinds)
        yield from (names["way"][code] for code in self._ways if code in facts.ways)
        yield from (names["cost"][code] for code in self._costs if code == facts.cost)

    def _of_language(self, hit: Hit) -> Iterator[str]:
        spoken = [self._names["language"][code] for code in self._languages if code in hit.facts.languages]
        if spoken:
            yield gettext("The staff speak %(languages)s", languages=format_list(spoken))

    def apart(self, hit: Hit) -> str:
        """Return what a listing does not state of what was asked for."""
        return presenters.BETWEEN.join(self._silent(hit.facts))

    def _silent(self, facts: Facts) -> Iterator[str]:
        asked = self._asked.values
        questions = (
            (self._needs, facts.states_needs, gettext("It does not say which needs it is for")),
            (self._near or self._districts, facts.states_place, gettext("It does not say which area it covers")),
            (self._years, facts.ages, gettext("It does not say which ages it is for")),
            (self._days or self._times, facts.times, gettext("It does not say when it happens")),
            (self._costs, facts.cost, gettext("It does not say what it costs")),
            (self._ways, facts.ways, gettext("It does not say how you start")),
            (asked("spaces"), facts.spaces, gettext("It does not say whether there is room")),
        )
        yield from (said for is_asked, is_stated, said in questions if is_asked and not is_stated)
        answered = {*facts.yes, *facts.no}
        unsaid = [(group, code) for group in ("open", "fact") for code in asked(group) if code not in answered]
        if unsaid:
            names = [self._names[group][code] for group, code in unsaid]
            yield gettext("Ask about: %(facts)s", facts=presenters.BETWEEN.join(names))


def _of_words(hit: Hit) -> Iterator[str]:
    if hit.otherwise:
        yield gettext("It has other words for %(words)s", words=format_list([quoted(words) for words in hit.otherwise]))
    elif hit.in_name:
        yield gettext("Your words are in its name")
    elif hit.in_text:
        yield gettext("It has your words") if hit.in_whole else gettext("It has some of your words")


def _of_age(hit: Hit) -> Iterator[str]:
    if hit.facts.ages:
        yield presenters.ages(*hit.facts.ages)


def _away(miles: float, town: str) -> str:
    """Return how far away it is: whole miles, as a family would say it."""
    whole = round(miles)
    if not whole:
        return gettext("Less than a mile away in %(town)s", town=town) if town else gettext("Less than a mile away")
    if town:
        return ngettext("%(num)s mile away in %(town)s", "%(num)s miles away in %(town)s", whole, town=town)
    return ngettext("%(num)s mile away", "%(num)s miles away", whole)
