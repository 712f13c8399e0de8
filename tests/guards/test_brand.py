"""Nothing of GOV.UK's own brand is served, and the county's colours can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import config
from scripts import build_static

BUILD = config.ROOT / "static" / "build"
FORBIDDEN = (
    "gds transport",
    "gds-transport",
    "crown",
    "crest",
    "govuk-logo",
    "logotype",
    "govuk-header",
    "govuk-footer",
    "brand-mark",
    "fonts.googleapis",
)
SMALL_STYLES = 25_000
SMALL_HOME = 60_000


@pytest.fixture(scope="module")
def built() -> Path:
    """The folder of built files."""
    if not (BUILD / "manifest.json").exists():
        pytest.fail("static/build is missing: run `make build`, or `python scripts/build_static.py`.")
    return BUILD


def _texts(folder: Path, *endings: str) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in endings:
            yield path


@pytest.mark.parametrize("word", FORBIDDEN)
def test_the_build_holds_nothing_of_gov_uk_s_own_brand(built: Path, word: str) -> None:
    guilty = [path.name for path in _texts(built, ".css", ".js", ".svg") if word in path.read_text("utf-8").lower()]

    assert guilty == []
    assert [path.name for path in built.rglob(f"*{word}*")] == []


@pytest.mark.parametrize("word", [word for word in FORBIDDEN if word not in {"crown", "crest"}])
def test_no_page_holds_it_either(word: str) -> None:
    templates = config.ROOT / "templates"

    assert [path.name for path in _texts(templates, ".html") if word in path.read_text("utf-8").lower()] == []


def test_only_our_own_typefaces_are_sent(built: Path) -> None:
    names = {path.name.rsplit(".", 2)[0] for path in (built / "fonts").iterdir()}

    assert names == {name.removesuffix(".woff2") for _, name in build_static.TYPEFACE_FILES}


def test_styles_ask_no_other_site_for_anything(built: Path) -> None:
    styles = "".join(path.read_text("utf-8") for path in _texts(built, ".css"))
    addresses = [found.strip("\"'") for found in re.findall(r"url\(([^)]*)", styles)]
    assert addresses
    assert "@import" not in styles
    assert [one for one in addresses if not one.startswith(("fonts/", "img/", "data:image/svg+xml,"))] == []


def test_styles_and_scripts_are_small_over_the_wire(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    styles = (built / f"{manifest['main.css']}.br").stat().st_size
    scripts = (built / f"{manifest['main.js']}.br").stat().st_size
    fonts = sum(path.stat().st_size for path in (built / "fonts").glob("*latin-[47]*"))

    assert styles < SMALL_STYLES
    assert styles + scripts + fonts < SMALL_HOME


def test_every_name_changes_with_its_content(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))

    assert {"main.css", "main.js", "img/mark.svg"} <= manifest.keys()
    for name, hashed in manifest.items():
        assert hashed != name
        assert (built / hashed).exists()


def county(tmp_path: Path, brand: str, accent: str = "#f3b13c") -> Path:
    (tmp_path / "council.toml").write_text(f'[colours]\nbrand = "{brand}"\naccent = "{accent}"\n', encoding="utf-8")
    return tmp_path


def test_a_brand_colour_that_cannot_be_read_on_white_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(build_static.BuildError, match=r"brand \(#7a9a9b\).*contrast of 3\.0.*at least 4\.5.*darker"):
        build_static.colours(county(tmp_path, "#7a9a9b"))


def test_an_accent_that_dark_words_cannot_stand_on_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(build_static.BuildError, match=r"accent.*lighter"):
        build_static.colours(county(tmp_path, "#1d4d4f", "#553300"))


@pytest.mark.parametrize("colour", ["teal", "#123", "red; } body { display: none", ""])
def test_what_is_no_colour_stops_the_build(tmp_path: Path, colour: str) -> None:
    with pytest.raises(build_static.BuildError, match="write it as #rrggbb"):
        build_static.colours(county(tmp_path, colour))


def test_a_county_without_colours_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(build_static.BuildError, match="cannot be read"):
        build_static.colours(tmp_path)


def test_the_contrast_is_the_one_of_wcag() -> None:
    assert build_static.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert build_static.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert build_static.contrast("#1d4d4f", "#1d4d4f") == pytest.approx(1)


@pytest.mark.parametrize(
    ("physical", "logical"),
    [
        ("a{margin-left:1px}", "a{margin-inline-start:1px}"),
        ("a{color:red;padding-right:2px}", "a{color:red;padding-inline-end:2px}"),
        ("a{left:0;right:1px}", "a{inset-inline-start:0;inset-inline-end:1px}"),
        ("a{border-left-color:red}", "a{border-inline-start-color:red}"),
        ("a{border-top-left-radius:1px}", "a{border-start-start-radius:1px}"),
        ("a{border-bottom-right-radius:1px}", "a{border-end-end-radius:1px}"),
        ("a{text-align:left}b{float:right}", "a{text-align:start}b{float:inline-end}"),
        ("a{text-align:left !important}", "a{text-align:start !important}"),
        ("a{padding:1px 2px 3px 4px}", "a{padding-block:1px 3px;padding-inline:4px 2px}"),
        ("a{padding:1px 2px 3px 2px}", "a{padding:1px 2px 3px 2px}"),
        (".left{right-hand:1}", ".left{right-hand:1}"),
        (".a-left:hover{top:0}", ".a-left:hover{top:0}"),
        ("@media(min-width:1em){a{margin-left:0}}", "@media(min-width:1em){a{margin-inline-start:0}}"),
    ],
)
def test_left_and_right_become_start_and_end(physical: str, logical: str) -> None:
    assert build_static.mirrored(physical) == logical
