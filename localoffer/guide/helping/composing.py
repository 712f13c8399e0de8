"""Putting the answer together: which rule speaks for each rung, which listings fit, where everything leads."""

from __future__ import annotations

from flask import current_app, url_for

from localoffer import council, languages
from localoffer.days import today
from localoffer.db import session
from localoffer.guide.helping import answer_page, finding, rules
from localoffer.guide.helping.answer_page import Link, Places, RungShown, ServiceShown
from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.finding import Fitting
from localoffer.guide.helping.rules import Rule
from localoffer.guide.helping.vocabulary import AgeBand, Question, Rung, Step
from localoffer.guide.pages.book import book
from localoffer.guide.pages.links import BadQuery, read_services
from localoffer.guide.pages.presenters import named
from localoffer.listings import presenters, queries
from localoffer.listings.notices.at_hand import said_of
from localoffer.listings.results.panel_making import wording
from localoffer.listings.results.reasons import Reasons
from localoffer.listings.results.referring import told_to_the_form
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import follower
from localoffer.listings.search.found import Hit

MOST_SHOWN = {Rung.NOW: 3}
FEW_SHOWN = 2


def life_skills_fits(answers: Answers) -> bool:
    """Return whether Life Skills support is for somebody of this age, as the council has decided; unsaid, it may be."""
    band, ages = answers.one(Question.AGE), council.current().referring.ages
    return not band or any(ages.first <= year <= ages.last for year in AgeBand(band).years)


def rungs(answers: Answers, every: list[Rule]) -> list[tuple[RungShown, Rule | None]]:
    """Return the four rungs for somebody who answered so, each with the rule that speaks there.

    A listing stands in the first rung that it fits.

    Args:
        every: the rules.
    """
    shown: list[tuple[RungShown, Rule | None]] = []
    seen: set[int] = set()
    asked_for_here = _asked_for_here(answers)
    for rung in Rung:
        rule, found = _spoken(rung, every, answers, _look(seen | asked_for_here))
        wants = rule.when.get(Question.WANT, ()) if rule else ()
        found = finding.first_for(wants, found, languages.current().code)
        results = _results(found, most=MOST_SHOWN.get(rung, FEW_SHOWN))
        seen |= {result.listing_id for result in results}
        places = _places(found.criteria, rule, answers)
        shown.append((answer_page.rung_shown(rung, rule, found, results, places, languages.current().code), rule))
    return shown


def _spoken(rung: Rung, every: list[Rule], answers: Answers, look: finding.Look) -> tuple[Rule | None, Fitting]:
    """Return the rule that speaks for a rung and what is found under it.

    A rule that offers services of some kind speaks only above that kind: where there is none, the next one that fits.
    """
    rule = rules.first(every, rung, answers)
    found = finding.fitting(rung, _narrowed(rule), answers, look)
    offers_a_kind = rule is not None and rule.step is Step.SERVICES and Question.WANT in rule.when
    if offers_a_kind and (not found.hits or "kind" in found.left_out):
        rule = rules.first(every, rung, answers.without(Question.WANT))
        found = finding.fitting(rung, _narrowed(rule), answers, look)
    return rule, found


def _narrowed(rule: Rule | None) -> SearchCriteria:
    """Return what a rule narrows the listings to; nothing where it asks for what the site no longer knows."""
    if rule is None or not rule.services:
        return SearchCriteria()
    try:
        return read_services(rule.services, follower(current_app).engine.known)
    except BadQuery:
        return SearchCriteria()


def _asked_for_here(answers: Answers) -> set[int]:
    """Return the listing whose support the form above all services asks for, where that form is for this family."""
    slug = council.current().form_listing if life_skills_fits(answers) else ""
    found = queries.id_to_ask_for_here(session(), slug=slug) if slug else None
    return {found} if found else set()


def _look(seen: set[int]) -> finding.Look:
    """Return what searches, without what stands above already."""
    engine, language = follower(current_app).engine, languages.current().code

    def look(criteria: SearchCriteria) -> list[Hit]:
        found = engine.find(criteria, language=language, today=today())
        return [hit for hit in found.hits if hit.listing_id not in seen]

    return look


def _results(found: Fitting, *, most: int) -> tuple[ServiceShown, ...]:
    engine, spoken, hits = follower(current_app).engine, languages.current(), found.hits[:most]
    listings = queries.published_among(session(), ids=[hit.listing_id for hit in hits])
    reasons, query = Reasons(found.criteria, wording(engine, spoken).names), found.criteria.query_string()
    shown = [(hit, listings[hit.listing_id]) for hit in hits if hit.listing_id in listings]
    return tuple(
        ServiceShown(
            listing_id=listing.id,
            card=presenters.card(listing, spoken, said_of(listing.id, spoken)),
            reason=reasons.of(hit),
            query=f"?{query}" if query else "",
        )
        for hit, listing in shown
    )


def _places(criteria: SearchCriteria, rule: Rule | None, answers: Answers) -> Places:
    query, form = criteria.query_string(), ""
    if life_skills_fits(answers):
        told = SearchCriteria.asking(district=answers.sure(Question.DISTRICT), need=answers.sure(Question.NEED))
        form = url_for("referrals.start") + told_to_the_form(told)
    page = book().pages.get(rule.page) if rule else None
    told_page = named(page, languages.current().code) if page else None
    return Places(
        form=form,
        more=url_for("listings.search") + (f"?{query}" if query else ""),
        call_me=url_for("contacting.call_me"),
        page=Link(told_page.title, url_for("guide.page", slug=told_page.slug), told_page.lang) if told_page else None,
    )
