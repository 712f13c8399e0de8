"""Asking to be rung or for a paper copy: by anybody, once, sealed, and never lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from limits import RateLimitItemPerHour
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.contacting import pace, wishes
from localoffer.contacting.models import ContactRequest
from localoffer.contacting.vocabulary import ContactKind, Sign
from localoffer.contacting.wishes import CallWish, PaperWish
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.listings.kept import key_of
from localoffer.working_days import day_of
from tests.contacting.conftest import CALL, CANARIES, COPY, only_request, send
from tests.referrals.conftest import everything_stored, mails
from tests.support.client import CheckedClient
from tests.support.listings import listing

FORMS = ("/call-me", "/paper-copy")


@pytest.mark.any_database
@pytest.mark.parametrize("path", FORMS)
def test_mistakes_are_listed_in_the_order_of_the_page(client: CheckedClient, path: str) -> None:
    # when somebody fills in nothing
    left_out = dict.fromkeys(("name", "phone", "days", "what", "words", "address", "language", "interpreter"), "")
    page = send(client, path, **left_out).get_data(as_text=True)
    # then the list leads down the page
    named = re.findall(r'<a href="#([^"]+)">', page.split("govuk-error-summary__list", 1)[1].split("</ul>", 1)[0])
    assert len(named) >= 4
    assert named == sorted(named, key=lambda one: page.index(f'id="{one}"'))


@pytest.mark.any_database
@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"])
def test_somebody_asks_to_be_rung_and_the_team_is_told_nothing_of_them_by_mail(
    client: CheckedClient, database: Database, session: Session, keys: KeyRing, prefix: str
) -> None:
    # when somebody asks for a call
    answer = send(client, f"{prefix}/call-me")
    # then they read their reference, and that no day is promised which the council has not set
    row, page = only_request(session), client.page(answer.location)
    assert row.reference in page.words
    assert (row.kind, row.language) == (ContactKind.CALL, prefix.lstrip("/") or "en")
    assert row.due_on > day_of(row.made_at)
    wish = wishes.open_wish(row, keys=keys)
    assert wish == CallWish(
        name=CALL["name"],
        phone=CALL["phone"],
        days=("mon", "wed"),
        times=("morning",),
        leave_message=False,
        language="ur",
        interpreter=True,
        words=CALL["words"],
    )
    # and the team has a mail that names the reference and nobody, and the audit an entry
    notice = mails(database, keys)["contact-notice"]
    assert row.reference in notice.subject
    assert [word for word in CANARIES if word in f"{notice.subject} {notice.body}"] == []
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "contact.asked")).one()
    assert entry.subject_id == str(row.uuid)


def test_somebody_asks_for_large_print_of_the_services_they_keep(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    # given a browser that keeps a service
    kept = key_of(listing(session, "Lego club", slug="lego").uuid)
    session.commit()
    client.post("/services/my-list", data={"keep": kept}, headers={"Sec-Fetch-Site": "same-origin"})
    # when its reader asks for a copy of their list and of the page they came from
    assert client.page("/paper-copy?about=listing:lego").value("words").strip() == "Lego club"
    answer = send(client, "/paper-copy", what=["my_list"], language="other", other_language="Punjabi")
    # then the request says what to print, how, and in which language
    wish = wishes.open_wish(only_request(session), keys=keys)
    assert isinstance(wish, PaperWish)
    assert (wish.what, wish.services, wish.size, wish.language) == (("my_list",), (kept,), "large", "Punjabi")
    assert client.page(answer.location).heading == "You asked for a paper copy"


def test_a_language_that_somebody_typed_counts_before_the_one_that_the_page_had_chosen(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    # given that they left English as it stood, which the page begins with
    assert send(client, language="en", other_language="Somali").status_code == 303
    assert wishes.open_wish(only_request(session), keys=keys).language == "Somali"


@pytest.mark.any_database
@pytest.mark.parametrize("path", FORMS)
def test_nothing_of_it_can_be_read_in_the_database_or_the_log(
    client: CheckedClient, database: Database, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    send(client, path)
    stored = everything_stored(database) + "".join(capfd.readouterr())
    assert [word for word in CANARIES if word in stored] == []


@pytest.mark.parametrize("path", FORMS)
def test_a_double_click_asks_once_and_another_page_asks_again(
    client: CheckedClient, session: Session, path: str
) -> None:
    told = CALL if path == "/call-me" else COPY
    mark = client.page(path).value("mark")
    for _ in range(2):
        assert client.send(path, {"mark": mark, **told}).status_code == 303
    only_request(session)
    send(client, path)
    assert len(session.scalars(select(ContactRequest)).all()) == 2


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("path", "changed", "mistake"),
    [
        ("/call-me", {"name": ""}, "Enter your name"),
        ("/call-me", {"phone": ""}, "Enter a phone number"),
        ("/call-me", {"phone": "not a number"}, "Enter a phone number like 01632 960 001"),
        ("/call-me", {"days": []}, "Choose at least one day"),
        ("/call-me", {"days": ["any", "mon"]}, "Choose either some of the answers"),
        ("/call-me", {"times": []}, "Choose at least one time of day"),
        ("/call-me", {"message": ""}, "Choose whether it is safe to leave a message"),
        ("/call-me", {"language": "other"}, "Enter the language"),
        ("/paper-copy", {"address": ""}, "Enter your postal address"),
        ("/paper-copy", {"what": [], "words": ""}, "Choose what you would like on paper, or write it below"),
        ("/paper-copy", {"size": "other"}, "Say which other way"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_typed_is_lost(
    client: CheckedClient, session: Session, path: str, changed: dict[str, Any], mistake: str
) -> None:
    answer = send(client, path, **changed)
    assert answer.status_code == 400
    assert answer.page.title.startswith("Error: ")
    assert mistake in answer.page.words
    assert changed.get("words", "Wobblesome nights") in answer.get_data(as_text=True)
    assert session.scalars(select(ContactRequest)).all() == []


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("changed", "signs"),
    [
        ({"comment": "me too"}, [Sign.FILLED_THE_EMPTY_BOX]),
        ({"words": "https://a.example www.b.example"}, [Sign.LINKS]),
        ({"words": "see https://a.example"}, []),
    ],
)
def test_what_looks_like_spam_is_set_aside_and_not_lost(
    client: CheckedClient,
    database: Database,
    session: Session,
    keys: KeyRing,
    changed: dict[str, str],
    signs: list[Sign],
) -> None:
    # when a form is sent that looks, or does not quite look, as if a machine had sent it
    answer = send(client, **changed)
    # then its sender sees the same page, and only the team's mail tells it apart
    row = only_request(session)
    assert row.reference in client.page(answer.location).words
    assert row.set_aside_for == signs
    assert ("contact-notice" in mails(database, keys)) is not bool(signs)
    assert (row.set_aside_at is not None) is bool(signs)


@pytest.mark.any_database
def test_many_from_one_address_are_set_aside_and_a_flood_has_to_wait(
    client: CheckedClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "USUAL", RateLimitItemPerHour(1, namespace="usual"))
    monkeypatch.setattr(pace, "MOST", RateLimitItemPerHour(2, namespace="most"))
    # when three requests come from one address
    statuses = [send(client, words=f"Number {number}") for number in range(3)]
    # then the second is stored apart, and the third is told to wait with its words still there
    assert [answer.status_code for answer in statuses] == [303, 303, 429]
    assert "Number 2" in statuses[-1].get_data(as_text=True)
    aside = session.scalars(select(ContactRequest).order_by(ContactRequest.id)).all()
    assert [row.set_aside_for for row in aside] == [[], [Sign.BUSY_ADDRESS]]


@pytest.mark.any_database
@pytest.mark.parametrize("path", FORMS)
def test_another_site_cannot_ask(client: CheckedClient, session: Session, path: str) -> None:
    answer = client.post(path, data=CALL, headers={"Origin": "https://elsewhere.example.org"})
    assert answer.status_code == 400
    assert session.scalars(select(ContactRequest)).all() == []


@pytest.mark.any_database
@pytest.mark.parametrize("path", FORMS)
def test_the_thanks_are_for_whoever_has_just_asked_and_looking_leaves_no_cookie(
    client: CheckedClient, path: str
) -> None:
    assert client.get(f"{path}/thanks").location == path
    assert "Set-Cookie" not in client.get(path).headers


@pytest.mark.any_database
@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"])
def test_the_calm_page_says_whom_to_ring_and_how_to_leave(client: CheckedClient, prefix: str) -> None:
    links = client.page(f"{prefix}/help/now").links
    for wanted in ("tel:999", "tel:111", "tel:01632960001", "tel:01632960002", f"{prefix}/call-me"):
        assert wanted in links
    assert any(link.endswith("/refer/life-skills/leave") for link in links)
