"""Pages are sent small to whoever can unpack them; what could be guessed from their length is sent as it is."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database


def _sent(client: CheckedClient, path: str, accepted: str) -> TestResponse:
    # the client's parser reads no packed pages: each test unpacks its own
    return client.get(path, headers={"Accept-Encoding": accepted}, unchecked=True)


def test_a_browser_gets_brotli_and_the_whole_page(client: CheckedClient) -> None:
    plain = client.get("/contact")
    packed = _sent(client, "/contact", "gzip, deflate, br, zstd")
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert {"Cookie", "Accept-Encoding"} <= set(packed.vary)
    assert {"Cookie", "Accept-Encoding"} <= set(plain.vary)


def test_an_older_one_gets_gzip(client: CheckedClient) -> None:
    packed = _sent(client, "/contact", "gzip, br;q=0")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == client.get("/contact").data


@pytest.mark.parametrize("accepted", ["", "identity", "zstd"])
def test_who_can_unpack_neither_gets_the_page_as_it_is(client: CheckedClient, accepted: str) -> None:
    assert "Content-Encoding" not in _sent(client, "/contact", accepted).headers


@pytest.mark.parametrize("path", ["/refer/life-skills", "/refer/life-skills/who", "/admin/sign-in"])
def test_a_private_page_is_never_packed(client: CheckedClient, path: str) -> None:
    assert "Content-Encoding" not in _sent(client, path, "br").headers


def test_a_page_with_a_token_is_never_packed(app: Flask) -> None:
    app.add_url_rule("/contact/token", "token", view_func=lambda: f"{generate_csrf()} {'and much more ' * 200}")
    app.add_url_rule("/contact/no-token", "no-token", view_func=lambda: "and much more " * 200)
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    assert "Content-Encoding" not in _sent(client, "/contact/token", "br").headers
    assert _sent(client, "/contact/no-token", "br").headers["Content-Encoding"] == "br"


def test_a_packed_answer_is_known_again(client: CheckedClient) -> None:
    first = _sent(client, "/sitemap.xml", "br")
    again = client.get("/sitemap.xml", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert first.headers["Content-Encoding"] == "br"
    assert again.status_code == 304
