"""A browser that writes down everything it was shown, and everything that a server or a network could write down."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from werkzeug.test import TestResponse

from tests.support.canaries import Planter, forms
from tests.support.client import CheckedClient
from tests.support.strict_html import Page

OURS = {"Sec-Fetch-Site": "same-origin"}


class WatchedClient(CheckedClient):
    """Keeps each address, each cookie, each error page and whatever was left in the folder for temporary files."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.addresses: list[str] = []
        self.cookies: list[str] = []
        self.errors: list[str] = []
        self.left_over: list[bytes] = []

    def open(self, *args: Any, **more: Any) -> TestResponse:
        response = super().open(*args, **more)
        page: Page | None = getattr(response, "page", None)
        self.addresses += [unquote(response.request.url), unquote(response.headers.get("Location", ""))]
        self.cookies += response.headers.getlist("Set-Cookie")
        if page is not None:
            self.addresses += [unquote(link) for link in page.links]
            self.addresses += [unquote(form.get("action", "")) for form in page.all(".//form")]
        self.left_over += [file.read_bytes() for file in Path(tempfile.gettempdir()).rglob("*") if file.is_file()]
        return response

    def submit(self, address: str, planter: Planter, *, number: int = 0, **more: str) -> TestResponse:
        """Open a page, fill in one of its forms and send it; ``more`` is the button, or an answer of the test's own."""
        form = forms(self.page(address))[number]
        return self.post(form.get("action") or address, data={**planter.fill(form), **more}, headers=OURS)

    def refused(self, response: TestResponse) -> None:
        """Keep an error page."""
        assert response.status_code >= 400, f"{response.request.path} answered {response.status_code}"
        self.errors.append(response.get_data(as_text=True))
