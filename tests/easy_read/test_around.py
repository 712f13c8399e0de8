"""Easy read in listings' content, in tables of listings and on the translators' desk."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.easy_read import seeding, writing
from localoffer.listings.applying import check_values
from localoffer.listings.bulk.admin_column import Cell
from localoffer.listings.bulk.admin_columns import columns
from localoffer.listings.bulk.known import read_known
from localoffer.listings.bulk.refusing import BadCell
from localoffer.listings.content import ListingContent, Words
from localoffer.translating.sources.easy_read import EasyPages
from localoffer.translating.texts import NotTaken, Writer
from tests.support.client import CheckedClient
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database


def test_listings_without_easy_read_keep_the_digest_that_their_translations_have() -> None:
    before_there_was_easy_read = hashlib.sha256("\0".join(["Drums", *[""] * 7]).encode()).hexdigest()
    assert Words("Drums").digest == before_there_was_easy_read
    assert Words("Drums", easy_read="music: We play.").digest != Words("Drums").digest


def test_a_version_saved_before_there_was_easy_read_can_still_be_read() -> None:
    stored = ListingContent(words={"en": Words("Drums", easy_read="music: We play.")}).as_json()
    del stored["words"]["en"]["easy_read"]
    assert ListingContent.from_json(stored).words["en"].easy_read == ""


def test_content_with_ideas_that_are_not_easy_is_refused() -> None:
    content = ListingContent(words={"en": Words("Drums", easy_read="We play.")})
    with pytest.raises(ValueError, match="line 1: no_picture"):
        check_values(content)


def test_a_table_brings_easy_read_back_and_refuses_what_is_not_easy(session: Session) -> None:
    column = next(one for one in columns() if one.key == "easy_read")
    content, known = ListingContent(words={"en": Words("Drums")}), read_known(session)
    assert column.read is not None

    changes = column.read(Cell("music: We play.\nmoney: It is free.", content, known, date(2026, 1, 1)))
    assert column.write(content.with_changes(**changes), known) == "music: We play.\nmoney: It is free."

    with pytest.raises(BadCell, match="not_easy_read"):
        column.read(Cell("unicorn: We play.", content, known, date(2026, 1, 1)))


def test_a_translator_saves_a_page_at_the_desk(client: CheckedClient, session: Session, keys: KeyRing) -> None:
    seeding.load(session, FOLDER, actor="command", audit_key=keys.audit)
    session.commit()
    source, writer = EasyPages(), Writer("staff:1", keys.audit)
    text = source.texts(session, "pl", ["urgent-help"])[0]
    assert text.made_from == text.english

    source.save(session, text, {"title": "Pomoc", "ideas": "phone: Zadzwoń."}, "Ola", writer)
    saved = writing.get(session, "urgent-help").text("pl")
    assert saved is not None
    assert (saved.title, saved.checked_by) == ("Pomoc", "Ola")

    with pytest.raises(NotTaken):
        source.save(session, text, {"title": "Pomoc", "ideas": "Zadzwoń."}, "", writer)
    with client.application.app_context():
        assert len(source.rows(session, ["pl", "ur"], [])) == 2 * len(writing.every(session))
