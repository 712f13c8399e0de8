"""Why a listing is among the results, and why one that stands apart is not: said of each, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from localoffer.languages import format_list, gettext
from localoffer.listings import presenters
from localoffer.listings.filter_names import Names
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Hit
from localoffer.listings.search.facts import Facts
from localoffer.vocabulary import Coverage


class Reasons:
    """Says it for the listings of one search; ``asked`` is that search with what its words stand for."""

    def __init__(self, asked: SearchCriteria, names: Names) -> None:
        self._asked = asked
        self._names = names

    def of(self, hit: Hit) -> str:
        """Return why a listing was found; empty where nothing was asked for."""
        reasons = [*_of_words(hit), *self._of_need(hit.facts), *self._of_district(hit.facts)]
        if self._asked.years and hit.facts.ages:
            reasons.append(presenters.ages(*hit.facts.ages))
        return presenters.BETWEEN.join(reasons)

    def apart(self, hit: Hit) -> str:
        """Return what a listing does not state of what was asked for."""
        facts = hit.facts
        silent = []
        if self._asked.needs and not facts.needs and not facts.any_need:
            silent.append(gettext("It does not say which needs it is for"))
        if self._asked.districts and facts.coverage == Coverage.DISTRICTS and not facts.districts:
            silent.append(gettext("It does not say which area it covers"))
        if self._asked.years and facts.ages is None:
            silent.append(gettext("It does not say which ages it is for"))
        return presenters.BETWEEN.join(silent)

    def _of_need(self, facts: Facts) -> Iterator[str]:
        if not self._asked.needs:
            return
        if facts.any_need:
            yield gettext("For any need")
        elif shared := [self._names["need"][code] for code in self._asked.needs if code in facts.needs]:
            yield gettext("For: %(needs)s", needs=format_list(shared))

    def _of_district(self, facts: Facts) -> Iterator[str]:
        if not self._asked.districts:
            return
        if shared := [self._names["district"][code] for code in self._asked.districts if code in facts.districts]:
            yield gettext("Covers %(districts)s", districts=format_list(shared))
        elif facts.coverage == Coverage.ONLINE:
            yield gettext("Online, so you can use it from anywhere")
        elif facts.is_everywhere:
            yield gettext("Covers the whole county")


def _of_words(hit: Hit) -> Iterator[str]:
    if hit.in_name:
        yield gettext("Your words are in its name")
    elif hit.in_text:
        yield gettext("It has your words") if hit.in_whole else gettext("It has some of your words")
