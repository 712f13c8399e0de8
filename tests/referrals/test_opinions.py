"""Saying how the form was: without an account, once for each form, and without a way back to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import opinions
from localoffer.referrals.drafting import drafts
from localoffer.referrals.models import FormOpinion
from localoffer.referrals.vocabulary import Opinion, Referrer
from tests.referrals import following, journeys
from tests.referrals.conftest import everything_stored, only_referral
from tests.referrals.following import PROFESSIONAL
from tests.referrals.journeys import START
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

OPINION = f"{START}/opinion"
WORDS = "The page about marmosets was too long"


def kept(database: Database) -> list[FormOpinion]:
    """Return every opinion."""
    with database.session(writes=False) as session:
        return list(session.scalars(select(FormOpinion)))


def test_an_opinion_is_kept_with_the_day_the_language_and_who_it_was_for_and_its_words_sealed(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    client.set_cookie("referral", following.sent(app, database, PROFESSIONAL).token)
    answer = client.send(f"/pl{OPINION}", {"opinion": "hard", "words": WORDS})
    assert answer.status_code == 200
    (opinion,) = kept(database)
    assert (opinion.opinion, opinion.language, opinion.referrer) == (Opinion.HARD, "pl", Referrer.PROFESSIONAL)
    assert opinions.words_of(opinion, keys=keys) == WORDS
    assert WORDS not in everything_stored(database)


def test_one_form_has_one_opinion_however_often_the_button_is_pressed(
    app: Flask, client: CheckedClient, database: Database
) -> None:
    client.set_cookie("referral", following.sent(app, database).token)
    for opinion in ("easy", "easy", "hard"):
        assert client.send(OPINION, {"opinion": opinion}).status_code == 200
    assert [one.opinion for one in kept(database)] == [Opinion.EASY]


def test_nothing_in_the_database_leads_from_an_opinion_to_its_referral(
    app: Flask, client: CheckedClient, database: Database
) -> None:
    form = following.sent(app, database)
    client.set_cookie("referral", form.token)
    client.send(OPINION, {"opinion": "easy"})
    (opinion,) = kept(database)
    referral = only_referral(database)
    known = {referral.journey_hash, referral.uuid.bytes, drafts.row_key(form.token)}
    assert opinion.page_hash not in known
    columns = {column.name for column in FormOpinion.__table__.columns}
    assert columns == {"id", "day", "language", "referrer", "opinion", "key_id", "sealed_words", "page_hash"}


def test_whoever_has_not_finished_the_form_can_say_it_too(client: CheckedClient, database: Database) -> None:
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "young_person"})
    assert client.send(OPINION, {"opinion": "hard"}).status_code == 200
    assert [one.referrer for one in kept(database)] == [Referrer.YOUNG_PERSON]


def test_without_a_form_there_is_nothing_to_say(client: CheckedClient, database: Database) -> None:
    assert client.get(OPINION).location == f"{START}?cookies=none"
    assert client.post(OPINION, data={"opinion": "easy"}).status_code == 303
    assert kept(database) == []


@pytest.mark.parametrize("fields", [{}, {"opinion": "wonderful"}, {"words": WORDS}])
def test_a_face_has_to_be_chosen_and_the_words_are_not_lost(
    client: CheckedClient, database: Database, fields: dict[str, str]
) -> None:
    journeys.begin(client)
    answer = client.send(OPINION, fields)
    assert answer.status_code == 400
    assert fields.get("words", "") in answer.get_data(as_text=True)
    assert kept(database) == []


def test_the_faces_have_words_and_names_are_not_asked_for(client: CheckedClient) -> None:
    journeys.begin(client)
    page = client.page(OPINION)
    assert [str(label.text) for label in page.with_class("lo-face")] == ["Easy", "All right", "Hard"]
    assert "Do not write names" in page.words
    assert page.with_class("govuk-exit-this-page")
    assert page.with_class("lo-emergency")


def test_the_team_reads_counts_and_words_and_that_is_written_down(
    app: Flask,
    client: CheckedClient,
    database: Database,
    keys: KeyRing,
    staff_client: Callable[..., CheckedClient],
) -> None:
    client.set_cookie("referral", following.sent(app, database).token)
    client.send(OPINION, {"opinion": "hard", "words": WORDS})
    page = staff_client("triage").page("/admin/referrals/opinions")
    assert WORDS in page.words
    assert [str(number.text) for number in page.with_class("lo-tile__number")] == ["0", "0", "1"]
    with database.session(writes=False) as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
        assert last.action == "opinions.viewed"
        audit.verify(session, key=keys.audit)
    assert staff_client("editor", "Brenda").get("/admin/referrals/opinions").status_code == 403
