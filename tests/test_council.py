"""What the county's folder says about the search."""

from __future__ import annotations

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
    assert council.load(FOLDER / "council.toml").sinking == council.Sinking(after_days=0, percent=5)
    assert _load(tmp_path, instead_of="percent = 5", say="percent = 0").sinking.percent == 0
    assert _load(tmp_path, instead_of="after_days = 0", say="after_days = 90").sinking.after_days == 90


def test_a_county_may_say_nothing_about_it(tmp_path: Path) -> None:
    section = _SAID[_SAID.index("[search]") : _SAID.index("[feedback]")]

    assert _load(tmp_path, instead_of=section, say="").sinking == council.Sinking()


@pytest.mark.parametrize(
    ("instead_of", "say", "told"),
    [
        ("after_days = 0", "after_days = -1", "after_days should be 0 or more"),
        ("percent = 5", "percent = 81", "percent 0 to 80"),
        ("percent = 5", 'percent = "much"', "percent in search should be a whole number"),
        ("percent = 5", "per_cent = 5", "per_cent"),
    ],
)
def test_a_sinking_that_makes_no_sense_is_named(tmp_path: Path, instead_of: str, say: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        _load(tmp_path, instead_of=instead_of, say=say)
