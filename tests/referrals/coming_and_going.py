"""Saving a form in one browser and coming back to it in another, as the tests of both do."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from localoffer.crypto import KeyRing
from localoffer.db import Database
from tests.referrals import journeys
from tests.referrals.conftest import mails
from tests.referrals.journeys import START
from tests.support.client import CheckedClient

SAVE, SAVED, NEW_CODE = f"{START}/save", f"{START}/saved", f"{START}/saved/new-code"
COME_BACK = f"{START}/come-back"
OURS = {"Sec-Fetch-Site": "same-origin"}
_CODE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}")
_LINK = re.compile(r"^http\S+$", re.MULTILINE)


def half_way(client: CheckedClient, until: str = "contact") -> None:
    """Fill a parent's form in, up to a question."""
    journeys.reach(client, until)


def save(client: CheckedClient, slug: str = "contact", fields: dict[str, Any] | None = None) -> str:
    """Press "Save and come back later" on the page of a question; return the return code."""
    response = journeys.answer(client, slug, {**(fields or {}), "save": "1"})
    assert (response.status_code, response.location) == (303, SAVED)
    return code_shown(client)


def code_shown(client: CheckedClient) -> str:
    """Return the code on the page that says how to come back."""
    page = client.page(SAVED)
    shown = "".join("".join(page.with_class("lo-return-code")[0].itertext()).split())
    assert _CODE.fullmatch(shown)
    return shown


def another_device(app: Flask) -> CheckedClient:
    """Return a browser that knows nothing of the form."""
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    return made


def come_back(client: CheckedClient, code: str, *, address: str = "127.0.0.1") -> Any:
    """Type a return code."""
    return client.post(COME_BACK, data={"code": code}, headers=OURS, environ_base={"REMOTE_ADDR": address})


def link_mailed(database: Database, keys: KeyRing) -> str:
    """Return the path of the link in the mail that waits."""
    found = _LINK.search(mails(database, keys)["referral-return-link"].body)
    assert found is not None
    return found.group().removeprefix("http://localhost")
