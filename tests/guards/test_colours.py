"""Colours have one home, and can be read in light and in dark, whatever colours a county has."""

from __future__ import annotations

import re

import pytest

import config
from scripts import build_static

STYLES = config.ROOT / "static" / "scss"
HOME = "_colours.scss"
COMMENT = re.compile(r"//.*")
NAMED = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|(?<![\"\w-])(?:white|black)(?![\w-])", re.IGNORECASE
)
PROPERTY = re.compile(r"--(?:govuk-([a-z-]+)-colour|lo-([a-z-]+)): ?([^;}]+)")
COUNTIES = (("#1d4d4f", "#f3b13c"), ("#1d2f8f", "#ffd7e8"), ("#8a1538", "#c4d600"))

PAGES = ("body-background", "template-background", "raised", "sand", "surface-background")
TINTS = ("accent-tint", "error-tint", "good-tint", "full-tint", "added", "taken", "touched")
READ_ON = {
    "text": (*PAGES, *TINTS),
    "secondary-text": PAGES,
    "brand": PAGES,
    "link": (*PAGES, "accent-tint", "error-tint"),
    "link-hover": (*PAGES, "accent-tint", "error-tint"),
    "link-visited": (*PAGES, "accent-tint", "error-tint"),
    "error": ("body-background", "raised"),
    "error-deep": ("body-background", "raised"),
    "good": ("body-background", "raised"),
    "typed": ("field",),
    "inverse-text": ("brand", "link-hover", "success"),
}
SEEN_ON = {"input-border": (*PAGES, "field"), "error": PAGES}
ENOUGH_TO_SEE = 3


def test_no_style_outside_their_home_names_a_colour() -> None:
    named = [
        f"{path.name}: {found.group()}"
        for path in sorted(STYLES.glob("*.scss"))
        if path.name != HOME
        for found in NAMED.finditer(COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]

    assert named == []


@pytest.mark.parametrize(("brand", "accent"), COUNTIES)
def test_words_are_read_and_boxes_seen_in_dark_in_any_countys_colours(brand: str, accent: str) -> None:
    dark = _colours(build_static.compile_style("_theme", {"brand": brand, "accent": accent}).partition("dark)")[2])

    faint = {
        (ink, ground): round(build_static.contrast(dark[ink], dark[ground]), 2)
        for table, enough in ((READ_ON, build_static.ENOUGH_CONTRAST), (SEEN_ON, ENOUGH_TO_SEE))
        for ink, grounds in table.items()
        for ground in grounds
        if build_static.contrast(dark[ink], dark[ground]) < enough
    }
    assert faint == {}


def _colours(css: str) -> dict[str, str]:
    """Return the colours that a style sheet gives custom properties, as ``#rrggbb``."""
    return {theirs or ours: _measured(colour) for theirs, ours, colour in PROPERTY.findall(css)}


def _measured(colour: str) -> str:
    """Return a colour that was worked out, ``rgb(1, 2, 3)``, in the form that is measured."""
    channels = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour)
    return "#" + "".join(f"{int(channel):02x}" for channel in channels.groups()) if channels else colour
