"""The few listings that a rung shows: those that fit all that was answered, or fewer of the answers, said honestly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.vocabulary import NOT_SURE, AgeBand, Assessed, Question, Rung, Want
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.facts import NO_ASSESSMENT, NO_DIAGNOSIS, NO_PLAN, Facts
from localoffer.listings.search.found import Hit
from localoffer.vocabulary import WayIn

_WAYS = {
    Rung.NOW: (WayIn.DROP_IN, WayIn.CONTACT, WayIn.REFER_YOURSELF),
    Rung.REFERRAL: (WayIn.PROFESSIONAL,),
    Rung.ASSESSMENT: (WayIn.ASSESSMENT,),
}
_WIDER: tuple[frozenset[str], ...] = tuple(
    frozenset(groups)
    for groups in (
        (),
        ("district",),
        ("need",),
        ("district", "need"),
        ("kind",),
        ("district", "kind"),
        ("need", "kind"),
        ("district", "need", "kind"),
        ("district", "need", "kind", "age"),
    )
)
"""What is left out of a search, one after the other, until it finds something: a family would sooner travel than have
another kind of help than it asked for."""

Look = Callable[[SearchCriteria], Collection[Hit]]


class Fitting(NamedTuple):
    """What was found, by which search, and which of the answers it leaves out: codes of groups of filters."""

    hits: tuple[Hit, ...]
    criteria: SearchCriteria
    left_out: frozenset[str]


def fitting(rung: Rung, asked: SearchCriteria, answers: Answers, look: Look) -> Fitting:
    """Return the listings of a rung for somebody who answered so, as near to the answers as there are any.

    Args:
        asked: what the rung's rule narrows the listings to.
        look: the search itself.
    """
    tried: set[SearchCriteria] = set()
    whole = _criteria(rung, asked, answers)
    for left_out in _WIDER:
        criteria = _without(whole, left_out, asked)
        if criteria in tried:
            continue
        tried.add(criteria)
        if hits := look(criteria):
            return Fitting(tuple(hits), criteria, frozenset(group for group in left_out if whole.values(group)))
    return Fitting((), whole, frozenset())


def first_for(wants: Iterable[str], found: Fitting, language: str) -> Fitting:
    """Return what was found with what answers some wants before the rest, in its order otherwise.

    What is for those who speak another language than the reader's comes last, unless it names the need.

    Args:
        wants: those that the rule above the listings speaks of, so that they do not belie it.
        found: what was found.
        language: the reader's.
    """
    kinds = {kind for want in wants if want != NOT_SURE for kind in Want(want).kinds}

    def place(hit: Hit) -> tuple[bool, bool]:
        named = not set(found.criteria.needs).isdisjoint(hit.facts.needs)
        return _is_for_others(hit.facts, language) and not named, kinds.isdisjoint(hit.facts.kinds)

    return found._replace(hits=tuple(sorted(found.hits, key=place)))


def _is_for_others(facts: Facts, language: str) -> bool:
    """Return whether a listing speaks, beside English, one of the site's languages alone that is not the reader's."""
    spoken = (LANGUAGES.keys() & facts.languages) - {ENGLISH.code}
    return len(spoken) == 1 and language not in spoken


def _criteria(rung: Rung, asked: SearchCriteria, answers: Answers) -> SearchCriteria:
    criteria = asked
    for group, values in _asked_by(rung, answers):
        if values and not criteria.values(group):
            criteria = criteria.with_values(group, values)
    return criteria


def _asked_by(rung: Rung, answers: Answers) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a rung and the answers narrow a search to; what its rule says already counts more."""
    yield "district", answers.sure(Question.DISTRICT)
    yield "need", answers.to(Question.NEED)
    band = answers.one(Question.AGE)
    yield "age", tuple(map(str, AgeBand(band).years)) if band else ()
    yield "way", _WAYS.get(rung, ())
    if rung is Rung.NOW:
        has_plan = answers.one(Question.ASSESSED) == Assessed.EHC_PLAN
        yield "open", (NO_DIAGNOSIS, NO_ASSESSMENT) if has_plan else (NO_DIAGNOSIS, NO_ASSESSMENT, NO_PLAN)
    kinds = [kind for want in answers.sure(Question.WANT) for kind in Want(want).kinds]
    yield "kind", tuple(dict.fromkeys(kinds))


def _without(whole: SearchCriteria, left_out: Collection[str], asked: SearchCriteria) -> SearchCriteria:
    """Return a search without some groups; what the rule itself says of them stays."""
    criteria = whole
    for group in left_out:
        criteria = criteria.with_values(group, asked.values(group))
    return criteria
