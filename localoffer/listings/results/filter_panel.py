"""The filters beside the results: which there are and in which order, and their markup with the counts of one search.

What depends on the language alone is made once (``panel_making``). A search only says which boxes are there, which of
them are ticked, and how many services each has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from markupsafe import Markup

from localoffer.languages import LazyText, lazy_gettext
from localoffer.listings.results.moulds import Mould

Counts = Mapping[str, Mapping[str, int]]
Chosen = Collection[tuple[str, str]]
Numerals = Mapping[int, str]
"""Numbers as the panel's language writes them."""


@dataclass(frozen=True)
class Boxes:
    """The boxes of one group: ``only`` some of its values, or all but those ``without``.

    The legend is empty where the title above says it all.
    """

    group: str
    legend: LazyText | str = ""
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def shows(self, code: str) -> bool:
        """Return whether a value of the group stands here."""
        return code in self.only if self.only else code not in self.without


@dataclass(frozen=True)
class Fold:
    """Boxes under one title, which fold away behind it; one ``with_room`` stays open where the screen is wide."""

    code: str
    title: LazyText
    symbol: str
    boxes: tuple[Boxes, ...]
    with_room: bool = False


HOLIDAYS = "school_holidays"
DOORS = Boxes("open", lazy_gettext("You do not need"))
SPACES = Boxes("spaces")
WHERE = Fold("where", lazy_gettext("Where do you live?"), "pin", (Boxes("district"),), with_room=True)
FOLDS = (
    Fold("need", lazy_gettext("What does your child find hard?"), "heart", (Boxes("need"),)),
    Fold(
        "when",
        lazy_gettext("When does it happen?"),
        "calendar",
        (
            Boxes("day", lazy_gettext("Days")),
            Boxes("time", lazy_gettext("Time of day")),
            Boxes("fact", lazy_gettext("School holidays"), only=(HOLIDAYS,)),
        ),
    ),
    Fold("kind", lazy_gettext("What kind of support?"), "star", (Boxes("kind"),)),
    Fold("cost", lazy_gettext("What does it cost?"), "coin", (Boxes("cost"),)),
    Fold("way", lazy_gettext("How do you start?"), "person", (Boxes("way"),)),
    Fold("fact", lazy_gettext("What can they do?"), "tick", (Boxes("fact", without=(HOLIDAYS,)),)),
    Fold("access", lazy_gettext("What is the building like?"), "home", (Boxes("access"),)),
    Fold("language", lazy_gettext("Which languages do the staff speak?"), "globe", (Boxes("language"),)),
)


@dataclass(frozen=True)
class Option:
    """One box as markup, once ticked and once not, each with a hole for its count."""

    ticked: Mould
    plain: Mould

    @classmethod
    def of(cls, mould: Mould) -> Self:
        """Return both from a mould with a hole for the tick before that for the count."""
        return cls(mould.begun(" checked"), mould.begun(""))


@dataclass(frozen=True)
class MadeBoxes:
    """Boxes as markup, by the value of each; around them is a hole for what stands in it."""

    group: str
    around: Mould
    options: Mapping[str, Option]

    def written(self, chosen: Chosen, counts: Counts, numerals: Numerals) -> str:
        """Return the boxes that offer something, and those that are ticked even where they offer nothing."""
        ticked = {code for group, code in chosen if group == self.group}
        offered = counts.get(self.group, {})
        shown = [
            (option.ticked if code in ticked else option.plain).pattern % numerals[count]
            for code, option in self.options.items()
            if (count := offered.get(code, 0)) or code in ticked
        ]
        return self.around.filled("".join(shown)) if shown else ""

    def has_one_of(self, chosen: Chosen) -> bool:
        """Return whether one of the boxes is ticked."""
        return any(group == self.group and code in self.options for group, code in chosen)


@dataclass(frozen=True)
class MadeFold:
    """A fold as markup: a hole for whether it is open, one for its boxes."""

    around: Mould
    boxes: tuple[MadeBoxes, ...]

    def written(self, chosen: Chosen, counts: Counts, numerals: Numerals) -> str:
        """Return the fold, open where something in it is ticked."""
        shown = "".join(boxes.written(chosen, counts, numerals) for boxes in self.boxes)
        if not shown:
            return ""
        is_open = any(boxes.has_one_of(chosen) for boxes in self.boxes)
        return self.around.filled(" open" if is_open else "", shown)


@dataclass(frozen=True)
class Filters:
    """The filters of one search, each as markup; empty where it has nothing to offer."""

    doors: Markup
    where: Markup
    spaces: Markup
    folds: Markup


@dataclass(frozen=True)
class FilterPanel:
    """The filters of one generation in one language."""

    doors: MadeBoxes
    where: MadeFold
    spaces: MadeBoxes
    folds: tuple[MadeFold, ...]
    numerals: Numerals

    def written(self, chosen: Chosen, counts: Counts, *, county_map: str = "") -> Filters:
        """Return the filters of one search.

        Args:
            chosen: the group and value of each box that is ticked.
            counts: for each group and value, how many services have it.
            county_map: the map of the districts as markup, which stands below their boxes.
        """
        where = self.where.written(chosen, counts, self.numerals)
        return Filters(
            doors=_markup(self.doors.written(chosen, counts, self.numerals)),
            where=_markup(where + county_map if where else ""),
            spaces=_markup(self.spaces.written(chosen, counts, self.numerals)),
            folds=_markup("".join(fold.written(chosen, counts, self.numerals) for fold in self.folds)),
        )


def _markup(written: str) -> Markup:
    return Markup(written)  # noqa: S704 - moulds, ticks and numbers only
