"""Parts of a page that are the same on page after page: drawn once for each voice and state, and then kept.

Only the address of the page itself differs every time (the language links come back to it), so it is filled in.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from flask import Flask, request
from markupsafe import Markup

from localoffer import languages

_MOST = 512
_HOLE = Markup("<here/>")


def init_app(app: Flask) -> None:
    """Give templates ``kept(name, here=…, …)``: another template, drawn from what is named here and nothing else.

    The kept template has the page's own path as ``here``, ready to stand in a query string.
    """

    def drawn(_root: str, _voice: str, name: str, state: tuple[tuple[str, object], ...]) -> list[str]:
        return app.jinja_env.get_template(name).render(dict(state), here=_HOLE).split(_HOLE)

    in_store = drawn if app.jinja_env.auto_reload else lru_cache(maxsize=_MOST)(drawn)

    def kept(name: str, *, here: str, **state: object) -> Markup:
        # addresses begin with the root of the path
        pieces = in_store(request.root_path, languages.voice(), name, tuple(state.items()))
        return Markup(quote(here, safe="").join(pieces))  # noqa: S704 - Jinja has escaped the pieces, quote the rest

    app.jinja_env.globals["kept"] = kept
