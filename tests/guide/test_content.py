"""The county's pages as they come: whole in every language, led to what there is, and easy to read."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import read_yaml
from localoffer.crypto import KeyRing
from localoffer.guide.content import PageContent
from localoffer.guide.pages import asked_as, sections
from localoffer.guide.pages.checking import filled, problems
from localoffer.guide.pages.finding import PageIndex
from localoffer.guide.pages.links import BadQuery, LinkKind, read_link, read_services
from localoffer.guide.pages.markup import held
from localoffer.guide.vocabulary import PARTS
from localoffer.languages import LANGUAGES
from localoffer.listings import demonstration, vocabulary_loading
from localoffer.listings.models import Listing
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower
from localoffer.vocabulary import ListingStatus
from tests.support.county import FOLDER
from tests.support.guide import blocks, known, page_files
from tests.support.reading_age import grade, sentences

pytestmark = pytest.mark.any_database

HARDEST_PAGE = 6.5
LONGEST_SENTENCE = 22
PAGES = page_files()
SECTIONS = sections.read(FOLDER / "guide")
PLACES = {section.code: place for place, section in enumerate(SECTIONS)}
SHOWN = {slug: page for slug, page in PAGES.items() if page.settings.section != PARTS}
IN_ORDER = sorted(SHOWN, key=lambda slug: (PLACES[SHOWN[slug].settings.section], SHOWN[slug].settings.position, slug))
ASKED_AS = asked_as.read(FOLDER / "guide")
INDEX = PageIndex(((slug, SHOWN[slug].contents) for slug in IN_ORDER), ASKED_AS)
SYNONYMS = read_yaml(FOLDER / "vocabulary.yaml")["synonyms"]
READER = INDEX.reader(
    sorted(
        (one["language"], phrase, tuple(one["means"]))
        for one in SYNONYMS
        for phrase in vocabulary_loading.phrases_of(one)
    )
)


def shape(content: PageContent) -> dict[str, Any]:
    """Return what a page has in every language alike."""
    inside = held(content.body)
    return {
        "levels of headings": [heading.level for heading in inside.headings],
        "links": sorted(inside.links),
        "embeds": list(inside.embeds),
        "gaps to fill": len(filled(content)),
        "facts": [bool(text) for text in (content.summary, content.who_for, content.who_decides, content.how_long)],
    }


def queries(slug: str) -> list[str]:
    """Return the queries of listings that a page has, in its links, in its body and at its end."""
    inside = held(PAGES[slug].contents["en"].body)
    links = [link.to for written in inside.links if (link := read_link(written)) and link.kind is LinkKind.SERVICES]
    embeds = [embed.what for embed in inside.embeds if embed.kind == "services"]
    return [query for query in (PAGES[slug].settings.services, *links, *embeds) if query]


@pytest.fixture
def engine(app: Flask, session: Session, keys: KeyRing) -> Engine:
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    demonstration.load(session, FOLDER / "demonstration.yaml", audit_key=keys.audit)
    session.commit()
    return follower(app).engine


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_stands_in_a_section_that_there_is(slug: str) -> None:
    assert PAGES[slug].settings.section in {PARTS, *(section.code for section in SECTIONS)}


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_says_the_same_in_every_language(slug: str) -> None:
    contents = PAGES[slug].contents
    assert set(contents) == set(LANGUAGES)
    for language, content in contents.items():
        assert shape(content) == shape(contents["en"]), f"{language}/{slug}.md differs from the English"


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_suits_a_reader_of_eleven(slug: str) -> None:
    texts = blocks(PAGES[slug].contents["en"])
    found = grade(texts)
    assert found <= HARDEST_PAGE, f"{slug} has grade {found}: use shorter words and sentences"
    long = [one for text in texts for one in sentences(text) if len(one.split()) > LONGEST_SENTENCE]
    assert long == []


def test_every_link_embed_and_query_leads_to_something(engine: Engine, session: Session) -> None:
    published = select(Listing.slug).where(Listing.status == ListingStatus.PUBLISHED)
    there = known(PAGES, listings=set(session.scalars(published)), filters=engine.known)

    faults = [
        f"{language}/{slug}.md: {problem.fault}: {problem.written}"
        for slug, page in PAGES.items()
        for language, content in page.contents.items()
        for problem in problems(content, there, services=page.settings.services)
    ]

    assert not faults, "\n".join(faults)


def test_every_query_finds_a_listing(engine: Engine) -> None:
    empty = []
    for slug in PAGES:
        for query in queries(slug):
            try:
                criteria = read_services(query, engine.known)
            except BadQuery as error:
                empty.append(f"{slug}: {query}: there is no {error}")
                continue
            if not engine.finds(criteria, language="en"):
                empty.append(f"{slug}: {query} finds nothing")
    assert not empty, "\n".join(empty)


@pytest.mark.parametrize(
    ("words", "language", "slug"),
    [
        ("EHCP", "en", "asking-for-an-ehc-plan"),
        ("school transport", "en", "school-transport"),
        ("respite", "en", "life-skills-and-short-breaks"),
        ("panel letter", "en", "panel-outcome-letter"),
        ("my child turns 18", "en", "turning-18"),
        ("I want to complain", "en", "complaints"),
        ("carer's assessment", "en", "carers-own-help"),
        ("wheelchair", "en", "therapies-and-equipment"),
        ("SEN support", "en", "help-at-school"),
        ("my son is 17 what next", "en", "turning-18"),
        ("my daughter is 15", "en", "turning-16"),
        ("preparing for adulthood", "en", "turning-14"),
        ("mój syn ma 17 lat co dalej", "pl", "turning-18"),
        ("میرا بیٹا 17 سال کا ہے آگے کیا", "ur", "turning-18"),
        ("skarga", "pl", "complaints"),
        ("شکایت", "ur", "complaints"),
    ],
)
def test_what_families_type_finds_the_page_that_answers(words: str, language: str, slug: str) -> None:
    assert slug in INDEX.find(words, language, READER)


JUDGED = {
    "asking-for-an-ehc-plan": (
        *(
            "annual review",
            "EHCP annual review",
            "EHCP application",
            "my son needs an EHCP",
            "EHCP",
            "how to apply for an EHCP",
            "ehc needs assessment",
            "education health and care plan",
            "20 weeks",
        ),
        "council said no to EHCP",
    ),
    "mediation-and-appeals": ("EHCP refused", "mediation", "appeal", "tribunal", "SENDIST"),
    "complaints": ("complain", "make a complaint", "complain about school"),
    "schools-and-colleges": ("school", "special school", "special needs school for my son", "choosing a school"),
    "school-transport": (
        *("transport", "home to school transport", "school bus"),
        *("school transport", "school taxi", "taxi to school", "bus to college", "free transport"),
    ),
    "direct-payments-and-personal-budgets": ("direct payment", "personal budget"),
    "turning-14": ("year 9 review", "year 9", "preparing for adulthood"),
    "turning-18": ("turning 18", "transition", "my son is 17 what next"),
    "turning-25": ("turning 25",),
    "carers-own-help": ("carers assessment", "young carers", "parent carer", "I can't cope"),
    "short-breaks-statement": ("respite", "short breaks", "need a break"),
    "life-skills-and-short-breaks": ("life skills",),
    "support-after-an-assessment": ("social care assessment", "social worker assessment"),
    "panel-outcome-letter": ("panel letter", "outcome letter", "disability resource panel"),
    "help-at-school": ("SEN support", "help at school", "extra help at school", "maths", "help with maths", "SENCO"),
    "health": (
        "autism assessment",
        "adhd assessment",
        "autism diagnosis",
        "get a diagnosis",
        "mental health",
        "diagnosis",
    ),
    "therapies-and-equipment": (
        "wheelchair",
        "hearing aid",
        "speech therapy",
        "disabled facilities grant",
        "stairlift",
    ),
    "childcare-and-leisure": ("childcare", "holiday club"),
    "other-learning-and-training": (
        "permanent exclusion",
        "my son was excluded for good",
        "apprenticeship",
        "supported internship",
        "home education",
    ),
    "money-for-schools": ("school funding",),
    "who-to-ask-first": (
        *("who to ask", "I don't know what's wrong with her", "I don't know what's wrong with my son"),
        *("don't know where to start", "she is not safe at home"),
    ),
    "other-ways-to-get-this": ("large print",),
    "what-is-the-local-offer": ("local offer",),
    "": (
        *("can't read", "dislexia", "dyslexia", "reading", "my child hits me", "money dla", "dla", "help with money"),
        *("won't go to school", "school refusal", "my son has been excluded", "not sleeping", "won't eat", "meltdowns"),
        *("anxious", "toilet training", "not talking", "autism", "football", "blue badge", "he runs away", "SENDIASS"),
        *("reasonable adjustments", "free school meals", "domestic violence", "university", "autism school"),
        *("exclusion", "suspended from school", "maths tutor"),
    ),
}
"""Which page must stand first for what families type; none is better than a wrong one."""


@pytest.mark.parametrize(("words", "slug"), [(words, slug) for slug, typed in JUDGED.items() for words in typed])
def test_the_page_that_stands_first_answers_and_none_stands_there_that_does_not(words: str, slug: str) -> None:
    assert "".join(INDEX.find(words, "en", READER)[:1]) == slug


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("diagnoza autyzmu", "health"),
        ("transport do szkoły", "school-transport"),
        ("odwołanie", "mediation-and-appeals"),
    ]
    + [(words, "") for words in ("autyzm", "basen", "nie umie czytać", "nie chce chodzić do szkoły")],
)
def test_so_it_is_in_another_language(words: str, slug: str) -> None:
    assert "".join(INDEX.find(words, "pl", READER)[:1]) == slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_noted_for_a_page_brings_that_page_and_no_other(language: str) -> None:
    noted = {phrase: slug for slug, by_language in ASKED_AS.items() for phrase in by_language[language]}

    assert {phrase: INDEX.find(phrase, language, READER) for phrase in noted} == {
        phrase: [slug] for phrase, slug in noted.items()
    }


@pytest.mark.parametrize("words", ["lego", "swimming", "autism club", "trampoline in tamworth"])
def test_a_search_for_something_to_do_is_not_held_up_by_pages(words: str) -> None:
    assert INDEX.find(words, "en", READER) == []
