"""The screens on which files go out and come home."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from localoffer.guide.models import GuidePage
from localoffer.listings.models import Listing
from localoffer.staff.models import User
from localoffer.translating.files import reading_xliff, workbook, xliff
from localoffer.translating.files.units import Exchange, Unit
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

LISTED = "/admin/translations/pl"
NEW = "/admin/translations/files/new"


def send_out(client: CheckedClient, form: str, **more: str) -> bytes:
    narrowed = {"of_kind": "", "of_standing": "missing", **more}
    answer = client.send(f"{LISTED}/send", {"form": form, **narrowed}, page=LISTED)
    assert answer.status_code == 200, answer.headers
    assert "attachment" in answer.headers["Content-Disposition"]
    content: bytes = answer.data
    return content


def bring_home(client: CheckedClient, content: bytes, name: str = "back.xlf") -> TestResponse:
    return client.send(NEW, {"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def in_polish(told: Exchange) -> Exchange:
    return Exchange("pl", tuple(Unit(one.mark, one.english, f"Tak {one.english}") for one in told.units))


@pytest.mark.parametrize("form", ["xliff", "xlsx"])
def test_a_list_goes_out_comes_home_and_is_taken_back(
    manager: CheckedClient, turning_16: GuidePage, club: Listing, form: str
) -> None:
    sent = send_out(manager, form, of_kind="listing", taken_by="Agency Ltd")
    told = reading_xliff.read(sent) if form == "xliff" else workbook.read(sent)
    assert {one.mark.split(":")[1] for one in told.units} == {"saturday-club"}
    one = f"{LISTED}/listing/saturday-club"
    assert "Agency Ltd translates it since" in manager.page(one).words

    home = in_polish(told)
    brought = bring_home(manager, xliff.write(home) if form == "xliff" else workbook.write(home))
    assert brought.status_code == 303
    address = brought.headers["Location"]
    assert "1 text changes." in manager.page(address).words

    shown = manager.page(address).value("shown")
    assert manager.send(f"{address}/apply", {"shown": "something else"}, page=address).status_code == 409
    assert manager.send(f"{address}/apply", {"shown": shown, "machine_made": "yes"}, page=address).status_code == 303
    page = manager.page(one)
    assert "Tak Saturday club" in [box.get("value") for box in page.all(".//input")]
    assert "Agency Ltd" not in page.words
    assert "Taken over" in manager.page("/admin/translations/files").words

    assert manager.send(f"{address}/undo", {}, page=address).status_code == 303
    assert "Missing" in manager.page(one).words
    assert manager.send(f"{address}/undo", {}, page=one).status_code == 409


def test_a_file_that_is_not_read_is_refused_with_a_reason(manager: CheckedClient) -> None:
    unknown = xliff.write(Exchange("xx", (Unit("page:a:title:0", "A", "B"),)))
    for content, why in (
        (b"no file of ours", "cannot be read"),
        (b"PK but no workbook", "cannot be read"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "document type"),
        (unknown, "not in a language of the site"),
        (b"x" * 5_000_001, "too much in this file"),
    ):
        answer = bring_home(manager, content)
        assert answer.status_code == 400
        assert why in answer.page.words  # type: ignore[attr-defined]
    assert bring_home(manager, b"x" * 5_200_000).status_code == 413
    nothing = manager.send(f"{LISTED}/send", {"of_kind": "page", "of_standing": "current"}, page=LISTED)
    assert nothing.status_code == 303, "there is nothing to send out"


def test_whoever_may_not_publish_messages_takes_none_over(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="editor")
    sign_in(client)
    sent = client.send(f"{LISTED}/send", {"form": "xliff", "of_kind": "template", "of_standing": ""}, page=LISTED).data
    home = re.sub(rb"(<target[^>]*>)", rb"\1Moje ", sent)
    page = client.page(bring_home(client, home).headers["Location"])
    assert "0 texts change." in page.words
    assert "Its feature does not take it from you" in page.words
