"""What the county's folder says about the search and the street map."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from localoffer import council
from tests.support.county import FOLDER

_SAID = (FOLDER / "council.toml").read_text(encoding="utf-8")


def _load(folder: Path, *, instead_of: str, say: str) -> council.Council:
    assert instead_of in _SAID
    path = folder / "council.toml"
    path.write_text(_SAID.replace(instead_of, say), encoding="utf-8")
    return council.load(path)


def test_a_county_says_when_and_how_much_an_overdue_listing_sinks(tmp_path: Path) -> None:
    assert council.load(FOLDER / "council.toml").sinking == council.Sinking(after_days=28, percent=5)
    assert _load(tmp_path, instead_of="percent = 5", say="percent = 0").sinking.percent == 0
    assert _load(tmp_path, instead_of="after_days = 28", say="after_days = 90").sinking.after_days == 90


def test_a_county_may_say_nothing_about_it(tmp_path: Path) -> None:
    section = _SAID[_SAID.index("[search]") : _SAID.index("[feedback]")]

    assert _load(tmp_path, instead_of=section, say="").sinking == council.Sinking()


@pytest.mark.parametrize(
    ("instead_of", "say", "told"),
    [
        ("after_days = 28", "after_days = -1", "after_days should be 0 or more"),
        ("percent = 5", "percent = 81", "percent 0 to 80"),
        ("percent = 5", 'percent = "much"', "percent in search should be a whole number"),
        ("percent = 5", "per_cent = 5", "per_cent"),
        ("spaces_months = 1", "spaces_months = 0", "months and days in freshness should be 1 or more"),
        ("days_between = 7", "days_between = 8", "link_days in freshness should be 32 or more"),
    ],
)
def test_a_sinking_that_makes_no_sense_is_named(tmp_path: Path, instead_of: str, say: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        _load(tmp_path, instead_of=instead_of, say=say)


def _mapped(folder: Path, tiles: str) -> council.Council:
    section = f'[map]\ntiles = "{tiles}"\nattribution = "The makers"\n\n[search]'
    return _load(folder, instead_of="[search]", say=section)


def test_a_county_has_no_street_map_until_it_names_who_draws_it(tmp_path: Path) -> None:
    assert council.load(FOLDER / "council.toml").street_map is None

    found = _mapped(tmp_path, "https://tiles.example.org:8443/{z}/{x}/{y}.png?key=1").street_map

    assert found is not None
    assert (found.server, found.server_name) == ("https://tiles.example.org:8443", "tiles.example.org")
    assert found.attribution == "The makers"


@pytest.mark.parametrize(
    "tiles",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/map.png",
        "https://someone:secret@tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org; script-src */{z}/{x}/{y}.png",
        "/{z}/{x}/{y}.png",
        "",
    ],
)
def test_tiles_that_cannot_be_asked_for_safely_are_refused(tmp_path: Path, tiles: str) -> None:
    with pytest.raises(ValueError, match="tiles in map should be an address like"):
        _mapped(tmp_path, tiles)


@pytest.mark.parametrize(
    ("instead_of", "say", "told"),
    [
        ('state = "open"', 'state = "shut"', "state in referrals.intake should be one of open, waiting, paused"),
        ('state = "open"', 'state = "waiting"', "weeks in referrals.intake should be 1 or more with waiting"),
        ('state = "open"', 'state = "paused", weeks = 6', "left out otherwise"),
        ("first = 0", "first = 30", "first and to_refer_oneself should be 0 to last"),
        ("to_refer_oneself = 13", "to_refer_oneself = 26", "first and to_refer_oneself should be 0 to last"),
        ("working_days = 10", "working_days = 0", "working_days of a promise should be 1 or more"),
        (
            "to_refer_oneself = 13, since = 2026-11-01",
            'to_refer_oneself = 13, since = "May"',
            "since in referrals.ages",
        ),
        ("hours_begin_in = 4", "hours_begin_in = 13", "hours_begin_in of life_skills should be a month, 1 to 12"),
        ("# says_why = { since = 2026-11-01 }", 'says_why = { since = "May" }', "since in referrals.says_why"),
    ],
)
def test_a_decision_about_referrals_that_makes_no_sense_is_named(
    tmp_path: Path, instead_of: str, say: str, told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        _load(tmp_path, instead_of=instead_of, say=say)


def test_a_county_may_ask_its_team_why(tmp_path: Path) -> None:
    told = _load(tmp_path, instead_of="# says_why", say="says_why").referring.says_why
    assert told is not None
    assert told.since == date(2026, 11, 1)


def test_a_county_may_promise_nothing(tmp_path: Path) -> None:
    line = next(line for line in _SAID.splitlines() if line.startswith("promise"))
    assert _load(tmp_path, instead_of=line, say="").referring.promise is None
