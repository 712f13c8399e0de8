"""Districts, postcodes and distance: where families are and what is near them."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask

from localoffer.places import county_map


def init_app(app: Flask) -> None:
    """Wire the package into the application; it has no pages of its own, only the map that pages show.

    Raises:
        ValueError: when the county's map cannot be read.
    """
    districts = app.extensions["localoffer_council"].districts
    drawn = county_map.load(app.config["SETTINGS"].county / "map.json", [district.slug for district in districts])
    app.extensions["localoffer_county_map"] = drawn

    def county_picture(links: Iterable[county_map.Link]) -> county_map.Picture | None:
        return county_map.picture(drawn, links)

    app.jinja_env.globals["county_picture"] = county_picture
