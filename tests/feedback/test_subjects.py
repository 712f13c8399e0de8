"""What a comment is about: a code that stands for something that the public can see."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.feedback import subjects
from localoffer.feedback.subjects import Subject
from localoffer.languages import speaking
from localoffer.vocabulary import ListingStatus
from tests.support.listings import listing

pytestmark = pytest.mark.any_database


def test_a_listing_is_named_in_the_readers_language_or_says_that_it_is_in_english(app: Flask, session: Session) -> None:
    listing(session, "Saturday club", slug="saturday-club")
    session.commit()

    with app.test_request_context(), speaking("ur"):
        found = subjects.resolve("listing:saturday-club")

    assert found == Subject("Saturday club", "/services/saturday-club", lang="en")


@pytest.mark.parametrize(
    "about",
    [
        "",
        "listing:",
        "listing:nowhere",
        "listing:draft-club",
        "nothing:saturday-club",
        "listing:../x",
        "listing:" + "a" * 200,
    ],
)
def test_what_the_public_cannot_see_is_nothing(app: Flask, session: Session, about: str) -> None:
    listing(session, slug="draft-club", status=ListingStatus.DRAFT)
    session.commit()

    with app.test_request_context():
        assert subjects.resolve(about) is None


def test_another_feature_says_what_its_own_codes_stand_for(app: Flask) -> None:
    subjects.register(app, "page", lambda slug: Subject(slug.title(), f"/guide/{slug}"))

    with app.test_request_context():
        assert subjects.resolve("page:health") == Subject("Health", "/guide/health")
        assert subjects.resolve("site") == Subject("This website", "/")
