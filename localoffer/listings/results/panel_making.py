"""The filters as markup: made by their templates once for each language and generation of the index, and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app

from localoffer import council
from localoffer.languages import Language, format_number, gettext
from localoffer.listings.results import filter_panel
from localoffer.listings.results.filter_map import Labels, MadeMap
from localoffer.listings.results.filter_names import Names, names_of, names_of_doors
from localoffer.listings.results.filter_panel import Boxes, FilterPanel, Fold, MadeBoxes, MadeFold, Option
from localoffer.listings.results.moulds import HOLE, Mould
from localoffer.listings.search.engine import Engine
from localoffer.places import county_map
from localoffer.places.county_map import CountyMap

MOST_KEPT = 16
_EXTENSION = "localoffer_search_wording"


@dataclass(frozen=True)
class Wording:
    """What the page of results says in one language whatever is asked: the names of the filters, and their markup."""

    names: Names
    panel: FilterPanel
    map: MadeMap | None


def wording(engine: Engine, spoken: Language) -> Wording:
    """Return the wording of an engine's generation in the current language, which is ``spoken``."""
    shelf: _Shelf = current_app.extensions[_EXTENSION]
    return shelf.take(engine, spoken)


class _Numerals(dict[int, str]):
    """Numbers in the language of the page, each written once; there are no more of them than listings."""

    def __missing__(self, number: int) -> str:
        self[number] = format_number(number)
        return self[number]


class _Shelf:
    """Keeps the wording of the generations that were used last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Wording] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, engine: Engine, spoken: Language) -> Wording:
        key = (engine.generation.name, spoken.code)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        names = names_of(engine.vocabulary, engine.known, spoken)
        made = Wording(names, _panel(names), _map(names["district"], spoken))
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


def _panel(names: Names) -> FilterPanel:
    return FilterPanel(
        doors=_boxes(filter_panel.DOORS, {**names, "open": names_of_doors()}),
        where=_fold(filter_panel.WHERE, names),
        spaces=_boxes(filter_panel.SPACES, names, title=gettext("Spaces")),
        folds=tuple(_fold(fold, names) for fold in filter_panel.FOLDS),
        numerals=_Numerals(),
    )


def _fold(fold: Fold, names: Names) -> MadeFold:
    around = _mould("listings/filter_fold.html", fold=fold, hole=HOLE)
    return MadeFold(around, tuple(_boxes(boxes, names, title=str(fold.title)) for boxes in fold.boxes))


def _boxes(boxes: Boxes, names: Names, *, title: str = "") -> MadeBoxes:
    return MadeBoxes(
        boxes.group,
        _mould("listings/filter_boxes.html", legend=str(boxes.legend), title=title, group=boxes.group, hole=HOLE),
        {
            code: Option.of(_mould("listings/filter_option.html", group=boxes.group, code=code, name=name, hole=HOLE))
            for code, name in names[boxes.group].items()
            if boxes.shows(code)
        },
    )


def _map(names: Mapping[str, str], spoken: Language) -> MadeMap | None:
    drawn: CountyMap | None = current_app.extensions["localoffer_county_map"]
    if drawn is None:
        return None
    written = [
        {"x": shape.x, "y": shape.y, "lines": county_map.lines_of(names.get(slug, ""))}
        for slug, shape in drawn.shapes.items()
    ]
    # Nastaliq letters hang low: lines in it need more room
    step = 1.5 if spoken.direction == "rtl" else 1
    district = "listings/filter_district.html"
    return MadeMap(
        drawn,
        _mould("listings/filter_map.html", drawn=drawn, names=written, step=step, hole=HOLE),
        {slug: _mould(district, path=shape.path, is_linked=True, hole=HOLE) for slug, shape in drawn.shapes.items()},
        {slug: _mould(district, path=shape.path, is_linked=False, hole=HOLE) for slug, shape in drawn.shapes.items()},
        pin=_mould("listings/filter_pin.html", hole=HOLE),
        about_pins=_mould("listings/filter_pins_note.html").filled(),
        labels=Labels(),
    )


def _mould(template: str, **values: object) -> Mould:
    return Mould(current_app.jinja_env.get_template(template).render(council=council.current(), **values).strip())


def init_app(app: Flask) -> None:
    """Give the application an empty shelf."""
    app.extensions[_EXTENSION] = _Shelf()
