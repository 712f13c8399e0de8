"""The security headers of every answer."""

from __future__ import annotations

from flask import Flask, Response, request

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
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


def init_app(app: Flask) -> None:
    """Put the headers on every answer; HSTS only where the site is served over HTTPS."""
    secure = app.config["SETTINGS"].secure
    street_map = app.extensions["localoffer_council"].street_map
    always = _ALWAYS | {"Content-Security-Policy": _policy(street_map.server if street_map else "")}

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in always.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        if request.path.startswith(("/admin", "/refer")):
            response.headers["Cache-Control"] = "no-store"
        return response


def _policy(pictures_from: str) -> str:
    """Return what a page may load: our own files, and pictures of one other server where the council names it."""
    return "; ".join((*_POLICY, f"img-src 'self' data: {pictures_from}".rstrip()))
