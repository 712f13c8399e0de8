"""Anybody comments, without an account or a cookie; what they write is sealed, and set aside where it may harm."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from limits import RateLimitItemPerHour
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import migrating
from localoffer.crypto import KeyRing
from localoffer.feedback import pace
from localoffer.feedback.comments import sealing
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.sayings import rude_words
from localoffer.feedback.comments.signs import signs_in
from localoffer.feedback.comments.vocabulary import CommentState, Face, Sign, Who
from localoffer.languages import LANGUAGES
from tests.support import canaries
from tests.support.client import CheckedClient
from tests.support.listings import listing

pytestmark = pytest.mark.any_database
ADDRESS, YOUNG = "/comment", "/comment/young-people"
FROM_US = {"Sec-Fetch-Site": "same-origin"}
TOLD: dict[str, Any] = {
    "mark": "a mark",
    "about": "site",
    "words": "There is too little in the evening",
    "topics": ["missing", "ease"],
    "who": "parent",
    "email": "zebedee@example.org",
}


def send(client: CheckedClient, address: str = ADDRESS, **told: Any) -> Any:
    return client.post(address, data={**TOLD, **told}, headers=FROM_US)


def rows(session: Session) -> list[Comment]:
    session.rollback()
    found = list(session.scalars(select(Comment).order_by(Comment.id)))
    session.rollback()
    return found


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_comment_is_kept_sealed_and_whoever_wrote_is_thanked(
    client: CheckedClient, session: Session, keys: KeyRing, code: str
) -> None:
    prefix = LANGUAGES[code].prefix
    assert client.page(prefix + ADDRESS)

    answer = send(client, prefix + ADDRESS)

    assert answer.status_code == 303
    assert client.page(answer.location)
    (row,) = rows(session)
    assert (row.language, row.about, row.who, row.topics) == (code, "site", Who.PARENT, ["missing", "ease"])
    assert row.state is CommentState.NEW
    assert sealing.open_inside(row, keys=keys).words == TOLD["words"]
    assert sealing.open_email(row, keys=keys) == TOLD["email"]
    assert b"evening" not in (row.sealed or b"")


def test_words_alone_are_enough(client: CheckedClient, session: Session) -> None:
    assert send(client, topics=[], who="", email="").status_code == 303
    (row,) = rows(session)
    assert (row.who, row.topics, row.wants_answer, row.sealed_email) == (None, [], False, None)


def test_a_comment_can_be_about_the_service_that_somebody_comes_from(client: CheckedClient, session: Session) -> None:
    listing(session, "Saturday club", slug="saturday-club")
    session.commit()
    address = f"{ADDRESS}?about=listing:saturday-club"

    assert "Saturday club" in client.page(address).words
    send(client, address, about="listing:saturday-club")

    assert [row.about for row in rows(session)] == ["listing:saturday-club"]


def test_what_is_not_there_leads_to_a_comment_on_the_whole_site(client: CheckedClient, session: Session) -> None:
    send(client, f"{YOUNG}?about=listing:nowhere", face="bad")
    assert [row.about for row in rows(session)] == ["site"]


def test_a_young_person_needs_no_words(client: CheckedClient, session: Session) -> None:
    assert client.page(f"/ur{YOUNG}")
    assert send(client, f"/ur{YOUNG}", words="", face="good").status_code == 303
    (row,) = rows(session)
    assert (row.who, row.face, row.language) == (Who.YOUNG_PERSON, Face.GOOD, "ur")


@pytest.mark.parametrize(
    ("address", "wrong", "said"),
    [
        (ADDRESS, {"words": ""}, "Write what you want to say"),
        (ADDRESS, {"words": "a" * 4001}, "Use fewer words"),
        (ADDRESS, {"email": "nobody"}, "Enter an email address like name@example.org"),
        (ADDRESS, {"about": "listing:elsewhere"}, "Choose one of the answers on the list"),
        (YOUNG, {"words": "", "face": ""}, "Choose a face, or write something"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(
    client: CheckedClient, session: Session, address: str, wrong: dict[str, str], said: str
) -> None:
    answer = send(client, address, **wrong)
    assert answer.status_code == 400
    assert said in answer.page.words
    assert answer.page.value("words") == wrong.get("words", TOLD["words"])
    assert rows(session) == []


def test_a_double_click_comments_once(client: CheckedClient, session: Session) -> None:
    send(client)
    send(client)
    assert len(rows(session)) == 1


def test_nobody_is_given_a_cookie_and_the_form_is_not_stored(client: CheckedClient) -> None:
    for answer in (client.get(ADDRESS), client.get(YOUNG), send(client), client.get(f"{ADDRESS}/thanks")):
        assert "Set-Cookie" not in answer.headers
    assert client.get(ADDRESS).headers["Cache-Control"] == "no-store"


def test_what_was_typed_stands_nowhere_in_the_open(
    client: CheckedClient, session: Session, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = send(client, words="zqcanary1 was unkind", email="zqcanary2@example.org")

    stored = [str(row) for table in migrating.METADATA.sorted_tables for row in session.execute(select(table))]
    session.rollback()
    assert not canaries.found("\n".join([*stored, answer.location, *capfd.readouterr()]))


def test_another_site_cannot_comment_for_somebody(client: CheckedClient, session: Session) -> None:
    assert client.post(ADDRESS, data=TOLD, headers={"Origin": "https://elsewhere.example.org"}).status_code == 400
    assert rows(session) == []


def test_a_flood_is_told_to_wait(client: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "FROM_ONE_ADDRESS", RateLimitItemPerHour(1))
    assert [send(client, mark=str(number)).status_code for number in range(2)] == [303, 429]


def test_a_comment_that_names_somebody_is_set_aside_whole(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    words = "My son Jack waited. Ring me on 01632 960 123"

    assert send(client, words=words).location == send(client, mark="another").location

    set_aside, other = rows(session)
    assert (set_aside.state, other.state) == (CommentState.SET_ASIDE, CommentState.NEW)
    assert set_aside.signs == [Sign.NAMES_SOMEBODY, Sign.CONTACT_DETAILS]
    assert sealing.open_inside(set_aside, keys=keys).words == words


def test_a_machine_that_fills_in_every_box_is_set_aside(client: CheckedClient, session: Session) -> None:
    send(client, comment="cheap watches")
    assert rows(session)[0].signs == [Sign.FILLED_THE_EMPTY_BOX]


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("You are all wankers", Sign.RUDE),
        ("To jest kurwa skandal", Sign.RUDE),
        ("Mrs Smith never rang back", Sign.NAMES_SOMEBODY),
        ("Pani Kowalska nie oddzwoniła", Sign.NAMES_SOMEBODY),
        ("ڈاکٹر احمد نے جواب نہیں دیا", Sign.NAMES_SOMEBODY),
        ("Sunteți niște tâmpiți", Sign.RUDE),
        ("Fiica mea Ioana așteaptă", Sign.NAMES_SOMEBODY),
        ("ਇਹ ਕੰਜਰ ਲੋਕ ਹਨ", Sign.RUDE),
        ("ਸ਼੍ਰੀਮਤੀ ਕੌਰ ਨੇ ਫ਼ੋਨ ਨਹੀਂ ਕੀਤਾ", Sign.NAMES_SOMEBODY),
        ("یہ سب حرامی ہیں", Sign.RUDE),
        ("Rohadékok vagytok", Sign.RUDE),
        ("Kovács néni nem hívott vissza", Sign.NAMES_SOMEBODY),
        ("Там работят идиоти", Sign.RUDE),
        ("Г-жа Петрова не се обади", Sign.NAMES_SOMEBODY),
        ("Ви всі падлюки", Sign.RUDE),
        ("Мою доньку звати Оксана", Sign.NAMES_SOMEBODY),
        ("يا كلاب لا أحد يجيب", Sign.RUDE),
        ("السيدة فاطمة لم تتصل", Sign.NAMES_SOMEBODY),
        ("We live at ST16 2LH", Sign.CONTACT_DETAILS),
        ("See http://a.example http://b.example http://c.example", Sign.LINKS),
    ],
)
def test_each_sign_is_seen(words: str, sign: Sign) -> None:
    assert signs_in(words) == (sign,)


@pytest.mark.parametrize(
    "words",
    [
        "My son I think would love it. My daughter too.",
        "Moja córka czeka od roku, a pan z infolinii pomógł.",
        "میری بیٹی کو مدد چاہیے",
        "We waited 14 weeks and 3 days. See www.example.org",
        "The club in Scunthorpe is a class act, and a shuttle helps",
        "A debilitating illness, and spastic diplegia: you helped",
        "Copilul meu a așteptat doi ani. Mulțumim!",
        "ਮੇਰੀ ਧੀ ਦੋ ਸਾਲਾਂ ਤੋਂ ਉਡੀਕ ਰਹੀ ਹੈ। ਡਾਕਟਰ ਨੇ ਮਦਦ ਕੀਤੀ।",
        "کمینٹ کا جواب ملا، شکریہ",
        "A lányom két éve vár. Köszönjük!",
        "Дъщеря ми чака две години. Благодаря!",
        "Моя донька чекає два роки. Дякуємо!",
        "ابنتي تنتظر منذ سنتين. شكرا",
    ],
)
def test_an_ordinary_comment_has_no_sign(words: str) -> None:
    assert signs_in(words) == ()


def test_no_word_of_the_site_is_a_rude_one_in_any_language() -> None:
    for path in Path("translations").glob("*/LC_MESSAGES/messages.po"):
        said = unicodedata.normalize("NFKC", path.read_text(encoding="utf-8"))
        assert (found := rude_words().search(said)) is None, (path, found)


@pytest.mark.parametrize(("email", "said"), [("zoe@example.org", True), ("", False)])
def test_thanks_speak_of_an_address_to_whoever_left_one(client: CheckedClient, email: str, said: bool) -> None:
    thanks = client.page(send(client, email=email).location)
    assert ("You left an email address" in thanks.words) is said


def test_thanks_lead_back_to_the_service_that_it_was_about(client: CheckedClient, session: Session) -> None:
    listing(session, "Saturday club", slug="saturday-club")
    session.commit()
    about = "listing:saturday-club"
    thanks = client.page(send(client, f"{ADDRESS}?about={about}", about=about).location)
    assert "/services/saturday-club" in thanks.links
