"""What was loaded before the site spoke a language: loading again brings its words, beside what staff have written."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import with_new_languages
from localoffer.crypto import KeyRing
from localoffer.feedback.surveys import seeding as surveys
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.taking_part import seeding as taking_part
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.guide.glossary import seeding as glossary
from localoffer.guide.glossary import writing
from localoffer.guide.glossary.kept import texts_of
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database

NEW = "ur"


def without(told: Any, language: str = NEW) -> Any:
    """Return what the database keeps as it was before it had a language."""
    if isinstance(told, dict):
        return {name: without(value, language) for name, value in told.items() if name != language}
    return [without(one, language) for one in told] if isinstance(told, list) else told


def test_a_translation_is_added_to_the_english_that_it_was_made_from_and_to_no_other() -> None:
    told = {"en": "Words", "pl": "Słowa", "ur": "الفاظ"}
    assert with_new_languages({"en": "Words", "pl": "Nasze słowa"}, told) == {**told, "pl": "Nasze słowa"}
    assert with_new_languages({"en": "Other words"}, told) == {"en": "Other words"}


@pytest.mark.parametrize(("kind", "load"), [(Survey, surveys.load), (TakingPart, taking_part.load)])
def test_surveys_and_taking_part_come_in_a_language_that_they_lack(
    session: Session, keys: KeyRing, kind: Any, load: Any
) -> None:
    load(session, FOLDER, actor="system", audit_key=keys.audit)
    row: Any = session.scalars(select(kind)).first()
    whole, row.content = row.content, without(row.content)
    session.flush()
    assert load(session, FOLDER, actor="system", audit_key=keys.audit) == 1
    session.refresh(row)
    assert row.content == whole
    assert load(session, FOLDER, actor="system", audit_key=keys.audit) == 0


def test_words_of_the_glossary_come_in_a_language_that_they_lack(session: Session, keys: KeyRing) -> None:
    glossary.load(session, FOLDER, actor="system", audit_key=keys.audit)
    word = writing.get(session, "ehc-plan")
    whole = dict(texts_of(word))
    writing.change(session, word=word, texts=without(whole), actor="staff:1", audit_key=keys.audit)
    report = glossary.load(session, FOLDER, actor="system", audit_key=keys.audit)
    assert (report.added, report.translated) == (0, 1)
    assert texts_of(word) == whole
