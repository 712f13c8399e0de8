"""The security headers of every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "form-action 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
)
_NOTHING_ALLOWED = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
)
HSTS = "max-age=63072000; includeSubDomains"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # not no-referrer: Flask-WTF refuses every HTTPS POST that comes without one
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _NOTHING_ALLOWED,
}


class Protected:
    """WSGI middleware: puts the headers on every answer, faults and redirects too; one that an answer has is kept."""

    def __init__(self, application: WSGIApplication, headers: Mapping[str, str]) -> None:
        self.application = application
        self.headers = list(headers.items())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *fault: Any) -> Callable[[bytes], object]:
            given = {name for name, _ in headers}
            return start_response(status, headers + [pair for pair in self.headers if pair[0] not in given], *fault)

        return self.application(environ, start)


def init_app(app: Flask) -> None:
    """Put the headers on every answer; HSTS only where the site is served over HTTPS."""
    street_map = app.extensions["localoffer_council"].street_map
    always = _ALWAYS | {"Content-Security-Policy": _policy(street_map.server if street_map else "")}
    if app.config["SETTINGS"].secure:
        always["Strict-Transport-Security"] = HSTS
    app.wsgi_app = Protected(app.wsgi_app, always)  # type: ignore[method-assign]

    @app.after_request
    def tell_caches(response: Response) -> Response:
        if request.path.startswith("/admin"):
            response.headers["Cache-Control"] = "no-store"
        elif request.path.startswith("/refer"):
            # the form to print, the same for everybody, says by itself that it may be kept
            response.headers.setdefault("Cache-Control", "no-store")
        elif response.mimetype == "text/html" and "Vary" not in response.headers:
            # above each page stands how many services this browser keeps
            response.headers["Vary"] = "Cookie"
        return response


def _policy(pictures_from: str) -> str:
    """Return what a page may load: our own files, and pictures of one other server where the council names it."""
    return "; ".join((*_POLICY, f"img-src 'self' data: {pictures_from}".rstrip()))
