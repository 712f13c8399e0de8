"""An organisation opens its link, and says that a page is right, has changed or has closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.days import months_after
from localoffer.languages import LANGUAGES
from localoffer.listings import publishing
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import Words
from localoffer.listings.freshness import answering, links, sealing
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.freshness.vocabulary import ProviderAnswer
from localoffer.listings.models import Listing, Organisation
from localoffer.listings.reviewing import happening
from localoffer.staff.models import User
from localoffer.vocabulary import Checker, ReviewState, Spaces
from tests.listings.freshness.conftest import DUE, FROM_US, OFFICE, letters, path_in, published, the_link
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database


@pytest.fixture
def club(session: Session, keys: KeyRing, office: Organisation) -> Listing:
    made = published(session, keys, spaces=Spaces.FEW, spaces_stated_on=DUE - timedelta(days=40))
    session.commit()
    return made


@pytest.fixture
def send(session: Session, keys: KeyRing, desk: Callable[[date], Desk]) -> Callable[..., str]:
    """Sends a link; returns its path."""

    def make(about: Listing | Organisation, *listings: Listing, on: date = DUE, language: str = "en") -> str:
        links.send(session, Wanted(about, listings, OFFICE, language), actor="staff:1", desk=desk(on))
        session.commit()
        return path_in(letters(session, keys)[-1])

    return make


def answered(session: Session) -> tuple[ProviderAnswer | None, date | None]:
    question = the_link(session).questions[0]
    found = question.answer, question.answered_on
    session.rollback()
    return found


def test_opening_a_link_changes_nothing_and_shows_what_families_see(
    client: CheckedClient, session: Session, club: Listing, send: Callable[..., str]
) -> None:
    path = send(club, club)

    opened = client.get(path, follow_redirects=True)

    assert opened.request.path == f"{path}/services/saturday-club"
    assert "A calm place to play." in opened.get_data(as_text=True)
    assert opened.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in opened.headers
    assert answered(session) == (None, None)


def test_a_page_that_is_right_says_so_at_once_and_is_due_again_in_half_a_year(
    client: CheckedClient, session: Session, club: Listing, send: Callable[..., str]
) -> None:
    path = f"{send(club, club)}/services/saturday-club"

    done = client.post(f"{path}/right", headers=FROM_US)

    assert "Families now read on your page that you checked it today." in client.page(done.location).words
    assert answered(session) == (ProviderAnswer.RIGHT, DUE)
    session.refresh(club)
    assert (club.checked_on, club.checked_by, club.review_due) == (
        DUE, Checker.ORGANISATION, months_after(DUE, 6),
    )  # fmt: skip
    assert club.spaces_stated_on == DUE
    assert content_of_version(latest_version(club)).checked_by is Checker.ORGANISATION
    done_by = session.scalars(select(AuditEntry.actor).where(AuditEntry.action == "listing.confirmed")).one()
    assert done_by == f"provider:{the_link(session).id}"
    session.rollback()
    assert "by the organisation that runs it" in client.page("/services/saturday-club").words


def test_a_draft_that_waits_learns_of_the_check(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, send: Callable[..., str]
) -> None:
    content = content_of_version(latest_version(club)).with_changes(phone="01632 960 001", spaces=Spaces.FULL)
    publishing.save_draft(session, listing=club, content=content, actor="staff:1", audit_key=keys.audit)
    path = send(club, club)

    client.post(f"{path}/services/saturday-club/right", headers=FROM_US)

    session.expire_all()
    waits = content_of_version(latest_version(club))
    assert (waits.checked_on, waits.phone, waits.spaces) == (DUE, "01632 960 001", Spaces.FULL)
    assert waits.spaces_stated_on == DUE - timedelta(days=40)
    assert club.phone == ""


def test_changes_go_to_review_and_families_see_what_they_saw(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, send: Callable[..., str]
) -> None:
    content = content_of_version(latest_version(club)).with_changes(age_to=16)
    path = f"{send(club, club)}/services/saturday-club"
    fields = _fields(client, f"{path}/change") | {"phone": "01632 960 002", "words": "We moved", "spaces": "full"}
    publishing.submit(session, listing=club, content=content, actor="staff:1", audit_key=keys.audit)
    session.commit()

    done = client.post(f"{path}/change", data=fields, headers=FROM_US)

    assert "The council looks at your changes." in client.page(done.location).words
    session.expire_all()
    waits = latest_version(club)
    assert (waits.state, waits.made_by) == (ReviewState.IN_REVIEW, f"provider:{the_link(session).id}")
    held = content_of_version(waits)
    assert (held.phone, held.age_to, held.spaces) == ("01632 960 002", 16, Spaces.FULL)
    assert (held.checked_by, held.spaces_stated_on) == (Checker.ORGANISATION, DUE)
    assert (club.phone, club.checked_by) == ("", Checker.COUNCIL)
    question = the_link(session).questions[0]
    assert (question.answer, question.version_number) == (ProviderAnswer.CHANGED, waits.number)
    assert sealing.open_words(question, keys=keys) == "We moved"


def test_changes_take_no_unfinished_draft_of_somebody_else_with_them(
    client: CheckedClient,
    session: Session,
    keys: KeyRing,
    club: Listing,
    send: Callable[..., str],
    make_user: Callable[..., User],
) -> None:
    # given a draft that its writer has not sent for review
    writer = make_user(role="publisher")
    draft = content_of_version(latest_version(club)).with_changes(age_to=16)
    publishing.save_draft(session, listing=club, content=draft, actor=f"staff:{writer.id}", audit_key=keys.audit)
    # when the organisation sends its changes
    path = f"{send(club, club)}/services/saturday-club/change"
    client.post(path, data=_fields(client, path) | {"phone": "01632 960 002"}, headers=FROM_US)
    # then what waits for review holds those, and nothing of the draft; the reviewer reads where that is
    session.expire_all()
    held = content_of_version(latest_version(club))
    assert (held.phone, held.age_to) == ("01632 960 002", club.age_to)
    session.rollback()
    sign_in(client)
    assert "It holds nothing of a draft by Ada" in client.page("/admin/listings/saturday-club/review").words


def test_an_organisation_reads_what_became_of_its_changes(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, send: Callable[..., str]
) -> None:
    # given changes that an organisation sent
    path = f"{send(club, club)}/services/saturday-club"
    fields = _fields(client, f"{path}/change") | {"phone": "01632 960 002"}
    client.post(f"{path}/change", data=fields, headers=FROM_US)
    assert "The council looks at them" in client.page(path).words
    # then it reads that they were published, and later that they were dealt with
    session.expire_all()
    by: dict[str, Any] = {"session": session, "listing": club, "actor": "staff:1", "audit_key": keys.audit}
    publishing.publish(**by)
    session.commit()
    assert "The council has published them" in client.page(path).words
    publishing.save_draft(**by, content=content_of_version(latest_version(club)).with_changes(age_to=20))
    publishing.publish(**by)
    session.commit()
    assert "The council has dealt with your answer" in client.page(path).words


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "Change something first. If all of it is right, go back and say so."),
        ({"summary": ""}, "Write what it is, in one or two sentences"),
        ({"website": "club"}, "Enter a web address that begins with https://"),
        ({"waiting_weeks": "many", "spaces": "waiting"}, "Enter how many weeks, as a number"),
    ],
)
def test_a_change_that_cannot_be_kept_is_shown_again(
    client: CheckedClient, session: Session, club: Listing, send: Callable[..., str], told: dict[str, str], said: str
) -> None:
    path = f"{send(club, club)}/services/saturday-club/change"

    shown = client.post(path, data=_fields(client, path) | told, headers=FROM_US)

    assert shown.status_code == 400
    assert said in shown.get_data(as_text=True)
    assert answered(session) == (None, None)


def test_what_has_closed_stays_until_a_commissioner_looks(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, send: Callable[..., str]
) -> None:
    path = f"{send(club, club)}/services/saturday-club/closed"

    assert client.post(path, data={"closing": "for_now"}, headers=FROM_US).status_code == 400
    assert client.post(path, data={"closing": "for_now", "words": "Until May"}, headers=FROM_US).status_code == 303

    assert answered(session) == (ProviderAnswer.PAUSED, DUE)
    assert sealing.open_words(the_link(session).questions[0], keys=keys) == "Until May"
    told = [entry.details.get("answer") for entry in happening.entries(session, listing=club)]
    assert told == [ProviderAnswer.PAUSED], "it stands in the listing's history"
    session.rollback()
    assert client.page("/services/saturday-club")


def test_one_link_keeps_all_listings_of_an_organisation_and_no_other(
    client: CheckedClient,
    session: Session,
    keys: KeyRing,
    club: Listing,
    office: Organisation,
    send: Callable[..., str],
) -> None:
    published(session, keys, "Sunday club")
    published(session, keys, "Another club", organisation_key=None, email="a@example.org")
    path = send(office, club)

    start = client.page(path).words
    assert "Saturday club" in start
    assert "Sunday club" in start
    assert "Another club" not in start
    assert client.post(f"{path}/services/sunday-club/right", headers=FROM_US).status_code == 303
    assert client.get(f"{path}/services/another-club").status_code in (301, 404)
    assert client.post(f"{path}/services/another-club/right", headers=FROM_US).status_code == 404
    assert f"{path}/services/saturday-club" in client.get(f"{path}/services/sunday-club/thanks").get_data(as_text=True)


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_and_mail_speaks_the_language_of_the_link(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, send: Callable[..., str], code: str
) -> None:
    path = send(club, club, language=code)

    assert path.startswith(f"{LANGUAGES[code].prefix}/provider/")
    assert letters(session, keys)[-1].language == code
    for page in ("", "/change", "/closed", "/thanks"):
        client.page(f"{path}/services/saturday-club{page}")


def test_another_site_answers_nothing(
    client: CheckedClient, session: Session, club: Listing, send: Callable[..., str]
) -> None:
    path = f"{send(club, club)}/services/saturday-club"

    assert client.post(f"{path}/right").status_code == 400
    assert answered(session) == (None, None)


def test_a_link_that_ended_opens_nothing_and_can_be_renewed_where_it_only_ran_out(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, send: Callable[..., str]
) -> None:
    path = send(club, club, on=DUE - timedelta(days=31))

    assert "Send me a new link" in client.page(path, status=410).words
    assert client.post(f"{path}/services/saturday-club/right", headers=FROM_US).status_code == 410
    for _ in range(2):
        client.page(client.post(f"{path}/again", headers=FROM_US).location)
    found = letters(session, keys)
    assert [one.to for one in found] == [OFFICE, OFFICE]
    assert client.get(path_in(found[1]), follow_redirects=True).status_code == 200


def test_a_link_that_was_taken_back_or_made_up_opens_nothing(
    client: CheckedClient, session: Session, keys: KeyRing, club: Listing, send: Callable[..., str]
) -> None:
    path = send(club, club)
    links.revoke(session, the_link(session), actor="staff:1", keys=keys, on=DUE)
    session.commit()

    for address in (path, f"{path[:-4]}AAAA", "/provider/none", f"/provider/{'A' * 43}", "/provider/ä"):
        assert "Send me a new link" not in client.page(address, status=410).words


def test_a_link_that_is_used_without_end_is_stopped(
    client: CheckedClient, session: Session, club: Listing, send: Callable[..., str]
) -> None:
    path = send(club, club)
    the_link(session).answers = answering.MOST_ANSWERS
    session.commit()

    assert client.post(f"{path}/services/saturday-club/right", headers=FROM_US).status_code == 429
    assert answered(session) == (None, None)


def test_nothing_that_is_stored_opens_a_link(
    session: Session, keys: KeyRing, club: Listing, send: Callable[..., str]
) -> None:
    token = send(club, club).rpartition("/")[2]

    link = session.scalars(select(ProviderLink)).one()
    assert sealing.uuid_of(token, keys=keys) == link.uuid
    assert OFFICE.encode() not in link.sealed_address
    assert sealing.open_address(link, keys=keys) == OFFICE


def test_words_in_other_languages_stay_when_an_organisation_changes_the_english(
    client: CheckedClient, session: Session, keys: KeyRing, office: Organisation, send: Callable[..., str]
) -> None:
    polish = Words("Klub", summary="Spokojne miejsce.")
    words = {"en": Words("Saturday club", summary="A calm place."), "pl": polish}
    made = published(session, keys, words=words)
    path = f"{send(made, made)}/services/saturday-club/change"

    client.post(path, data=_fields(client, path) | {"summary": "A loud place."}, headers=FROM_US)

    session.expire_all()
    held = content_of_version(latest_version(made))
    assert (held.words["en"].summary, held.words["pl"]) == ("A loud place.", polish)


def _fields(client: CheckedClient, path: str) -> dict[str, str]:
    page = client.page(path)
    names = ("version", "summary", "description", "who_for", "how_to_start", "opening_times", "cost")
    shown = {name: page.value(name) for name in (*names, "waiting_weeks", "phone", "email", "website")}
    return {**shown, "spaces": "few"}
