"""Pages are written, looked at, published, put off and brought back; each change is remembered and audited."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.db import MissingRow, change_number
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import publishing, queries
from localoffer.guide.pages.files import PageSettings
from localoffer.vocabulary import ReviewState
from tests.guide.pages.conftest import MakePage

NEW = PageContent("Turning 16", "What changes, and what does not.")
POLISH = PageContent("16 lat", "Co się zmienia.")


@pytest.fixture
def page(make_page: MakePage) -> GuidePage:
    return make_page()


def states(page: GuidePage, language: str = "en") -> list[ReviewState]:
    return [one.state for one in page.versions if one.language == language]


def save(session: Session, page: GuidePage, told: dict[str, Any], content: PageContent = NEW) -> GuideVersion:
    return publishing.save_draft(session, page=page, language="en", content=content, **told)


def test_a_draft_waits_while_families_see_what_is_published(
    session: Session, page: GuidePage, told: dict[str, Any]
) -> None:
    before = change_number(session, publishing.SUBJECT)

    draft = save(session, page, told)

    assert (draft.number, draft.state) == (2, ReviewState.DRAFT)
    assert states(page) == [ReviewState.PUBLISHED, ReviewState.DRAFT]
    assert change_number(session, publishing.SUBJECT) == before


def test_the_same_words_save_nothing(session: Session, page: GuidePage, told: dict[str, Any]) -> None:
    first = save(session, page, told)
    assert save(session, page, told) is first


def test_a_newer_draft_takes_the_place_of_the_one_before(
    session: Session, page: GuidePage, told: dict[str, Any]
) -> None:
    save(session, page, told)
    save(session, page, told, POLISH)
    assert states(page) == [ReviewState.PUBLISHED, ReviewState.REPLACED, ReviewState.DRAFT]


def test_who_saves_over_somebody_else_is_told(session: Session, page: GuidePage, told: dict[str, Any]) -> None:
    save(session, page, told)
    with pytest.raises(publishing.SavedMeanwhile):
        publishing.save_draft(session, page=page, language="en", content=POLISH, based_on=1, **told)
    with pytest.raises(publishing.SavedMeanwhile):
        publishing.save_draft(session, page=page, language="en", content=POLISH, based_on=0, **told)


def test_a_page_goes_through_review_and_comes_back_with_a_reason(
    session: Session, page: GuidePage, told: dict[str, Any]
) -> None:
    save(session, page, told)
    publishing.send_for_review(session, page=page, language="en", **told)
    returned = publishing.give_back(session, page=page, language="en", reason=" Too long. ", **told)

    assert (returned.state, returned.reason, returned.decided_by) == (ReviewState.RETURNED, "Too long.", "staff:7")
    assert publishing.send_for_review(session, page=page, language="en", **told).state is ReviewState.IN_REVIEW


def test_what_does_not_wait_can_be_neither_sent_nor_given_back_nor_published(
    session: Session, page: GuidePage, told: dict[str, Any]
) -> None:
    for do in (publishing.send_for_review, publishing.publish):
        with pytest.raises(publishing.NotAllowed):
            do(session, page=page, language="en", **told)
    with pytest.raises(publishing.NotAllowed):
        publishing.give_back(session, page=page, language="en", reason="No", **told)
    with pytest.raises(ValueError, match="reason"):
        publishing.give_back(session, page=page, language="en", reason=" ", **told)


def test_publishing_replaces_what_families_saw(session: Session, page: GuidePage, told: dict[str, Any]) -> None:
    before = change_number(session, publishing.SUBJECT)
    save(session, page, told)

    publishing.publish(session, page=page, language="en", **told)

    assert states(page) == [ReviewState.REPLACED, ReviewState.PUBLISHED]
    assert change_number(session, publishing.SUBJECT) == before + 1


def test_a_translation_remembers_its_english_and_never_comes_before_it(session: Session, told: dict[str, Any]) -> None:
    settings = PageSettings("start", 1)
    new = publishing.create(session, slug="new", settings=settings, content=NEW, **told)
    translated = publishing.save_draft(session, page=new, language="pl", content=POLISH, **told)
    assert translated.english_number == 1

    with pytest.raises(publishing.NotAllowed):
        publishing.publish(session, page=new, language="pl", **told)
    checked = publishing.mark_translation_checked(session, page=new, language="pl", checked_by="Ola", **told)
    assert checked.translation_checked_by == "Ola"
    with pytest.raises(publishing.NotAllowed):
        publishing.mark_translation_checked(session, page=new, language="en", checked_by="Ola", **told)


def test_a_day_can_be_set_and_taken_back(session: Session, page: GuidePage, told: dict[str, Any]) -> None:
    save(session, page, told)
    day = date(2026, 12, 1)

    publishing.schedule(session, page=page, language="en", on=day, **told)
    assert [one.number for one in queries.due(session, day)] == [2]
    assert queries.due(session, date(2026, 11, 30)) == []

    publishing.schedule(session, page=page, language="en", on=None, **told)
    assert queries.due(session, day) == []


def test_an_earlier_version_comes_back_as_a_draft(session: Session, page: GuidePage, told: dict[str, Any]) -> None:
    first = queries.version(page, "en", 1).content
    save(session, page, told)
    publishing.publish(session, page=page, language="en", **told)

    back = publishing.restore(session, page=page, language="en", number=1, **told)

    assert (back.number, back.state, back.content) == (3, ReviewState.DRAFT, first)
    with pytest.raises(MissingRow):
        publishing.restore(session, page=page, language="en", number=9, **told)


def test_a_page_is_archived_and_brought_back(session: Session, page: GuidePage, told: dict[str, Any]) -> None:
    with pytest.raises(publishing.NotAllowed):
        publishing.bring_back(session, page=page, **told)
    publishing.archive(session, page=page, **told)
    save(session, page, told)
    for do in (publishing.archive, lambda *_, **more: publishing.publish(session, language="en", **more)):
        with pytest.raises(publishing.NotAllowed):
            do(session, page=page, **told)
    publishing.bring_back(session, page=page, **told)
    assert page.archived_at is None


def test_every_change_is_audited_without_a_word_of_the_page(
    session: Session, page: GuidePage, told: dict[str, Any]
) -> None:
    publishing.mark_checked(session, page=page, on=date(2026, 11, 22), checked_by="Ana", **told)
    publishing.change_settings(session, page=page, settings=PageSettings("start", 3), **told)
    publishing.change_settings(session, page=page, settings=PageSettings("start", 3), **told)

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [entry.action for entry in entries] == [
        f"guide_page.{done}" for done in ("created", "published", "checked", "settings")
    ]
    assert {entry.actor for entry in entries} == {"staff:7"}
    assert "changes" not in str([entry.details for entry in entries])
