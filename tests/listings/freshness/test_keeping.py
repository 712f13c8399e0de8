"""What a check and a link outlive: the same file once more, a merge, and another start of the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.council import Freshness
from localoffer.crypto import KeyRing
from localoffer.listings import demonstration as listings_demonstration
from localoffer.listings import vocabulary_loading
from localoffer.listings.applying import content_of
from localoffer.listings.freshness import demonstration, links, queries, sealing
from localoffer.listings.freshness.confirming import Check, confirm
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.models import ProviderQuestion
from localoffer.listings.freshness.vocabulary import LinkState
from localoffer.listings.imports.syncing import Outcome, bring
from localoffer.listings.models import Organisation
from localoffer.listings.terms import organisations
from localoffer.listings.terms.writing import Writer
from localoffer.vocabulary import Checker
from tests.listings.freshness.conftest import DUE, OFFICE, published, the_link
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database


def test_a_file_that_is_loaded_again_takes_no_check_back(session: Session, keys: KeyRing, office: Organisation) -> None:
    club = published(session, keys)
    told = content_of(club)
    check = Check(Checker.ORGANISATION, DUE, Freshness())
    confirm(session, listing=club, check=check, actor="provider:1", audit_key=keys.audit)

    def load(phone: str) -> Outcome:
        content = told.with_changes(phone=phone)
        return bring(session, listing=club, content=content, publish=True, actor="command", audit_key=keys.audit)

    assert load("") is Outcome.UNCHANGED
    assert load("01632 960 001") is Outcome.CHANGED
    assert (club.phone, club.checked_on, club.checked_by) == ("01632 960 001", DUE, Checker.ORGANISATION)


def test_a_link_of_an_organisation_goes_with_it_into_another(
    session: Session, keys: KeyRing, office: Organisation, desk: Callable[[date], Desk]
) -> None:
    other = Organisation(source="council", key="other", name="The Other Club")
    session.add(other)
    club = published(session, keys)
    links.send(session, Wanted(office, [club], OFFICE), actor="staff:1", desk=desk(DUE))

    organisations.merge(session, office, other, writer=Writer("staff:1", keys.audit))
    session.commit()

    link = the_link(session)
    assert link.organisation_id == other.id
    assert [one.slug for one in queries.kept_by(session, link).listings] == [club.slug]


def test_the_demonstration_shows_every_kind_of_answer_once(
    session: Session, keys: KeyRing, desk: Callable[[date], Desk]
) -> None:
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    listings_demonstration.load(session, FOLDER / "demonstration.yaml", audit_key=keys.audit)

    made = demonstration.load(session, desk=desk(DUE))

    assert demonstration.load(session, desk=desk(DUE)) == 0
    counted = queries.count(session, on=DUE)
    assert (counted[LinkState.TO_DO], counted[LinkState.SILENT], counted[LinkState.ANSWERED]) == (2, 1, made - 1)
    written = session.scalars(select(ProviderQuestion).where(ProviderQuestion.sealed_words.is_not(None)))
    assert all(sealing.open_words(one, keys=keys).startswith("Demonstration:") for one in written)


def test_a_desk_of_another_day_asks_until_another_day(
    session: Session, keys: KeyRing, office: Organisation, desk: Callable[[date], Desk]
) -> None:
    club = published(session, keys)
    earlier = replace(desk(DUE), on=DUE - timedelta(days=3))

    link = links.send(session, Wanted(club, [club], OFFICE), actor="staff:1", desk=earlier)

    assert link.opens(DUE + timedelta(days=27))
    assert not link.opens(DUE + timedelta(days=28))
