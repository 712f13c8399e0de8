"""What families type in their own language finds the right one of the demonstration's listings, near the top."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from localoffer.county_files import read_yaml
from localoffer.db import Database
from localoffer.languages import LANGUAGES
from localoffer.listings import demonstration, vocabulary_loading
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import Follower
from tests.support.county import FOLDER
from tests.support.databases import Databases

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)
MOST = 60
"""So many of the listings are enough, of which half are in every language."""
NEAR_THE_TOP = 3

SLEEP = "Sleep help for families"
SHORT_BREAKS = "Short breaks (respite)"
LIFE_SKILLS = "1-1 Life Skills and Independence"
HOLIDAYS = "Holiday adventure days, Hednesford"

SEARCHES: dict[str, dict[str, str]] = {
    "en": {
        SLEEP: "my son wakes every night autism",
        SHORT_BREAKS: "respite for disabled child",
        LIFE_SKILLS: "life skills 17 year old no diagnosis",
        HOLIDAYS: "school holidays cannock chase 9 years old",
    },
    "pl": {
        SLEEP: "syn nie śpi w nocy autyzm",
        SHORT_BREAKS: "opieka wytchnieniowa dla dziecka",
        LIFE_SKILLS: "samodzielność 17 lat bez diagnozy",
        HOLIDAYS: "zajęcia w wakacje cannock chase 9 lat",
    },
    "ro": {
        SLEEP: "băiatul meu nu doarme noaptea autism",
        SHORT_BREAKS: "pauze scurte pentru copil cu dizabilitati",
        LIFE_SKILLS: "deprinderi de viata 17 ani fara diagnostic",
        HOLIDAYS: "activitati in vacanta cannock chase 9 ani",
    },
    "pa": {
        SLEEP: "ਪੁੱਤਰ ਰਾਤ ਨੂੰ ਸੌਂਦਾ ਨਹੀਂ",
        SHORT_BREAKS: "ਛੋਟੀ ਬ੍ਰੇਕ ਆਰਾਮ",
        LIFE_SKILLS: "ਰੋਜ਼ ਦੇ ਕੰਮ ਸਿੱਖਣਾ 17 ਸਾਲ ਡਾਇਗਨੋਸਿਸ ਤੋਂ ਬਿਨਾਂ",
        HOLIDAYS: "ਸਕੂਲ ਦੀਆਂ ਛੁੱਟੀਆਂ ਵਿੱਚ cannock chase 9 ਸਾਲ",
    },
    "ur": {
        SLEEP: "بیٹا رات کو سوتا نہیں نیند",
        SHORT_BREAKS: "مختصر وقفہ معذور بچے کے لیے",
        LIFE_SKILLS: "زندگی کے ہنر 17 سال تشخیص کے بغیر",
        HOLIDAYS: "اسکول کی چھٹیوں میں سرگرمیاں cannock chase 9 سال",
    },
    "hu": {
        SLEEP: "a fiam nem alszik éjjel",
        SHORT_BREAKS: "rövid pihenő fogyatékos gyereknek",
        LIFE_SKILLS: "önállóság 17 éves diagnózis nélkül",
        HOLIDAYS: "nyári szünet programok cannock chase 9 éves",
    },
    "bg": {
        SLEEP: "синът ми не спи нощем",
        SHORT_BREAKS: "кратка почивка за дете с увреждане",
        LIFE_SKILLS: "умения за живота 17 години без диагноза",
        HOLIDAYS: "занимания във ваканцията cannock chase 9 години",
    },
    "uk": {
        SLEEP: "син не спить уночі аутизм",
        SHORT_BREAKS: "короткий відпочинок для дитини з інвалідністю",
        LIFE_SKILLS: "життєві навички 17 років без діагнозу",
        HOLIDAYS: "заняття на канікулах cannock chase 9 років",
    },
    "ar": {
        SLEEP: "ابني لا ينام في الليل",
        SHORT_BREAKS: "استراحة قصيرة لطفل معاق",
        LIFE_SKILLS: "مهارات الحياة 17 سنة بدون تشخيص",
        HOLIDAYS: "أنشطة في العطلة cannock chase 9 سنوات",
    },
}


@pytest.fixture(scope="module")
def engine(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A search over the county's demonstration."""

    def first_listings(path: Path) -> Any:
        told = read_yaml(path)
        return {**told, "listings": told["listings"][:MOST]}

    with databases.fresh() as url, pytest.MonkeyPatch.context() as patched:
        patched.setattr(demonstration, "read_yaml", first_listings)
        database = Database(url)
        with database.transaction() as session:
            vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
            demonstration.load(session, FOLDER / "demonstration.yaml", audit_key=bytes(32))
        yield Follower(database, tmp_path_factory.mktemp("index"), in_background=False).engine
        database.engine.dispose()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_families_type_finds_the_right_service_near_the_top(engine: Engine, language: str) -> None:
    """A language without searches here has none that anybody tried: give it four."""
    for service, typed in SEARCHES[language].items():
        found = engine.find(SearchCriteria(text=typed), language=language, today=TODAY)
        assert service in [hit.facts.names["en"] for hit in found.hits[:NEAR_THE_TOP]], typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_age_a_district_and_the_holidays_are_understood(engine: Engine, language: str) -> None:
    found = engine.find(SearchCriteria(text=SEARCHES[language][HOLIDAYS]), language=language, today=TODAY)
    understood = {part.group: part.codes for part in found.hearing.heard.parts}
    assert understood == {"age": ("9",), "district": ("cannock-chase",), "fact": ("school_holidays",)}


@pytest.mark.parametrize("typed", ["elvanse", "gastrostomy", "hirschsprung", "PMDD", "twagging", "zolgensma", "ENCTS"])
def test_what_no_service_says_is_known_by_what_it_means(engine: Engine, typed: str) -> None:
    """Medicines, conditions, forms and words of the county lead to the services that are there for them."""
    found = engine.find(SearchCriteria(text=typed), language="en", today=TODAY)

    assert [swap.typed for swap in found.understood.swaps] == [typed]
    assert found.hits
    assert not found.understood.unknown


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tics", "healthy child"),
        ("Tourette's", "healthy child"),
        ("Tourettes", "healthy child"),
        ("he does not walk", "physiotherapy"),
        ("not walking yet", "physiotherapy"),
        ("bum shuffler", "physiotherapy"),
        ("grunts", "not talking yet"),
        ("lost his words", "not talking yet"),
    ],
)
def test_what_says_the_same_means_the_same(engine: Engine, typed: str, first: str) -> None:
    found = engine.find(SearchCriteria(text=typed), language="en", today=TODAY)

    assert [swap.means[0] for swap in found.understood.swaps] == [first]
