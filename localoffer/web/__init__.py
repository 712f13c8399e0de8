"""What every page shares: errors, security headers, safe return paths, static files, CSRF."""

from __future__ import annotations

from flask import Flask, current_app, g, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from localoffer.web import (
    addresses,
    assets,
    compression,
    english_beside,
    errors,
    following,
    headers,
    kept,
    logs,
    templates,
)

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Wire what every page shares into the application."""
    settings = app.config["SETTINGS"]
    templates.init_app(app)
    addresses.init_app(app)
    following.init_app(app)
    kept.init_app(app)
    english_beside.init_app(app)
    logs.init_app(app)
    csrf.init_app(app)
    assets.init_app(app)
    compression.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    @app.before_request
    def refuse_other_sites() -> None:
        # beside the token: a browser says itself that another site made it send this
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
            raise CSRFError("sent from another site")

    @app.context_processor
    def in_templates() -> dict[str, object]:
        return {"here": _here()}

    app.jinja_env.globals.update(council=app.extensions["localoffer_council"], settings=settings)


def settings() -> Settings:
    """Return the settings of the current application."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def came_from_us() -> bool:
    """Return whether a form that a view exempt from the check of every request was sent is one of our own pages'."""
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True


def _here() -> str:
    """Return the path of this page without its language, so that it can be opened in another one."""
    # an error page repeats nothing that was typed
    keeps_query = request.method == "GET" and not g.get("is_error_page")
    query = request.query_string.decode("utf-8", "replace") if keeps_query else ""
    return f"{request.path}?{query}" if query else request.path
