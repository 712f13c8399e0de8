"""What a family wrote is read by nobody else: not in the database, in addresses, in logs or in mail."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from localoffer.crypto import CannotOpen, KeyRing, unseal
from localoffer.db import Database
from localoffer.referrals import sealing
from localoffer.referrals.drafting import drafts
from localoffer.referrals.models import Referral, ReferralDraft, ReferralKey
from tests.referrals import journeys
from tests.referrals.conftest import everything_stored, mails, only_referral
from tests.referrals.journeys import CANARIES, CHECK, START
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database


def found(text: str) -> list[str]:
    """Return the planted words that a text holds."""
    return [word for word in CANARIES if word.lower() in text.lower()]


def test_the_database_holds_nothing_readable_of_a_form(client: CheckedClient, database: Database) -> None:
    # unfinished
    journeys.fill_in(client)
    assert found(everything_stored(database)) == []
    # and sent
    journeys.send(client)
    assert found(everything_stored(database)) == []
    url = make_url(str(database.engine.url))
    if url.get_backend_name() == "sqlite":
        assert url.database is not None
        for suffix in ("", "-wal", "-shm"):
            with open(f"{url.database}{suffix}", "rb") as file:
                assert found(file.read().decode("latin-1")) == []


def test_no_address_cookie_or_log_line_holds_what_was_typed(
    client: CheckedClient, database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    addresses: list[str] = []
    journeys.begin(client)
    for slug, fields in journeys.PARENT:
        response = journeys.answer(client, slug, fields)
        addresses += [response.location, *client.page(f"{START}/{slug}").links, *response.headers.getlist("Set-Cookie")]
    addresses += client.page(CHECK).links
    addresses += [journeys.send(client).location, *client.page(f"{START}/sent").links]
    assert found(unquote(" ".join(addresses))) == []
    # a mistake and a fault log no more than a good answer
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "Quillfeather"})
    client.get(f"{START}/Quillfeather")
    assert found("".join(capfd.readouterr())) == []


def test_mail_names_nobody_and_nothing(client: CheckedClient, database: Database, keys: KeyRing) -> None:
    journeys.fill_in(client)
    journeys.send(client)
    reference = only_referral(database).reference
    for mail in mails(database, keys).values():
        assert found(mail.subject + mail.body) == []
        assert reference in mail.subject
    notice = mails(database, keys)["referral-notice"]
    assert f"http://localhost/admin/referrals/{reference}" in notice.body


def test_a_draft_cannot_be_read_with_database_and_keys_alone(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    journeys.fill_in(client)
    cookie = client.get_cookie("referral")
    assert cookie is not None
    assert cookie.http_only
    with database.session(writes=False) as session:
        row = session.scalars(select(ReferralDraft)).one()
        # with the browser's token it opens
        assert drafts.load(session, keys=keys, token=cookie.value, at=row.created_at) is not None
    # without it, nothing that the server has does
    place = f"referral_drafts.sealed:{row.token_hash.hex()}"
    for key in (
        *keys.keys.values(),
        keys.pepper,
        keys.audit,
        keys.key_from_token(row.token_hash.hex(), purpose="referral draft"),
    ):
        with pytest.raises(CannotOpen):
            unseal(key, row.sealed, place=place)


def test_sealed_parts_open_only_where_they_belong(client: CheckedClient, database: Database, keys: KeyRing) -> None:
    journeys.fill_in(client)
    journeys.send(client)
    referral = only_referral(database)
    referral.sealed_summary, referral.sealed_answers = referral.sealed_answers, referral.sealed_summary
    with pytest.raises(CannotOpen):
        sealing.open_answers(referral, keys=keys)


def test_destroying_its_key_erases_a_referral(client: CheckedClient, database: Database, keys: KeyRing) -> None:
    journeys.fill_in(client)
    journeys.send(client)
    with database.transaction() as session:
        session.delete(session.scalars(select(ReferralKey)).one())
    with database.session(writes=False) as session:
        referral = session.scalars(select(Referral)).one()
        with pytest.raises(CannotOpen):
            sealing.open_summary(referral, keys=keys)
