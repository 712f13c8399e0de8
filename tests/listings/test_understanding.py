"""Parts of a search that name a place, a need or an age become filters that are shown and can be taken away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.ages import said_age
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Choice, Vocabulary
from localoffer.listings.search.following import Follower
from localoffer.listings.search.found import Found
from localoffer.listings.search.understanding import Understander
from localoffer.vocabulary import Coverage, Fact, WayIn
from tests.support.client import CheckedClient
from tests.support.listings import listing, synonym

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False)


def _find(follower: Follower, text: str, language: str = "en", **asked: object) -> Found:
    criteria = SearchCriteria(text=text, **asked)  # type: ignore[arg-type]
    return follower.engine.find(criteria, language=language, today=TODAY)


def _names(found: Found) -> list[str]:
    return [hit.facts.names["en"] for hit in found.hits]


@pytest.mark.parametrize(
    ("text", "language", "years"),
    [
        ("my 14 year old", "en", (14, 14)),
        ("aged 5", "en", (5, 5)),
        ("my son is 7", "en", (7, 7)),
        ("a 3yo who bites", "en", (3, 3)),
        ("under 5s", "en", (0, 4)),
        ("toddler", "en", (1, 3)),
        ("Teenagers", "en", (13, 17)),
        ("still in nappies at 7", "en", (7, 7)),
        ("four year old", "en", (4, 4)),
        ("my Seven-year-old", "en", (7, 7)),
        ("18 months old", "en", (1, 1)),
        ("in year 9", "en", (13, 14)),
        ("primary aged", "en", (5, 11)),
        ("dziecko 5 lat", "pl", (5, 5)),
        ("8 miesięcy", "pl", (0, 0)),
        ("پانچ سال کا بیٹا", "ur", (5, 5)),
        ("6 months waiting list", "en", None),
        ("every year", "en", None),
        ("one year of help", "en", None),
        ("12 سال", "ur", (12, 12)),
        ("open at 7", "en", None),
        ("up at 3am", "en", None),
        ("a group of 30 year olds", "en", None),
        ("ages 11 to 25", "en", None),
    ],
)
def test_ages_are_understood_as_people_say_them(text: str, language: str, years: tuple[int, int] | None) -> None:
    found = said_age(text, language)

    assert (found and (found.first, found.last)) == years


def test_a_district_a_need_and_an_age_in_the_words_become_filters(follower: Follower, session: Session) -> None:
    listing(session, "Lego club", districts=("tamworth",), needs=("autism",), age_from=5, age_to=11)
    listing(session, "Lego corner", districts=("stafford",), needs=("autism",))
    listing(session, "Lego evening", districts=("tamworth",), needs=("hearing",))
    listing(session, "Lego for teenagers", districts=("tamworth",), needs=("autism",), age_from=12, age_to=18)
    session.commit()

    found = _find(follower, "lego for my autism 8 year old in Tamworth")

    assert _names(found) == ["Lego club"]
    heard = found.hearing.heard
    assert heard.criteria == SearchCriteria.asking(
        heard.criteria.text, district=["tamworth"], need=["autism"], age=["8"]
    )
    assert {part.group: part.codes for part in heard.parts} == {
        "district": ("tamworth",),
        "need": ("autism",),
        "age": ("8",),
    }


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("lego in Tamworth", "en", "lego"),
        ("lego around Tamworth", "en", "lego"),
        ("lego for autism in Tamworth", "en", "lego"),
        ("lego on Saturdays", "en", "lego"),
        ("Tamworth and lego", "en", "lego"),
        ("autism near the Tamworth", "en", ""),
        ("in care in Tamworth", "en", "in care"),
        ('"lego in" Tamworth', "en", '"lego in"'),
        ("lego w Tamworth", "pl", "lego"),
        ("lego în Tamworth", "ro", "lego"),
        ("lego в Tamworth", "uk", "lego"),
        ("lego Tamworth mellett", "hu", "lego"),
        ("Tamworth میں lego", "ur", "lego"),
    ],
)
def test_small_words_go_with_what_was_taken_out(
    follower: Follower, session: Session, text: str, language: str, left: str
) -> None:
    listing(session, "Lego in care", needs=("autism",), districts=("tamworth",), times=("sat-morning",))
    session.commit()

    heard = _find(follower, text, language).hearing.heard

    assert heard.criteria.text == left
    assert heard.parts


def test_a_link_without_one_part_has_the_others_and_no_small_word_of_it(follower: Follower, session: Session) -> None:
    listing(session, "Lego", needs=("autism",), districts=("tamworth",))
    session.commit()

    parts = _find(follower, "lego for autism in Tamworth").hearing.heard.parts

    assert {part.group: part.rest for part in parts} == {
        "need": "lego in Tamworth",
        "district": "lego for autism",
    }


def test_a_link_without_one_part_leaves_no_comma_alone(follower: Follower, session: Session) -> None:
    listing(session, "Lego", needs=("autism",), districts=("tamworth",))
    session.commit()

    parts = _find(follower, "lego, autism, shouts, Tamworth").hearing.heard.parts

    assert {part.group: part.rest for part in parts} == {
        "need": "lego, shouts, Tamworth",
        "district": "lego, autism, shouts",
    }


def test_a_word_for_several_ages_finds_any_of_them(follower: Follower, session: Session) -> None:
    listing(session, "Babies", age_from=0, age_to=1)
    listing(session, "Songs", age_from=3, age_to=4)
    listing(session, "School", age_from=5, age_to=11)
    session.commit()

    assert set(_names(_find(follower, "toddler"))) == {"Babies", "Songs"}


def test_a_district_in_the_words_joins_the_one_that_was_chosen(follower: Follower, session: Session) -> None:
    listing(session, "Club", districts=("stafford",))
    listing(session, "Tamworth club", districts=("tamworth",))
    listing(session, "Leek club", districts=("staffordshire-moorlands",))
    session.commit()

    in_words = _find(follower, "club tamworth")
    found = _find(follower, "club tamworth", chosen=(("district", "stafford"),))

    assert found.hearing.heard.criteria.districts == ("stafford", "tamworth")
    assert set(_names(found)) == {"Club", "Tamworth club"}
    assert in_words.counts["district"]["stafford"] == 1


def test_a_town_stands_for_the_district_of_its_postcode(follower: Follower, session: Session) -> None:
    listing(session, "Judo", districts=("staffordshire-moorlands",))
    listing(
        session, "Swimming", districts=("staffordshire-moorlands",), venues=({"town": "Leek", "postcode": "ST13 6HQ"},)
    )
    listing(session, "Ponies", districts=("stafford",), venues=({"town": "Hanley", "postcode": "ST1 1HL"},))
    session.commit()

    found = _find(follower, "leek")
    assert _names(found) == ["Swimming", "Judo"]
    (part,) = found.hearing.heard.parts
    assert (part.codes, part.near) == (("staffordshire-moorlands",), "Leek")
    assert _find(follower, "hanley").hearing.heard.parts == ()


def test_an_acronym_for_a_need_is_that_need_and_a_word_for_many_things_is_not(
    follower: Follower, session: Session
) -> None:
    listing(session, "Lego club", needs=("autism",))
    listing(session, "Calm club", needs=("hearing",))
    synonym(session, "ASD", "autism", "autistic")
    synonym(session, "hates noise", "autism", "calm")
    session.commit()

    assert _find(follower, "ASD").hearing.heard.criteria.needs == ("autism",)
    assert _find(follower, "hates noise").hearing.heard.parts == ()
    assert _find(follower, "hates noise").total == 2


def test_a_name_within_a_longer_phrase_that_families_use_stays_a_part_of_it(
    follower: Follower, session: Session
) -> None:
    listing(session, "Lego club", needs=("autism",))
    listing(session, "Powerchair football", needs=("hearing",))
    synonym(session, "on the spectrum", "autism")
    synonym(session, "football on the spectrum", "powerchair football")
    session.commit()

    assert _find(follower, "a boy on the spectrum").hearing.heard.criteria.needs == ("autism",)
    found = _find(follower, "football on the spectrum")
    assert found.hearing.heard.parts == ()
    assert _names(found) == ["Powerchair football"]


def test_names_in_quotes_and_plain_searches_are_words_only(follower: Follower, session: Session) -> None:
    listing(session, "Autism group", needs=("hearing",))
    session.commit()

    assert _names(_find(follower, '"autism group"')) == ["Autism group"]
    assert _names(_find(follower, "autism", plain=True)) == ["Autism group"]
    assert _find(follower, "autism").total == 0


def test_a_phrase_in_quotes_is_found_in_this_order_only(follower: Follower, session: Session) -> None:
    listing(session, "Group for parents")
    listing(session, "Parents who support a group")
    session.commit()

    assert _names(_find(follower, '"group for parents"')) == ["Group for parents"]
    assert _find(follower, '"parents for group"').total == 0


def test_names_of_needs_and_districts_are_understood_in_other_languages(follower: Follower, session: Session) -> None:
    listing(session, "Club", needs=("autism",), districts=("tamworth",))
    session.commit()

    assert _find(follower, "autyzm", "pl").hearing.heard.criteria.needs == ("autism",)
    assert _find(follower, "autyzmem", "pl").hearing.heard.criteria.needs == ("autism",)
    assert _find(follower, "آٹزم", "ur").hearing.heard.criteria.needs == ("autism",)


def test_a_small_polish_word_is_not_an_english_acronym(follower: Follower, session: Session) -> None:
    listing(session, "Help with DLA forms", needs=("hearing",))
    listing(session, "Club", translations={"pl": {"name": "Grupa rodziców"}})
    session.commit()

    assert _names(_find(follower, "grupa dla rodziców", "pl")) == ["Club"]
    assert _names(_find(follower, "DLA", "pl")) == ["Help with DLA forms"]


def test_what_a_listing_states_is_found_in_families_words(follower: Follower, session: Session) -> None:
    listing(
        session, "Judo", ways_in=(WayIn.REFER_YOURSELF,), ehc_plan_needed=False, facts={Fact.MEDICATION: (True, None)}
    )
    listing(session, "Ponies", ehc_plan_needed=True, facts={Fact.MEDICATION: (False, None)})
    session.commit()

    for text in ("self refer", "no ehcp", "gives medicine"):
        assert _names(_find(follower, text))[:1] == ["Judo"], text
    assert _find(follower, "medicine").total == 1


def test_the_page_shows_what_became_a_filter_and_how_to_undo_it(client: CheckedClient, session: Session) -> None:
    listing(
        session, "Swimming", districts=("staffordshire-moorlands",), venues=({"town": "Leek", "postcode": "ST13 6HQ"},)
    )
    session.commit()

    page = client.page("/services?q=swimming+leek")

    assert "In or near Leek → Staffordshire Moorlands" in page.words
    assert "We used “leek” as a filter." in page.words
    assert "Covers Staffordshire Moorlands" in page.words
    assert "/services?q=swimming" in page.links
    assert "/services?q=swimming+leek&plain=swimming+leek" in page.links
    as_words = client.page("/services?q=swimming+leek&plain=swimming+leek")
    assert "We used" not in as_words.words
    assert as_words.value("plain") == "swimming leek", "a filter that is ticked now keeps it"
    assert "We used" in client.page("/services?q=cycling+leek&plain=swimming+leek").words, "other words are read anew"


def test_what_became_a_filter_is_shown_even_where_nothing_is_found(client: CheckedClient, session: Session) -> None:
    listing(session, "Swimming", districts=("tamworth",), needs=("hearing",))
    session.commit()

    page = client.page("/services?q=swimming+autism+stafford")

    assert page.heading.startswith("No services found")
    assert "We used “autism” and “stafford” as a filter." in page.words
    for link in page.links:
        if link.startswith("/services?") and "plain" not in link:
            assert not client.page(link).heading.startswith("No services"), link


def test_a_postcode_in_the_words_stands_for_its_district(client: CheckedClient, session: Session) -> None:
    listing(session, "Swimming", districts=("tamworth",))
    listing(session, "Swimming too", districts=("stafford",))
    session.commit()

    page = client.page("/services?q=swimming+b797bz")

    assert "In or near B79 7BZ → Tamworth" in page.words
    assert [name.text for name in page.with_class("lo-card__title")] != []
    assert "Swimming too" not in page.words


def test_a_postcode_of_another_council_is_said_and_what_is_online_found(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "Swimming", coverage=Coverage.ONLINE, districts=())
    session.commit()

    page = client.page("/services?q=swimming+B1+1AA")
    assert "is in Birmingham, not in our county" in page.words
    assert page.heading.startswith("1 service")


@pytest.mark.parametrize("typed", ["ST16 9ZZ", "ST99 9ZZ", "XX1", "xx1"])
def test_a_postcode_that_nobody_knows_is_told_and_is_no_word(
    client: CheckedClient, session: Session, typed: str
) -> None:
    listing(session, "Swimming", coverage=Coverage.COUNTY, districts=())
    listing(session, "Chess")
    session.commit()

    page = client.page(f"/services?q=swimming+{typed.replace(' ', '+')}")

    assert f"We do not know the postcode {typed.upper()}. Check it, or choose your district." in page.words
    assert page.heading.startswith("1 service")
    assert "No service says" not in page.words
    # nor where it is all that was typed
    page = client.page(f"/services?q={typed.replace(' ', '+')}")
    assert f"We do not know the postcode {typed.upper()}." in page.words
    assert page.heading.startswith("2 services")


def test_what_a_listing_says_is_a_word_though_it_looks_like_half_a_postcode(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "Games on the PS5")
    listing(session, "Chess")
    session.commit()

    page = client.page("/services?q=ps5")

    assert page.heading.startswith("1 service")
    assert "We do not know the postcode" not in page.words


def test_an_age_that_is_also_a_thing_to_look_for_still_says_what_is_the_better_match(
    follower: Follower, session: Session
) -> None:
    listing(session, "A club", age_from=11, age_to=25)
    listing(session, "Moving to the adult team", age_from=16, age_to=25)
    synonym(session, "turning 18", "adult team")
    session.commit()

    assert _names(_find(follower, "turning 18")) == ["Moving to the adult team", "A club"]
    assert _find(follower, "baby sitter").hearing.heard.parts == ()


ALTERNATIVES = {
    "en": ("Dyslexia, dyspraxia or dyscalculia", "help with dyscalculia"),
    "pl": ("Dysleksja, dyspraksja lub dyskalkulia", "syn ma dyspraksja"),
    "ro": ("Dislexie, dispraxie sau discalculie", "copil cu dispraxie"),
    "pa": ("ਡਿਸਲੈਕਸੀਆ, ਡਿਸਪ੍ਰੈਕਸੀਆ ਜਾਂ ਡਿਸਕੈਲਕੂਲੀਆ", "ਡਿਸਕੈਲਕੂਲੀਆ ਲਈ ਮਦਦ"),
    "ur": ("ڈسلیکسیا، ڈسپریکسیا یا ڈسکیلکولیا", "ڈسپریکسیا کے لیے مدد"),
    "hu": ("Siket vagy nagyothalló", "nagyothalló gyermek"),
    "bg": ("Глухота или слаб слух", "дете със слаб слух"),
    "uk": ("Дислексія, диспраксія або дискалькулія", "дитина з диспраксією"),
    "ar": ("الصمم أو ضعف السمع", "ضعف السمع عند طفلي"),
}


@pytest.mark.parametrize("language", ALTERNATIVES)
def test_each_name_of_a_need_that_has_several_is_understood(language: str) -> None:
    name, text = ALTERNATIVES[language]
    understander = Understander(Vocabulary(needs=(Choice("a-need", {"en": "A need", language: name}),)))

    heard = understander.hear(SearchCriteria(text=text), language)

    assert [(part.group, part.codes) for part in heard.parts] == [("need", ("a-need",))]
