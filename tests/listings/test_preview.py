"""While they write, commissioners see a listing as families will, in each language, and how hard it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.languages import LANGUAGES
from localoffer.listings import publishing
from localoffer.listings.content import ListingContent, Place, Words
from localoffer.listings.models import Listing, ListingVersion, Organisation
from localoffer.staff.models import User
from localoffer.vocabulary import WayIn
from tests.listings.test_admin import NEW, filled_in
from tests.support.client import CheckedClient
from tests.support.queries import queries_of
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

HARD = "The multidisciplinary SENDIASS determination is undertaken " + "and subsequently communicated " * 12


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User], session: Session, keys: KeyRing) -> CheckedClient:
    """A browser in which an editor is signed in; there is a published listing at ``club``."""
    session.add(Organisation(source="council", key="moorland", name="Moorland Steps"))
    session.flush()
    content = ListingContent(
        words={"en": Words("Club", "A club."), "pl": Words("Klub", "Nasz klub.")},
        organisation_key="moorland",
        needs=("autism",),
        kinds=("activities",),
        ways_in=(WayIn.CONTACT,),
        districts=("stafford",),
        venues=(Place("The Shed", "1 Yard", "Stafford", "ST16 2LH"),),
    )
    made = publishing.create(session, content=content, actor="command", audit_key=keys.audit, slug="club")
    publishing.publish(session, listing=made, actor="command", audit_key=keys.audit)
    session.commit()
    make_user(role="editor")
    sign_in(client)
    return client


def typed(client: CheckedClient, **changes: Any) -> dict[str, Any]:
    return {**filled_in(client.page("/admin/listings/club/edit")), **changes}


def test_what_is_in_the_boxes_is_seen_in_each_language_and_nothing_is_saved(
    editor: CheckedClient, session: Session
) -> None:
    boxes = {"en_summary": "We cook slowly.", "ur_name": "باورچی کلب", "ur_asked_as": "کھانا پکانا"}
    seen = editor.post("/admin/listings/club/preview", data=typed(editor, organisation_name="New Steps", **boxes))

    assert seen.status_code == 200
    page = seen.page  # type: ignore[attr-defined]
    previews = dict(zip(LANGUAGES, page.all(".//*[@class='lo-preview-part__page']"), strict=True))
    english, polish, urdu = (previews[code] for code in ("en", "pl", "ur"))
    assert "We cook slowly." in "".join(english.itertext())
    assert "New Steps" in "".join(english.itertext())
    assert "The Shed" in "".join(english.itertext())
    assert "Nasz klub." in "".join(polish.itertext())
    assert (urdu.get("lang"), urdu.get("dir")) == ("ur", "rtl")
    assert "باورچی کلب" in "".join(urdu.itertext())
    assert ["کھانا پکانا" in "".join(part.itertext()) for part in (english, polish, urdu)] == [False, False, True]
    assert session.scalar(select(func.count()).select_from(ListingVersion)) == 1
    assert session.scalar(select(func.count()).select_from(Listing)) == 1
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1
    session.commit()


def test_a_listing_that_was_never_saved_has_a_preview_too(editor: CheckedClient) -> None:
    sent = editor.send("/admin/listings/preview", NEW, page="/admin/listings/new")
    assert sent.status_code == 200
    assert "Young people learn to cook together." in sent.page.words  # type: ignore[attr-defined]


def test_what_was_saved_last_can_be_looked_at(editor: CheckedClient) -> None:
    words = editor.page("/admin/listings/club/preview").words
    assert "A club." in words
    assert "Nasz klub." in words


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"en_name": ""}, "Enter the name"), ({"venue1_postcode": "nowhere"}, "A postcode is not right")],
)
def test_what_keeps_it_from_being_drawn_is_said(editor: CheckedClient, wrong: dict[str, str], says: str) -> None:
    sent = editor.post("/admin/listings/club/preview", data=typed(editor, **wrong))
    assert sent.status_code == 400
    assert says in sent.page.words  # type: ignore[attr-defined]


def test_hard_words_long_sentences_and_acronyms_are_named_while_writing(editor: CheckedClient) -> None:
    assert "Too few words to measure." in editor.page("/admin/listings/club/edit").words
    page = editor.post("/admin/listings/club/preview", data=typed(editor, en_description=HARD)).page  # type: ignore[attr-defined]
    said = " ".join("".join(page.one(".//*[@id='plain-english']").itertext()).split())
    assert "Make these sentences shorter:" in said
    assert "The glossary does not explain: SENDIASS" in said
    easy = "You can come and cook with us. We help you to chop and to stir. You take your food home. " * 3
    boxes = typed(editor, en_description=easy, en_asked_as="help with my SPCD son")
    page = editor.post("/admin/listings/club/preview", data=boxes).page  # type: ignore[attr-defined]
    assert "Every sentence is short, and every acronym is explained." in page.words


def test_the_preview_costs_few_questions(editor: CheckedClient, database: Database) -> None:
    boxes = typed(editor)
    with queries_of(database) as asked:
        editor.post("/admin/listings/club/preview", data=boxes)
    assert len(asked) <= 12, "\n".join(asked)


def test_who_does_not_write_sees_no_preview(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user(role="viewer")
    sign_in(client)
    assert client.get("/admin/listings/club/preview").status_code == 403
