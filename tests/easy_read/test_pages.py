"""The pages of easy read: how they are found, kept as a choice, shown in a language, seeded and changed by staff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.easy_read import ideas, seeding, writing
from localoffer.easy_read.ideas import Kind, Row
from localoffer.easy_read.writing import Said
from localoffer.languages import LANGUAGES
from localoffer.listings.kept import key_of
from localoffer.staff.models import User
from localoffer.vocabulary import Spaces
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.listings import listing
from tests.support.staff import sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database
CHOOSE = "/easy-read/choose/easy"
NAMES = {"Life Skills"}


@pytest.fixture
def shelf(session: Session, keys: KeyRing) -> None:
    seeding.load(session, FOLDER, actor="command", audit_key=keys.audit)
    session.commit()


def chosen(client: CheckedClient) -> CheckedClient:
    client.set_cookie("reading", "easy")
    return client


class TestChoosing:
    def test_a_page_that_has_an_easy_read_offers_it_and_keeps_the_choice(
        self, client: CheckedClient, shelf: None
    ) -> None:
        assert "Easy read: short words with pictures" in client.page("/privacy").words

        answer = client.get(f"{CHOOSE}?next=/easy-read/your-information")
        assert answer.location == "/easy-read/your-information"
        assert "reading=easy" in answer.headers["Set-Cookie"]
        assert "HttpOnly" in answer.headers["Set-Cookie"]

        # from now on other pages that have one open in it
        answer = client.get("/help/now")
        assert (answer.status_code, answer.location) == (302, "/easy-read/urgent-help")
        assert "Cookie" in answer.headers["Vary"]

    def test_the_standard_version_is_one_link_away_and_kept_too(self, client: CheckedClient, shelf: None) -> None:
        page = chosen(client).get("/easy-read/urgent-help")
        assert "/easy-read/choose/standard?next=/help/now" in page.text

        answer = client.get("/easy-read/choose/standard?next=/help/now")
        assert answer.location == "/help/now"
        assert client.get("/help/now").status_code == 200

    def test_a_page_without_one_says_nothing(self, client: CheckedClient, shelf: None) -> None:
        page = chosen(client).get("/cookies")
        assert "lo-reading" not in page.text

    def test_what_a_query_asks_for_stays_on_the_standard_page(self, client: CheckedClient, shelf: None) -> None:
        assert chosen(client).get("/refer/life-skills?cookies=none").status_code == 200

    def test_no_other_site_is_led_to(self, client: CheckedClient) -> None:
        assert client.get(f"{CHOOSE}?next=https://evil.example/").location == "/"
        assert client.get("/easy-read/choose/anything?next=/").status_code == 404

    def test_the_choice_stays_in_the_readers_language(self, client: CheckedClient, shelf: None) -> None:
        assert client.get(f"/pl{CHOOSE}?next=/help/now").location == "/pl/help/now"
        assert client.get("/pl/help/now").location == "/pl/easy-read/urgent-help"


class TestPages:
    def test_each_page_shows_its_ideas_with_pictures_and_numbers_to_ring(
        self, client: CheckedClient, shelf: None
    ) -> None:
        page = client.get("/easy-read/urgent-help")
        assert client.page("/easy-read/urgent-help").heading == "Help now"
        assert 'href="tel:999"' in page.text
        assert page.text.count('class="lo-easy__picture"') > 8

    def test_every_page_can_be_read_in_another_language(self, client: CheckedClient, shelf: None) -> None:
        client.page("/pl/easy-read")
        for entry in seeding.read(FOLDER / seeding.FILE):
            page = client.page(f"/ur/easy-read/{entry.slug}")
            assert page.heading == entry.said["ur"].title
            shown = [" ".join("".join(one.itertext()).split()) for one in page.with_class("lo-easy__words")]
            english = [row for row in ideas.read(entry.said["en"].ideas) if row.picture]
            assert len(shown) == len(english)
            assert not page.with_class("lo-untranslated")
            for idea in english:
                assert not [words for words in _sayings(idea) if words in " ".join(shown)], entry.slug

    @pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
    def test_no_idea_is_left_in_english_in_another_language(self, language: str) -> None:
        for entry in seeding.read(FOLDER / seeding.FILE):
            english, theirs = (
                {words for row in ideas.read(entry.said[code].ideas) for words in _sayings(row)}
                for code in ("en", language)
            )
            assert english & theirs == set(), entry.slug

    def test_links_lead_to_the_easy_read_of_a_page_where_it_has_one(self, client: CheckedClient, shelf: None) -> None:
        page = client.get("/easy-read/home")
        assert 'href="/easy-read/life-skills"' in page.text
        assert 'href="/services"' in page.text

    def test_the_form_begins_there(self, client: CheckedClient, shelf: None) -> None:
        page = client.get("/easy-read/life-skills")
        assert '<form class="lo-easy__start"' in page.text
        assert "Start now" in page.text

    def test_one_that_is_not_there_is_not_found(self, client: CheckedClient) -> None:
        client.page("/easy-read/nothing", status=404)

    def test_a_language_without_one_shows_english_marked_as_such(
        self, client: CheckedClient, session: Session, keys: KeyRing, shelf: None
    ) -> None:
        _change(session, keys, {"en": Said("Help now", "phone: Ring us.")})

        page = client.get("/ur/easy-read/urgent-help")

        assert '<h1 class="lo-easy__title" lang="en" dir="ltr">' in " ".join(page.text.split())

    def test_a_translation_of_an_older_english_says_so(
        self, client: CheckedClient, session: Session, keys: KeyRing, shelf: None
    ) -> None:
        page = writing.get(session, "urgent-help")
        said = {**writing.texts_of(page), "en": Said("Help now", "phone: Ring us.")}
        _change(session, keys, said)
        assert "lo-untranslated" in client.get("/pl/easy-read/urgent-help").text


class TestListings:
    def test_a_listing_that_has_one_offers_it_and_opens_in_it(self, client: CheckedClient, session: Session) -> None:
        words = {"easy_read": "music: We play music.\nmoney: It is free."}
        listing(session, "Drums", slug="drums", phone="01632 960123", words=words)
        listing(session, "Chess", slug="chess")
        session.commit()

        assert "/easy-read/choose/easy?next=/services/drums/easy-read" in client.get("/services/drums").text
        page = client.get("/services/drums/easy-read")
        assert "We play music." in page.text
        assert "01632 960123" in page.text
        assert "/easy-read/choose/standard?next=/services/drums" in page.text

        chosen(client)
        assert client.get("/services/drums?q=drum").location == "/services/drums/easy-read?q=drum"
        assert "lo-reading" not in client.get("/services/chess").text
        assert client.get("/services/chess/easy-read").location == "/services/chess"
        client.page("/services/nothing/easy-read", status=404)

    def test_a_full_one_says_so_shows_others_and_can_be_kept(self, client: CheckedClient, session: Session) -> None:
        words = {"easy_read": "music: We play music."}
        drums = listing(session, "Drums", slug="drums", spaces=Spaces.FULL, words=words)
        listing(session, "Flutes", spaces=Spaces.AVAILABLE)
        session.commit()

        page = client.page("/services/drums/easy-read?q=drum")

        assert "Full" in page.words
        others = page.one(".//section[@aria-labelledby='instead']")
        assert [link.text for link in others.findall(".//h3/a")] == ["Flutes"]
        assert "#instead" in page.links
        assert page.one(f".//button[@value='{key_of(drums.uuid)}']").get("name") == "keep"


class TestSeeding:
    def test_loading_again_changes_nothing_and_what_staff_wrote_stays(
        self, session: Session, keys: KeyRing, shelf: None
    ) -> None:
        mine = Said("Help now", "phone: Ring us today.")
        _change(session, keys, {**writing.texts_of(writing.get(session, "urgent-help")), "en": mine})

        assert seeding.load(session, FOLDER, actor="command", audit_key=keys.audit) == 0
        assert writing.texts_of(writing.get(session, "urgent-help"))["en"] == mine

    def test_new_words_of_the_file_reach_a_page_that_staff_left_alone(
        self, session: Session, keys: KeyRing, shelf: None
    ) -> None:
        page = writing.get(session, "home")
        page.texts = [text for text in page.texts if text.language != "ur"]
        session.flush()

        assert seeding.load(session, FOLDER, actor="command", audit_key=keys.audit) == 1
        assert page.text("ur") is not None
        assert not writing.is_behind(page, "ur")

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ("- slug: a", "it needs a slug and a text"),
            ("- slug: a\n  text: {pl: {title: A, ideas: 'tick: A.'}}", "no English"),
            ("- slug: a\n  stands_for: ['go:nowhere']\n  text: {en: {title: A, ideas: 'tick: A.'}}", "no go:nowhere"),
            ("- slug: a\n  text: {en: {title: A, ideas: 'Ring us.'}}", "line 1: no_picture: Ring us."),
            ("- slug: a\n  text: {en: {title: A, ideas: 'unicorn: Ring us.'}}", "line 1: unknown_picture: unicorn"),
            (f"- slug: a\n  text: {{en: {{title: A, ideas: 'tick: {'so ' * 15}it is.'}}}}", "long_sentence"),
        ],
    )
    def test_a_file_that_cannot_be_read_says_where(self, tmp_path: Path, told: str, said: str) -> None:
        path = tmp_path / "pages.yaml"
        path.write_text(told, encoding="utf-8")
        with pytest.raises(ValueError, match="pages") as refused:
            seeding.read(path)
        assert said in str(refused.value)


class TestStaff:
    ADDRESS = "/admin/easy-read/urgent-help/edit"

    @pytest.fixture
    def manager(self, client: CheckedClient, make_user: Callable[..., User], shelf: None) -> CheckedClient:
        make_user(role="manager")
        sign_in(client)
        return client

    def test_a_change_is_public_at_once_and_recorded(self, manager: CheckedClient, session: Session) -> None:
        typed = {"title_en": "Help today", "ideas_en": "phone: Ring us today.", "version": "1"}
        assert manager.send(self.ADDRESS, typed).status_code == 303
        assert "Ring us today." in manager.page("/easy-read/urgent-help").words
        recorded = session.scalar(select(AuditEntry.subject_id).where(AuditEntry.action == "easy_read.changed"))
        assert recorded == "urgent-help"
        assert "Help today" in manager.page("/admin/easy-read").words

    def test_a_preview_shows_what_changed_in_each_language_and_keeps_nothing(
        self, manager: CheckedClient, session: Session
    ) -> None:
        # given two languages of which one is different from what families read
        held = writing.texts_of(writing.get(session, "urgent-help"))
        session.commit()
        typed = {f"{part}_{code}": getattr(held[code], part) for code in ("en", "ur") for part in ("title", "ideas")}
        typed |= {"title_ur": "آج مدد", "ideas_ur": "phone: فون کریں {front_door}\n[[start]]", "version": "1"}

        # when staff press “Preview”
        answer: Any = manager.send(self.ADDRESS, {**typed, "preview": "1"})

        # then they see it as those families would, can go on, and families still read what they did
        assert answer.status_code == 200
        page: Page = answer.page
        (shown,) = (one for one in page.with_class("lo-panel") if "lo-easy" in one.get("class", ""))
        assert (shown.get("lang"), shown.get("dir")) == ("ur", "rtl")
        assert [one.text for one in shown.iter("h4")] == ["آج مدد"]
        assert list(shown.iter("img"))
        assert not list(shown.iter("form"))
        assert page.value("title_ur") == "آج مدد"
        assert writing.texts_of(writing.get(session, "urgent-help")) == held

    def test_ideas_that_are_not_easy_are_refused(self, manager: CheckedClient) -> None:
        for told, said in (
            ("Ring us.", "Begin line 1 with the name of a picture"),
            ("unicorn: Ring us.", "There is no picture unicorn, in line 1"),
            (f"tick: {'so ' * 15}it is.", "Say this in 15 words or fewer"),
            ("tick: [Here](go:nowhere).", "The link go:nowhere leads nowhere"),
            ("", "Write the ideas in English"),
        ):
            answer = manager.send(self.ADDRESS, {"title_en": "Help", "ideas_en": told, "version": "1"})
            assert answer.status_code == 400
            assert said in answer.text

    def test_a_change_that_somebody_else_made_meanwhile_is_not_lost(
        self, manager: CheckedClient, session: Session
    ) -> None:
        typed = {"title_en": "Help", "ideas_en": "phone: Mine.", "version": "1"}
        assert manager.send(self.ADDRESS, typed).status_code == 303
        answer = manager.send(self.ADDRESS, {**typed, "ideas_en": "phone: Theirs."})
        assert answer.status_code == 409
        assert "Theirs." in answer.text
        assert writing.texts_of(writing.get(session, "urgent-help"))["en"].ideas == "phone: Mine."


def _sayings(row: Row) -> set[str]:
    """Return the whole of an idea and its parts in words, without names: those are bold, or of a service."""
    parts = (piece.text.strip(" .,:;?!") for piece in row.pieces if piece.kind in {Kind.TEXT, Kind.LINK})
    return {words for words in (row.text, *parts) if any(letter.isalpha() for letter in words)} - NAMES


def _change(session: Session, keys: KeyRing, said: dict[str, Said]) -> None:
    page = writing.get(session, "urgent-help")
    writing.change(session, page=page, said=said, current=frozenset(), actor="staff:1", audit_key=keys.audit)
    session.commit()
