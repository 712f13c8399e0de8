"""What families ask for beside needs, places and ages becomes a filter only where the words can hardly mean else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.criteria import GROUPS, SearchCriteria
from localoffer.listings.search.following import Follower
from localoffer.listings.search.wishes import wishes
from localoffer.vocabulary import Cost, WayIn
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("free swimming", "en", {"cost": ("free",)}),
        ("something free of charge", "en", {"cost": ("free",)}),
        ("drop-in in leek", "en", {"way": ("drop_in",)}),
        ("just turn up play", "en", {"way": ("drop_in",)}),
        ("can I refer myself", "en", {"open": ("refer_yourself",)}),
        ("self referral counselling", "en", {"open": ("refer_yourself",)}),
        ("help without a diagnosis", "en", {"open": ("no_diagnosis",)}),
        ("he hasn't got a diagnosis", "en", {"open": ("no_diagnosis",)}),
        ("we don’t have an ehcp", "en", {"open": ("no_plan",)}),
        ("respite without a social worker", "en", {"open": ("no_assessment",)}),
        ("club with spaces now", "en", {"spaces": ("now",)}),
        ("no waiting list", "en", {"spaces": ("now",)}),
        ("saturday club", "en", {"day": ("sat",)}),
        ("Mondays or Tuesdays", "en", {"day": ("mon", "tue")}),
        ("something at weekends", "en", {"day": ("sat", "sun")}),
        ("youth club in the evening", "en", {"time": ("evening",)}),
        ("during the school holidays", "en", {"fact": ("school_holidays",)}),
        ("urdu speaking carer", "en", {"language": ("ur",)}),
        ("somebody who speaks Polish", "en", {"language": ("pl",)}),
        ("changing places toilet", "en", {"access": ("changing_places",)}),
        ("bezpłatne zajęcia w soboty", "pl", {"cost": ("free",), "day": ("sat",)}),
        ("pomoc bez diagnozy", "pl", {"open": ("no_diagnosis",)}),
        ("grupa po polsku", "pl", {"language": ("pl",)}),
        ("مفت کلب اتوار", "ur", {"cost": ("free",), "day": ("sun",)}),
        ("تشخیص کے بغیر مدد", "ur", {"open": ("no_diagnosis",)}),
        ("اردو میں گروپ", "ur", {"language": ("ur",)}),
    ],
)
def test_wishes_are_understood_as_people_say_them(text: str, language: str, asked: dict[str, tuple[str, ...]]) -> None:
    found: dict[str, tuple[str, ...]] = {}
    for wish in wishes(text, language):
        found[wish.group] = (*found.get(wish.group, ()), *wish.codes)

    assert found == asked
    assert set(found) <= {group.code for group in GROUPS}


@pytest.mark.parametrize(
    "text",
    [
        "free time",
        "gluten free food",
        "child on free school meals",
        "seizure free",
        "carefree days",
        "out of school",
        "waiting for a diagnosis",
        "assessment",
        "wheelchair access",
        "polish my shoes",
        "weekend away",
        "good friday",
        "places to go",
        "sensory space",
        "a social worker",
        "morning sickness",
    ],
)
def test_words_that_may_mean_something_else_stay_words(text: str) -> None:
    assert wishes(text, "en") == ()


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False)


def test_a_wish_becomes_a_filter_that_is_told(follower: Follower, session: Session) -> None:
    listing(session, "Lego club", cost=Cost.FREE, ways_in=(WayIn.DROP_IN,))
    listing(session, "Lego league", cost=Cost.PAID, ways_in=(WayIn.DROP_IN,))
    session.commit()

    found = follower.engine.find(SearchCriteria("free lego drop in"), language="en", today=TODAY)

    assert [hit.facts.names["en"] for hit in found.hits] == ["Lego club"]
    parts = {part.typed: (part.group, part.codes, part.rest) for part in found.hearing.heard.parts}
    assert parts == {
        "free": ("cost", ("free",), "lego drop in"),
        "drop in": ("way", ("drop_in",), "free lego"),
    }


def test_a_wish_that_nothing_offers_is_looked_for_as_words(follower: Follower, session: Session) -> None:
    listing(session, "Saturday lego", cost=Cost.PAID)
    session.commit()

    found = follower.engine.find(SearchCriteria("saturday lego"), language="en", today=TODAY)

    assert [hit.facts.names["en"] for hit in found.hits] == ["Saturday lego"]
    assert found.hearing.heard.parts == ()
    assert follower.engine.every_id(SearchCriteria("saturday lego"), language="en") != set()


SPOKEN = {
    "en": "someone who speaks {}: Polish Romanian Panjabi Urdu Hungarian Bulgarian Ukrainian Arabic",
    "pl": "grupa po {}: polsku rumuńsku pendżabsku urdu węgiersku bułgarsku ukraińsku arabsku",
    "ro": "cineva care vorbește {}: polonă românește punjabi urdu maghiară bulgară ucraineană arabă",
    "pa": "{} ਬੋਲਣ ਵਾਲਾ: ਪੋਲਿਸ਼ ਰੋਮਾਨੀਅਨ ਪੰਜਾਬੀ ਉਰਦੂ ਹੰਗੇਰੀਅਨ ਬੁਲਗਾਰੀਅਨ ਯੂਕਰੇਨੀ ਅਰਬੀ",
    "ur": "{} میں مدد: پولش رومانین پنجابی اردو ہنگیرین بلغارین یوکرینی عربی",
    "hu": "valaki {} beszél: lengyelül románul pandzsábiul urdu magyarul bolgárul ukránul arabul",
    "bg": "помощ на {}: полски румънски панджаби урду унгарски български украински арабски",
    "uk": "група {}: польською румунською панджабською урду угорською болгарською українською арабською",
    "ar": "مجموعة باللغة ال{}: بولندية رومانية بنجابية أردية مجرية بلغارية أوكرانية عربية",
}
NO_ENGLISH = (
    ("my wife doesn't speak English", "en"),
    ("he is behind in English", "en"),
    ("nie mówię po angielsku", "pl"),
    ("nu vorbesc engleză", "ro"),
    ("ਮੈਂ ਅੰਗਰੇਜ਼ੀ ਨਹੀਂ ਬੋਲਦੀ", "pa"),
    ("مجھے انگریزی نہیں آتی", "ur"),
    ("nem beszélek angolul", "hu"),
    ("не говоря английски", "bg"),
    ("не розмовляю англійською", "uk"),
    ("لا أتكلم الإنجليزية", "ar"),
)


@pytest.mark.parametrize("language", SPOKEN)
def test_each_language_is_asked_for_by_its_name_in_each(language: str) -> None:
    said, names = SPOKEN[language].split(": ")
    codes = [code for code in SPOKEN if code != "en"]
    for name, code in zip(names.split(), codes, strict=True):
        asked = wishes(said.format(name), language)
        assert [(wish.group, wish.codes) for wish in asked] == [("language", (code,))], name


@pytest.mark.parametrize(("text", "language"), NO_ENGLISH)
def test_who_says_that_they_speak_no_english_does_not_ask_for_it(text: str, language: str) -> None:
    assert wishes(text, language) == ()


def test_a_wish_is_whole_words_where_vowels_are_signs() -> None:
    assert [wish.group for wish in wishes("ਮੁਫ਼ਤ ਕਲੱਬ ਐਤਵਾਰ", "pa")] == ["cost", "day"]
    assert wishes("ਮੁਫ਼ਤੀ", "pa") == (), "a longer word that begins like 'free'"
