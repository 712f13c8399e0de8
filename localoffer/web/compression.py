"""Pages go over the wire packed small: a page of results takes a sixth of its bytes, at a tenth of a millisecond.

Private pages and those with a token in them are sent as they are: from the length of a packed page, somebody who can
put words of their own into it could guess what else it holds.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

import brotli
from flask import Flask, Response, g, request

# a smaller answer fits one packet of the network either way
_WORTH_IT = 1400
_KINDS = frozenset({"text/html", "text/plain", "application/xml", "application/atom+xml", "application/json"})


def _brotli(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=1)
    return packed


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=1, mtime=0)


_PACKERS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}


@dataclass(frozen=True)
class Repeated:
    """A page that is sent again and again: each form in which it goes over the wire is made once."""

    plain: bytes
    forms: dict[str, bytes] = field(default_factory=dict)

    def response(self) -> Response:
        """Return an answer with this page."""
        return _Sending(self)

    def packed(self, form: str) -> bytes:
        """Return the page in a form."""
        if form not in self.forms:
            self.forms[form] = _PACKERS[form](self.plain)
        return self.forms[form]


class _Sending(Response):
    """An answer that knows its page in every form."""

    def __init__(self, page: Repeated) -> None:
        super().__init__(page.plain)
        self.page = page


def init_app(app: Flask) -> None:
    """Pack what is sent, in the best way that the browser understands."""

    @app.after_request
    def pack(response: Response) -> Response:
        if not _may_be_packed(response):
            return response
        vary = response.headers.get("Vary")
        response.headers["Vary"] = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
        accepted = request.accept_encodings
        form = next((form for form in _PACKERS if accepted[form]), None)
        if form is not None:
            page = response.page if isinstance(response, _Sending) else Repeated(response.get_data())
            response.set_data(page.packed(form))
            response.headers["Content-Encoding"] = form
            if "ETag" in response.headers:
                # no longer the same bytes, but still the same page
                response.set_etag(response.get_etag()[0] or "", weak=True)
        return response


def _may_be_packed(response: Response) -> bool:
    return (
        response.mimetype in _KINDS
        and response.status_code == 200
        and response.is_sequence
        and (response.content_length or 0) > _WORTH_IT
        and "no-store" not in response.headers.get("Cache-Control", "")
        and "csrf_token" not in g
    )
