"""Addresses as people type them from a leaflet: in capitals, with ``/en`` in front, with a slash too many."""

from __future__ import annotations

from flask import current_app, request

from localoffer import languages
from localoffer.languages import ENGLISH, LANGUAGES, LanguagePrefix

# what follows /admin may be a token, in which capitals mean something
_AS_TYPED = ("/admin", "/static")


def meant() -> str | None:
    """Return the address of the page that the address of this request means, where there is such a page."""
    typed, prefix = _without_language(request.path)
    path = "/" + typed.strip("/")
    if not path.lower().startswith(_AS_TYPED):
        path = path.lower()
    routes = current_app.create_url_adapter(request)
    is_new = (prefix, path) != ("", request.path)
    if not is_new or request.method not in {"GET", "HEAD"} or not routes or not routes.test(path):
        return None
    query = request.query_string.decode("ascii", "replace")
    return f"{request.root_path}{prefix}{path}" + (f"?{query}" if query else "")


def _without_language(path: str) -> tuple[str, str]:
    """Return a path without a language that was typed in capitals or is English's, and the prefix that is meant."""
    head, _, rest = path.lstrip("/").partition("/")
    language = LANGUAGES.get(head.lower())
    if language is None or languages.current() is not ENGLISH or f"/{rest}".startswith(LanguagePrefix.without_prefix):
        return path, ""
    return rest, language.prefix
