"""Words explained: found, kept in order, marked where they stand, and kept right by staff."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.guide.glossary import kept, seeding, writing
from localoffer.guide.glossary.explaining import Explainer
from localoffer.guide.glossary.models import GlossaryText, GlossaryWord
from localoffer.guide.glossary.words import Word, WordText, by_letter, find, in_order, word_in
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.reading_age import grade, sentences
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

OT = Word("ot", WordText("OT", "Help with everyday things.", ("OT", "occupational therapy")), ENGLISH)
PLAN = Word("plan", WordText("EHC plan", "A document by law.", ("EHC plan", "EHC plans")), ENGLISH)
CHECK = Word("check", WordText("EHC needs assessment", "It comes first.", ("EHC needs assessment",)), ENGLISH)
WORDS = (OT, PLAN, CHECK)
HARDEST = 6.5
LONGEST_SENTENCE = 22


@pytest.fixture
def glossary(session: Session, keys: KeyRing) -> None:
    seeding.load(session, FOLDER, actor="command", audit_key=keys.audit)
    session.commit()


def button(code: str, text: str, after: str = "", opening: str = "") -> str:
    before, _, last = text.rpartition(" ")
    name = f' aria-label="{text}"' if before else ""
    opens = f'{opening}<button type="button" class="lo-word" popovertarget="meaning-{code}"{name}>{last}</button>'
    kept = f'<span class="lo-unbroken">{opens}{after}</span>' if after or opening else opens
    return f'<span class="lo-explained">{before} </span>{kept}' if before else kept


class TestExplaining:
    def test_only_the_first_of_each_word_opens_its_meaning(self) -> None:
        explainer = Explainer(WORDS)
        first = explainer.explain(Markup("<p>Ask for OT. Occupational therapy helps.</p>"))
        second = explainer.explain(Markup("<p>An EHC plan may name OT.</p>"))
        assert first == f"<p>Ask for {button('ot', 'OT', '.')} Occupational therapy helps.</p>"
        assert second == f"<p>An {button('plan', 'EHC plan')} may name OT.</p>"
        assert explainer.found == [OT, PLAN]

    @pytest.mark.parametrize(
        "markup",
        [
            "<h2>EHC plan</h2>",
            '<p><a href="/x">Your <strong>EHC plan</strong></a></p>',
            "<table><caption>EHC plan</caption></table>",
            "<p>Do ot or not, OTs or OT-like, REHC planner.</p>",
            '<img alt="EHC plan" src="/x.png">',
            "<label>EHC plan</label><fieldset><legend>EHC plan</legend></fieldset><textarea>EHC plan</textarea>",
            '<p lang="ur">EHC plan</p>',
        ],
    )
    def test_links_headings_attributes_and_parts_of_words_stay(self, markup: str) -> None:
        assert Explainer(WORDS).explain(Markup(markup)) == markup  # noqa: S704 - it stands above

    def test_what_stands_after_a_heading_is_explained(self) -> None:
        marked = Explainer(WORDS).explain(Markup("<h2>OT</h2><p>One<br>OT &amp; more &#8230;</p>"))
        assert marked.endswith(f"{button('ot', 'OT')} &amp; more &#8230;</p>")

    def test_the_longest_form_wins_in_any_case(self) -> None:
        explainer = Explainer(WORDS)
        explainer.explain(Markup("<li>ehc Needs assessment</li>"))
        assert explainer.found == [CHECK]

    def test_english_words_within_a_translated_page_are_explained_in_the_reader_s_language(self) -> None:
        texts = {"en": PLAN.text, "pl": WordText("Plan EHC", "Dokument prawny.", ("plan EHC", "planu EHC"))}
        word = word_in("plan", texts, "pl")
        polish, english = Explainer([word], reader="pl"), Explainer([word], reader="pl")
        assert button("plan", "planu EHC", ".") in polish.explain(Markup("<p>Nie trzeba planu EHC.</p>"))
        assert button("plan", "EHC plans") in english.explain(Markup('<p lang="en">No EHC plans needed</p>'))
        assert "lo-word" not in Explainer([word], reader="pl").explain(Markup("<p>No EHC plans needed</p>"))
        assert english.found == [word]

    def test_a_bracket_stays_with_the_word_that_it_opens(self) -> None:
        marked = Explainer(WORDS).explain(Markup("<p>Therapy (OT) and a plan (EHC plan).</p>"))
        assert f"Therapy {button('ot', 'OT', ')', '(')} and" in marked
        assert f"plan ({button('plan', 'EHC plan', ').')}" in marked

    def test_the_words_of_an_english_name_keep_their_order_where_a_page_is_written_right_to_left(self) -> None:
        name, plan = "Life Skills", "خطة EHC"
        known = [
            word_in(code, {"en": PLAN.text, "ar": WordText(code, "…", (code,))}, "ar") for code in (name, plan, "تقييم")
        ]
        name_marked, plan_marked, own = (
            Explainer(known, reader="ar").explain(Markup("<p>{}</p>").format(word.text.title)) for word in known
        )
        assert re.search("Life </span>\u200e<button.*>Skills</button>\u200e", name_marked)
        assert re.search("\u200e<button.*>EHC</button>\u200e", plan_marked)
        assert "\u200e" not in own

    def test_the_words_of_a_question_are_found_and_left_as_they_are(self) -> None:
        explainer = Explainer(WORDS)
        explainer.read(Markup("<label>Is there an EHC plan?</label><textarea>OT</textarea>"))
        assert explainer.found == [PLAN]

    def test_without_words_a_page_stays_as_it_is(self) -> None:
        assert Explainer(()).explain(Markup("<p>OT</p>")) == "<p>OT</p>"


@pytest.mark.usefixtures("app")
def test_words_stand_in_the_order_of_the_alphabet_of_their_language() -> None:
    words = [
        Word(title, WordText(title, "…"), LANGUAGES["pl"]) for title in ("Środa", "Zupa", "Sobota", "Łąka", "Lato")
    ]
    ordered = in_order(words, "pl")
    assert [word.text.title for word in ordered] == ["Lato", "Łąka", "Sobota", "Środa", "Zupa"]
    assert [group.letter for group in by_letter(ordered, "pl")] == ["L", "Ł", "S", "Ś", "Z"]


def test_a_word_is_found_by_its_english_name_too() -> None:
    texts = {"en": PLAN.text, "pl": WordText("Plan EHC", "Dokument prawny.", ("plan EHC",))}
    word = word_in("plan", texts, "pl")
    assert find([word], "  ehc PLANS ") == (word,)
    assert find([word], "dokument") == (word,)
    assert find([word], "nonsense") == ()


def test_the_county_s_words_are_whole_in_every_language() -> None:
    told = seeding.read(FOLDER / seeding.FILE)
    assert {code for code, texts in told.items() if set(texts) != set(LANGUAGES)} == set()
    assert len(told) >= 60


def test_the_county_s_meanings_suit_a_reader_of_eleven() -> None:
    meanings = [texts["en"].meaning for texts in seeding.read(FOLDER / seeding.FILE).values()]
    assert grade(meanings) <= HARDEST
    assert [one for text in meanings for one in sentences(text) if len(one.split()) > LONGEST_SENTENCE] == []


def test_loading_twice_adds_nothing_and_keeps_what_staff_wrote(glossary: None, session: Session, keys: KeyRing) -> None:
    word = writing.get(session, "ehc-plan")
    texts = {"en": WordText("EHC plan", "Our own words.", ("EHC plan",))}
    writing.change(session, word=word, texts=texts, actor="staff:1", audit_key=keys.audit)

    report = seeding.load(session, FOLDER, actor="command", audit_key=keys.audit)

    assert report.added == 0
    assert kept.texts_of(word) == texts


def test_a_file_that_cannot_be_read_names_the_word(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("- code: ot\n  text: {en: {title: OT}}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"glossary.yaml: ot: text.en needs"):
        seeding.read(path)


class TestPublicPage:
    def test_it_shows_every_word_below_its_letter(self, client: CheckedClient, glossary: None) -> None:
        page = client.get("/glossary")
        assert page.status_code == 200
        assert 'id="word-ehc-plan"' in page.text
        assert 'href="#letter-69">E</a>' in page.text

    @pytest.mark.parametrize(
        ("address", "found"), [("/glossary?q=ehcp", "EHC plan"), ("/pl/glossary?q=EHCP", "Plan EHC")]
    )
    def test_a_word_is_found_without_javascript(
        self, client: CheckedClient, glossary: None, address: str, found: str
    ) -> None:
        page = client.get(address)
        assert found in page.text
        assert 'id="word-young-carer"' not in page.text

    def test_a_word_that_is_not_there_ends_in_whom_to_ask(self, client: CheckedClient, glossary: None) -> None:
        assert "We do not explain this word yet." in client.get("/glossary?q=zzz").text

    def test_a_word_without_a_translation_stands_in_english(
        self, client: CheckedClient, session: Session, keys: KeyRing
    ) -> None:
        texts = {"en": WordText("Newword", "Something new.", ("newword",))}
        writing.add(session, code="newword", texts=texts, actor="staff:1", audit_key=keys.audit)
        session.commit()
        assert '<dt class="lo-words__word" lang="en" dir="ltr">' in " ".join(client.get("/ur/glossary").text.split())


class TestStaff:
    @pytest.fixture
    def editor(self, client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
        make_user(role="editor")
        sign_in(client)
        return client

    def test_an_editor_adds_a_word_and_families_read_it(self, editor: CheckedClient, session: Session) -> None:
        typed = {"title_en": "Key worker", "meaning_en": "One person to ask.", "forms_en": "key worker\nkey workers\n"}
        assert editor.send("/admin/glossary/new", typed).status_code == 303
        assert kept.texts_of(writing.get(session, "key-worker"))["en"].forms == ("key worker", "key workers")
        assert session.scalar(select(AuditEntry.subject_id).where(AuditEntry.action == "word.added")) == "key-worker"
        assert "One person to ask." in editor.page("/glossary").words

    def test_a_word_with_a_mistake_is_not_kept(self, editor: CheckedClient, glossary: None, session: Session) -> None:
        before = session.scalar(select(func.count(GlossaryWord.id)))
        session.rollback()
        mistakes = [
            {"title_en": "", "meaning_en": "One person."},
            {"title_en": "Key worker", "meaning_en": "One person.", "title_pl": "Osoba"},
            {"title_en": "EHC plan", "meaning_en": "Another code, but a form that is taken."},
            {"title_en": "The plan", "meaning_en": "The same.", "forms_en": "ehcp"},
            {"title_en": "SEN support", "meaning_en": "A code that is taken.", "forms_en": "something new"},
        ]
        for typed in mistakes:
            answer = editor.send("/admin/glossary/new", typed)
            assert answer.status_code == 400
            assert "There is a problem" in answer.text
        assert session.scalar(select(func.count(GlossaryWord.id))) == before

    def test_a_change_that_somebody_else_made_meanwhile_is_not_lost(
        self, editor: CheckedClient, glossary: None, session: Session
    ) -> None:
        address, typed = "/admin/glossary/ot/edit", {"title_en": "OT", "meaning_en": "Mine.", "version": "1"}
        assert editor.send(address, typed).status_code == 303
        answer = editor.send(address, {**typed, "meaning_en": "Theirs."})
        assert answer.status_code == 409
        assert "Theirs." in answer.text
        assert kept.texts_of(writing.get(session, "ot"))["en"].meaning == "Mine."

    def test_a_language_that_is_held_back_keeps_its_words(self, editor: CheckedClient, session: Session) -> None:
        # given a word that was translated into a language before the site held that back
        english = {"title_en": "Advocate", "meaning_en": "Somebody who speaks for you.", "forms_en": "advocate"}
        editor.send("/admin/glossary/new", english)
        word = writing.get(session, "advocate")
        word.texts.append(GlossaryText(language="cy", title="Eiriolwr", meaning="Rhywun.", forms=["eiriolwr"]))
        session.commit()

        # when staff change its English
        changed = {**english, "meaning_en": "Somebody who speaks up for you.", "version": "1"}
        assert editor.send("/admin/glossary/advocate/edit", changed).status_code == 303

        # then it is still there
        session.expire_all()
        assert kept.texts_of(writing.get(session, "advocate"))["cy"].title == "Eiriolwr"

    def test_an_editor_does_not_take_words_out(self, editor: CheckedClient, glossary: None) -> None:
        assert editor.send("/admin/glossary/ot/remove", {}, page="/admin/glossary").status_code == 403
        assert "Take out" not in editor.page("/admin/glossary").words

    def test_a_manager_takes_a_word_out(
        self, client: CheckedClient, make_user: Callable[..., User], glossary: None
    ) -> None:
        make_user(role="manager")
        sign_in(client)
        assert client.send("/admin/glossary/ot/remove", {}, page="/admin/glossary").status_code == 303
        assert 'id="word-ot"' not in client.get("/glossary").text
