"""A client that checks every page it is given."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from localoffer import db
from tests.support.strict_html import Page


class CheckedClient(FlaskClient):
    """Parses each HTML answer strictly, and fails when a request left a change uncommitted.

    ``unchecked`` is for an answer that is meant to be wrong; each use says why.
    """

    def open(self, *args: Any, unchecked: bool = False, **more: Any) -> TestResponse:
        # as a web server does: whatever waits for the end of an answer has happened
        response = super().open(*args, **{"buffered": True, **more})
        if response.mimetype == "text/html" and response.status_code not in range(300, 400) and not unchecked:
            response.page = Page(response.get_data(as_text=True))  # type: ignore[attr-defined]
        left = db.session.registry.registry.values()
        assert not any(one.in_transaction() for one in left), "the request left a transaction open"
        return response

    def page(self, address: str, *, status: int = 200, **more: Any) -> Page:
        """Open a page, follow nothing, and return it parsed."""
        response = self.get(address, **more)
        assert response.status_code == status, f"{address} answered {response.status_code}"
        page: Page = response.page  # type: ignore[attr-defined]
        return page

    def send(self, address: str, fields: dict[str, Any], *, page: str | None = None, **more: Any) -> TestResponse:
        """Open a page as a browser does, take its CSRF token if it has one, and post ``fields`` to ``address``."""
        shown: Page = self.get(page or address, follow_redirects=True).page  # type: ignore[attr-defined]
        token = {"csrf_token": shown.value("csrf_token")} if shown.all(".//input[@name='csrf_token']") else {}
        headers = {"Sec-Fetch-Site": "same-origin", **more.pop("headers", {})}
        return self.post(address, data={**token, **fields}, headers=headers, **more)
