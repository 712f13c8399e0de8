"""What anybody typed is found nowhere but where it belongs: every box of every page is planted and searched for.

Which boxes there are is asked of the pages themselves, and which answers there are of the code: a new question that
this walk does not plant fails it.
"""

from __future__ import annotations

import tempfile
import typing
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

import config
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.outbox.store import Leased
from localoffer.referrals import sealing, submission
from localoffer.referrals.answers import SECTIONS
from localoffer.referrals.before_support import KINDS, keeping
from localoffer.referrals.before_support import forms as before_support_forms
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import ReferralStage
from localoffer.web import logs
from tests.referrals.conftest import everything_stored
from tests.referrals.following import STATUS
from tests.referrals.journeys import CHECK, START
from tests.referrals.watching import OURS, WatchedClient
from tests.support.canaries import GROWN, YOUNG, YOUNGER, Planter, forms, found
from tests.support.passing_time import begun_earlier

CHOSEN = {
    "agreed": "yes",
    "share": "yes",
    "right": "yes",
    "helps": "contact_them",
    "knows": "yes",
    "language": "other",
    "now": "no",
    "opinion": "hard",
    "kind": "concern",
}
TYPED = {
    "postcode": "st16 2lh",
    "hours_used": "12",
    "born-day": "27",
    "born-month": "3",
    "on-day": "1",
    "on-month": "2",
    "on-year": str(now().year - 1),
}
PEOPLE = {"parent": GROWN, "professional": YOUNG, "someone_else": YOUNG, "young_person": YOUNGER}
"""Who fills the form in, and when the child or young person was born."""
CODES = {("home", "district"), ("home", "council"), ("chosen_district", "district"), ("speaking", "language")}
"""Fields of text that hold a code of the site's own, which nobody types."""
SENT = f"{START}/sent"
AFTERWARDS = ("/tell", *(f"/before-support/{page.slug}" for page in before_support_forms.PAGES))


def fill_in(client: WatchedClient, planter: Planter) -> None:
    """Go from the start page to the button that sends the form, with the language changed on each page on the way."""
    client.submit(START, planter)
    following = f"{START}/who"
    while not following.endswith(CHECK):
        assert client.submit(following, planter, speak="pl").status_code == 303
        sent = client.submit(following, planter)
        assert sent.status_code == 303, f"{following} answered {sent.status_code}"
        following = sent.location


def follow(client: WatchedClient, planter: Planter) -> None:
    """Do everything that can be done once a form was sent."""
    client.submit(SENT, planter)
    for place in AFTERWARDS:
        assert client.submit(f"{STATUS}{place}", planter).status_code == 303, place
    assert client.submit(f"{START}/opinion", planter).status_code == 200


def report(client: WatchedClient, database: Database, planter: Planter) -> None:
    """Say how the support is going, which has started by then, and take the form back."""
    with database.transaction() as session:
        session.execute(update(Referral).values(stage=ReferralStage.STARTED))
    for place in ("/how-it-is-going", "/take-back"):
        assert client.submit(f"{STATUS}{place}", planter).status_code == 303, place


def tell_the_rest(client: WatchedClient, planter: Planter) -> None:
    """Fill in the forms of the site that belong to no referral."""
    assert client.submit("/privacy/complaint", planter).status_code == 303
    assert client.submit("/what-is-missing", planter).status_code == 303


def fail(client: WatchedClient, planter: Planter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Get every sort of error page, with everything filled in."""

    def fault(_session: object, *, draft: Draft, **_more: object) -> None:
        raise ValueError(draft.answers)

    def no_database(_session: object, *, draft: Draft, **_more: object) -> None:
        raise OperationalError(f"INSERT {draft.answers}", draft.answers.to_json(), Exception(str(draft.answers)))

    for broken in (fault, no_database):
        with monkeypatch.context() as patch:
            patch.setattr(submission, "submit", broken)
            client.refused(client.submit(CHECK, planter))
    name = {"first_name": "zqcanary0", "words": "zqcanary0"}
    client.refused(client.put(f"{START}/young-person", data=name))
    client.refused(client.post("/services/zqnothing", data=name))
    client.refused(client.post(f"{SENT}/record", data=name))
    client.refused(client.post(f"{START}/strengths", data={"strengths": "zqcanary0" * 300_000}))


def work(staff: WatchedClient, planter: Planter, references: Sequence[str]) -> str:
    """Do everything on the team's screens; return what they export."""
    for reference in references:
        address = f"/admin/referrals/{reference}"
        for number in range(len(forms(staff.page(address)))):
            if number < len(forms(staff.page(address))):
                assert staff.submit(address, planter, number=number).status_code < 500
    taken_down = {**planter.typed, "received_on-day": "1", "received_on-month": "2", "received_on-year": "2026"}
    planter = Planter(planter.choices, taken_down)
    shown = staff.submit("/admin/referrals/enter", planter, do="show")
    (form,) = forms(shown.page)  # type: ignore[attr-defined]
    staff.post("/admin/referrals/enter", data={**planter.fill(form), "do": "keep"}, headers=OURS)
    for complaint in [link for link in staff.page("/admin/privacy/complaints").links if "/complaints/" in link]:
        staff.submit(complaint, planter)
    for address in (
        "/admin",
        "/admin/referrals",
        "/admin/referrals/tasks",
        "/admin/referrals/set-aside",
        "/admin/gaps",
    ):
        staff.get(address)
    return staff.get("/admin/gaps/export.csv").get_data(as_text=True)


def outgoing(database: Database, keys: KeyRing) -> list[str]:
    """Return subject and text of all that waits in the outbox."""
    with database.session(writes=False) as session:
        rows = session.scalars(select(OutboxMessage)).all()
    leased = [
        Leased(row.id, row.message_id, row.kind, row.way, row.key_id, row.sealed, row.created_at, 1, row.created_at)
        for row in rows
    ]
    opened = [store.open_message(one, keys=keys) for one in leased]
    assert {one.kind for one in opened} > {"referral-receipt", "referral-notice", "referral-return-link"}
    return [f"{one.subject}\n{one.body}" for one in opened]


def files(database: Database, settings: config.Settings) -> list[bytes]:
    """Return what stands in the database's own files, where it has any of this machine, and in the site's folder."""
    url = make_url(str(database.engine.url))
    own = [f"{url.database}{end}" for end in ("", "-wal", "-shm")] if url.get_backend_name() == "sqlite" else []
    found_there = [path for path in settings.var.rglob("*") if path.is_file()]
    return [path.read_bytes() for path in (*map(Path, own), *found_there) if path.exists()]


def unplanted(database: Database, keys: KeyRing) -> set[tuple[str, str]]:
    """Return the fields of text in which no form that was sent has a planted word."""
    kinds = {**SECTIONS, **KINDS}
    left = {(name, field) for name, kind in kinds.items() for field in texts_of(kind)} - CODES
    with database.session(writes=False) as session:
        for referral in session.scalars(select(Referral)):
            told = sealing.open_answers(referral, keys=keys).to_json()
            told |= keeping.told_so_far(referral, keys=keys).to_json()
            left -= {(name, field) for name, field in left if found(str(told.get(name, {}).get(field, "")))}
    return left


def texts_of(kind: type[Any]) -> list[str]:
    return [name for name, hint in typing.get_type_hints(kind).items() if hint is str]


def test_what_was_typed_is_nowhere_but_where_it_belongs(
    app: Flask,
    database: Database,
    keys: KeyRing,
    staff_client: Callable[..., WatchedClient],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    # given a site that logs all it can and has a folder for temporary files of its own
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    logs.configure("DEBUG")
    # when everybody who may fill the form in leaves no box of any page empty
    app.test_client_class = WatchedClient
    staff = staff_client("manager")
    browsers = [staff]
    for who, year in PEOPLE.items():
        client, risk = WatchedClient(app, app.response_class), {"now": "yes" if who == "professional" else "no"}
        planter = Planter({**CHOSEN, **risk, "referrer": who}, {**TYPED, "born-year": year})
        fill_in(client, planter)
        client.submit(f"{START}/save", planter)
        client.submit(f"{START}/saved", planter)
        fail(client, planter, monkeypatch)
        begun_earlier(database)
        assert client.submit(CHECK, planter).status_code == 303
        if who in {"parent", "young_person"}:
            follow(client, planter)
        browsers.append(client)
    tell_the_rest(client, planter)
    # and the team works through all of it
    exported = work(staff, planter, references(database))
    report(client, database, planter)
    # then every field was planted
    assert unplanted(database, keys) == set()
    # and nothing of it is found anywhere else
    places: dict[str, list[str] | list[bytes]] = {
        "addresses": [address for browser in browsers for address in browser.addresses],
        "cookies": [cookie for browser in browsers for cookie in browser.cookies],
        "error pages": [page for browser in browsers for page in browser.errors],
        "temporary files": [file for browser in browsers for file in browser.left_over],
        "messages": outgoing(database, keys),
        "exports": [exported],
        "the database": [everything_stored(database)],
        "files": files(database, app.config["SETTINGS"]),
        "logs": list(capfd.readouterr()),
    }
    assert all(places[name] for name in places if name != "temporary files")
    assert {name: hits for name, texts in places.items() if (hits := set().union(*map(found, texts)))} == {}


def references(database: Database) -> list[str]:
    with database.session(writes=False) as session:
        return list(session.scalars(select(Referral.reference).order_by(Referral.id)))
