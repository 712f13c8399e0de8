"""Built files are found by their own name, kept for ever by browsers, and missed loudly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

import config
from localoffer.web import assets


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A build of one style sheet and its compressed form."""
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "main.0123456789ab.css").write_text("body{}" * 20, encoding="utf-8")
    (folder / "main.0123456789ab.css.gz").write_bytes(b"\x1f\x8bnot really")
    (folder / "manifest.json").write_text(json.dumps({"main.css": "main.0123456789ab.css"}), encoding="utf-8")
    return folder


@pytest.fixture
def site(built: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An application that serves that build."""
    return _site(built, monkeypatch, "http://localhost")


def _site(built: Path, monkeypatch: pytest.MonkeyPatch, base_url: str) -> Flask:
    settings = config.load(
        {
            "LOCALOFFER_ENV": "test",
            "LOCALOFFER_VAR": str(built.parent),
            "LOCALOFFER_SECRET_KEY": "x",
            "LOCALOFFER_BASE_URL": base_url,
        }
    )
    monkeypatch.setattr(config.Settings, "static", built.parent)
    app = Flask(__name__, static_folder=None)
    app.config["SETTINGS"] = settings
    assets.init_app(app)
    return app


def test_a_template_names_a_file_and_the_browser_may_keep_it_for_ever(site: Flask) -> None:
    address = site.jinja_env.globals["asset"]("main.css")  # type: ignore[operator]
    answer = site.test_client().get(address)

    assert address == "/static/build/main.0123456789ab.css"
    assert answer.text == "body{}" * 20
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_browser_that_can_unpack_gets_the_small_form(site: Flask) -> None:
    answer = site.test_client().get("/static/build/main.0123456789ab.css", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(("base_url", "tells"), [("https://localhost", True), ("http://localhost", False)])
def test_built_files_insist_on_https_where_the_site_has_it(
    built: Path, monkeypatch: pytest.MonkeyPatch, base_url: str, tells: bool
) -> None:
    answer = _site(built, monkeypatch, base_url).test_client().get("/static/build/main.0123456789ab.css")

    assert ("Strict-Transport-Security" in answer.headers) is tells


def test_the_list_of_names_is_not_kept_for_ever(site: Flask) -> None:
    kept = site.test_client().get("/static/build/manifest.json").headers["Cache-Control"]

    assert kept == "max-age=60, public"


def test_nothing_outside_the_build_is_served(site: Flask) -> None:
    assert site.test_client().get("/static/build/../council.toml").status_code == 404
    assert site.test_client().get("/static/build/main.css").status_code == 404


def test_without_a_build_the_fault_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(assets.MissingBuild, match=r"main\.css.*python scripts/build_static\.py"):
        assets.Assets(tmp_path).address("main.css")
