"""The filters as markup: made once, filled for each search, and never opened by a name."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from localoffer.listings.results.filter_panel import FOLDS, WHERE, MadeBoxes, MadeFold, Option
from localoffer.listings.results.moulds import HOLE, Mould

COUNTS = {"need": {"autism": 12, "hearing": 0, "vision": 3}, "fact": {"transport": 1}}
NUMERALS = {0: "0", 1: "1", 3: "3", 12: "12"}


def boxes(group: str, *codes: str) -> MadeBoxes:
    around = Mould(f"<fieldset>{HOLE}</fieldset>")
    return MadeBoxes(group, around, {code: Option.of(Mould(f"[{code}{HOLE} {HOLE}]")) for code in codes})


def fold(*held: MadeBoxes) -> MadeFold:
    return MadeFold(Mould(f"<details{HOLE}>{HOLE}</details>"), held)


def test_a_value_that_would_give_nothing_is_not_offered_unless_it_is_ticked() -> None:
    needs = boxes("need", "autism", "hearing", "vision")

    assert needs.written(frozenset(), COUNTS, NUMERALS) == "<fieldset>[autism 12][vision 3]</fieldset>"
    assert "[hearing checked 0]" in needs.written({("need", "hearing")}, COUNTS, NUMERALS)


def test_boxes_of_which_none_is_offered_are_left_out_with_their_fold() -> None:
    assert boxes("need", "hearing").written(frozenset(), COUNTS, NUMERALS) == ""
    assert fold(boxes("need", "hearing"), boxes("kind", "clubs")).written(frozenset(), COUNTS, NUMERALS) == ""


def test_a_fold_is_open_where_something_in_it_is_ticked() -> None:
    made = fold(boxes("need", "autism", "vision"))

    assert made.written(frozenset(), COUNTS, NUMERALS).startswith("<details>")
    assert made.written({("need", "vision")}, COUNTS, NUMERALS).startswith("<details open>")
    assert made.written({("fact", "vision")}, COUNTS, NUMERALS).startswith("<details>")


@pytest.mark.parametrize("name", ["<hole/>", "100%", "%s %d %(x)s", "{0}", "<script>", "\x00", "&amp;"])
def test_no_name_opens_a_hole_of_its_own(name: str) -> None:
    option = Markup("<label{hole}>{name}: {hole}</label>").format(name=name, hole=HOLE)

    assert Mould(option).filled(" checked", "12") == f"<label checked>{escape(name)}: 12</label>"
    assert Mould(option).begun(" checked").filled("12") == f"<label checked>{escape(name)}: 12</label>"


def test_each_fact_stands_in_one_fold() -> None:
    placed = [
        (held.group, code)
        for made in (WHERE, *FOLDS)
        for held in made.boxes
        for code in ("school_holidays", "transport", "autism")
        if held.shows(code)
    ]

    assert [code for group, code in placed if group == "fact"] == ["school_holidays", "transport", "autism"]
