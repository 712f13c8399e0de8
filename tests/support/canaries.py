"""Words that stand nowhere else, planted in every box of a page, so that they can be searched for afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from tests.support.strict_html import Page

_YEAR = datetime.now(UTC).year
YOUNG, YOUNGER, GROWN = str(_YEAR - 10), str(_YEAR - 14), str(_YEAR - 17)
"""Years in which somebody was born who is under 13, 13 to 15, and 16 or over; the day is 27 March."""
_PLANTED = re.compile(rf"zqcanary\d+|07700.?900.?9\d\d|st16 2lh|(?:{YOUNG}|{YOUNGER}|{GROWN})-03-27", re.IGNORECASE)
_MOST_TICKED = 2


def found(text: str | bytes) -> set[str]:
    """Return the planted words that a text holds."""
    return set(_PLANTED.findall(text.decode("latin-1") if isinstance(text, bytes) else text))


class Planter:
    """Fills in forms as somebody does who leaves no box empty.

    Args:
        choices: what to choose, by the name of the question; the first answer where nothing is said.
        typed: what to type into boxes that take no word of one's own, by name.
    """

    def __init__(self, choices: Mapping[str, str], typed: Mapping[str, str]) -> None:
        self.choices, self.typed = choices, typed
        self._number = 0

    def fill(self, form: Element) -> dict[str, list[str]]:
        """Return what a filled-in form sends, without its button."""
        sent: dict[str, list[str]] = {}
        boxes = [box for box in form.iter() if box.get("name") and box.tag in {"input", "textarea", "select"}]
        for box in boxes:
            name = box.get("name", "")
            offered = {other.get("value", "") for other in boxes if other.get("name") == name}
            wanted = self.choices.get(name.rpartition("-")[2], "")
            answer = self._answer(box, name, sent.get(name, []), wanted=wanted if wanted in offered else "")
            sent.setdefault(name, []).extend(answer)
        return {name: values for name, values in sent.items() if values}

    def _answer(self, box: Element, name: str, before: list[str], *, wanted: str) -> list[str]:
        kind, value = box.get("type"), box.get("value", "")
        if box.tag == "select":
            return [option.get("value", "") for option in box.iter("option")][-1:]
        if kind == "radio":
            return [value] if wanted == value or not (wanted or before) else []
        if kind == "checkbox":
            few = box.get("data-exclusive") is None and (name != "goals" or len(before) < _MOST_TICKED)
            return [value] if few else []
        if kind == "hidden" or box.get("tabindex") == "-1":
            return [value]
        return [self._word(name, kind)]

    def _word(self, name: str, kind: str | None) -> str:
        self._number += 1
        if name in self.typed:
            return self.typed[name]
        if kind == "tel":
            return f"07700 900 {900 + self._number % 100}"
        return f"zqcanary{self._number}@example.org" if kind == "email" else f"zqcanary{self._number} words"


def forms(page: Page) -> list[Element]:
    """Return the forms of the main part of a page that are sent by POST."""
    return [form for form in page.all(".//main//form") if form.get("method") == "post"]
