"""Static files by the name that their content gives them, so that browsers may keep them for ever."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from localoffer.web.headers import HSTS

ADDRESS = "/static/build/"
_A_MINUTE = 60


class MissingBuild(RuntimeError):
    """Raised when a page needs a file that nobody has built; the message says how to build it."""


class Assets:
    """The built files: the name that a template knows → the address that a browser asks for."""

    def __init__(self, folder: Path) -> None:
        manifest = folder / "manifest.json"
        self.folder = folder
        self.names: dict[str, str] = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}

    def address(self, name: str) -> str:
        """Return the address of ``main.css``, ``img/mark.svg`` and the like.

        Raises:
            MissingBuild: when there is no such built file.
        """
        try:
            return ADDRESS + self.names[name]
        except KeyError:
            raise MissingBuild(
                f"{name} is not in {self.folder}: build the styles and scripts with "
                "`npm ci` and `python scripts/build_static.py`, or start the site with `make run`."
            ) from None


def init_app(app: Flask) -> None:
    """Give templates ``asset()``, and answer requests for built files before the application sees them."""
    assets = Assets(app.config["SETTINGS"].static / "build")
    app.jinja_env.globals["asset"] = assets.address
    if assets.names:
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=str(assets.folder),
            prefix=ADDRESS,
            max_age=_A_MINUTE,
            immutable_file_test=_is_immutable,
            allow_all_origins=False,
            add_headers_function=partial(_protect, secure=app.config["SETTINGS"].secure),
        )


def _is_immutable(_path: str, url: str) -> bool:
    return not url.endswith("/manifest.json")


def _protect(headers: Headers, _path: str, _url: str, *, secure: bool) -> None:
    # these answers never meet the application, which gives all others their headers
    if secure:
        headers["Strict-Transport-Security"] = HSTS
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
