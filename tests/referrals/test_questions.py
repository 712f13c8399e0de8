"""What each question of the form does with its answer, and where it leads."""

from __future__ import annotations

from typing import Any

import pytest

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import sealing
from localoffer.referrals.answers import Answers
from localoffer.referrals.choices import Responsible
from tests.referrals import journeys
from tests.referrals.conftest import only_referral
from tests.referrals.journeys import CHECK, START, Steps
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

RING = ("999", "01632 960001", "01632 960002")
NEW_SECTIONS = {"knows", "confirmed_district", "school", "help_now", "responsibility", "risk"}
EVERY_WAY = {**journeys.CONTACT, "ways": ["phone", "text", "email", "post"]}
EVERYTHING_SAFE = {**journeys.SAFE, "safe_to_text": "yes", "safe_to_post": "yes", "address": "1 Marmalade Row"}


def sent(client: CheckedClient, database: Database, keys: KeyRing) -> Answers:
    """Send the form, and return what the team gets."""
    journeys.send(client)
    return sealing.open_answers(only_referral(database), keys=keys)


def boxes(client: CheckedClient, slug: str) -> set[str]:
    shown = client.page(f"{START}/{slug}").all(".//main//form//*[@name]")
    return {box.get("name", "") for box in shown} - {"csrf_token", "mark", "save"}


# --- does the young person know -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "age", "is_asked"),
    [
        (journeys.PARENT, 16, True),
        (journeys.PROFESSIONAL, 16, True),
        (journeys.SOMEONE_ELSE, 25, True),
        (journeys.PARENT, 15, False),
        (journeys.YOUNG_PERSON, 16, False),
    ],
    ids=["parent", "professional", "someone else", "under 16", "the young person"],
)
def test_whoever_asks_for_somebody_of_16_says_whether_they_know(
    client: CheckedClient, steps: Steps, age: int, is_asked: bool
) -> None:
    journeys.reach(client, "date-of-birth", steps)
    following = journeys.answer(client, "date-of-birth", journeys.born(age)).location
    assert following.endswith("/do-they-know") == is_asked


@pytest.mark.parametrize(
    ("answer", "leads_to"), [("yes", "home"), ("cannot", "home"), ("no", "young-person-has-not-agreed")]
)
def test_somebody_who_cannot_understand_the_question_is_not_kept_out(
    client: CheckedClient, answer: str, leads_to: str
) -> None:
    journeys.reach(client, "do-they-know", journeys.OF_16)
    assert journeys.answer(client, "do-they-know", {"knows": answer}).location == f"{START}/{leads_to}"


# --- where they live and learn --------------------------------------------------------------------------------------


def test_the_district_of_the_postcode_is_shown_and_can_be_put_right(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    # given a postcode that tells a district
    journeys.reach(client, "right-area")
    assert client.page(f"{START}/right-area").heading == "Your child’s postcode is in Stafford. Is that right?"
    # when that is wrong, the right one is chosen
    assert journeys.answer(client, "right-area", {"right": "no"}).location == f"{START}/district"
    assert journeys.answer(client, "district", {"district": "tamworth"}).location == f"{START}/school"
    for slug, fields in journeys.PARENT[len(journeys.without(journeys.PARENT, "school")) :]:
        journeys.answer(client, slug, fields)
    # then that is the one the team gets
    assert "Tamworth" in client.page(CHECK).words
    assert sent(client, database, keys).district == "tamworth"


def test_a_home_in_the_county_with_a_postcode_outside_it_is_sent_with_its_district(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    elsewhere = [("right-area", {"right": "no"}), ("district", {"district": "tamworth"})]
    before = journeys.without(journeys.PARENT, "home")
    after = journeys.PARENT[len(journeys.without(journeys.PARENT, "school")) :]
    journeys.begin(client)
    for slug, fields in [*before, ("home", {"postcode": "B1 1AA"}), *elsewhere, *after]:
        journeys.answer(client, slug, fields)

    assert "Tamworth" in client.page(CHECK).words
    assert sent(client, database, keys).district == "tamworth"


def test_another_postcode_asks_about_its_district_anew(client: CheckedClient) -> None:
    # given a form that is filled in
    journeys.fill_in(client)
    # when the postcode is changed to one of the same district, nothing more is asked
    assert journeys.answer(client, "home?change=1", {"postcode": "ST16 2LH"}).location == CHECK
    # and to one of another district, whether that is right
    assert journeys.answer(client, "home?change=1", {"postcode": "B79 7BZ"}).location == f"{START}/right-area?change=1"
    assert "Tamworth" in client.page(f"{START}/right-area").heading
    assert journeys.answer(client, "right-area?change=1", journeys.RIGHT).location == CHECK


@pytest.mark.parametrize(("kind", "kept"), [("school", "Thistledown"), ("college", "Thistledown"), ("home", "")])
def test_only_a_school_or_a_college_has_a_name(
    client: CheckedClient, database: Database, keys: KeyRing, kind: str, kept: str
) -> None:
    journeys.fill_in(client, journeys.changed(journeys.PARENT, school={"kind": kind, "name": "Thistledown"}))
    told = sent(client, database, keys).school
    assert told is not None
    assert (told.kind.value, told.name) == (kind, kept)


@pytest.mark.parametrize(("typed", "kept"), [("12", 12), ("0", 0), ("", None), ("۱۲", 12)])
def test_hours_used_may_be_none_unknown_or_in_other_digits_and_never_bar(
    client: CheckedClient, database: Database, keys: KeyRing, typed: str, kept: int | None
) -> None:
    journeys.fill_in(client, journeys.changed(journeys.PARENT, help_now={"words": "", "hours_used": typed}))
    assert client.page(f"{START}/help-now").value("hours_used") == ("" if kept is None else str(kept))
    told = sent(client, database, keys).help_now
    assert told is not None
    assert told.hours_used == kept


# --- how they can be reached ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ways", "asked"),
    [
        (["phone"], {"safe_to_phone"}),
        (["text"], {"safe_to_text"}),
        (["post", "email"], {"address", "safe_to_post"}),
        (["phone", "text", "post"], {"safe_to_phone", "safe_to_text", "address", "safe_to_post"}),
    ],
    ids=["phone", "text", "post", "all"],
)
def test_what_is_safe_is_asked_of_the_ways_that_were_chosen(
    client: CheckedClient, ways: list[str], asked: set[str]
) -> None:
    journeys.reach(client, "contact")
    assert "address" not in boxes(client, "contact")
    journeys.answer(client, "contact", {**journeys.CONTACT, "ways": ways})
    assert boxes(client, "safe-contact") == asked


@pytest.mark.parametrize("number", ["07700 900 977", "+48 601 234 567"])
def test_a_text_message_wants_a_number_that_can_get_one(client: CheckedClient, number: str) -> None:
    journeys.reach(client, "contact")
    by_text = {**journeys.CONTACT, "ways": ["text"]}
    refused = journeys.answer(client, "contact", {**by_text, "phone": "01632 960 977"})
    assert "Enter a mobile number, because you chose text message" in refused.page.words  # type: ignore[attr-defined]
    assert journeys.answer(client, "contact", {**by_text, "phone": number}).location == f"{START}/safe-contact"


def test_whoever_can_safely_be_reached_by_none_of_their_ways_is_led_to_another_and_can_ring(
    client: CheckedClient,
) -> None:
    journeys.reach(client, "contact")
    journeys.answer(client, "contact", {**journeys.CONTACT, "ways": ["phone"]})
    page = journeys.answer(client, "safe-contact", {"safe_to_phone": "not_safe"}).page  # type: ignore[attr-defined]
    [ways_out] = [one for one in page.with_class("govuk-inset-text") if "no way is safe" in "".join(one.itertext())]
    assert [link.get("href") for link in ways_out.findall(".//a")] == [f"{START}/contact", "tel:01632960000"]


def test_everything_that_is_missing_is_said_at_once(client: CheckedClient) -> None:
    journeys.reach(client, "contact")
    for given, says in (
        ({}, ["Enter a full name", "Choose at least one way"]),
        (
            {"ways": ["text", "email"], "phone": "07700", "relationship": "x" * 121},
            [
                "Enter a full name",
                "Use 120 characters or fewer",
                "Enter a phone number like 01632 960 001",
                "Enter an email address, because you chose email",
            ],
        ),
    ):
        page = journeys.answer(client, "contact", given).page  # type: ignore[attr-defined]
        assert [link.text for link in page.with_class("govuk-error-summary__list")[0].findall(".//a")] == says


def test_email_alone_asks_nothing_more(client: CheckedClient) -> None:
    journeys.reach(client, "contact")
    following = journeys.answer(client, "contact", {**journeys.CONTACT, "ways": ["email"]}).location
    assert following == f"{START}/who-decides"


def test_an_address_is_kept_only_while_post_is_chosen(client: CheckedClient, database: Database, keys: KeyRing) -> None:
    # given somebody who chose every way
    journeys.fill_in(client, journeys.changed(journeys.PARENT, contact=EVERY_WAY, safe_contact=EVERYTHING_SAFE))
    assert "1 Marmalade Row" in client.page(CHECK).words
    # when post is chosen no more
    assert journeys.answer(client, "contact?change=1", journeys.CONTACT).location == CHECK
    # then the address is gone, and what is safe of the others is still said
    told = sent(client, database, keys).contact
    assert told is not None
    assert (told.address, told.safe_to_post, told.safe_to_text) == ("", None, None)
    assert told.safe_to_phone is not None


def test_another_number_is_asked_about_anew(client: CheckedClient) -> None:
    journeys.fill_in(client)
    following = journeys.answer(client, "contact?change=1", {**journeys.CONTACT, "phone": "01632 960979"}).location
    assert following == f"{START}/safe-contact?change=1"
    assert client.page(following).all(".//input[@checked]") == []


def test_the_contact_of_a_parent_is_not_taken_for_that_of_the_young_person(client: CheckedClient) -> None:
    # given a parent's form about somebody of 16
    journeys.fill_in(client, journeys.OF_16)
    # when it is the young person who goes on with it
    assert journeys.answer(client, "who?change=1", {"referrer": "young_person"}).location == f"{START}/contact?change=1"
    # then they are asked how to reach them, and whether they agree
    assert journeys.answer(client, "contact?change=1", journeys.OWN_CONTACT).location == f"{START}/agreement?change=1"


# --- who decides ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (journeys.PARENT, "Another parent"),
        (journeys.YOUNGER_PERSON, "My mum or dad, or both"),
        (journeys.SOMEONE_ELSE, "A parent, or both parents"),
    ],
    ids=["parent", "younger person", "someone else"],
)
def test_who_decides_is_shown_in_the_words_that_were_ticked(client: CheckedClient, steps: Steps, said: str) -> None:
    journeys.fill_in(client, journeys.changed(steps, who_decides={"who": ["parent"]}))
    assert f"Parental responsibility {said}" in client.page(CHECK).words


@pytest.mark.parametrize(
    ("steps", "age", "is_asked"),
    [
        (journeys.PARENT, 11, True),
        (journeys.OF_16, 16, True),
        (journeys.PARENT, 20, False),
        (journeys.YOUNGER_PERSON, 14, True),
        (journeys.YOUNG_PERSON, 16, False),
    ],
    ids=["parent", "parent of somebody of 16", "of a grown-up", "younger person", "young person"],
)
def test_who_decides_is_asked_where_somebody_else_may(
    client: CheckedClient, steps: Steps, age: int, is_asked: bool
) -> None:
    changed = journeys.changed(steps, date_of_birth=journeys.born(age))
    journeys.begin(client)
    for slug, fields in changed:
        if slug == "date-of-birth" and age == 20:
            journeys.answer(client, slug, fields)
            journeys.answer(client, "do-they-know", {"knows": "yes"})
        elif slug == "who-decides":
            break
        else:
            journeys.answer(client, slug, fields)
    assert (client.get(f"{START}/who-decides").status_code == 200) == is_asked


def test_me_is_somebody_else_when_somebody_else_fills_it_in(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    # given a parent who decides
    journeys.fill_in(client, journeys.changed(journeys.PARENT, who_decides={"who": ["me"]}))
    # when a professional goes on with the form
    journeys.answer(client, "who?change=1", {"referrer": "professional"})
    for slug in ("family-agrees", "how-they-agreed", "about-you"):
        following = journeys.answer(client, f"{slug}?change=1", dict(journeys.PROFESSIONAL)[slug]).location
    # then it is asked again, without "I do"
    assert following == f"{START}/who-decides?change=1"
    assert not client.page(following).all(".//input[@value='me']")
    journeys.answer(client, "who-decides?change=1", journeys.DECIDES)
    journeys.answer(client, "agreement?change=1", journeys.AGREED)
    told = sent(client, database, keys).responsibility
    assert told is not None
    assert Responsible.ME not in told.who


# --- safety and agreement -------------------------------------------------------------------------------------------


def test_the_numbers_to_ring_stand_on_the_page_that_asks_about_risk(client: CheckedClient) -> None:
    journeys.reach(client, "safe-now")
    words = client.page(f"{START}/safe-now").all(".//main")[0]
    said = " ".join("".join(words.itertext()).split())
    question = said.index("at risk of harm now?")
    assert all(number in said[:question] for number in RING)


@pytest.mark.parametrize(("answer", "is_urgent"), [("yes", True), ("no", False), ("not_sure", False)])
def test_a_yes_goes_on_and_each_later_page_says_whom_to_ring(
    client: CheckedClient, database: Database, keys: KeyRing, answer: str, is_urgent: bool
) -> None:
    # given somebody who says whether anybody is at risk
    journeys.reach(client, "safe-now")
    assert journeys.answer(client, "safe-now", {"now": answer}).location == f"{START}/agreement"
    pages = [client.page(f"{START}/agreement")]
    journeys.answer(client, "agreement", journeys.AGREED)
    pages.append(client.page(CHECK))
    # then a yes is answered on each page until it is sent
    for page in pages:
        assert ("You told us that somebody is at risk now." in page.words) == is_urgent
        assert not is_urgent or all(number in page.words for number in RING)
    # and it stands with the form
    assert sent(client, database, keys).is_urgent == is_urgent
    assert only_referral(database).urgent == is_urgent


@pytest.mark.parametrize(("share", "agreed"), [("yes", "yes"), ("no", "yes")])
def test_sharing_can_be_refused_and_the_form_still_sent(
    client: CheckedClient, database: Database, keys: KeyRing, share: str, agreed: str
) -> None:
    journeys.fill_in(client, journeys.changed(journeys.PARENT, agreement={"agreed": agreed, "share": share}))
    told = sent(client, database, keys).agreement
    assert told is not None
    assert told.share == share


# --- check your answers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", journeys.EVERYBODY.values(), ids=journeys.EVERYBODY)
def test_each_answer_is_shown_with_a_way_to_change_it(client: CheckedClient, steps: Steps) -> None:
    journeys.fill_in(client, steps)
    page = client.page(CHECK)
    links = {link.split("/")[-1].split("?")[0] for link in page.links if link.endswith("?change=1")}
    assert links == {slug for slug, _ in steps}
    for said in ("Thistledown Primary", "Grandma Marmaduke", "12", "Phone call", "Yes, but do not leave a message"):
        assert said in page.words


def test_a_form_from_before_the_new_questions_is_asked_them_and_loses_nothing(
    client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a form that the version before had stored
    journeys.fill_in(client)
    stored = Answers.to_json
    with monkeypatch.context() as before:
        before.setattr(Answers, "to_json", lambda self: _as_before(stored(self)))
        journeys.answer(client, "strengths?change=1", journeys.STRENGTHS)
    # when it is opened now, then the first new question is asked
    assert client.get(CHECK).location == f"{START}/right-area"
    # and after the new ones, everything else is there
    asked = []
    while (at := client.get(CHECK)).status_code == 303:
        slug = at.location.split("/")[-1]
        asked.append(slug)
        journeys.answer(client, slug, dict(journeys.PARENT)[slug])
    assert asked == ["right-area", "school", "help-now", "contact", "who-decides", "safe-now", "agreement"]
    words = client.page(CHECK).words
    assert all(said in words for said in ("Zebedee", "Xylophones", "Wobblesome", "dragonfruit", "Philippa"))


def _as_before(stored: dict[str, Any]) -> dict[str, Any]:
    """Return stored answers as the version before knew them."""
    known = {"contact": {"name", "phone", "safe_to_phone", "email"}, "agreement": {"agreed"}}
    return {
        section: {name: told for name, told in answers.items() if name in known.get(section, answers)}
        for section, answers in stored.items()
        if section not in NEW_SECTIONS
    }
